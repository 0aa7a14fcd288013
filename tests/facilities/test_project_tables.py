"""Projects and money go out to Excel and come back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.files_out.exports import ExcelBook
from core.models import TrailEntry
from core.quantities import Exactness
from core.table_in.service import take_table
from facilities.models import FundingEntry, Project, ProjectKind, ProjectStage
from facilities.tables.funding import ENTRY_COLUMNS, FUNDING
from facilities.tables.projects import PROJECTS
from tests.facilities.works import make_project, money, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path, town, office, now):
    def run(table_in, head: str, *lines: str):
        path = tmp_path / "表.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return take_table(table_in=table_in, path=path, by=office, now=now)

    return run


HEAD = "项目编号,项目名称,类别,规模,计量单位,规模准确程度,所需资金（元）,资金准确程度"


def test_new_projects_get_numbers_and_known_ones_change(take):
    known = make_project("旧路")
    report = take(PROJECTS, HEAD, ",新路,道路,4.4,公里,,1700000,", f"{known.number},旧路改名,道路,,,,,")
    assert (report.imported, report.rejected) == (2, [])
    new = Project.objects.get(name="新路")
    assert (new.size, new.need) == ("4.4公里", Decimal(1_700_000))
    assert new.number.startswith("项-2026-")
    known.refresh_from_db()
    assert known.name == "旧路改名"


def test_how_exact_a_figure_is_comes_back(take):
    take(PROJECTS, HEAD, ",村庄,美丽乡村,300,只,多,1000000,约")
    project = Project.objects.get()
    assert (project.exactness, project.need_exactness) == (Exactness.MORE, Exactness.ABOUT)


@pytest.mark.parametrize("row", ["项-1999-0001,路,道路,,,,,", ",路,道路,4,,,,", ",,道路,,,,,", ",路,道路,,,,-5,"])
def test_a_project_that_cannot_be_taken_is_named(row, take):
    ProjectKind.objects.create(name="道路")
    report = take(PROJECTS, HEAD, row)
    assert [one.row for one in report.rejected] == [2]
    assert not Project.objects.exists()


def test_projects_that_went_out_come_back_unchanged(tmp_path, town, office, now):
    make_project("甲", need=170, need_per_year=True)
    make_project("乙", unit=town.village)
    assert unchanged(tmp_path, office, now, PROJECTS, PROJECTS.export_columns, Project.objects.all()) == 2


def test_money_that_went_out_comes_back_unchanged(tmp_path, town, office, now):
    project = make_project()
    first = money(project, "planned", "170.50")
    money(project, "planned", "-20", corrects=first, reason="录入有误")
    assert unchanged(tmp_path, office, now, FUNDING, ENTRY_COLUMNS, FundingEntry.objects.order_by("pk")) == 2


def unchanged(tmp_path, office, now, table_in, columns, rows) -> int:
    path = tmp_path / "out.xlsx"
    book = ExcelBook()
    table = book.add_table("表", columns)
    for row in rows:
        table.add(row)
    path.write_bytes(book.finish().read())
    report = take_table(table_in=table_in, path=path, by=office, now=now)
    assert (report.imported, report.rejected) == (0, [])
    return report.unchanged


MONEY = "资金记录编号,年度,资金渠道,类型,金额（元）,日期,原因"


def test_new_money_is_added(take):
    source()
    take(FUNDING, MONEY, ",2026,办事处自筹,落实,1000.50,2026-03-01,", ",2026,办事处自筹,计划,5,2026-03-01,")
    assert sorted(FundingEntry.objects.values_list("step", "amount")) == [
        ("planned", Decimal(5)),
        ("secured", Decimal("1000.50")),
    ]


def test_money_and_projects_without_numbers_are_not_doubled_by_a_file_read_twice(take):
    source()
    ProjectKind.objects.create(name="道路")
    entry, project = ",2026,办事处自筹,落实,1000.5,2026-03-01,", ",新路,道路,4.4,公里,,,"
    other = project.replace("新路", "又一条路")
    assert (take(FUNDING, MONEY, entry, entry).imported, take(PROJECTS, HEAD, project, other).imported) == (2, 2)
    again = take(FUNDING, MONEY, entry, entry, entry)
    assert (again.unchanged, again.imported) == (2, 1)
    assert take(PROJECTS, HEAD, project, other).unchanged == 2
    changed = take(PROJECTS, HEAD, other.replace("4.4", "5"))
    assert [(one.field, one.value) for one in changed.rejected] == [
        ("项目编号", Project.objects.get(name="又一条路").number)
    ]
    assert (FundingEntry.objects.count(), Project.objects.count()) == (3, 2)


def test_a_stored_entry_is_not_overwritten(take):
    entry = money(make_project(), "planned", 100)
    report = take(FUNDING, MONEY, f"{entry.key},2026,办事处自筹,计划,200,2026-03-01,")
    assert len(report.rejected) == 1
    entry.refresh_from_db()
    assert entry.amount == 100


@pytest.mark.parametrize(
    "row",
    [
        ",2026,办事处自筹,支付,1000,2026-03-01,", ",2026,没有的渠道,计划,5,2026-03-01,", ",2026,办事处自筹,计划,0,2026-03-01,",
        ",2026,办事处自筹,计划,-5,2026-03-01,x", "不是编号,2026,办事处自筹,计划,5,2026-03-01,",
    ],
)  # fmt: skip
def test_money_follows_the_rules_of_the_page(row, take):
    source()
    report = take(FUNDING, MONEY, row)
    assert len(report.rejected) == 1
    assert not FundingEntry.objects.exists()


STAGES = "项目编号,项目名称,类别,阶段,开工日期,竣工日期"


def test_a_project_is_taken_to_the_stage_of_the_file_step_by_step(take):
    known = make_project("旧路", stage=ProjectStage.APPROVED)
    report = take(PROJECTS, STAGES, f"{known.number},旧路,道路,已验收,2026-03-01,2026-10-01", ",新路,道路,在建,,")
    assert (report.imported, report.rejected) == (2, [])
    known.refresh_from_db()
    assert (known.stage, known.started_on, known.finished_on) == ("accepted", date(2026, 3, 1), date(2026, 10, 1))
    verbs = [entry.verb for entry in TrailEntry.objects.about(known).order_by("pk")]
    assert verbs == ["import", "project_build", "project_accept"]
    assert Project.objects.get(name="新路").stage == ProjectStage.BUILDING


@pytest.mark.parametrize("stage", ["谋划", "停建", "没有的阶段"])
def test_a_stage_that_no_step_leads_to_is_named_and_nothing_is_written(stage, take):
    known = make_project("旧路", stage=ProjectStage.BUILDING)
    report = take(PROJECTS, STAGES, f"{known.number},改名,道路,{stage},,")
    assert [(one.row, one.field) for one in report.rejected] == [(2, "阶段")]
    known.refresh_from_db()
    assert (known.name, known.stage) == ("旧路", ProjectStage.BUILDING)


def test_a_blank_stage_leaves_it_as_it_is(take):
    known = make_project("旧路", stage=ProjectStage.IN_USE)
    assert take(PROJECTS, STAGES, f"{known.number},旧路,道路,,,").unchanged == 1


def test_what_the_file_pays_is_checked_against_what_is_stored_and_what_it_secures(take):
    money(None, "secured", 100)
    paid, secured = ",2026,办事处自筹,支付,80,2026-03-01,", ",2026,办事处自筹,落实,50,2026-03-01,"
    refused = take(FUNDING, MONEY, paid, paid)
    assert [one.row for one in refused.rejected] == [3]
    assert FundingEntry.objects.count() == 1
    assert [one.row for one in take(FUNDING, MONEY, paid, paid + "先行垫付", secured).rejected] == []


def test_paid_rows_are_checked_in_one_query(take):
    money(None, "secured", 1000)
    row = ",2026,办事处自筹,支付,1,2026-03-01,"
    counts = []
    for n in (2, 9):
        with CaptureQueriesContext(connection) as asked:
            take(FUNDING, MONEY, *[row] * n)
        counts.append(sum("SUM(" in query["sql"] for query in asked.captured_queries))
    assert counts == [1, 1]


def test_a_stage_whose_days_contradict_is_named_by_the_dry_run(take):
    ProjectKind.objects.create(name="道路")
    report = take(PROJECTS, "项目编号,项目名称,类别,阶段,竣工日期", ",旧路,道路,已投用,2024-05-01")
    assert [(one.row, one.field) for one in report.rejected] == [(2, "开工日期")]
    assert not Project.objects.exists()
