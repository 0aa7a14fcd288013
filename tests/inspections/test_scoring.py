"""Scoring by example: those of the domain rules, section 4, first."""

from decimal import Decimal
from fractions import Fraction

import pytest

from inspections import scoring
from inspections.ranking import competition_ranks
from inspections.scoring import NO_CAPS, Award, Caps, ItemSum, Line, Rule, Visit

D = Decimal


def test_the_worked_example_of_a_sheet_gives_78():
    deduct = scoring.award_deduct(Rule("deduct", D(10), each=D("0.5")), 3)
    grade = scoring.award_grade(Rule("grade", D(10)), D("0.6"))
    passed = scoring.award_pass_fail(Rule("pass_fail", D(5)), True)
    points = scoring.sheet_points([Line("a", award) for award in (deduct, grade, passed)])
    assert points == Award(D("19.5"), D(25))
    assert scoring.rounded(scoring.sheet_score(points)) == D("78.00")


def test_the_worked_example_by_point_gives_79_and_a_penalty_78_50():
    visits = [
        Visit("street", 1, Fraction(80)),
        Visit("street", 2, Fraction(90)),
        Visit("market", 3, Fraction(70)),
    ]
    base = scoring.rounded(scoring.score_by_point(visits, {"street": D(60), "market": D(40), "school": D(99)}))
    assert base == D("79.00")
    assert scoring.final_score(base, D("-0.50"), above_100=False) == D("78.50")


def test_a_point_counts_once_however_often_it_was_visited():
    visits = [Visit("k", 1, Fraction(60)), Visit("k", 1, Fraction(80)), Visit("k", 2, Fraction(90))]
    assert scoring.score_by_point(visits, {}) == 80


def test_a_kind_without_weight_does_not_count_beside_weighed_ones():
    visits = [Visit("street", 1, Fraction(80)), Visit("other", 2, Fraction(0))]
    assert scoring.score_by_point(visits, {"street": D(60)}) == 80


def test_kinds_count_the_same_where_none_has_a_weight():
    visits = [Visit("a", 1, Fraction(80)), Visit("b", 2, Fraction(60))]
    assert scoring.score_by_point(visits, {"c": D(60)}) == 70


def test_by_item_each_item_is_the_mean_of_its_observations():
    items = [ItemSum("s", D("8.7"), D(9), 9), ItemSum("s", D("2"), D(3), 3)]
    assert scoring.score_by_item(items) == 100 * (Fraction(87, 90) + Fraction(2, 3)) / 2


def test_by_item_bonuses_add_their_mean_up_to_their_caps():
    judged = ItemSum("s", D(14), D(20), 2)
    bonuses = [ItemSum("s", D(1), D(0), 3), ItemSum("t", D(4), D(0), 2)]
    assert scoring.score_by_item([judged, *bonuses]) == 100 * (7 + Fraction(1, 3) + 2) / 10
    caps = Caps({}, {"t": D("0.5")})
    assert scoring.score_by_item([judged, *bonuses], caps) == 100 * (7 + Fraction(1, 3) + Fraction(1, 2)) / 10
    assert scoring.score_by_item([judged, *bonuses], Caps({}, {}, D("0.1"))) == 71


def test_nothing_applicable_gives_no_score():
    assert scoring.sheet_score(scoring.sheet_points([])) is None
    assert scoring.score_by_point([Visit("k", 1, None)], {}) is None
    assert scoring.score_by_item([]) is None


def test_a_bonus_adds_to_the_sum_awarded_and_not_to_the_maximum():
    points = scoring.sheet_points([Line("a", Award(D(8), D(10))), Line("a", Award(D(1), D(0)))])
    assert points == Award(D(9), D(10))


@pytest.mark.parametrize(
    ("caps", "awarded"),
    [(NO_CAPS, "4"), (Caps({"a": D(3)}, {}), "9"), (Caps({}, {"a": D("0.5")}), "2.5"), (Caps({}, {}, D(1)), "3")],
)
def test_sections_and_standard_cap_what_is_lost_and_won(caps, awarded):
    lines = [Line("a", Award(D(2), D(10))), Line("a", Award(D(2), D(0)))]
    assert scoring.sheet_points(lines, caps).awarded == D(awarded)


def test_a_failed_veto_caps_the_sheet():
    assert scoring.sheet_score(Award(D(9), D(10)), veto_cap=D(60)) == 60
    assert scoring.sheet_score(Award(D(5), D(10)), veto_cap=D(60)) == 50


def test_a_repeated_fault_counts_a_multiple():
    rule = Rule("deduct", D(10), each=D("0.5"), repeat_factor=D(2))
    assert scoring.award_deduct(rule, 3, repeated=True).awarded == D(7)


def test_ranks_skip_after_a_tie():
    scores = {"a": D("94.12"), "b": D("92.06"), "c": D("92.06"), "d": D("91.37")}
    assert {key: place.rank for key, place in competition_ranks(scores).items()} == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_half_a_hundredth_is_rounded_up():
    assert scoring.rounded(Fraction(78005, 1000)) == D("78.01")
    assert scoring.rounded(D("78.004999")) == D("78.00")


def test_the_year_is_the_weighted_mean_of_stored_round_scores():
    assert scoring.weighted_year_score([(D("90.00"), D(70)), (D("80.00"), D(30))]) == D("87.00")
    assert scoring.weighted_year_score([]) is None
