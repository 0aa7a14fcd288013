"""The ledger (整改台账) comes back from Excel: new rows become tasks, known ones stay as they are, wrong ones are named."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Conflict
from core.files_in.problems import FileProblem
from core.models import ImportRun, Notice, Serial, TrailEntry
from core.models.imports import ImportState
from inspections.imports.runs import work_off
from rectification.ledger_in import LedgerIn, take_ledger
from rectification.models import ProblemKind, RectificationTask
from rectification.replay import replay
from rectification.selectors.trail_check import compare
from rectification.services import perform
from rectification.transitions import State

HEADINGS = ("序号", "问题", "点位", "责任单位", "责任人", "整改措施", "整改时限", "整改情况", "完成时间", "复查结果")
OPEN = ("1", "路面破损三处", "老街中段", "马桥村", "王建国", "铣刨重铺", "2026年11月30日前", "已进场", "", "")
CLOSED = ("2", "垃圾房满溢", "MQ-01", "焦山村", "", "", "2026-11-10", "已清运2车", "2026-11-08", "合格")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(*moment):
    return datetime(*moment, tzinfo=SHANGHAI)


@pytest.fixture
def book(tmp_path):
    """book(rows, merges): an Excel file as offices send it, with a title above the headings."""

    def make(rows, merges=(), headings=HEADINGS, name="整改台账.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet("台账")
            sheet.merge_range(0, 0, 0, len(headings) - 1, "枫河街道问题整改台账")
            for number, row in enumerate([headings, *rows], start=1):
                sheet.write_row(number, 0, row)
            for first, last, column, text in merges:  # rows as Excel counts them
                sheet.merge_range(first - 1, column, last - 1, column, text)
        return path

    return make


@pytest.fixture
def take(book, town, point, office, now):
    def run(*rows, by=office, merges=(), headings=HEADINGS, **options):
        return take_ledger(path=book(rows, merges, headings), by=by, now=now, **options)

    return run


def task_of(problem):
    tasks = RectificationTask.objects.select_related("finding__point", "finding__kind", "responsible_unit")
    return tasks.get(finding__description=problem)


def trail_of(task):
    return list(TrailEntry.objects.about(task).order_by("pk"))


# ---- what is new ----


def test_an_open_row_becomes_a_task_of_its_unit_with_the_ledger_s_deadline(take, town, unit, now):
    report = take(OPEN)
    task = task_of("路面破损三处")
    assert (report.rows, report.imported, report.rejected, report.written) == (1, 1, [], True)
    assert (task.state, task.responsible_unit, task.person, task.measure) == (
        State.ASSIGNED, town.village, "王建国", "铣刨重铺",
    )  # fmt: skip
    assert task.deadline == at(2026, 11, 30, 17, 30)
    assert task.clock_started_at == now
    assert (task.finding.source, task.finding.where, task.finding.without_photo) == ("superior", "老街中段", True)
    assert [entry.verb for entry in trail_of(task)] == ["report", "register", "assign"]
    assert trail_of(task)[-1].reason == "已进场"


def test_a_closed_row_comes_in_closed_and_nobody_has_verified_it(take, town, point, office, now):
    take(CLOSED)
    task = task_of("垃圾房满溢")
    assert (task.state, task.responsible_unit, task.finding.point) == (State.CLOSED, town.other_village, point)
    assert (task.closed_at, task.deadline) == (at(2026, 11, 8, 17, 30), at(2026, 11, 10, 17, 30))
    assert (task.verified_by, task.minutes_to_close, task.passes) == (None, None, 0)
    entry = trail_of(task)[-1]
    assert (entry.verb, entry.by, entry.at) == ("take_over", office, now)
    assert "已清运2车\n合格" in entry.reason and "台账" in entry.reason


def test_the_trail_alone_tells_what_came_from_a_ledger(take):
    take(OPEN, CLOSED)
    tasks = RectificationTask.objects.select_related("responsible_unit")
    assert [compare(task, replay(trail_of(task))) for task in tasks] == [[], []]


def test_what_came_in_closed_can_be_reopened(take, office, photo_of, now):
    take((*CLOSED[:8], "2026-11-20", "合格"))
    task = task_of("垃圾房满溢")
    perform(task=task, verb="reopen", by=office, now=now, reason="又满了")
    task.refresh_from_db()
    assert (task.state, task.reopenings) == (State.IN_PROGRESS, 1)
    assert compare(task, replay(trail_of(task))) == []


@pytest.mark.parametrize("result", ["", "不合格", "未通过", "待核查", "返工：东侧未清", "重新整改"])
def test_what_is_not_said_to_have_passed_stays_open(take, result):
    take((*CLOSED[:9], result))
    assert task_of("垃圾房满溢").state == State.ASSIGNED


def test_a_result_without_a_day_closes_nothing(take):
    take((*CLOSED[:8], "", "合格"))
    assert task_of("垃圾房满溢").state == State.ASSIGNED


@pytest.mark.parametrize("limit", ["", "立行立改", "立即整改"])
def test_without_a_day_the_limit_of_the_kind_counts(take, limit):
    take((*OPEN[:6], limit, *OPEN[7:]))
    task = task_of("路面破损三处")
    assert (task.limit_amount, task.limit_unit) == (3, "working_days")
    assert task.deadline == at(2026, 11, 26, 17, 30)


def test_a_row_without_a_kind_gets_one_that_the_preview_names(take):
    assert take(OPEN, dry_run=True).created == {"问题类别": ["其他"]}
    assert not ProblemKind.objects.filter(name="其他").exists()
    take(OPEN)
    assert task_of("路面破损三处").finding.kind.name == "其他"


def test_each_unit_is_told_once_and_none_of_what_comes_in_closed(take, unit, other_unit):
    take(OPEN, ("2", "井盖破损", *OPEN[2:]), ("3", "线缆下垂", *OPEN[2:]), CLOSED)
    assert list(Notice.objects.filter(user=unit).values_list("title", flat=True)) == ["台账导入3件整改任务"]
    assert not Notice.objects.filter(user=other_unit).exists()


# ---- how offices write ----


def test_merged_cells_count_for_each_of_their_rows(take, town):
    blank = ("", "", "", "", "", "", "", "")
    rows = [OPEN, ("2", "井盖破损", *blank), ("3", "线缆下垂", *blank)]
    merges = [(3, 5, 2, "老街中段"), (3, 5, 3, "马桥村"), (3, 5, 4, "王建国"), (3, 5, 6, "2026-11-30")]
    report = take(*rows, merges=merges)
    assert (report.imported, report.rejected) == (3, [])
    task = task_of("线缆下垂")
    assert (task.responsible_unit, task.person, task.finding.place) == (town.village, "王建国", "老街中段")


def test_other_usual_headings_and_full_width_are_taken(take):
    headings = (
        "序号",
        "存在问题",
        "地 点",
        "整改责任单位",
        "责任人",
        "整改措施",
        "完成时限",
        "整改进展",
        "完成日期",
        "核查结果",
    )
    take((*OPEN[:6], "２０２６-１１-３０", *OPEN[7:]), headings=headings)
    assert task_of("路面破损三处").deadline == at(2026, 11, 30, 17, 30)


def test_a_line_below_the_table_is_left_out_and_named(take):
    report = take(OPEN, ("填表人：李敏", *[""] * 9))
    assert (report.rows, report.imported) == (1, 1)
    assert "填表人：李敏" in report.notes[0] and "4" in report.notes[0]


def test_a_file_without_the_columns_is_refused(take):
    with pytest.raises(FileProblem, match="责任单位"):
        take(("1", "破损", "老街"), headings=("序号", "问题", "点位"))


# ---- wrong rows ----


@pytest.mark.parametrize(
    ("column", "value", "heading"),
    [
        (1, "", "问题"),
        (1, "长" * 201, "问题"),
        (2, "", "点位"),
        (3, "", "责任单位"),
        (3, "无名村", "责任单位"),
        (3, "临江市", "责任单位"),
        (3, "柳林街道", "责任单位"),
        (4, "名" * 41, "责任人"),
        (6, "月底前", "整改时限"),
        (6, "2026-02-30", "整改时限"),
        (8, "2026-11-24", "完成时间"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(take, column, value, heading):
    wrong = (*OPEN[:column], value, *OPEN[column + 1 :])
    report = take(CLOSED, wrong)
    assert [(row.row, row.field) for row in report.rejected] == [(4, heading)]
    assert not report.written
    assert not RectificationTask.objects.exists()


def test_the_same_problem_twice_in_a_file_is_named(take):
    report = take(OPEN, ("7", *OPEN[1:]))
    assert [(row.row, "3" in row.reason) for row in report.rejected] == [(4, True)]


def test_a_dry_run_writes_nothing(take):
    report = take(OPEN, CLOSED, dry_run=True)
    assert (report.imported, report.written) == (2, False)
    assert not RectificationTask.objects.exists()
    assert any("1" in note and "台账" in note for note in report.notes), "it says what would come in closed"


@pytest.mark.parametrize("who", ["unit", "inspector", "leader", "admin"])
def test_only_the_office_brings_a_ledger_in(take, request, who):
    with pytest.raises(FileProblem):
        take(OPEN, by=request.getfixturevalue(who))


# ---- a second time ----


def test_the_same_ledger_again_changes_nothing(take):
    take(OPEN, CLOSED)
    before = list(RectificationTask.objects.values())
    report = take(OPEN, CLOSED)
    assert (report.imported, report.unchanged, report.notes, report.written) == (0, 2, [], False)
    assert list(RectificationTask.objects.values()) == before


def test_a_ledger_that_says_done_by_now_does_not_close_the_task(take, town):
    take(OPEN)
    report = take(("9", *OPEN[1:7], "已完成", "2026-11-22", "合格"))
    task = task_of("路面破损三处")
    assert (task.state, report.unchanged) == (State.ASSIGNED, 1)
    assert task.number in report.notes[0] and "已派遣" in report.notes[0]


def exported(client, folder):
    path = folder / "整改任务台账.xlsx"
    path.write_bytes(b"".join(client.get("/rectification/?state=all&format=xlsx").streaming_content))
    return path


def test_our_own_export_comes_back_unchanged(client_for, closed, report, take, office, town, tmp_path, now):
    """Tasks of several states, one of them from a ledger; a problem that a spreadsheet could take for a formula."""
    report("=2+2不是公式", auto=False)
    report("散落垃圾")
    take(CLOSED)
    before = list(RectificationTask.objects.order_by("pk").values())
    came = take_ledger(path=exported(client_for("office"), tmp_path), by=office, now=now)
    assert (came.rows, came.unchanged, came.imported, came.rejected, came.notes) == (4, 4, 0, [], [])
    assert list(RectificationTask.objects.order_by("pk").values()) == before


NUMBERED = (*HEADINGS, "任务编号")


def test_a_difference_from_a_known_task_is_named_and_the_task_stays(take, at_work, town):
    row = ["1", "垃圾房满溢", "马桥垃圾房", "焦山村", "", "", f"{timezone.localtime(at_work.deadline):%Y-%m-%d %H:%M}"]
    report = take((*row, "安排2人1车", "2026-11-22", "合格", at_work.number), headings=NUMBERED)
    at_work.refresh_from_db()
    assert (at_work.state, at_work.responsible_unit) == (State.IN_PROGRESS, town.village)
    assert report.unchanged == 1
    assert [next(word for word in NUMBERED if word in note) for note in report.notes] == [
        "责任单位",
        "完成时间",
        "复查结果",
    ]
    assert all(at_work.number in note for note in report.notes)


def test_a_number_that_nobody_knows_is_named(take):
    report = take((*OPEN, "整-1999-0001"), headings=NUMBERED)
    assert [(row.row, row.field, row.value) for row in report.rejected] == [(3, "任务编号", "整-1999-0001")]


def test_very_many_differences_are_not_all_listed(take, at_work, monkeypatch):
    monkeypatch.setattr("rectification.ledger_in.MOST_NOTES", 2)
    row = ["1", "另一件", "别处", "焦山村", "某人", "某措施", "2026-11-30"]
    report = take((*row, "x", "2026-11-22", "合格", at_work.number), headings=NUMBERED)
    assert len(report.notes) == 3 and "7" in report.notes[-1]


# ---- on the import desk ----


@pytest.fixture
def uploaded(client_for, book, point, frozen_now):
    """uploaded(rows): the office's browser and the address of the upload."""

    def go(*rows):
        office = client_for("office")
        with book(rows).open("rb") as file:
            response = office.post("/inspections/imports/new/", {"kind": LedgerIn.code, "file": file}, follow=True)
        return office, response.redirect_chain[-1][0]

    return go


def test_the_desk_shows_what_would_come_in_and_the_worker_takes_it(uploaded, now):
    office, address = uploaded(OPEN, CLOSED)
    page = office.get(address).content.decode()
    assert "整改台账" in page and "其他" in page and "按台账" in page
    assert not RectificationTask.objects.exists()
    office.post(address, {"start": "", "sheet": "台账", "seen_sheet": "台账"})
    run = ImportRun.objects.get()
    work_off(run_id=run.pk, now=now)
    run.refresh_from_db()
    assert (run.state, run.outcome["imported"]) == (ImportState.DONE, 2)
    assert RectificationTask.objects.count() == 2
    assert office.get(address).status_code == 200
    work_off(run_id=run.pk, now=now)
    assert RectificationTask.objects.count() == 2, "a worker that comes too late does nothing twice"


def test_the_desk_names_the_wrong_row_and_does_not_start(uploaded):
    office, address = uploaded(OPEN, ("2", "井盖破损", "老街", "无名村", *[""] * 6))
    response = office.post(address, {"start": "", "sheet": "台账", "seen_sheet": "台账"})
    assert "无名村" in response.content.decode()
    assert ImportRun.objects.get().state == ImportState.UPLOADED


def test_a_ledger_is_not_taken_back_and_the_page_says_why(uploaded, now):
    office, address = uploaded(OPEN)
    office.post(address, {"start": "", "sheet": "台账", "seen_sheet": "台账"})
    work_off(run_id=ImportRun.objects.get().pk, now=now)
    page = office.get(f"{address}take-back/")
    assert page.status_code == 200 and "不能整体撤回" in page.content.decode()


# ---- many rows ----


def many(count):
    return [
        (str(n), f"第{n}处破损", *OPEN[2:]) if n % 2 else (str(n), f"第{n}处破损", *CLOSED[2:]) for n in range(count)
    ]


def test_statements_do_not_grow_with_the_rows(take, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as few:
        take(*many(4))
    with django_assert_max_num_queries(len(few.captured_queries) + 1):
        take(*[(row[0], f"另{row[1]}", *row[2:]) for row in many(24)])
    assert RectificationTask.objects.count() == 28


def test_taken_together_each_is_led_as_by_its_own_steps(take, town, office, unit, now):
    """The trail of every row, and the words of the search."""
    take(*many(6))
    tasks = RectificationTask.objects.select_related("responsible_unit")
    for task in tasks:
        assert compare(task, replay(trail_of(task))) == []
        assert str(task.responsible_unit).lower() in task.search_text
    assert len({task.number for task in tasks}) == 6


def test_what_goes_wrong_halfway_leaves_nothing(take, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("rectification.services.taken_over.write_again", breaks)
    with pytest.raises(RuntimeError):
        take(*many(3))
    assert not RectificationTask.objects.exists() and not TrailEntry.objects.exists()
    assert not Serial.objects.filter(last__gt=0).exists()


def test_the_same_ledger_from_two_desks_comes_in_once(take, monkeypatch):
    """The second one looked before the first one wrote."""
    take(OPEN)
    monkeypatch.setattr("rectification.ledger_in._leave_out_known", lambda plan, report: None)
    with pytest.raises(Conflict):
        take(OPEN)
    assert RectificationTask.objects.count() == 1


def test_a_file_with_rows_that_cannot_be_taken_leads_to_another_file(uploaded):
    office, address = uploaded(OPEN, ("2", "", *OPEN[2:]))
    page = office.get(address).content.decode()
    assert "换一个文件" in page and "开始导入" not in page
