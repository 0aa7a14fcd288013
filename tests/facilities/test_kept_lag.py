"""What is kept so that lists are quick says the same as what it was made from."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Unit
from core.scope import units_in_use
from facilities.lag import lag_of, last_month_over
from facilities.models import Facility, FundingEntry, Milestone, ProgressReport, Project
from facilities.selectors.projects import plans_of, reports_of
from facilities.services.lags import keep_lags, keep_lags_of_today
from facilities.services.projects import plan_months
from tests.facilities.scenes import make_facility
from tests.facilities.works import make_project, money, month, plan, report

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DUE = last_month_over(TODAY)


def said(due: date = DUE) -> dict[int, tuple[int | None, bool]]:
    """What the queries of the list say: project > points behind, not reported."""
    unreported = set(Project.objects.unreported(due).values_list("pk", flat=True))
    return {one.pk: (one.lag_points, one.pk in unreported) for one in Project.objects.open().with_lag(due)}


def worked_out(today: date = TODAY) -> dict[int, tuple[int | None, bool]]:
    projects = list(Project.objects.open())
    plans, reports = plans_of(projects), reports_of(projects)
    lags = {one.pk: lag_of(plans.get(one.pk, {}), reports.get(one.pk, {}), today, 10, 30) for one in projects}
    return {pk: (lag.points, last_month_over(today) in lag.missing) for pk, lag in lags.items()}


courses = st.lists(
    st.tuples(st.lists(st.integers(0, 100), max_size=5), st.dictionaries(st.integers(6, 11), st.integers(0, 100))),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(courses)
def test_what_is_kept_what_is_worked_out_and_the_rule_agree(town, rows):
    Milestone.objects.all().delete()
    ProgressReport.objects.all().delete()
    Project.objects.all().delete()
    for percents, reached in rows:
        project = make_project()
        if percents:
            plan(project, *sorted(percents), first=month(7))
        report(project, reached)
    rule = worked_out()
    assert said() == rule
    keep_lags(Project.objects.all(), TODAY)
    assert said() == rule
    assert said(month(9)) == worked_out(month(10) + timedelta(days=9)), "another month than the kept one"


def test_a_plan_and_a_report_keep_the_lag(office, now):
    project = make_project()
    plan_months(project=project, months={month(9): {"percent": 40}}, by=office, now=now)
    project.refresh_from_db()
    assert (project.lag_due, project.lag_behind, project.lag_unreported) == (DUE, None, True)


def test_the_day_s_work_writes_only_what_differs(now, town):
    project = make_project()
    plan(project, 20, 40, 60)
    report(project, {9: 10, 10: 15})
    assert [keep_lags_of_today(now=now), keep_lags_of_today(now=now)] == [1, 0]
    project.refresh_from_db()
    assert (project.lag_due, project.lag_behind, project.lag_unreported) == (
        last_month_over(timezone.localdate(now)),
        45,
        False,
    )


def test_a_search_finds_words_in_small_and_capital_letters_and_by_unit(town):
    road = make_project("Ring road", place="枫河路", contractor="楚天建设", unit=town.village)
    make_project("别处")
    for words in ("RING", "枫河", "楚天", town.village.name, "ring 楚天", road.number):
        assert list(Project.objects.matching(words)) == [road], words
    assert not Project.objects.matching("ring 别处").exists()


def test_words_are_not_found_across_two_fields(town):
    make_project("东路", place="口")
    assert not Project.objects.matching("路口").exists()


def test_the_search_knows_a_unit_s_new_name(town):
    facility = make_facility(unit=town.village)
    Unit.objects.filter(pk=town.village.pk).update(name="新名村")
    assert list(Facility.objects.matching("新名村")) == [facility]


def test_entries_are_found_by_paper_source_and_project(office):
    entry = money(make_project("滨河路"), "planned", 5, document="楚开财9号", note="首期")
    money(None, "planned", 5, name="村级自筹")
    for words in ("楚开财", "首期", "滨河", "办事处", "滨河 首期"):
        assert list(FundingEntry.objects.visible_to(office).matching(words)) == [entry], words


def test_units_of_a_filter_are_those_that_a_row_names(town, office):
    make_facility(unit=town.village)
    units = units_in_use(Unit.objects.all(), Facility.objects.visible_to(office), "unit", "kept_by")
    assert list(units) == [town.village]


def test_keeping_asks_the_same_of_few_and_many(town):
    counts = []
    for n in (1, 5):
        for _n in range(n):
            make_project()
        with CaptureQueriesContext(connection) as asked:
            keep_lags(Project.objects.all(), TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]
