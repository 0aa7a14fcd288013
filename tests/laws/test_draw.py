"""The draw: repeatable from its seed, at least n of each stratum, even over units, blind to the order of its input."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from inspections.draw import Place, Stratum, Terms, draw_points, hash_of, hold_draw, share_out, ticket

INSPECTORS = 4

places = st.dictionaries(
    st.integers(0, 999).map("P{:03}".format),
    st.tuples(
        st.sampled_from(["东村", "西村", "南村", "北村", ""]),
        st.sampled_from(["主干道", "垃圾房", "学校"]),
        st.frozensets(st.integers(1, INSPECTORS), max_size=2),
    ),
    max_size=40,
).map(lambda rows: [Place(code, *values) for code, values in rows.items()])
terms = st.builds(
    Terms,
    stratum=st.sampled_from(Stratum),
    least=st.integers(0, 4),
    size=st.integers(0, 45),
    twice=st.integers(0, 100),
    inspectors=st.just(INSPECTORS),
)
seeds = st.text(min_size=1, max_size=20)


def lot_of(seed, places, terms):
    return draw_points(seed, places, stratum=terms.stratum, least=terms.least, size=terms.size)


def stratum_of(place, terms):
    return (place.unit, place.kind) if terms.stratum == Stratum.UNIT_AND_KIND else place.kind


@given(seeds, places, terms, st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_draw_in_whatever_order_points_are_listed(seed, places, terms, random):
    shuffled = places[:]
    random.shuffle(shuffled)
    assert hold_draw(seed, places, terms) == hold_draw(seed, shuffled, terms)


@given(seeds, places, terms)
def test_every_stratum_has_its_least_number_or_all_it_has(seed, places, terms):
    have = Counter(stratum_of(place, terms) for place in places)
    drawn = Counter(stratum_of(place, terms) for place in lot_of(seed, places, terms))
    assert all(drawn[name] >= min(terms.least, number) for name, number in have.items())


@given(seeds, places, terms)
def test_a_lot_has_its_size_more_only_for_the_least_numbers(seed, places, terms):
    lot = lot_of(seed, places, terms)
    asked_for = draw_points(seed, places, stratum=terms.stratum, least=terms.least, size=0)
    assert len(set(lot)) == len(lot) == max(len(asked_for), min(terms.size, len(places)))
    assert lot[: len(asked_for)] == asked_for


@given(seeds, places, terms)
def test_units_differ_by_one_at_most_where_nothing_forbids_it(seed, places, terms):
    have = Counter(place.unit for place in places)
    asked_for = draw_points(seed, places, stratum=terms.stratum, least=terms.least, size=0)
    least = Counter(place.unit for place in asked_for)
    drawn = Counter(place.unit for place in lot_of(seed, places, terms))
    for more in have:
        for fewer in have:
            if drawn[more] - drawn[fewer] > 1:
                assert drawn[fewer] == have[fewer] or drawn[more] == least[more]


@given(seeds, places, terms)
def test_nobody_visits_a_barred_point_and_the_second_inspector_is_another(seed, places, terms):
    for one in hold_draw(seed, places, terms):
        assert one.first in set(range(1, INSPECTORS + 1)) - one.place.barred
        assert one.second is None or one.second not in {one.first, *one.place.barred}


@given(seeds, places, terms)
def test_the_share_scored_twice_is_what_was_asked_for_and_inspectors_are_even(seed, places, terms):
    free = [Place(place.code, place.unit, place.kind) for place in places]
    drawn = hold_draw(seed, free, terms)
    twice = [one for one in drawn if one.second]
    assert len(twice) == -(-len(drawn) * terms.twice // 100)
    load = Counter(one.first for one in drawn)
    assert max(load.values(), default=0) - min((load[n] for n in range(1, INSPECTORS + 1)), default=0) <= 1


@given(seeds, seeds)
def test_seed_and_hash_belong_together(one, other):
    assert (hash_of(one) == hash_of(other)) == (one == other)


def test_every_point_of_a_unit_is_drawn_about_equally_often():
    places = [Place(f"P{number}", "东村", "主干道") for number in range(5)]
    often = Counter(
        draw_points(str(seed), places, stratum=Stratum.KIND, least=0, size=1)[0].code for seed in range(1000)
    )
    assert len(often) == 5
    assert min(often.values()) > 150


def test_over_many_seeds_no_unit_kind_or_inspector_is_favoured():
    """500 draws of 20 out of 60 points of six units and two kinds, five of them scored twice: which units have one more, who
    has one more, which kind has one more: about equally often, and never two more. Nothing here is left to chance."""
    units = ["东村", "西村", "南村", "北村", "中村", "山村"]
    places = [
        Place(f"{unit}{number}", unit, ["主干道", "垃圾房"][number % 2]) for unit in units for number in range(10)
    ]
    terms = Terms(stratum=Stratum.KIND, least=2, size=20, twice=25, inspectors=3)
    more: dict[str, Counter] = {"unit": Counter(), "kind": Counter(), "first": Counter(), "point": Counter()}
    for seed in range(500):
        drawn = hold_draw(f"seed {seed}", places, terms)
        for what, counts in (
            ("unit", Counter(one.place.unit for one in drawn)),
            ("first", Counter(one.first for one in drawn)),
        ):
            least = min(counts.values())
            assert set(counts.values()) == {least, least + 1}
            more[what].update(name for name, number in counts.items() if number > least)
        more["kind"].update(one.place.kind for one in drawn)
        more["point"].update(one.place.code for one in drawn)
    assert len(more["unit"]) == 6 and all(130 < number < 205 for number in more["unit"].values())  # 2 of 6: 167
    assert len(more["first"]) == 3 and all(290 < number < 380 for number in more["first"].values())  # 2 of 3: 333
    assert all(4800 < number < 5200 for number in more["kind"].values())  # half of 500 x 20
    assert all(125 < more["point"][place.code] < 210 for place in places)  # 20 of 60: 167


def test_a_ticket_is_what_the_page_says_it_is():
    """By another tool: printf 'visit\\npoint\\nP1' | openssl dgst -sha256 -hmac seed."""
    assert ticket("seed", "visit", "point", "P1") == "9dfa0e4d96d4923258cec4e919f77115d5a1e6fe205f20d2337b3c49ac3f9a3e"


def test_a_job_that_nobody_may_do_is_nobodys():
    assert share_out([("a", lambda one: False), ("b", lambda one: True)], [1, 2], {1: 3}) == {"a": None, "b": 2}
