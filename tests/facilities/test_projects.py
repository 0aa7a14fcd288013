"""Projects: stages, plans, reports, and who may do what."""

from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from core.errors import DomainError, NotAllowed
from core.models import Photo, PhotoPurpose, TrailEntry
from core.removal import bring_back
from facilities.models import Milestone, ProgressReport, Project, ProjectStage
from facilities.selectors.projects import project_rows
from facilities.services.lags import keep_lags_of_today
from facilities.services.projects import plan_months, report_progress, take_step
from facilities.stages import MAIN_PATH, STEPS
from tests.facilities.works import make_project, month, plan, report
from tests.factories import make_picture

pytestmark = pytest.mark.django_db
MAIN = ("approve", "tender", "build", "accept", "use")


def verbs(project) -> list[str]:
    return [entry.verb for entry in TrailEntry.objects.about(project)]


def test_a_project_passes_all_stages_with_its_trail(office, now):
    project = make_project(stage=ProjectStage.PROPOSED)
    for verb, stage in zip(MAIN, MAIN_PATH[1:], strict=True):
        assert take_step(project=project, verb=verb, by=office, now=now).stage == stage
    project.refresh_from_db()
    assert (project.started_on, project.finished_on) == (date(2026, 11, 23), date(2026, 11, 23))
    assert sorted(verbs(project)) == sorted(f"project_{verb}" for verb in MAIN)


@pytest.mark.parametrize("stage", ProjectStage.values)
def test_what_the_table_does_not_allow_is_refused(stage, office, now):
    possible = {step.verb for step in STEPS.leaving(stage)}
    for step in STEPS:
        project = make_project(stage=stage)
        if step.verb not in possible:
            with pytest.raises(DomainError):
                take_step(project=project, verb=step.verb, by=office, now=now, reason="x")


def test_a_stopped_project_goes_on_where_it_stopped(office, now):
    project = make_project(stage=ProjectStage.TENDERED)
    with pytest.raises(DomainError):
        take_step(project=project, verb="stop", by=office, now=now)
    take_step(project=project, verb="stop", by=office, now=now, reason="资金未到位")
    assert take_step(project=project, verb="go_on", by=office, now=now, reason="复工").stage == ProjectStage.TENDERED


def test_no_report_is_missing_of_months_at_whose_end_a_project_rested(office, now, frozen_now, client_for):
    project = make_project()
    plan(project, 10, 20, 30)
    report(project, {8: 10})
    september, november = now.replace(month=9, day=12), now.replace(day=3)
    take_step(project=project, verb="stop", by=office, now=september, reason="资金未到位")
    take_step(project=project, verb="go_on", by=office, now=november, reason="复工")
    row = project_rows([Project.objects.get()], now.date())[0]
    assert (row.lag.missing, Project.objects.unreported(month(10)).count()) == ((), 0)
    assert "month month--missing" not in client_for("office").get("/projects/months/?year=2026").content.decode()
    Project.objects.update(lag_due=None)
    assert keep_lags_of_today(now=now) == 1 and not Project.objects.get().lag_unreported


def test_only_the_office_takes_steps_and_plans(unit, leader, town, now):
    project = make_project(carried_out_by=town.village)
    for person in (unit, leader):
        with pytest.raises(NotAllowed):
            take_step(project=project, verb="accept", by=person, now=now)
        with pytest.raises(NotAllowed):
            plan_months(project=project, months={}, by=person, now=now)


def tell(project, by, now, number=10, percent=40, key=None, **fields):
    return report_progress(
        project=project, month=month(number), percent=percent, note=fields.pop("note", ""), key=key or uuid4(), by=by,
        now=now, **fields,
    )  # fmt: skip


def test_the_unit_that_carries_it_out_reports_and_a_stranger_does_not(unit, other_unit, office, town, now):
    project = make_project(carried_out_by=town.village)
    assert tell(project, unit, now).percent == 40
    assert tell(project, office, now, number=9, percent=20).percent == 20
    with pytest.raises(NotAllowed):
        tell(project, other_unit, now)


def test_a_report_sent_twice_is_one_report(office, now):
    project, key = make_project(), uuid4()
    first, second = tell(project, office, now, key=key), tell(project, office, now, key=key)
    assert (first, ProgressReport.objects.count(), len(verbs(project))) == (second, 1, 1)


def test_a_month_reported_again_is_corrected_with_both_figures_in_the_trail(office, now):
    project = make_project()
    tell(project, office, now, percent=40)
    tell(project, office, now, percent=35)
    assert ProgressReport.objects.get().percent == 35
    assert TrailEntry.objects.about(project).first().changes == {"2026-10": ["40%", "35%"]}


def test_a_correction_sent_twice_is_one_correction(office, now):
    project, key = make_project(), uuid4()
    tell(project, office, now, percent=40)
    for _ in range(2):
        tell(project, office, now, percent=35, key=key)
    assert len(verbs(project)) == 2


def test_a_month_to_come_cannot_be_reported(office, now):
    with pytest.raises(DomainError):
        tell(make_project(), office, now, number=12)


@pytest.mark.parametrize(("number", "percent"), [(10, 30), (8, 50)])
def test_progress_that_goes_back_says_why(number, percent, office, now):
    project = make_project()
    tell(project, office, now, number=9, percent=40)
    with pytest.raises(DomainError, match="2026-09"):
        tell(project, office, now, number=number, percent=percent)
    assert tell(project, office, now, number=number, percent=percent, note="复核后核减").percent == percent
    assert tell(project, office, now, number=11, percent=60).percent == 60


@pytest.mark.parametrize("at", [date(1999, 12, 1), date(1, 1, 1), date(2101, 1, 1), date(9999, 12, 1)])
def test_a_month_far_from_any_campaign_is_refused(at, office, now):
    project, values = make_project(), {"percent": 1, "spending": None, "aim": ""}
    with pytest.raises(DomainError):
        plan_months(project=project, months={at: values}, by=office, now=now)
    with pytest.raises(DomainError):
        report_progress(project=project, month=at, percent=1, note="", key=uuid4(), by=office, now=now)


def test_a_step_is_not_taken_on_a_day_to_come(office, now):
    with pytest.raises(DomainError):
        take_step(project=make_project(), verb="accept", by=office, now=now, on=date(2026, 11, 24))


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_is_from_0_to_100(percent, office, now):
    with pytest.raises(ValidationError):
        tell(make_project(), office, now, percent=percent)


def test_photos_of_a_report_belong_to_the_project(office, now):
    project = make_project()
    tell(project, office, now, uploads=[make_picture()])
    photo = Photo.objects.about(project).get()
    assert (photo.purpose, photo.caption) == (PhotoPurpose.PROGRESS, "2026-10")


def months(**percents) -> dict:
    return {
        month(int(name[1:])): {"percent": percent, "spending": None, "aim": ""} for name, percent in percents.items()
    }


def test_a_plan_is_set_anew_as_a_whole(office, now):
    project = make_project()
    plan_months(project=project, months=months(m8=10, m9=50), by=office, now=now)
    plan_months(project=project, months=months(m9=60, m10=100), by=office, now=now)
    assert list(Milestone.objects.values_list("month__month", "percent")) == [(9, 60), (10, 100)]
    changes = TrailEntry.objects.about(project).first().changes
    assert changes == {"2026-08": ["10%", ""], "2026-09": ["50%", "60%"], "2026-10": ["", "100%"]}


def test_neither_percent_nor_money_of_a_plan_falls(office, now):
    with pytest.raises(DomainError):
        plan_months(project=make_project(), months=months(m8=50, m9=40), by=office, now=now)
    wanted = months(m8=50, m9=60, m10=70)
    wanted[month(8)]["spending"], wanted[month(10)]["spending"] = Decimal(500), Decimal(400)
    with pytest.raises(DomainError):
        plan_months(project=make_project(), months=wanted, by=office, now=now)


def test_the_trail_tells_when_the_money_of_a_month_is_planned_anew(office, now):
    project, wanted = make_project(), months(m8=50)
    plan_months(project=project, months=wanted, by=office, now=now)
    wanted[month(8)] |= {"spending": Decimal("93.50"), "aim": "路基完成"}
    plan_months(project=project, months=wanted, by=office, now=now)
    assert TrailEntry.objects.about(project).first().changes == {"2026-08": ["50%", "50% · ¥93.50 · 路基完成"]}


def test_a_project_with_reports_is_not_removed(client_for):
    project, planned = make_project(), make_project()
    plan(planned, 10)
    report(project, {9: 40})
    answers = [client_for("office").post(f"/projects/{one.pk}/remove/").status_code for one in (project, planned)]
    assert answers == [409, 302]
    project.refresh_from_db()
    assert project.removed_at is None


def test_rows_are_for_the_town_the_ground_and_who_carries_it_out(town, office, leader, inspector, unit, other_unit):
    lies, done_by, neither = make_project(unit=town.village), make_project(carried_out_by=town.village), make_project()
    seen = {
        person.username: set(Project.objects.visible_to(person))
        for person in (office, leader, inspector, unit, other_unit)
    }
    everything = {lies, done_by, neither}
    assert list(seen.values()) == [everything, everything, set(), {lies, done_by}, set()]


def test_removed_projects_are_nowhere(office, now):
    project = make_project(removed_at=now)
    assert project not in Project.objects.visible_to(office)


def test_what_two_bring_back_is_brought_back_once(office, now):
    project = make_project(removed_at=now)
    for seen in (copy(project), copy(project)):
        bring_back(subject=seen, by=office, now=now, allowed=True)
    assert verbs(project) == ["bring_back"]


@pytest.mark.parametrize(
    ("first", "last", "is_in"), [(1, 12, True), (8, 8, True), (9, 9, False), (11, 12, False), (1, 7, False)]
)
def test_a_year_shows_projects_at_work_in_it(first, last, is_in):
    project = make_project()
    plan(project, 10)
    end = month(last) + timedelta(days=27)
    assert Project.objects.at_work_in(month(first), end).filter(pk=project.pk).exists() == is_in
