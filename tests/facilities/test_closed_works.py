"""Works, money, clearance and upkeep of a closed year are only read, by every door; what is not finished goes on in the open one."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from campaign.models import CampaignYear
from core.errors import DomainError
from core.removal import remove
from core.table_in.service import take_table
from facilities.models import Clearance, FundingEntry, ProgressReport, Project, ProjectStage, Upkeep
from facilities.services.facilities import log_upkeep
from facilities.services.funding import correct_money, enter_money
from facilities.services.projects import plan_months, report_progress, take_step
from facilities.tables.clearance import CLEARANCE
from facilities.tables.funding import FUNDING
from facilities.tables.months import take_months
from facilities.tables.projects import PROJECTS
from facilities.tables.upkeep import UPKEEP
from tests.facilities.scenes import clear, make_facility
from tests.facilities.works import make_project, money, month, plan, source

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = date(2025, 12, 1), date(2026, 1, 1)
NOW = datetime(2026, 1, 20, 1, tzinfo=UTC)
SAID = "2025年已收官"


@pytest.fixture(autouse=True)
def closed(town):
    """2025 is closed, 2026 is open."""
    CampaignYear.objects.create(year=2026, opened_at=NOW)
    CampaignYear.objects.create(year=2025, opened_at=NOW, closed_on=date(2026, 1, 15))


def report_of(project, month, by):
    return report_progress(project=project, month=month, percent=40, note="", key=uuid4(), by=by, now=NOW)


def enter(year, by):
    return enter_money(
        project=None, year=year, source=source(), step="secured", amount=Decimal(5), on=date(2026, 1, 5), key=uuid4(),
        by=by, now=NOW,
    )  # fmt: skip


def test_a_project_that_is_not_finished_is_reported_in_the_open_year_alone(office):
    project = make_project(started_on=date(2025, 9, 1))
    with pytest.raises(DomainError, match="2025"):
        report_of(project, DECEMBER, office)
    assert report_of(project, JANUARY, office).percent == 40


def test_its_plan_goes_on_with_the_months_of_the_closed_year_as_they_were(office):
    project = make_project()
    plan(project, 10, 20, first=date(2025, 11, 1))
    stored = {one: {"percent": n, "spending": None, "aim": ""} for one, n in ((date(2025, 11, 1), 10), (DECEMBER, 20))}
    plan_months(project=project, months=stored | {JANUARY: stored[DECEMBER]}, by=office, now=NOW)
    assert project.milestones.count() == 3
    for months in ({}, stored | {DECEMBER: stored[DECEMBER] | {"percent": 15}}):
        with pytest.raises(DomainError, match="2025"):
            plan_months(project=project, months=months, by=office, now=NOW)
    assert project.milestones.count() == 3


def test_no_work_begins_or_ends_in_it_afterwards(client_for, office, frozen_now):
    project = make_project()
    with pytest.raises(DomainError, match="2025"):
        take_step(project=project, verb="accept", by=office, now=NOW, on=date(2025, 12, 30))
    sent = {"name": project.name, "kind": project.kind_id, "exactness": "exact", "need_exactness": "exact"}
    page = client_for("office").post(
        reverse("facilities:project_edit", args=[project.pk]), sent | {"started_on": "2025-12-30"}
    )
    assert SAID in page.content.decode()
    project.refresh_from_db()
    assert (project.stage, project.started_on) == (ProjectStage.BUILDING, None)


def test_money_of_it_is_neither_entered_nor_corrected(office):
    with pytest.raises(DomainError, match="2025"):
        enter(2025, office)
    entry = money(None, "secured", 100, year=2025)
    with pytest.raises(DomainError, match="2025"):
        correct_money(
            entry=entry, amount=Decimal(90), reason="误录", key=uuid4(), by=office, now=NOW, on=date(2026, 1, 5)
        )
    assert enter(2026, office).year == 2026  # whatever day the paper is of


def test_the_pages_name_the_reason_and_keep_what_was_typed(client_for, office, frozen_now):
    project, client = make_project(), client_for("office")
    entry = money(project, "secured", 100, year=2025)
    money_sent = {"project": project.pk, "step": "paid", "source": source().pk, "year": 2025, "amount": "7.25"}
    sent = (
        (
            reverse("facilities:project_progress", args=[project.pk]),
            {"month": "2025-12", "percent": 41, "key": uuid4()},
            41,
        ),
        (
            reverse("facilities:funding_new"),
            money_sent | {"exactness": "exact", "on": "2026-01-05", "key": uuid4()},
            "7.25",
        ),
        (
            reverse("facilities:funding_correct", args=[entry.pk]),
            {"amount": "7.25", "reason": "误录", "on": "2026-01-05", "key": uuid4()},
            "7.25",
        ),
    )
    for url, values, typed in sent:
        page = client.post(url, values).content.decode()
        assert SAID in page and str(typed) in page, url
    assert not ProgressReport.objects.exists() and FundingEntry.objects.count() == 1


def test_the_form_of_a_report_begins_with_a_month_that_takes_one(client_for, office, frozen_now):
    """frozen_now is in November 2026: the month before belongs to an open year; closed, it is not proposed."""
    project = make_project()
    plan(project, 10, 20, first=month(9))
    url = reverse("facilities:project_progress", args=[project.pk])
    assert client_for("office").get(url).context["form"].initial["month"] == month(10)
    CampaignYear.objects.filter(year=2026).update(closed_on=date(2026, 11, 1))
    assert client_for("office").get(url).context["form"].initial["month"] == month(11)


@pytest.fixture
def take(tmp_path, office):
    def run(table, *lines):
        path = tmp_path / "表.csv"
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        if table == "months":
            return take_months(path=path, by=office, now=NOW, roles=("office",))
        return take_table(table_in=table, path=path, by=office, now=NOW)

    return run


def test_files_name_the_rows_of_it(take, town):
    project, facility = make_project("老项目"), make_facility(code="F1")
    clear(facility, date(2025, 12, 30))
    new_project = "新项目,道路,2025-12-01,"
    months = f"项目编号,2025-12填报（%）\n{project.number},40"
    for table, *lines in (
        ("months", *months.split("\n")),
        (PROJECTS, "项目名称,类别,开工日期,项目编号", new_project),
        (PROJECTS, "项目名称,类别,竣工日期,项目编号", f"老项目,道路,2025-12-01,{project.number}"),
        (FUNDING, "年度,资金渠道,类型,金额（元）,日期", f"2025,{source()},落实,5,2026-01-05"),
        (CLEARANCE, "设施编号,日期,清运车次", "F1,2025-12-31,2"),
        (CLEARANCE, "设施编号,日期,清运车次", "F1,2025-12-30,2"),
        (UPKEEP, "设施编号,日期,养护内容", "F1,2025-12-31,冲洗"),
    ):
        report = take(table, *lines)
        assert [(row.row, SAID in row.reason) for row in report.rejected] == [(2, True)], lines
    assert (Project.objects.count(), Clearance.objects.get().truckloads) == (1, 1)
    assert not FundingEntry.objects.exists() and not Upkeep.objects.exists()


def test_a_day_of_it_shows_its_clearance_and_takes_none(client_for, office, frozen_now):
    facility = make_facility()
    clear(facility, date(2025, 12, 30), truckloads=3)
    url = reverse("facilities:clearance_day", args=["2025-12-30"])
    page = client_for("office").get(url).content.decode()
    assert SAID in page and f"f{facility.pk}-truckloads" not in page
    sent = {f"f{facility.pk}-truckloads": "9", f"f{facility.pk}-same_day": "on", f"f{facility.pk}-shown": ""}
    assert client_for("office").post(url, sent).status_code == 409
    assert Clearance.objects.get().truckloads == 3


def test_no_upkeep_is_logged_or_removed_for_a_day_of_it(office):
    facility, day = make_facility(), date(2025, 12, 30)
    with pytest.raises(DomainError, match="2025"):
        log_upkeep(facility=facility, on=day, work="冲洗", by=office, now=NOW)
    entry = Upkeep.objects.create(facility=facility, on=day, work="冲洗", entered_at=NOW)
    with pytest.raises(DomainError, match="2025"):
        remove(subject=entry, by=office, now=NOW, allowed=True)
