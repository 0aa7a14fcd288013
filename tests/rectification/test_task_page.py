"""One task's page: what it says, and to whom it offers what."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.attachments.photos import store_photo
from core.models import PhotoPurpose
from rectification.services import add_progress, perform
from tests.factories import make_picture
from tests.queries import count_queries

pytestmark = pytest.mark.usefixtures("frozen_now")


def page_of(client, task):
    response = client.get(task.get_absolute_url())
    assert response.status_code == 200
    return response


def offered(client, task):
    """The solid button, the quiet ones beside it, the menu, and what may be asked for."""
    context = page_of(client, task).context
    panel = context["next"]
    return (
        panel.main.verb if panel.main else None,
        [action.verb for action in panel.beside],
        [action.verb for action in panel.menu],
        [action.verb for action in context["asks"]],
    )


@pytest.mark.parametrize("role", ["other_unit", "inspector"])
def test_another_unit_s_task_is_not_found_by_its_number(client_for, assigned, role):
    assert client_for(role).get(assigned.get_absolute_url()).status_code == 404


def test_a_task_that_does_not_exist_is_not_found(client_for):
    assert client_for("office").get("/rectification/123456789012345678901234567890/").status_code == 404


def test_the_unit_may_start_hand_back_and_ask(client_for, assigned):
    assert offered(client_for("unit"), assigned) == ("start", ["hand_back"], [], ["extension", "suspension"])


def test_the_office_registers_rejects_or_marks_what_is_reported(client_for, reported):
    main, beside, menu, asks = offered(client_for("office"), reported)
    assert (main, beside, asks) == ("register", ["reject"], [])
    assert menu == ["mark_duplicate", "transfer", "cancel"]


def test_a_leader_suspends_and_does_no_other_step(client_for, at_work):
    assert offered(client_for("leader"), at_work) == (None, [], ["suspend"], [])


def test_an_inspector_closes_or_sends_back(client_for, handed_in):
    assert offered(client_for("inspector"), handed_in) == ("close", ["rework"], [], [])


def test_the_unit_is_not_offered_to_check_its_own_work(client_for, handed_in):
    assert offered(client_for("unit"), handed_in) == (None, [], [], [])


def test_whoever_wrote_progress_is_told_why_it_is_not_theirs_to_check(client_for, at_work, office, photo_of, now):
    add_progress(task=at_work, by=office, now=now, note="去看过一次")
    perform(task=at_work, verb="submit", by=office, now=now, note="已清", photos=[photo_of(at_work, office, now)])
    panel = page_of(client_for("office"), at_work).context["next"]
    assert panel.main is None
    assert panel.hint == "您写过本次处置记录，不能由您核查。"


def test_a_closed_task_is_reopened_within_fifteen_days_only(client_for, closed, now, monkeypatch):
    assert offered(client_for("office"), closed)[2] == ["reopen"]
    monkeypatch.setattr("django.utils.timezone.now", lambda: closed.closed_at + timedelta(days=15))
    assert offered(client_for("office"), closed)[2] == []


def test_the_page_has_one_solid_button(client_for, handed_in):
    assert page_of(client_for("inspector"), handed_in).content.decode().count("btn-primary") == 1


def test_the_timeline_tells_every_step_with_who_and_why(client_for, handed_in, inspector, unit, now, photo_of):
    perform(task=handed_in, verb="rework", by=inspector, now=now - timedelta(hours=3), reason="东侧未清")
    again = now - timedelta(hours=1)
    perform(task=handed_in, verb="submit", by=unit, now=again, note="都清了", photos=[photo_of(handed_in, unit, again)])
    entries = page_of(client_for("office"), handed_in).context["entries"]
    assert [(entry.title, entry.who, entry.text) for entry in entries] == [
        ("交核查（第2次）", "马桥村 · 王建国", "都清了"),
        ("返工（第1次）", "检查员 · 刘志强", "东侧未清"),
        ("交核查（第1次）", "马桥村 · 王建国", "已清运2车"),
        ("开始处置", "马桥村 · 王建国", "安排2人1车"),
        ("已派遣给马桥村", "系统按点位责任单位派遣", ""),
        ("已立案：环境卫生，一般", "系统", ""),
        ("已上报", "系统", ""),
    ]


def test_the_steps_show_when_each_station_was_reached(client_for, at_work, office, now):
    add_progress(task=at_work, by=office, now=now, note="进展不改变环节的时间")
    steps = page_of(client_for("office"), at_work).context["steps"]
    assert [(step.label, step.state) for step in steps] == [
        ("已上报", "done"), ("已立案", "done"), ("已派遣", "done"), ("处置中", "now"), ("待核查", ""), ("已结案", ""),
    ]  # fmt: skip
    assert steps[3].at == now - timedelta(days=1)


def test_a_suspended_task_stands_beside_the_path_where_it_left_it(client_for, at_work, leader, now):
    perform(
        task=at_work, verb="suspend", by=leader, now=now, reason="等资金", look_again=now.date() + timedelta(days=9)
    )
    steps = page_of(client_for("office"), at_work).context["steps"]
    assert [step.label for step in steps if step.state == "now"] == ["挂账"]
    assert [step.label for step in steps][-2:] == ["待核查", "已结案"]


def test_a_rejected_task_has_no_stations_ahead(client_for, reported, office, now):
    perform(task=reported, verb="reject", by=office, now=now, reason="不属于创建范围")
    steps = page_of(client_for("office"), reported).context["steps"]
    assert [step.label for step in steps] == ["已上报", "不予立案"]


def test_before_and_after_stand_side_by_side_when_both_exist(client_for, town, report, unit, photo_of, now):
    problem = store_photo(upload=make_picture(), subject=town.home, purpose=PhotoPurpose.PROBLEM, by=None, now=now)
    task = report(photos=[problem])
    assert page_of(client_for("unit"), task).context["photos"] is None
    perform(task=task, verb="start", by=unit, now=now, note="马上去")
    perform(task=task, verb="submit", by=unit, now=now, note="好了", photos=[photo_of(task, unit, now, "red")])
    before, after = page_of(client_for("unit"), task).context["photos"]
    assert (before.purpose, after.purpose) == (PhotoPurpose.PROBLEM, PhotoPurpose.AFTER)


def test_a_photo_of_an_earlier_closure_raises_a_question_for_the_verifier(
    client_for, closed, report, unit, photo_of, now
):
    task = report("又满了")
    perform(task=task, verb="start", by=unit, now=now, note="马上去")
    perform(task=task, verb="submit", by=unit, now=now, note="好了", photos=[photo_of(task, unit, now)])
    checks = page_of(client_for("inspector"), task).context["next"].checks
    assert {"done": False, "label": "有照片与以前结案的照片相同，请仔细核对"} in checks
    assert page_of(client_for("inspector"), task).context["next"].main.verb == "close"


def test_a_problem_that_came_back_names_the_time_before(client_for, closed, report, now):
    again = report("又满了", now=now)
    page = page_of(client_for("unit"), again).content.decode()
    assert "90天内同点位同项第2次。" in page
    assert closed.number in page


@pytest.mark.parametrize("fields", [{"item_code": "C99"}, {"item_code": ""}, {"days": 91}])
def test_another_item_or_a_later_day_is_no_recurrence(client_for, closed, report, now, fields):
    at = now + timedelta(days=fields.pop("days", 0))
    assert page_of(client_for("unit"), report("另一件", now=at, **fields)).context["earlier"] == []


def test_facts_name_the_points_at_stake_and_where_it_comes_from(client_for, report):
    task = report(
        at_stake=Decimal("1.50"),
        source="inspection",
        source_label="第五次市级检查，垃圾收集",
        source_path="/inspections/sheets/1/",
    )
    office, unit = (page_of(client_for(role), task).content.decode() for role in ("office", "unit"))
    assert "1.50分，整改后可挽回" in office
    assert 'href="/inspections/sheets/1/"' in office
    assert 'href="/inspections/sheets/1/"' not in unit  # a unit doesn't see the sheet
    assert "第五次市级检查，垃圾收集" in unit


def test_overdue_is_said_in_days_and_hours(client_for, report, now):
    task = report(now=now - timedelta(days=10))
    assert task.deadline < now
    page = page_of(client_for("unit"), task)
    assert page.context["light"] == "red"
    assert page.context["light_text"].startswith("已超期")


def test_what_was_typed_cannot_become_markup(client_for, report):
    task = report("<script>alert(1)</script>")
    assert "<script>alert(1)" not in page_of(client_for("unit"), task).content.decode()


def test_queries_do_not_grow_with_the_history(client_for, at_work, office, now, photo_of):
    client = client_for("leader")
    count_queries(client, at_work.get_absolute_url())
    add_progress(task=at_work, by=office, now=now, note="1", photos=[photo_of(at_work, office, now)])
    few = count_queries(client, at_work.get_absolute_url())
    for n in range(8):
        add_progress(task=at_work, by=office, now=now, note=str(n), photos=[photo_of(at_work, office, now)])
    assert len(count_queries(client, at_work.get_absolute_url())) == len(few)


def test_the_problem_s_photo_is_shown_large_until_there_is_one_of_afterwards(client_for, report, photo_of, office, now):
    seen = photo_of(report(), office, now)
    task = report("又满溢", photos=[seen])
    found = page_of(client_for("office"), task)
    assert found.context["problem_photo"].url in found.content.decode()
    assert "problem-photo" in found.content.decode()


def test_a_task_shows_its_own_position_or_that_of_its_point(client_for, report, point):
    point.latitude, point.longitude = Decimal("30.638200"), Decimal("112.462500")
    point.save()
    at_point, beside, nowhere = (
        report("在点位"), report("旁边", position=(Decimal("30.7"), Decimal("112.5"))), report("别处", point=None, place="老街")
    )  # fmt: skip
    shown = [page_of(client_for("office"), task).context["places"] for task in (at_point, beside, nowhere)]
    assert [[place["at"] for place in places] for places in shown] == [[[30.6382, 112.4625]], [[30.7, 112.5]], []]


# ---- evidence that was seen before ----


def striped(lines: int) -> SimpleUploadedFile:
    """A picture with so many upright stripes: another number looks otherwise."""
    picture, out = Image.new("L", (96, 96), "white"), io.BytesIO()
    for n in range(lines):
        picture.paste(0, (n * 96 // lines, 0, n * 96 // lines + 48 // lines, 96))
    picture.save(out, "PNG")
    return SimpleUploadedFile(f"{lines}.png", out.getvalue(), content_type="image/png")


def hand_in(task, unit, at, lines):
    photo = store_photo(upload=striped(lines), subject=task, purpose=PhotoPurpose.PROGRESS, by=unit, now=at)
    return perform(task=task, verb="submit", by=unit, now=at, note="已清运", photos=[photo])


def test_a_photo_of_another_task_s_closure_raises_a_question_for_the_verifier(client_for, report, unit, now):
    old, new = (perform(task=report(words), verb="start", by=unit, now=now, note="安排") for words in ("满溢", "破损"))
    hand_in(old, unit, now, 3)
    hand_in(new, unit, now, 3)
    assert "有照片与以前结案的照片相同" in page_of(client_for("inspector"), new).content.decode()


def test_a_new_photo_raises_none_and_that_of_the_pass_before_does(client_for, at_work, unit, inspector, now):
    task = hand_in(at_work, unit, now - timedelta(hours=3), 2)
    assert "不是旧照片" in page_of(client_for("inspector"), task).content.decode()
    perform(task=task, verb="rework", by=inspector, now=now - timedelta(hours=2), reason="东侧未清")
    task = hand_in(task, unit, now - timedelta(hours=1), 2)
    assert "有照片与以前结案的照片相同" in page_of(client_for("inspector"), task).content.decode()
