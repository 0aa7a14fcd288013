"""The plans and reports of many projects by month go out to Excel and come back."""

from datetime import date
from decimal import Decimal

import pytest

from core.files_in.problems import FileProblem
from core.models import TrailEntry
from facilities.models import Milestone, ProgressReport
from facilities.tables.months import MONTHS
from tests.facilities.works import make_project, money, month, plan
from tests.facilities.works import report as report_of
from tests.inspections.import_files import drop_results, form_file

pytestmark = pytest.mark.django_db

HEAD = "项目编号,2026-08计划（%）,2026-09计划（%）,2026-10计划（%）,2026-10填报（%）"


@pytest.fixture
def take(tmp_path, town, office, now):
    def run(*lines, head=HEAD, **options):
        path = tmp_path / "月度.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return MONTHS.take(path=path, by=office, now=now, **options)

    return run


def planned(project) -> dict[date, int]:
    return dict(project.milestones.values_list("month", "percent"))


def told(project) -> dict[date, int]:
    return dict(project.progress.values_list("month", "percent"))


def test_what_the_page_of_months_gives_comes_back_unchanged(take, client_for, tmp_path, office, now):
    road, lamps = make_project(), make_project()
    Milestone.objects.create(project=road, month=month(3), percent=20)  # then nothing until June
    Milestone.objects.create(project=road, month=month(6), percent=60)
    plan(lamps, 10, 30)
    road.milestones.update(spending=Decimal("120000.50"))
    money(road, "paid", 3000, on=date(2026, 4, 2))
    report_of(lamps, {8: 15, 10: 0})
    page = client_for("office")
    lines = b"".join(page.get("/projects/months/?year=2026&format=csv").streaming_content).decode().splitlines()
    line = dict(zip(lines[0].split(","), next(one for one in lines if road.number in one).split(","), strict=True))
    assert (line["2026-03计划累计支出（元）"], line["2026-04计划累计支出（元）"]) == ("120000.50", "")
    assert [line[f"2026-{n}累计支付（元）"] for n in ("03", "04", "11", "12")] == ["0.00", "3000.00", "3000.00", ""]
    content = b"".join(page.get("/projects/months/?year=2026&format=xlsx").streaming_content)
    path = tmp_path / "月度.xlsx"
    path.write_bytes(content)
    report = MONTHS.take(path=path, by=office, now=now)
    assert (report.rows, report.unchanged, report.imported, report.rejected) == (2, 2, 0, [])
    assert len(planned(road)) == 2


def test_only_months_that_differ_are_planned_anew(take):
    project = make_project()
    plan(project, 10, 30)
    project.milestones.filter(month=month(9)).update(spending=Decimal(5000), aim="路基完成")
    report = take(f"{project.number},10,40,70,")
    assert (report.imported, report.written) == (1, True)
    assert planned(project) == {month(8): 10, month(9): 40, month(10): 70}
    kept = project.milestones.get(month=month(9))
    assert (kept.spending, kept.aim) == (5000, "路基完成")
    assert TrailEntry.objects.about(project).first().changes == {"2026-09": ["30%", "40%"], "2026-10": ["", "70%"]}


MONEY = "项目编号,2026-08计划（%）,2026-08计划累计支出（元）,2026-09计划累计支出（元）,2026-11计划累计支出（元）"


def test_money_by_month_is_planned_from_the_file_once(take):
    project = make_project()
    plan(project, 10, 30, 40)
    project.milestones.filter(month=month(9)).delete()  # shown with August's percent
    project.milestones.filter(month=month(8)).update(spending=Decimal(900), aim="路基完成")
    line = f"{project.number},10,1000.5,2000,"
    assert take(line, head=MONEY, dry_run=True).imported == 1
    assert take(line, head=MONEY).written
    stored = project.milestones.order_by("month").values_list("percent", "spending", "aim")
    assert list(stored) == [(10, Decimal("1000.5"), "路基完成"), (10, Decimal(2000), ""), (40, None, "")]
    assert "2026-09" in TrailEntry.objects.about(project).first().changes
    assert take(line, head=MONEY).unchanged == 1, "read twice"
    take(f"{project.number},10,,2000,", head=MONEY)
    assert project.milestones.get(month=month(8)).spending is None, "a blank plan is none"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("10,一千,,", "2026-08计划累计支出（元）"),
        ("10,-5,,", "2026-08计划累计支出（元）"),
        ("10,5.001,,", "2026-08计划累计支出（元）"),
        ("10,3000,2000,", ""),
        (",1000,,", ""),
        ("10,,,1000", ""),
    ],
)
def test_money_that_cannot_be_planned_is_named_and_nothing_is_written(take, cells, field):
    good, wrong = make_project(), make_project()
    for project in (good, wrong):
        plan(project, 10, 30, 40)
    report = take(f"{good.number},10,5,6,", f"{wrong.number},{cells}", head=MONEY)
    assert [(one.row, one.field) for one in report.rejected] == [(3, field)] and not report.written
    assert not Milestone.objects.exclude(spending=None).exists()


def test_a_blank_month_is_planned_no_more(take):
    project = make_project()
    plan(project, 10, 30)
    take(f"{project.number},10,,,")
    assert planned(project) == {month(8): 10}


@pytest.mark.parametrize("months", ["10,5,20", "10,三成,20", "10,20,101", "10,20.5,30"])
def test_a_plan_that_cannot_be_taken_is_named_and_nothing_is_written(take, months):
    good, wrong = make_project(), make_project()
    report = take(f"{good.number},10,20,30,", f"{wrong.number},{months},")
    assert [one.row for one in report.rejected] == [3] and not report.written
    assert not Milestone.objects.exists()


def test_a_dry_run_says_the_same_and_writes_nothing(take):
    project = make_project()
    report = take(f"{project.number},10,20,30,40", dry_run=True)
    assert (report.imported, report.written) == (1, False)
    assert not Milestone.objects.exists() and not ProgressReport.objects.exists()


REPORTS = "项目编号,2026-08填报（%）,2026-09填报（%）,2026-10填报（%）,2026-12填报（%）"


def test_reports_are_taken_corrected_and_never_made_of_a_blank(take):
    project = make_project()
    report_of(project, {8: 10, 9: 30})
    project.progress.filter(month=month(9)).update(note="路基完成")
    report = take(f"{project.number},,３５,50,", head=REPORTS)
    assert (report.imported, report.written) == (1, True)
    assert told(project) == {month(8): 10, month(9): 35, month(10): 50}
    assert project.progress.get(month=month(9)).note == "路基完成"
    assert TrailEntry.objects.about(project).first().changes == {"2026-09": ["30%", "35%"], "2026-10": ["", "50%"]}
    project.refresh_from_db()
    assert not project.lag_unreported
    assert take(f"{project.number},10,35,50,", head=REPORTS).unchanged == 1


@pytest.mark.parametrize(
    ("months", "says"),
    [
        ("10,30,101,", "0到100"),
        ("10,30,40.5,", "0到100"),
        ("10,三成,,", "0到100"),
        ("10,30,20,", "2026-09"),
        ("50,,,", "2026-09"),
        (",,,5", "尚未开始"),
    ],
)
def test_a_report_that_cannot_be_taken_is_named_and_nothing_is_written(take, months, says):
    good, wrong = make_project(), make_project()
    report_of(wrong, {9: 30})
    report = take(f"{good.number},10,30,40,", f"{wrong.number},{months}", head=REPORTS)
    assert [one.row for one in report.rejected] == [3] and says in report.rejected[0].reason
    assert (told(good), told(wrong)) == ({}, {month(9): 30})


@pytest.mark.parametrize("cell", ["2026-08计划（%）", "2026-08填报（%）"])
def test_a_formula_without_a_result_is_no_blank_month(take, tmp_path, office, now, cell):
    project = make_project()
    plan(project, 10)
    path = form_file(tmp_path, [[project.number, ("=5+5", 10)]], headings=["项目编号", cell])
    report = MONTHS.take(path=drop_results(path), by=office, now=now)
    assert (report.rejected[0].row, report.rejected[0].field) == (2, cell)
    assert planned(project) == {month(8): 10}


def test_a_month_of_no_year_that_can_be_is_no_month(take):
    project = make_project()
    with pytest.raises(FileProblem, match="2027-01"):
        take(f"{project.number},5", head="项目编号,0000-01计划（%）")
    assert take(f"{project.number},5", head="项目编号,9999-12计划（%）").rejected


def test_unknown_numbers_twice_the_same_and_a_file_without_months_are_named(take):
    project = make_project()
    report = take("项-1999-0001,1,2,3,", f"{project.number},1,2,3,", f"{project.number},1,2,3,")
    assert [one.row for one in report.rejected] == [2, 4]
    with pytest.raises(FileProblem, match="2027-01"):
        take(project.number, head="项目编号,项目名称")
