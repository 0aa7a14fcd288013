"""What a step changes beside the state, and what the services refuse whatever page or form it came through."""

from datetime import timedelta

import pytest

from core.errors import DomainError, NotAllowed
from core.models import Notice, ThresholdValue
from core.workdays.office import office_calendar
from rectification import clocks
from rectification.limit_units import LimitUnit
from rectification.models import Limit, PublicReport, RectificationTask
from rectification.services import add_progress, perform, why_not
from rectification.services.batches import remind
from rectification.thresholds import ANSWER_DAYS
from rectification.transitions import State, from_state

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def again(task) -> RectificationTask:
    return RectificationTask.objects.select_related("town", "finding", "responsible_unit").get(pk=task.pk)


def transferred(reported, office, now):
    return perform(
        task=reported, verb="transfer", by=office, now=now, authority="市公路局", reference="公路〔2026〕9号"
    )


# ---- clocks ----


def test_what_was_handed_back_has_no_clock_and_the_next_unit_has_the_whole_time(assigned, unit, office, town, now):
    first = assigned.deadline
    task = perform(task=assigned, verb="hand_back", by=unit, now=now, reason="不是我们的")
    assert (task.responsible_unit, task.clock_started_at, task.deadline, task.warn_at, task.escalate_at) == (None,) * 5
    assert task not in RectificationTask.objects.overdue(now + 90 * DAY)
    task = perform(task=task, verb="assign", by=office, now=now, unit=town.other_village)
    assert task.clock_started_at == now and task.deadline > first


def test_another_authority_has_a_clock_of_its_own_that_the_office_sets(reported, office, now):
    ThresholdValue.objects.create(name=ANSWER_DAYS.name, value=10)
    task = transferred(reported, office, now)
    assert (task.limit_amount, task.limit_unit) == (10, LimitUnit.WORKING_DAYS)
    assert task.deadline == clocks.deadline_of(now.astimezone(), 10, LimitUnit.WORKING_DAYS, office_calendar())


def test_what_came_back_from_an_authority_gets_the_limit_of_its_kind_when_it_is_assigned(
    reported, report, office, town, now
):
    kind = report("另一件").kind
    Limit.objects.update_or_create(kind=kind, severity="normal", defaults={"amount": 7, "unit": LimitUnit.NATURAL_DAYS})
    perform(task=reported, verb="register", by=office, now=now, kind=kind, severity="normal")
    task = transferred(again(reported), office, now)
    task = perform(task=task, verb="take_back", by=office, now=now + DAY, reason="不归公路局管")
    assert task.deadline is None
    task = perform(task=task, verb="assign", by=office, now=now + DAY, unit=town.village)
    assert (task.limit_amount, task.deadline) == (7, now + 8 * DAY)


def test_rework_keeps_the_clock(handed_in, inspector, now):
    before = (handed_in.clock_started_at, handed_in.deadline)
    task = perform(task=handed_in, verb="rework", by=inspector, now=now, reason="未清")
    assert (task.clock_started_at, task.deadline) == before


def test_the_time_to_close_counts_from_registration(reported, office, unit, inspector, town, report, photo_of, now):
    """Reported two days ago, registered an hour ago: the unit had office time from then on."""
    perform(task=reported, verb="register", by=office, now=now, kind=report("另一件").kind, severity="normal")
    perform(task=reported, verb="assign", by=office, now=now, unit=town.village)
    perform(task=reported, verb="start", by=unit, now=now, note="马上去")
    perform(task=reported, verb="submit", by=unit, now=now + HOUR, note="好了", photos=[photo_of(reported, unit, now)])
    photos = [photo_of(reported, inspector, now, "green")]
    task = perform(task=reported, verb="close", by=inspector, now=now + 2 * HOUR, note="干净", photos=photos)
    assert task.minutes_to_close == 120


# ---- who did the work ----


def test_a_pause_does_not_wash_off_who_wrote_progress(at_work, office, leader, unit, photo_of, now):
    add_progress(task=at_work, by=office, now=now - 3 * HOUR, note="现场督办")
    perform(task=at_work, verb="suspend", by=leader, now=now - 2 * HOUR, reason="下雨", look_again=(now + DAY).date())
    perform(task=at_work, verb="resume", by=office, now=now - HOUR)
    photos = [photo_of(at_work, unit, now)]
    task = perform(task=at_work, verb="submit", by=unit, now=now, note="好了", photos=photos)
    with pytest.raises(NotAllowed):
        perform(task=task, verb="close", by=office, now=now, note="干净", photos=photos)


# ---- what is refused ----


def test_a_task_is_no_duplicate_of_itself(reported, office, now):
    with pytest.raises(DomainError) as refused:
        perform(task=reported, verb="mark_duplicate", by=office, now=now, other_task=reported)
    assert "other_task" in refused.value.message_dict and again(reported).state == State.REPORTED


def test_no_unit_of_another_town_is_made_responsible(reported, report, office, town, now):
    perform(task=reported, verb="register", by=office, now=now, kind=report("另一件").kind, severity="normal")
    with pytest.raises(DomainError) as refused:
        perform(task=reported, verb="assign", by=office, now=now, unit=town.peer)
    assert "unit" in refused.value.message_dict and again(reported).state == State.REGISTERED


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_blank_words_are_none(assigned, unit, now, words):
    with pytest.raises(DomainError) as refused:
        perform(task=assigned, verb="start", by=unit, now=now, note=words)
    assert "note" in refused.value.message_dict


@pytest.mark.parametrize("state", ["handed_in", "closed"])
def test_nobody_is_reminded_of_what_is_not_theirs_to_do(request, office, unit, now, state):
    task = request.getfixturevalue(state)
    with pytest.raises(DomainError):
        remind(task=task, by=office, now=now)
    assert not Notice.objects.filter(user=unit, kind="reminded").exists()


def test_no_report_of_a_resident_comes_without_a_photo(take):
    with pytest.raises(DomainError) as refused:
        take(photos=[])
    assert "photos" in refused.value.message_dict and not PublicReport.objects.exists()


@pytest.mark.parametrize("state", ["assigned", "at_work", "handed_in", "closed"])
def test_with_its_own_task_a_unit_does_what_the_table_gives_to_units_and_no_more(request, unit, state):
    task = again(request.getfixturevalue(state))
    for way in from_state(task.state):
        assert (why_not(task, way, unit) is None) == ("unit" in way.roles), way.verb
