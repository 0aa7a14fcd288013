"""What follows when time passes: stages with their trail, once a deadline; reminders once a day; who is told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Notice, Role, ThresholdValue, TrailEntry
from rectification.models import Escalation, OrderCause, RectificationTask, Stage, SupervisionOrder
from rectification.services import perform
from rectification.services.escalation import escalate
from rectification.services.orders import draft_order, drop_order
from rectification.services.reminders import remind_of_answers, remind_of_overdue, remind_to_look_again
from rectification.transitions import State
from tests.factories import FindingFactory, PointFactory, TaskFactory, make_person

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def stages(task) -> list[str]:
    return list(task.escalations.order_by("pk").values_list("stage", flat=True))


def verbs(task) -> list[str]:
    return list(TrailEntry.objects.about(task).order_by("at", "pk").values_list("verb", flat=True))


def told(user, kind=None) -> list[str]:
    notices = Notice.objects.filter(user=user).order_by("pk")
    return list((notices.filter(kind=kind) if kind else notices).values_list("title", flat=True))


def test_a_task_turns_yellow_red_and_up_for_an_order_each_once(assigned, unit, office, leader):
    at_each = [assigned.warn_at, assigned.deadline + HOUR, assigned.escalate_at]
    for n, moment in enumerate(at_each, start=1):
        for _twice in range(2):
            escalate(now=moment)
        assert stages(assigned) == [Stage.AMBER, Stage.RED, Stage.ORDER][:n]
    assert verbs(assigned)[-4:] == ["light_amber", "light_red", "order_due", "draft_order"]
    assert {entry.by for entry in TrailEntry.objects.about(assigned)} == {None}
    assert told(unit, "due_soon") == ["1件任务即将到期"]
    order = SupervisionOrder.objects.get()
    assert (order.number, order.cause, order.unit) == ("督-2026-0001", OrderCause.OVERDUE, assigned.responsible_unit)
    assert len(told(leader, "order_waits")) == 1 and told(office, "order_waits") == []


def test_nothing_happens_a_moment_before(assigned):
    moment = timedelta(microseconds=1)
    escalate(now=assigned.warn_at - moment)
    assert stages(assigned) == []
    escalate(now=assigned.deadline)
    assert stages(assigned) == [Stage.AMBER], "on the deadline it is not overdue yet"
    escalate(now=assigned.escalate_at - moment)
    assert stages(assigned) == [Stage.AMBER, Stage.RED]


def test_a_missed_week_is_made_up_in_one_run_in_order(report, now):
    later, sooner = report(now=now - DAY), report(now=now - 5 * DAY)
    numbers = escalate(now=now + 14 * DAY)
    assert {key: numbers[key] for key in ("amber", "red", "order", "drafted")} == dict.fromkeys(
        ("amber", "red", "order", "drafted"), 2
    )
    rows = Escalation.objects.order_by("pk").values_list("task", "stage")
    steps = [Stage.AMBER, Stage.RED, Stage.ORDER]
    assert list(rows) == [(sooner.pk, one) for one in steps] + [(later.pk, one) for one in steps]
    assert [order.task for order in SupervisionOrder.objects.order_by("number")] == [sooner, later]
    assert escalate(now=now + 15 * DAY) == dict.fromkeys(numbers, 0)


def test_what_is_overdue_already_is_not_said_to_be_due_soon(assigned, unit, now):
    escalate(now=assigned.deadline + HOUR)
    assert stages(assigned) == [Stage.AMBER, Stage.RED]
    assert told(unit, "due_soon") == []


def test_a_unit_is_told_once_of_all_its_tasks_and_no_other_unit_is(report, unit, other_unit, now):
    tasks = [report(now=now) for _n in range(3)]
    escalate(now=tasks[0].warn_at)
    assert told(unit, "due_soon") == ["3件任务即将到期"] and told(other_unit) == []
    text = Notice.objects.get(user=unit, kind="due_soon").text
    assert all(task.number in text for task in tasks)


def test_a_new_deadline_has_stages_of_its_own(assigned, now):
    escalate(now=assigned.deadline + HOUR)
    RectificationTask.objects.filter(pk=assigned.pk).update(
        deadline=assigned.deadline + 2 * DAY, warn_at=assigned.deadline + DAY
    )
    escalate(now=assigned.deadline + 2 * HOUR)
    assert len(stages(assigned)) == 2
    escalate(now=assigned.deadline + 3 * DAY)
    assert stages(assigned) == [Stage.AMBER, Stage.RED, Stage.AMBER, Stage.RED]


def test_what_waits_for_a_recheck_reaches_no_stage(handed_in):
    escalate(now=handed_in.escalate_at + DAY)
    assert stages(handed_in) == []


def sent_back(task, unit, inspector, photo_of, at):
    """Handed in and sent back once more."""
    perform(task=task, verb="submit", by=unit, now=at, note="已清", photos=[photo_of(task, unit, at)])
    return perform(task=task, verb="rework", by=inspector, now=at, reason="还有垃圾")


def test_two_reworks_bring_an_order_and_two_more_the_next(at_work, unit, inspector, office, photo_of, now):
    task = sent_back(at_work, unit, inspector, photo_of, now)
    escalate(now=now)
    assert Stage.ORDER not in stages(task)
    sent_back(task, unit, inspector, photo_of, now)
    escalate(now=now)
    order = SupervisionOrder.objects.get()
    assert order.cause == OrderCause.REWORKED and "2次" in order.demand
    drop_order(order=order, reason="已当面交办", by=office, now=now)
    later = now + HOUR
    RectificationTask.objects.filter(pk=task.pk).update(
        deadline=task.deadline + 9 * DAY, escalate_at=task.deadline + 18 * DAY
    )
    escalate(now=later)
    assert SupervisionOrder.objects.count() == 1, "a later deadline alone is no reason for another order"
    for _n in range(2):
        sent_back(task, unit, inspector, photo_of, later)
    escalate(now=later)
    assert SupervisionOrder.objects.count() == 2


def test_no_second_order_while_one_waits(assigned, office):
    now = assigned.deadline + HOUR
    draft_order(task=assigned, demand="立即整改", answer_by=(now + 3 * DAY).date(), by=office, now=now)
    numbers = escalate(now=assigned.escalate_at)
    assert (numbers["order"], numbers["drafted"]) == (1, 0)
    assert stages(assigned)[-1] == Stage.ORDER and SupervisionOrder.objects.count() == 1


def test_the_office_sets_after_how_many_reworks(at_work, unit, inspector, photo_of, now):
    ThresholdValue.objects.create(name="rectification.order_reworks", value=1)
    sent_back(at_work, unit, inspector, photo_of, now)
    escalate(now=now)
    assert SupervisionOrder.objects.get().cause == OrderCause.REWORKED


def test_overdue_tasks_are_one_message_a_person_and_day(report, town, unit, office, other_unit, now):
    own = [report(now=now - 9 * DAY) for _n in range(2)]
    elsewhere = PointFactory(town=town.home, unit=town.other_village, in_charge=town.other_village)
    report("乱堆杂物", now=now - 9 * DAY, point=elsewhere)
    for _twice in range(2):
        remind_of_overdue(now=now)
    assert [told(user, "overdue") for user in (unit, other_unit, office)] == [
        ["2件任务已超期"], ["1件任务已超期"], ["3件任务已超期"]
    ]  # fmt: skip
    assert all(task.number in Notice.objects.get(user=unit, kind="overdue").text for task in own)
    remind_of_overdue(now=now + DAY)
    assert told(unit, "overdue") == ["2件任务已超期"] * 2


def test_missed_days_send_the_reminders_of_today_only(report, unit, now):
    report(now=now - 30 * DAY)
    remind_of_overdue(now=now)
    assert len(told(unit, "overdue")) == 1


def test_whoever_holds_two_posts_gets_one_digest(report, town, now):
    report(now=now - 9 * DAY)
    both = make_person("赵兼", Role.UNIT, town.village)
    both.posts.create(role=Role.OFFICE, unit=town.home, starts_on="2020-01-01")
    remind_of_overdue(now=now)
    assert told(both, "overdue") == ["1件任务已超期"]


def test_suspended_tasks_are_looked_at_again_when_their_day_comes(at_work, leader, office, unit, now):
    look_again = now.date() + 3 * DAY
    perform(task=at_work, verb="suspend", by=leader, now=now, reason="资金未到位", look_again=look_again)
    Notice.objects.all().delete()
    assert remind_to_look_again(now=now + 2 * DAY) == {"told": 0}
    for _twice in range(2):
        remind_to_look_again(now=now + 3 * DAY)
    assert len(told(office, "look_again")) == 1 and told(unit, "look_again") == []


def test_an_authority_that_does_not_answer_is_told_to_the_office(reported, office, now):
    task = perform(task=reported, verb="transfer", by=office, now=now, authority="市城管局", reference="函〔2026〕8号")
    assert remind_of_answers(now=task.deadline) == {"told": 0}
    assert remind_of_answers(now=task.deadline + HOUR) == {"told": 1}
    assert "市城管局" in Notice.objects.get(user=office, kind="answer_overdue").text
    assert escalate(now=task.deadline + 30 * DAY)["red"] == 0


def overdue_tasks(town, point, n, now):
    """So many tasks at work, overdue by as long again as their limit; quickly made, without their history."""
    for _n in range(n):
        finding = FindingFactory(point=point)
        TaskFactory(
            finding=finding, state=State.IN_PROGRESS, responsible_unit=town.village, limit_amount=1,
            limit_unit="natural_days", clock_started_at=now - 3 * DAY, deadline=now - 2 * DAY,
            warn_at=now - 2 * DAY - HOUR, escalate_at=now - DAY,
        )  # fmt: skip


def cost(work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_tasks(town, point, unit, office, leader, now):
    overdue_tasks(town, point, 4, now)
    escalate(now=now)
    overdue_tasks(town, point, 2, now)
    few = cost(lambda: escalate(now=now)), cost(lambda: remind_of_overdue(now=now))
    overdue_tasks(town, point, 30, now)
    many = cost(lambda: escalate(now=now + HOUR)), cost(lambda: remind_of_overdue(now=now + DAY))
    assert Escalation.objects.count() == 3 * 36
    assert many == few
