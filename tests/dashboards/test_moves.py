"""What moved the score: adds up exactly, agrees with the item's own rate, and says what cannot be compared."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboards.comparison import Sums
from dashboards.selectors.item_moves import items_of
from dashboards.selectors.item_years import ItemYears

D = Decimal
AMOUNT = st.integers(1, 40).flatmap(
    lambda maximum: st.integers(0, maximum * 4).map(lambda won: (D(won) / 4, D(maximum)))
)
YEAR = st.dictionaries(st.sampled_from("ABCDEFG"), AMOUNT, min_size=1)


def years(this: dict, last: dict) -> ItemYears:
    found = ItemYears()
    for year, items in ((2026, this), (2025, last)):
        for code, (won, possible) in items.items():
            found.add(year, "环境卫生", code, Sums(D(won), D(possible)))
            found.names.setdefault(code, f"测评项{code}")
            found.section_of.setdefault(code, "环境卫生")
    return found


def test_an_item_moves_the_score_by_its_rate_times_its_weight():
    table = items_of(years({"A": (9, 10), "B": (10, 10)}, {"A": (7, 10), "B": (10, 10)}), 2026)
    assert [(row.code, row.moved) for row in table.rows] == [("A", D("10.00")), ("B", D("0.00"))]
    assert (table.common.difference, table.mix) == (D("10.00"), D("0.00"))


def test_an_item_that_one_year_lacks_is_a_gap_and_not_a_zero():
    table = items_of(years({"A": (9, 10), "N": (1, 10)}, {"A": (8, 10), "O": (10, 10)}), 2026)
    gaps = {row.code: (row.rate.this, row.rate.last, row.moved) for row in table.one_sided}
    assert gaps == {"N": (D("10.00"), None, None), "O": (None, D("100.00"), None)}
    assert (table.common.difference, table.whole.difference) == (D("10.00"), D("-40.00"))


def test_standards_without_a_common_item_compare_nothing():
    table = items_of(years({"A": (9, 10)}, {"B": (8, 10)}), 2026)
    assert (table.compared, table.common.difference, table.mix) == ([], None, D("0.00"))


def test_without_sheets_in_one_year_there_is_no_table():
    assert items_of(years({"A": (9, 10)}, {}), 2026) is None


def test_all_alike_and_all_zero_move_nothing():
    for won in (0, 10):
        table = items_of(years({"A": (won, 10), "B": (won, 10)}, {"A": (won, 10), "B": (won, 10)}), 2026)
        assert (table.better(3), table.worse(3), table.common.difference) == ([], [], D("0.00"))


def test_an_item_seen_more_often_moves_nothing_by_that_alone():
    table = items_of(years({"A": (40, 80), "B": (20, 20)}, {"A": (10, 20), "B": (20, 20)}), 2026)
    assert [row.moved for row in table.rows] == [D("0.00"), D("0.00")]
    assert table.mix == table.common.difference == D("-15.00")


@given(this=YEAR, last=YEAR)
def test_moves_and_the_mix_make_up_the_difference(this, last):
    table = items_of(years(this, last), 2026)
    if not table.compared:
        return
    whole = sum(row.moved for row in table.compared) + table.mix
    assert abs(whole - table.common.difference) <= D("0.005") * (len(table.compared) + 3)
    for row in table.compared:
        assert row.moved * row.rate.difference >= 0  # a better rate never makes a score worse
