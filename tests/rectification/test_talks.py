"""Talks: proposed after deadlines missed in a row, once; a deadline met breaks the row; held or dropped by a person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError, NotAllowed
from core.models import Notice, ThresholdValue
from rectification.models import Escalation, RectificationTask, Stage, Talk, TalkState
from rectification.services import perform
from rectification.services.talks import Outcome, drop_talk, first_row, hold_talk, propose_talks
from rectification.transitions import State
from tests.factories import NOW, FindingFactory, TaskFactory
from tests.queries import assert_same_query_count

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def task_due(town, point):
    """task_due(days, **fields): a task of 马桥村 whose deadline was so many days ago, not handed in."""

    def make(days, **fields):
        given = {
            "state": State.IN_PROGRESS, "responsible_unit": town.village, "deadline": NOW - days * DAY,
            "limit_amount": 3, "limit_unit": "working_days",
        } | fields  # fmt: skip
        return TaskFactory(finding=FindingFactory(point=point), **given)

    return make


def met(days):
    return {"state": State.CLOSED, "submitted_at": NOW - days * DAY - HOUR, "closed_at": NOW}


def test_three_missed_in_a_row_propose_one_talk(task_due, town, office, leader, unit, now):
    tasks = [task_due(days) for days in (9, 7, 5)]
    for _twice in range(2):
        propose_talks(now=now)
    talk = Talk.objects.get()
    assert talk.unit == town.village and set(talk.tasks.all()) == set(tasks)
    told = Notice.objects.filter(kind="talk_proposed").values_list("user", flat=True)
    assert set(told) == {office.pk, leader.pk}


def test_two_are_not_enough(task_due, now):
    task_due(9), task_due(7)
    assert propose_talks(now=now) == []


def test_a_deadline_met_in_between_breaks_the_row(task_due, now):
    task_due(9), task_due(8), task_due(7, **met(7)), task_due(6), task_due(5)
    assert propose_talks(now=now) == []


def test_handed_in_late_is_missed(task_due, now):
    late = {"state": State.CLOSED, "submitted_at": NOW - DAY, "closed_at": NOW}
    task_due(9, **late), task_due(8, **late), task_due(7, state=State.SUBMITTED, submitted_at=NOW - DAY)
    assert len(propose_talks(now=now)) == 1


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CANCELLED, State.TRANSFERRED])
def test_what_is_not_the_units_to_do_neither_counts_nor_breaks(task_due, now, state):
    task_due(9), task_due(8), task_due(7, state=state)
    assert propose_talks(now=now) == []
    task_due(6)
    assert len(propose_talks(now=now)) == 1


def test_units_have_rows_of_their_own(task_due, town, now):
    task_due(9), task_due(8), task_due(7, responsible_unit=town.other_village)
    assert propose_talks(now=now) == []


def test_a_deadline_missed_and_then_extended_counts(task_due, town, now):
    extended = task_due(2)
    for days in (9, 6):
        Escalation.objects.create(
            task=extended, stage=Stage.RED, deadline=now - days * DAY, unit=town.village, at=now - days * DAY
        )
    assert [len(talk.tasks.all()) for talk in propose_talks(now=now)] == [1]


def test_the_row_starts_anew_after_a_talk(task_due, office, now):
    for days in (9, 8, 7, 6, 5):
        task_due(days)
    talk = propose_talks(now=now)[0]
    hold_talk(talk=talk, held_on=now.date(), note="已明确整改时限", by=office, now=now)
    assert propose_talks(now=now) == [], "two are left after the three of the talk"
    task_due(4)
    assert len(propose_talks(now=now)) == 1


def test_no_second_talk_while_one_waits(task_due, office, now):
    for days in range(4, 10):
        task_due(days)
    first = propose_talks(now=now)
    assert len(first) == 1 and propose_talks(now=now) == []
    drop_talk(talk=first[0], note="客观原因", by=office, now=now)
    assert len(propose_talks(now=now)) == 1


def test_the_office_sets_how_many(task_due, now):
    ThresholdValue.objects.create(name="rectification.talk_missed", value=2)
    task_due(9), task_due(8)
    assert len(propose_talks(now=now)) == 1


def test_what_is_half_a_year_old_is_no_reason_any_more(task_due, now):
    for days in (200, 190, 185):
        task_due(days)
    assert propose_talks(now=now) == []


def test_a_suspended_task_that_is_resumed_does_not_turn_history(task_due, at_work, leader, office, now):
    for days in (9, 8, 7):
        task_due(days)
    propose_talks(now=now)
    look_again = now.date() + DAY
    perform(task=at_work, verb="suspend", by=leader, now=now, reason="等资金", look_again=look_again)
    assert propose_talks(now=now) == [] and RectificationTask.objects.filter(state=State.SUSPENDED).count() == 1


@pytest.fixture
def talk(task_due, now):
    for days in (9, 8, 7):
        task_due(days)
    return propose_talks(now=now)[0]


def test_a_talk_is_entered_after_it_was_held_by_the_office_or_a_leader(talk, unit, office, now):
    note = {"note": "已约谈", "now": now}
    with pytest.raises(NotAllowed):
        hold_talk(talk=talk, held_on=now.date(), by=unit, **note)
    with pytest.raises(DomainError):
        hold_talk(talk=talk, held_on=now.date() + DAY, by=office, **note)
    with pytest.raises(DomainError):
        hold_talk(talk=talk, held_on=now.date(), by=office, note=" ", now=now)
    assert hold_talk(talk=talk, held_on=now.date(), by=office, **note).state == TalkState.HELD
    with pytest.raises(DomainError):
        drop_talk(talk=talk, by=office, **note)


def test_the_page_takes_either_answer_and_keeps_what_was_typed(talk, client_for, frozen_now):
    client, url = client_for("leader"), talk.get_absolute_url()
    assert client.get(reverse("rectification:talks")).status_code == 200
    wrong = client.post(url, {"answer": "hold", "held_on": "2027-01-01", "note": "提前登记"})
    assert wrong.status_code == 200 and "提前登记" in wrong.content.decode()
    assert client.post(url, {"answer": "drop", "drop-note": "客观原因"}).status_code == 302
    talk.refresh_from_db()
    assert (talk.state, talk.note) == (TalkState.DROPPED, "客观原因")


def test_the_list_costs_the_same_however_many_talks(town, client_for, now):
    def one_more():
        n = Talk.objects.count()
        Talk.objects.create(unit=town.village, event=f"{town.village.pk}/{n}/{now.isoformat()}", proposed_at=now)

    assert_same_query_count(client_for("leader"), reverse("rectification:talks"), one_more)


@given(st.lists(st.booleans(), max_size=12), st.integers(2, 4))
def test_the_first_row_is_whole_unbroken_and_the_earliest(missed, needed):
    outcomes = [Outcome(NOW + n * DAY, n, one) for n, one in enumerate(missed)]
    row = first_row(outcomes, needed)
    text, pattern = "".join("x" if one else "." for one in missed), "x" * needed
    assert [one.task_id for one in row] == (
        list(range(text.find(pattern), text.find(pattern) + needed)) if pattern in text else []
    )
