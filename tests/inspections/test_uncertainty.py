"""Intervals, lists and tiers by example: what is said of few points, of ties, of nothing."""

import time
import tracemalloc
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from inspections.point_values import Observed, by_item, by_point
from inspections.resampling import Pools, standard_error
from inspections.scoring import Caps, Visit
from inspections.uncertainty import Certainty, Entrant, assess_group

D = Decimal
WEIGHTS = {"街道": D(60), "市场": D(40)}


def sample(**kinds):
    """By point: 街道=[80, 90], 市场=[70]."""
    visits = [
        Visit(kind, f"{kind}{number}", Fraction(score))
        for kind, scores in kinds.items()
        for number, score in enumerate(scores)
    ]
    return by_point(visits, WEIGHTS)


def street(key, *scores, **more):
    return Entrant(key, sample(街道=scores), **more)


def assessed(*entrants, **more):
    return assess_group(entrants, seed="2026-第3轮", **more)


SPREAD_OUT = [street(f"村{n}", 70 + 3 * n, 74 + 3 * n, 78 + 3 * n) for n in range(8)]


def test_the_score_is_the_rule_books_and_the_rank_is_its_competition_rank():
    outcome = assessed(
        Entrant("东村", sample(街道=[80, 90], 市场=[70]), D("-0.50")), street("西村", 80, 77), street("南村", 78, 79)
    )
    assert {key: (unit.score, unit.rank) for key, unit in outcome.units.items()} == {
        "东村": (D("78.50"), 1),
        "南村": (D("78.50"), 1),
        "西村": (D("78.50"), 1),
    }


def test_units_far_apart_have_narrow_ranks_and_tiers_of_their_own():
    outcome = assessed(street("好", 95, 96, 97), street("中", 80, 81, 82), street("差", 60, 61, 62))
    assert [(u.key, u.rank_low, u.rank_high, u.tier) for u in outcome.units.values()] == [
        ("好", 1, 1, 1),
        ("中", 2, 2, 2),
        ("差", 3, 3, 3),
    ]
    assert outcome.tiers == [["好"], ["中"], ["差"]]


def test_units_that_differ_less_than_their_points_do_are_one_tier():
    outcome = assessed(street("甲", 60, 80, 98), street("乙", 62, 79, 96), street("丙", 59, 81, 95))
    assert len(outcome.tiers) == 1
    assert all((unit.rank_low, unit.rank_high) == (1, 3) for unit in outcome.units.values())


def test_more_points_make_narrower_intervals():
    few = assessed(street("东村", 70, 80, 90), street("西村", 72, 82, 92))
    many = assessed(street("东村", *[70, 80, 90] * 10), street("西村", *[72, 82, 92] * 10))
    for key in ("东村", "西村"):
        assert many.units[key].score == few.units[key].score
        assert many.units[key].error < few.units[key].error
        width = [u.score_high - u.score_low for u in (many.units[key], few.units[key])]
        assert width[0] * 2 < width[1]


def test_the_standard_error_is_the_textbooks():
    """Two kinds, many points: root of the sum of share^2 s^2 / n, where the units vary alike and borrowing changes nothing."""
    one = sample(街道=[70, 80, 90], 市场=[60, 70])
    pools = Pools([one, one])
    squares = (60 / 100) ** 2 * 100 / 3 + (40 / 100) ** 2 * 50 / 2
    assert standard_error(one, pools) == pytest.approx(squares**0.5)


def test_a_single_point_borrows_its_spread_from_the_points_of_its_kind_elsewhere():
    calm = assessed(street("单", 80), street("东村", 79, 80, 81), street("西村", 84, 85, 86)).units["单"]
    wild = assessed(street("单", 80), street("东村", 60, 80, 100), street("西村", 65, 85, 95)).units["单"]
    assert calm.score_low < 80 < calm.score_high
    assert wild.error > 5 * calm.error > 0
    assert wild.points == 1


def test_two_points_that_are_equal_by_luck_are_not_certainty():
    unit = assessed(street("巧", 80, 80), street("东村", 70, 80, 90), street("西村", 65, 75, 95)).units["巧"]
    assert unit.score_high - unit.score_low > 5


def test_where_no_other_unit_visited_a_kind_the_points_of_all_kinds_are_borrowed_from():
    alone = Entrant("东村", sample(街道=[70, 80, 90], 市场=[75]))
    unit = assessed(alone, street("西村", 70, 80, 90)).units["东村"]
    only_streets = assessed(street("东村", 70, 80, 90), street("西村", 70, 80, 90)).units["东村"]
    assert unit.points == 4
    assert unit.error > D("0.6") * only_streets.error


def test_where_nobody_has_two_points_of_a_kind_nothing_is_known_and_it_says_so():
    outcome = assessed(Entrant("东村", sample(街道=[80], 市场=[60])), street("西村", 75), listed=1)
    assert not outcome.known and outcome.tiers == []
    assert [(u.key, u.score, u.rank) for u in outcome.units.values()] == [
        ("西村", D("75.00"), 1),
        ("东村", D("72.00"), 2),
    ]
    for unit in outcome.units.values():
        assert unit.rank_low is unit.score_low is unit.error is unit.in_top is unit.tier is None
        assert unit.is_certain() is None
    assert outcome.units["西村"].on_top and outcome.units["东村"].on_bottom


def test_one_unit_is_first_and_in_the_first_tier():
    outcome = assessed(street("东村", 70, 80, 90))
    unit = outcome.units["东村"]
    assert (unit.rank_low, unit.rank, unit.rank_high, unit.tier) == (1, 1, 1, 1)
    assert outcome.known and outcome.tiers == [["东村"]]


@pytest.mark.parametrize("score", [0, 87, 100])
def test_where_all_points_are_equal_all_units_are_tied_for_sure(score):
    outcome = assessed(*(street(f"村{n}", *[score] * 3) for n in range(5)), listed=1)
    assert outcome.known and len(outcome.tiers) == 1
    for unit in outcome.units.values():
        assert unit.score_low == unit.score_high == unit.score == score
        assert (unit.rank_low, unit.rank_high, unit.error) == (1, 1, 0)
        assert unit.on_top and unit.is_certain()


def test_no_units_and_units_without_a_score_are_left_out():
    assert assess_group([], seed="").units == {}
    outcome = assessed(Entrant("无", sample(街道=[])), street("东村", 70, 80))
    assert list(outcome.units) == ["东村"]


def test_a_vetoed_unit_is_last_and_on_the_black_list_whatever_its_points():
    outcome = assessed(street("否决", 99, 99, 98, vetoed=True), *SPREAD_OUT, listed=2)
    unit = outcome.units["否决"]
    assert (unit.rank, unit.rank_low, unit.rank_high) == (9, 9, 9)
    assert unit.on_bottom and unit.is_certain() and unit.in_bottom == 1 and not unit.on_top
    assert outcome.tiers[-1] == ["否决"]
    assert max(other.rank_high for other in outcome.units.values() if other is not unit) == 8


def test_only_vetoed_units_share_the_first_place_which_is_the_last():
    outcome = assessed(street("东村", 70, 80, vetoed=True), street("西村", 60, 80, vetoed=True))
    assert [(u.rank, u.rank_low, u.rank_high, u.tier) for u in outcome.units.values()] == [(1, 1, 1, 1)] * 2


def test_a_unit_under_the_minimum_is_listed_with_an_interval_of_its_score_and_no_rank():
    outcome = assessed(street("少", 99, ranked=False), *SPREAD_OUT, listed=2)
    unit = outcome.units["少"]
    assert list(outcome.units)[-1] == "少"
    assert unit.rank is unit.rank_low is unit.tier is unit.in_top is None and not unit.on_top
    assert unit.score_low < unit.score_high
    assert {u.rank for u in outcome.units.values() if u.rank} == set(range(1, 9))


def test_lists_name_as_many_units_as_asked_ties_with_them_and_nobody_twice():
    outcome = assessed(street("甲", 90, 92), street("乙", 91, 91), street("丙", 80, 82), street("丁", 60, 70), listed=1)
    assert [u.key for u in outcome.units.values() if u.on_top] == ["乙", "甲"]
    assert [u.key for u in outcome.units.values() if u.on_bottom] == ["丁"]
    assert all(not (u.on_top and u.on_bottom) for u in assessed(street("独", 1, 2), listed=3).units.values())
    assert all(u.in_top is None for u in assessed(*SPREAD_OUT).units.values())


def test_a_place_on_a_list_is_certain_from_eight_in_ten():
    clear = assessed(street("好", 95, 96, 97), street("中", 80, 81, 82), street("差", 60, 61, 62), listed=1)
    assert clear.units["好"].is_certain() and clear.units["差"].is_certain()
    assert clear.units["中"].is_certain() is None
    close = assessed(street("甲", 60, 80, 98), street("乙", 62, 79, 96), street("丙", 59, 81, 95), listed=1)
    assert close.units["甲"].is_certain() is False
    edge = Certainty("东村", 3, D(80), in_top=D("0.8"), on_top=True)
    assert edge.is_certain() and not replace(edge, in_top=D("0.7999")).is_certain()


def test_the_points_said_to_make_a_list_certain_do_so():
    means = {"甲": 90, "乙": 88, "丙": 84, "丁": 82}

    def visited(points):
        """Every unit with so many points (a multiple of three), always with a standard deviation of 6."""
        away = 6 * (1.5 * (points - 1) / points) ** 0.5
        values = {key: [mean - away, mean, mean + away] * (points // 3) for key, mean in means.items()}
        return assessed(*(street(key, *map(Fraction, scores)) for key, scores in values.items()), listed=1)

    outcome = visited(9)
    first = outcome.units["甲"]
    assert first.is_certain() is False and first.more_points
    assert all(unit.more_points is None for unit in outcome.units.values() if unit.is_certain() is not False)
    enough = visited(9 + 3 * round(first.more_points / 3)).units["甲"]
    assert enough.in_top == pytest.approx(D("0.8"), abs=D("0.03"))
    assert visited(9 + 3 * round(first.more_points / 6)).units["甲"].is_certain() is False


def test_no_number_of_points_settles_what_is_equal():
    outcome = assessed(street("甲", 70, 80, 90), street("乙", 71, 80, 89), street("丙", 60, 70, 80), listed=1)
    assert outcome.units["甲"].on_top and outcome.units["乙"].on_top
    assert outcome.units["甲"].more_points is None


def test_limits_of_a_score_hold_in_every_replicate():
    entrants = [street("高", 99, 100, 90, adjustment=D(4)), street("低", 0, 2, 9, adjustment=D(-3)), *SPREAD_OUT]
    units = assessed(*entrants).units
    assert units["高"].score_high == 100 and units["低"].score_low == 0
    assert assessed(*entrants, above_100=True).units["高"].score_high == 104


def test_another_seed_gives_other_replicates_and_the_same_one_the_same():
    first = assess_group(SPREAD_OUT, seed="1", listed=2)
    assert first == assess_group(reversed(SPREAD_OUT), seed="1", listed=2)
    assert first != assess_group(SPREAD_OUT, seed="2", listed=2)


def test_a_wider_level_gives_wider_intervals():
    half, most = (assessed(*SPREAD_OUT, level=level).units["村3"] for level in (D("0.5"), D("0.99")))
    assert most.score_low < half.score_low < half.score_high < most.score_high
    assert most.rank_low < half.rank_low <= half.rank_high < most.rank_high


def test_outcomes_are_decimals_and_whole_numbers():
    unit = assessed(*SPREAD_OUT, listed=1).units["村0"]
    for value in (unit.score, unit.error, unit.score_low, unit.score_high, unit.in_top, unit.in_bottom):
        assert isinstance(value, Decimal) and -value.as_tuple().exponent in (2, 4)
    assert all(type(value) is int for value in (unit.rank, unit.rank_low, unit.rank_high, unit.tier))


def seen(point, item, awarded, maximum=10, kind="街道", times=1):
    return Observed(kind, point, item, "a", D(str(awarded)), D(maximum) * times, times)


def test_by_item_a_points_value_is_its_own_score_where_all_points_show_the_same_items():
    rows = [seen(1, "路面", 6), seen(1, "路灯", 5, 5), seen(2, "路面", 9), seen(2, "路灯", 3, 5, "市场")]
    rows[2] = rows[2]._replace(kind="市场")
    one = by_item(rows)
    assert one.base == Fraction(100 * 23, 30)
    assert {cell.kind: (cell.share, *cell.values) for cell in one.cells} == {
        "街道": (0.5, pytest.approx(100 * 11 / 15)),
        "市场": (0.5, pytest.approx(100 * 12 / 15)),
    }


def test_by_item_bonuses_count_until_their_cap():
    rows = [seen(1, "路面", 6), seen(2, "路面", 8), seen(1, "创新", 2, 0), seen(2, "创新", 0, 0)]
    assert by_item(rows).cells[0].values == pytest.approx((80, 80))
    capped = by_item(rows, Caps({}, {"a": D("0.5")}))
    assert capped.centre == pytest.approx(75)
    assert capped.cells[0].values == pytest.approx((65, 85))
    assert by_item(rows, Caps({}, {}, D("0.5"))).cells == capped.cells
    assert by_item(rows[2:]) is None and by_item([]) is None


def test_a_departments_pooled_score_is_by_item_with_one_item():
    one = by_item([seen(1, "", "4.8", 5), seen(2, "", 9, 10), seen(3, "", 2, 2)])
    assert one.base == 100 * Fraction("15.8") / 17
    assert one.centre == pytest.approx(float(one.base))
    assert sum(one.cells[0].values) / 3 == pytest.approx(one.centre)


@pytest.mark.long
def test_forty_units_of_sixty_points_take_less_than_a_second():
    entrants = [street(f"村{n:02}", *(60 + (7 * n + 13 * p) % 40 for p in range(60))) for n in range(40)]
    started = time.process_time()
    assess_group(entrants, seed="", listed=3)
    assert time.process_time() - started < 1


@pytest.mark.long
def test_two_thousand_units_keep_to_their_memory():
    entrants = [street(f"村{n:04}", *(60 + (7 * n + 13 * p) % 40 for p in range(10))) for n in range(2000)]
    tracemalloc.start()
    assess_group(entrants, seed="", listed=3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * 2**20
