"""The trail alone tells where a task stands, and `manage.py check_trail` proves it: what was changed past the loop is named."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import TrailEntry
from core.trail import record
from rectification.models import RectificationTask
from rectification.replay import TOLERANCE, replay
from rectification.services import ask, decide, perform
from rectification.services.escalation import escalate

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


# ---- the pure part ----


@dataclass
class Entry:
    verb: str
    old_state: str
    new_state: str
    at: datetime = START
    by_id: int | None = 1
    changes: dict = field(default_factory=dict)


REPORT = Entry("report", "", "reported")
REGISTER = Entry("register", "reported", "registered")
ASSIGN = Entry(
    "assign", "registered", "assigned",
    changes={"responsible_unit": ["", "马桥村"], "responsible_unit_id": [None, 7], "deadline": ["", "2026-11-26T17:30:00+08:00"]},
)  # fmt: skip
BEGIN = Entry("start", "assigned", "in_progress", by_id=2)
SUBMIT = Entry("submit", "in_progress", "submitted", by_id=2)
SENT_BACK = Entry("rework", "submitted", "in_progress", by_id=3)
CLOSE = Entry("close", "submitted", "closed", by_id=3)
LONG = [REPORT, REGISTER, ASSIGN, BEGIN, SUBMIT, SENT_BACK, SUBMIT, CLOSE]


def test_a_whole_course_is_told_by_its_entries():
    course = replay(LONG)
    assert (course.state, course.responsible_unit, course.responsible_unit_id) == ("closed", "马桥村", 7)
    assert (course.passes, course.reworks, course.verified_by_id, course.version) == (2, 1, 3, 8)
    assert course.breaks == []


def test_what_comes_back_from_an_authority_was_registered_once():
    """Transferred as it was reported, it is registered when it comes back; one that was registered before stays so."""
    later = START + 5 * HOUR
    back = Entry("take_back", "transferred", "registered", at=later)
    direct = replay([REPORT, Entry("transfer", "reported", "transferred"), back])
    registered = replay([REPORT, REGISTER, Entry("transfer", "registered", "transferred"), back])
    assert (direct.registered_at, registered.registered_at) == (later, START)
    assert direct.clock_started_at is None and direct.breaks == registered.breaks == []


def test_requests_reminders_and_lights_tell_and_change_nothing():
    told = [Entry(verb, "assigned", "assigned") for verb in ("ask_extension", "remind", "light_red", "draft_order")]
    assert replay([REPORT, REGISTER, ASSIGN, *told]) == replay([REPORT, REGISTER, ASSIGN])


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([REPORT, ASSIGN], "停在"),  # an entry is missing
        ([REGISTER], "停在"),
        ([REPORT, Entry("close", "reported", "closed")], "没有规则"),
        ([REPORT, Entry("progress", "reported", "closed")], "没有规则"),
        ([REPORT, REGISTER, ASSIGN, BEGIN, SUBMIT, Entry("close", "submitted", "closed", by_id=2)], "写过进展"),
        ([REPORT, Entry("register", "reported", "registered", at=START - TOLERANCE - timedelta(seconds=1))], "时间早于"),
        ([REPORT, REGISTER, ASSIGN, Entry("unit_goes_over", "assigned", "assigned",
            changes={"responsible_unit_id": [8, 9]})], "原值"),
        ([REPORT, REGISTER, ASSIGN, Entry("grant_extension", "assigned", "assigned",
            changes={"deadline": ["2026-11-26T17:30:00+08:00", "2026-11-25T17:30:00+08:00"]})], "提前"),
        ([REPORT, REGISTER, ASSIGN, Entry("grant_extension", "assigned", "assigned",
            changes={"deadline": ["2026-11-29T17:30:00+08:00", "2026-11-30T17:30:00+08:00"]})], "原值"),
    ],
)  # fmt: skip
def test_a_trail_that_contradicts_itself_or_the_rules_says_where(entries, words):
    assert any(words in said for said in replay(entries).breaks)


@pytest.mark.parametrize("verb", ["start", "progress", "submit"])
def test_any_progress_of_the_pass_keeps_its_writer_from_the_check(verb):
    work = [
        Entry("start", "assigned", "in_progress", by_id=2),
        Entry("progress", "in_progress", "in_progress", by_id=2),
    ]
    work += [Entry("submit", "in_progress", "submitted", by_id=2)]
    for entry in work:
        entry.by_id = 9 if entry.verb == verb else 2
    breaks = replay([REPORT, REGISTER, ASSIGN, *work, Entry("close", "submitted", "closed", by_id=9)]).breaks
    assert len(breaks) == 1 and "写过进展" in breaks[0]


def test_older_entries_that_name_the_unit_alone_contradict_no_later_key():
    named = Entry("assign", "registered", "assigned", changes={"responsible_unit": ["", "马桥村"]})
    over = Entry("unit_goes_over", "assigned", "assigned", changes={"responsible_unit_id": [7, 8]})
    assert replay([REPORT, REGISTER, named]).responsible_unit_id == 0
    course = replay([REPORT, REGISTER, named, over])
    assert (course.responsible_unit_id, course.breaks) == (8, [])


def test_the_calendar_alone_moves_a_running_deadline_back():
    changes = {"deadline": ["2026-11-26T17:30:00+08:00", "2026-11-25T17:30:00+08:00"]}
    course = replay([REPORT, REGISTER, ASSIGN, Entry("move_deadline", "assigned", "assigned", changes=changes)])
    assert course.breaks == []
    assert course.deadline == datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_two_who_waited_for_each_other_are_no_break():
    late = Entry("register", "reported", "registered", at=START - timedelta(seconds=2))
    assert replay([REPORT, late]).breaks == []


def test_who_wrote_progress_in_an_earlier_pass_may_check_the_next_one():
    again = [BEGIN, SUBMIT, SENT_BACK, Entry("submit", "in_progress", "submitted", by_id=4)]
    assert replay([REPORT, REGISTER, ASSIGN, *again, Entry("close", "submitted", "closed", by_id=2)]).breaks == []


# ---- the command ----


def check(*numbers) -> str:
    out = StringIO()
    call_command("check_trail", *numbers, stdout=out)
    return out.getvalue()


def named(*numbers) -> str:
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("check_trail", *numbers, stdout=out)
    assert error.value.returncode == 1
    return out.getvalue()


def test_what_went_through_the_loop_agrees_with_its_trail(closed, office, unit, report, now):
    perform(task=closed, verb="reopen", by=office, now=now, reason="又满了")
    other = report("路面破损")
    asked = ask(task=other, kind="extension", reason="下雨", until=now + timedelta(days=9), by=unit, now=now)
    decide(request=asked, granted=True, by=office, now=now)
    escalate(now=now + timedelta(days=30))
    assert "2" in check()


@pytest.mark.parametrize(
    "change",
    [{"state": "in_progress"}, {"reworks": 3}, {"deadline": START + timedelta(days=90)}, {"severity": "urgent"},
     {"version": 99}, {"verified_by": None}, {"closed_at": START}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_what_was_changed_past_the_loop_is_named(closed, change):
    RectificationTask.objects.filter(pk=closed.pk).update(**change)
    said = named()
    assert closed.number in said
    assert str(RectificationTask._meta.get_field(next(iter(change))).verbose_name) in said


def test_a_unit_that_was_changed_past_the_loop_is_named_and_a_renamed_one_is_not(closed, town):
    town.village.name = "马桥社区"
    town.village.save()
    assert "1" in check()
    RectificationTask.objects.filter(pk=closed.pk).update(responsible_unit=town.other_village)
    assert closed.number in named()


def test_an_entry_that_no_step_wrote_is_named(closed, now):
    record(subject=closed, by=None, verb="close", at=now, old_state="submitted", new_state="closed")
    assert closed.number in named()


def test_one_task_alone_is_checked_by_its_number(closed, report):
    other = report("路面破损")
    RectificationTask.objects.filter(pk=other.pk).update(reworks=1)
    assert "1" in check(closed.number)
    assert other.number in named(other.number)


def test_a_number_that_nobody_knows_is_said(db):
    with pytest.raises(CommandError):
        call_command("check_trail", "整-1999-0001", stdout=StringIO())


def test_queries_do_not_grow_with_the_tasks(closed, report, django_assert_num_queries):
    for n in range(5):
        report(f"第{n}处")
    assert TrailEntry.objects.count() > 10
    with django_assert_num_queries(3):  # how many there are, the tasks, their entries
        check()
