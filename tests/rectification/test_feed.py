"""Which deadlines stand in whose calendar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.telling.feeds import calendar_of
from rectification.feed import deadlines_of
from rectification.models import SupervisionOrder
from rectification.services import perform

pytestmark = pytest.mark.usefixtures("frozen_now")


def keys(user, now):
    return [entry.key for entry in deadlines_of(user, now)]


def test_a_deadline_is_for_its_unit_and_the_office(assigned, unit, other_unit, office, leader, inspector, now):
    own = [f"task-{assigned.pk}-deadline"]
    people = (unit, office, other_unit, leader, inspector)
    assert [keys(person, now) for person in people] == [own, own, [], [], []]


def test_what_waits_for_a_recheck_is_the_inspector_s_too(handed_in, inspector, now):
    assert keys(inspector, now) == [f"task-{handed_in.pk}-deadline"]


def test_what_has_no_deadline_or_is_closed_is_left_out(reported, closed, unit, office, now):
    assert keys(office, now) == keys(unit, now) == []


def test_the_nearest_deadlines_come_first(report, office, now):
    far, overdue, near = (report(now=now + timedelta(days=days)) for days in (30, -20, -2))
    assert keys(office, now) == [f"task-{task.pk}-deadline" for task in (near, overdue, far)]


def test_an_entry_says_what_where_and_when_it_last_changed(assigned, unit, now):
    perform(task=assigned, verb="start", by=unit, now=now, note="安排2人1车")
    (entry,) = deadlines_of(unit, now)
    assigned.refresh_from_db()
    assert (entry.at, entry.sequence, entry.changed_at) == (assigned.deadline, assigned.version, now)
    assert entry.summary == "整改到期：垃圾房满溢（马桥村）"
    assert entry.description == f"{assigned.number}\n处置中\n马桥垃圾房"
    assert entry.path == assigned.get_absolute_url()


def test_a_suspended_task_is_to_be_looked_at_again_on_its_day(assigned, leader, office, unit, other_unit, now):
    day = date(2026, 12, 15)
    perform(task=assigned, verb="suspend", by=leader, now=now, reason="等资金", look_again=day)
    for person in (office, unit, leader):
        (entry,) = deadlines_of(person, now)
        assert (entry.key, entry.at) == (f"task-{assigned.pk}-look-again", day)
    assert keys(other_unit, now) == []


def order(task, **fields):
    given = {"state": "signed", "signed_at": task.reported_at, "drafted_at": task.reported_at} | fields
    return SupervisionOrder.objects.create(
        number="督-2026-001", task=task, unit=task.responsible_unit, cause="overdue", demand="限期整改到位",
        answer_by=date(2026, 11, 30), **given,
    )  # fmt: skip


def test_a_signed_order_is_to_be_answered_by_its_day(assigned, unit, leader, other_unit, now):
    made = order(assigned, signed_by=leader)
    assert keys(unit, now) == [f"task-{assigned.pk}-deadline", f"order-{made.pk}-answer"]
    assert keys(leader, now) == [f"order-{made.pk}-answer"]
    assert keys(other_unit, now) == []


def test_an_order_that_is_not_signed_is_in_nobody_s_calendar(assigned, unit, leader, now):
    order(assigned, state="drafted", signed_at=None)
    assert keys(leader, now) == []


def test_the_calendar_of_the_loop_costs_the_same_for_one_and_for_twenty(report, office, now):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            calendar_of(office, now)
        return len(captured)

    report()
    queries()
    few = queries()
    for n in range(20):
        report(f"第{n}处")
    assert queries() == few
