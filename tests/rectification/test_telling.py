"""Who is told of a step of the loop: those it concerns, in words that say what and where; never whoever did it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.models import Delivery, Notice, Robot, Role
from inspections.models import Assignment, Draw
from rectification.models import RequestKind
from rectification.services import ask, decide, perform
from rectification.services.telling import TOLD
from tests.factories import PostFactory, ProblemKindFactory, RoundFactory, UnitFactory, make_person

pytestmark = pytest.mark.usefixtures("frozen_now")


@pytest.fixture(autouse=True)
def everybody(office, leader, inspector, unit, other_unit, admin):
    """The same few people; each test says who of them is told."""


def told(kind=None):
    """(name, title) of all that was told of a kind."""
    rows = Notice.objects.filter(kind=kind) if kind else Notice.objects.all()
    return {(notice.user.display_name, notice.title) for notice in rows.select_related("user")}


def names(kind):
    return sorted(name for name, _title in told(kind))


def test_a_task_that_was_assigned_is_told_to_its_unit(assigned):
    assert told() == {("王建国", "新任务：垃圾房满溢")}
    notice = Notice.objects.get()
    assert notice.path == assigned.get_absolute_url()
    assert notice.text == f"{assigned.number} · 马桥垃圾房 · 马桥村 · 期限11月25日 17:30"


def test_who_answers_for_a_unit_above_is_told_and_a_neighbour_or_a_former_one_is_not(report, town, now):
    above = make_person("片区负责人", Role.UNIT, town.home)
    zone = UnitFactory(name="马桥一组", parent=town.village)
    make_person("组长", Role.UNIT, zone)
    former = make_person("前任", Role.UNIT, town.village)
    former.posts.update(ends_on=(now - timedelta(days=30)).date())
    report()
    assert {notice.user.display_name for notice in Notice.objects.all()} == {"王建国", above.display_name}


def test_nobody_is_told_of_what_they_did_themselves(report, office, unit, now):
    task = report(kind=None)
    PostFactory(user=office, role=Role.UNIT, unit=unit.posts.get().unit)
    perform(task=task, verb="register", by=office, now=now, kind=ProblemKindFactory(), severity="normal")
    perform(task=task, verb="assign", by=office, now=now, unit=unit.posts.get().unit)
    assert names("task_assigned") == ["王建国"]


def test_the_office_is_told_what_was_handed_back_and_why(assigned, unit, now):
    perform(task=assigned, verb="hand_back", by=unit, now=now, reason="不属于本村")
    assert told("task_handed_back") == {("李敏", "退回：垃圾房满溢")}
    assert Notice.objects.get(kind="task_handed_back").text.endswith("\n不属于本村")


def test_what_was_handed_in_is_told_to_those_who_may_check_it(handed_in):
    assert names("task_submitted") == ["刘志强", "李敏"]
    assert ("刘志强", "待核查：垃圾房满溢") in told("task_submitted")


def test_what_was_handed_in_is_told_to_inspectors_from_other_villages(at_work, town, unit, photo_of, now):
    for name, village in (("外村检查员", town.other_village), ("本村检查员", town.village), ("别镇检查员", town.peer)):
        make_person(name, Role.INSPECTOR, village)
    perform(task=at_work, verb="submit", by=unit, now=now, note="清了", photos=[photo_of(at_work, unit, now)])
    assert names("task_submitted") == ["刘志强", "外村检查员", "李敏"]


def test_who_is_to_visit_the_point_blind_is_told_nothing_of_it(report, at_work, unit, inspector, photo_of, now):
    revisit = RoundFactory()
    Draw.objects.create(
        round=revisit, earlier=RoundFactory(), seed="a", seed_hash="b", parameters={}, keys={}, committed_at=now
    )
    Assignment.objects.create(round=revisit, point=at_work.finding.point, inspector=inspector)
    perform(task=at_work, verb="submit", by=unit, now=now, note="已清运", photos=[photo_of(at_work, unit, now)])
    assert names("task_submitted") == ["李敏"]


def test_rework_closing_and_reopening_are_told_to_the_unit(handed_in, inspector, office, photo_of, now):
    perform(task=handed_in, verb="rework", by=inspector, now=now, reason="墙角仍有垃圾")
    assert told("task_sent_back") == {("王建国", "返工：垃圾房满溢")}
    assert "墙角仍有垃圾" in Notice.objects.get(kind="task_sent_back").text


def test_a_closed_task_names_no_deadline_any_more(closed):
    assert told("task_closed") == {("王建国", "已结案：垃圾房满溢")}
    assert "期限" not in Notice.objects.get(kind="task_closed").text


def test_reopening_is_told_as_another_event_each_time(closed, office, now):
    perform(task=closed, verb="reopen", by=office, now=now, reason="群众反映未整改")
    assert told("task_sent_back") == {("王建国", "重开：垃圾房满溢")}


def test_a_request_is_told_to_those_who_decide_and_the_answer_to_who_asked(at_work, unit, office, now):
    until = now + timedelta(days=10)
    asked = ask(task=at_work, kind=RequestKind.EXTENSION, reason="等配件", until=until, by=unit, now=now)
    assert told("request_asked") == {("李敏", "申请延期：垃圾房满溢")}
    assert "等配件" in Notice.objects.get(kind="request_asked").text
    decide(request=asked, granted=True, by=office, now=now)
    assert told("request_decided") == {("王建国", "同意延期：垃圾房满溢")}
    assert "期限12月3日 09:00" in Notice.objects.get(kind="request_decided").text


def test_a_refused_suspension_is_told_with_its_reason(at_work, unit, leader, now):
    asked = ask(
        task=at_work, kind=RequestKind.SUSPENSION, reason="资金", until=now + timedelta(days=10), by=unit, now=now
    )
    assert names("request_asked") == ["周立新"]
    decide(request=asked, granted=False, by=leader, now=now, reason="先行清理")
    assert told("request_decided") == {("王建国", "不同意挂账：垃圾房满溢")}
    assert "先行清理" in Notice.objects.get(kind="request_decided").text


def test_a_granted_suspension_is_told_once_to_the_unit_and_the_office(at_work, unit, leader, office, now):
    asked = ask(
        task=at_work, kind=RequestKind.SUSPENSION, reason="资金", until=now + timedelta(days=10), by=unit, now=now
    )
    decide(request=asked, granted=True, by=leader, now=now)
    assert names("task_paused") == ["李敏", "王建国"]
    assert told("request_decided") == set()


def test_what_came_back_is_told_to_the_office_the_leader_and_the_last_verifier(closed, report, now):
    report("垃圾房又满溢", now=now)
    assert names("came_back") == ["刘志强", "周立新", "李敏"]
    assert ("周立新", "反弹：垃圾房又满溢") in told("came_back")


def test_the_words_are_chinese_whoever_acts(assigned, unit, now):
    with translation.override("en"):
        perform(task=assigned, verb="hand_back", by=unit, now=now, reason="不属于本村")
        assert translation.get_language() == "en"
    assert told("task_handed_back") == {("李敏", "退回：垃圾房满溢")}


def test_the_group_of_the_unit_is_told_once(report, town, now):
    Robot.objects.create(name="马桥群", flavour="wecom", url="https://x", unit=town.village, kinds=["task_assigned"])
    Robot.objects.create(
        name="焦山群", flavour="wecom", url="https://x", unit=town.other_village, kinds=["task_assigned"]
    )
    report()
    assert [(row.robot.name, row.title) for row in Delivery.objects.all()] == [("马桥群", "新任务：垃圾房满溢")]


def test_whoever_is_told_of_a_kind_is_offered_to_choose_it():
    assert [verb for verb, told in TOLD.items() if not set(told.roles) <= told.kind.roles] == []


def test_telling_costs_the_same_for_one_and_for_twenty_people(report, unit, town, now):
    def queries():
        task = report()
        with CaptureQueriesContext(connection) as captured:
            perform(task=task, verb="hand_back", by=unit, now=now, reason="不属于本村")
        return len(captured)

    queries()  # warms what is cached
    few = queries()
    for n in range(20):
        make_person(f"工作人员{n}", Role.OFFICE, town.home)
    assert queries() == few


def unread(kind):
    return sorted(
        notice.user.display_name for notice in Notice.objects.unread().filter(kind=kind).select_related("user")
    )


@pytest.mark.parametrize(("verb", "given"), [("close", {"note": "干净"}), ("rework", {"reason": "东侧未清"})])
def test_once_rechecked_nobody_is_asked_to_recheck_any_more(handed_in, report, inspector, now, photo_of, verb, given):
    waiting = unread("task_submitted")
    assert len(waiting) > 1
    perform(task=handed_in, verb=verb, by=inspector, now=now, photos=[photo_of(handed_in, inspector, now)], **given)
    assert unread("task_submitted") == []


def test_what_others_wait_for_stays_unread(handed_in, report, unit, inspector, now, photo_of):
    other = report("路灯不亮")
    perform(task=other, verb="start", by=unit, now=now, note="派人")
    perform(task=other, verb="submit", by=unit, now=now, note="已修", photos=[photo_of(other, unit, now)])
    perform(
        task=handed_in, verb="close", by=inspector, now=now, note="好", photos=[photo_of(handed_in, inspector, now)]
    )
    paths = set(Notice.objects.unread().filter(kind="task_submitted").values_list("path", flat=True))
    assert paths == {other.get_absolute_url()}
