"""Laws of a drive's totals: they are the naive recount, in any order, and never more exact than what was added."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from campaign.drive_totals import Amount, added
from core.quantities import Exactness, weaker

quantities = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)
amounts = st.builds(Amount, quantities, st.just("车"), st.sampled_from(Exactness.values))
entries = st.lists(st.tuples(st.sampled_from("abc"), amounts), max_size=20)


@given(entries)
def test_totals_equal_the_naive_recount(rows):
    sums = added(rows)
    assert set(sums) == {key for key, _amount in rows}
    for key, total in sums.items():
        assert total.quantity == sum(amount.quantity for other, amount in rows if other == key)


@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(rows, random):
    turned = list(rows)
    random.shuffle(turned)
    assert added(turned) == added(rows)


@given(entries)
def test_exactness_never_gets_stronger(rows):
    for key, total in added(rows).items():
        for other, amount in rows:
            if other == key:
                assert weaker(total.exactness, amount.exactness) == total.exactness


@given(amounts, amounts)
def test_taking_away_what_is_not_exact_leaves_no_more_than(one, other):
    taken = Amount(-other.quantity, "车", other.exactness)
    left = one + taken
    assert left.quantity == one.quantity - other.quantity
    if other.quantity and other.exactness != Exactness.EXACT:
        assert left.exactness == Exactness.ABOUT
