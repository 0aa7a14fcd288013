"""How far a project is behind its plan: by example, and against a naive recount."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.lag import LagLight, lag_of, last_month_over, months_between, planned_at
from facilities.models import Project
from tests.facilities.works import make_project, month, plan, report

TODAY = date(2026, 11, 23)
MONTHS = months_between(date(2026, 1, 1), date(2027, 2, 1))
percents = st.integers(0, 100)


def lag(planned: dict[int, int], reported: dict[int, int]):
    named = [{month(number): percent for number, percent in one.items()} for one in (planned, reported)]
    return lag_of(*named, TODAY, amber=10, red=30)


@pytest.mark.parametrize(
    ("reported", "light"),
    [(55, LagLight.GREEN), (46, LagLight.GREEN), (45, LagLight.AMBER), (26, LagLight.AMBER), (25, LagLight.RED)],
)
def test_ten_points_behind_are_yellow_and_thirty_red(reported, light):
    assert lag({10: 55}, {10: reported}).light == light


def test_the_present_month_is_not_set_against_its_end():
    found = lag({10: 55, 11: 70}, {10: 45, 11: 52})
    assert (found.points, found.of, found.light) == (10, month(10), LagLight.AMBER)


def test_a_missing_report_is_not_a_zero():
    found = lag({8: 10, 9: 20, 10: 55}, {8: 10})
    assert (found.points, found.of, found.light) == (0, month(8), LagLight.GREEN)
    assert found.missing == (month(9), month(10))


def test_without_any_report_nothing_is_known():
    found = lag({9: 20, 10: 55}, {})
    assert (found.light, found.points, found.missing) == (LagLight.UNKNOWN, None, (month(9), month(10)))


def test_after_a_hundred_percent_nothing_is_missing():
    assert lag({8: 50, 9: 100, 10: 100}, {8: 100}).missing == ()


def test_a_plan_that_begins_later_is_not_due():
    assert lag({12: 50}, {}).missing == ()


by_month = st.dictionaries(st.sampled_from(MONTHS), percents, max_size=14)


@given(by_month, by_month, st.sampled_from(MONTHS), st.integers(1, 50), st.integers(0, 50))
def test_lag_equals_a_naive_recount(planned, reported, first_of_month, amber, more):
    today = first_of_month.replace(day=15)
    found = lag_of(planned, reported, today, amber, amber + more)
    over = [one for one in MONTHS if one < first_of_month]
    compared = [one for one in over if one in reported and any(at <= one for at in planned)]
    if compared:
        last = compared[-1]
        points = planned[max(at for at in planned if at <= last)] - reported[last]
        assert (found.of, found.points) == (last, points)
        assert (found.light == LagLight.RED) == (points >= amber + more)
        assert (found.light == LagLight.GREEN) == (points < amber)
    else:
        assert found.points is None
    done = [one for one in MONTHS if reported.get(one) == 100]
    expected = [one for one in over if planned and one >= min(planned) and one not in reported]
    assert list(found.missing) == [one for one in expected if not any(at < one for at in done)]


@given(by_month, st.sampled_from(MONTHS))
def test_a_plan_stands_until_the_next_month_that_is_planned(planned, at):
    earlier = [one for one in planned if one <= at]
    assert planned_at(planned, at) == (planned[max(earlier)] if earlier else None)


def test_the_last_month_over_is_the_one_before():
    assert last_month_over(date(2026, 1, 31)) == date(2025, 12, 1)


SCENES = [
    ({8: 10, 9: 40, 10: 70}, {8: 10, 9: 20, 10: 30}),
    ({8: 10, 10: 70}, {8: 10, 9: 20}),
    ({9: 40}, {8: 5}),
    ({9: 40}, {}),
    ({}, {9: 40}),
    ({10: 60, 11: 90}, {10: 50, 11: 51}),
    ({8: 50, 9: 100}, {8: 100}),
]


@pytest.mark.django_db
def test_the_database_and_the_rule_say_the_same():
    due = last_month_over(TODAY)
    for planned, reported in SCENES:
        project = make_project()
        for number, percent in planned.items():
            plan(project, percent, first=month(number))
        report(project, reported)
        stored = Project.objects.with_lag(due).get(pk=project.pk).lag_points
        found = lag(planned, reported)
        assert stored == found.points, (planned, reported)
        is_unreported = Project.objects.filter(pk=project.pk).unreported(due).exists()
        assert is_unreported == (due in found.missing), (planned, reported)
