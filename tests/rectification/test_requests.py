"""Asking for more time or a pause, and the answer."""

from datetime import timedelta

import pytest

from core.errors import DomainError, NotAllowed
from core.models import Notice, Role, TrailEntry
from core.workdays.office import office_calendar
from rectification import clocks
from rectification.models import RectificationTask, Request, RequestKind, RequestState
from rectification.services import ask, decide, perform
from rectification.transitions import Light, State
from tests.factories import PostFactory

pytestmark = pytest.mark.usefixtures("frozen_now")


def again(task):
    return RectificationTask.objects.get(pk=task.pk)


@pytest.fixture
def later(now):
    return now + timedelta(days=10)


@pytest.fixture
def extension(at_work, unit, now, later):
    return ask(task=at_work, kind=RequestKind.EXTENSION, reason="等配件到货", until=later, by=unit, now=now)


@pytest.fixture
def suspension(at_work, unit, now, later):
    return ask(task=at_work, kind=RequestKind.SUSPENSION, reason="资金未落实", until=later, by=unit, now=now)


def test_asking_changes_nothing_yet_but_is_in_the_trail(at_work, extension):
    task = again(at_work)
    assert (task.deadline, task.version) == (at_work.deadline, at_work.version)
    entry = TrailEntry.objects.about(task).first()
    assert (entry.verb, entry.reason) == ("ask_extension", "等配件到货")
    assert entry.changes == {"until": [at_work.deadline.isoformat(), extension.until.isoformat()]}


def test_the_office_grants_an_extension_and_the_old_deadline_stays_in_the_trail(at_work, extension, office, now, later):
    decide(request=extension, granted=True, by=office, now=now)
    task = again(at_work)
    assert task.deadline == later
    assert task.warn_at == task.clock_started_at + (later - task.clock_started_at) * 3 / 4
    assert task.escalate_at == clocks.escalate_at(
        later.astimezone(), task.limit_amount, task.limit_unit, 100, office_calendar()
    )
    assert task.escalate_at != at_work.escalate_at
    assert task.version == at_work.version + 1
    entry = TrailEntry.objects.about(task).first()
    assert (entry.verb, entry.reason) == ("grant_extension", "等配件到货")
    assert entry.changes == {"deadline": [at_work.deadline.isoformat(), later.isoformat()]}


def test_the_office_may_grant_until_another_day_than_asked_for(at_work, extension, office, now, later):
    decide(request=extension, granted=True, by=office, now=now, until=later - timedelta(days=3), reason="27日配件到")
    assert again(at_work).deadline == later - timedelta(days=3)
    assert TrailEntry.objects.about(at_work).first().reason == "27日配件到"


def test_after_a_pause_yellow_comes_with_the_share_of_the_time_that_is_left(at_work, unit, office, leader, now, later):
    """On Monday morning the light has until noon to turn yellow; after ten days of pause it is green again as long."""
    task = again(at_work)
    left, until_yellow = task.deadline - now, task.warn_at - now
    perform(task=task, verb="suspend", by=leader, now=now, reason="等资金", look_again=later.date())
    task = perform(task=task, verb="resume", by=office, now=later)
    assert task.light_at(later) == task.light_at(task.warn_at - timedelta(minutes=1)) == Light.GREEN
    assert task.warn_at - later == (task.deadline - later) * (until_yellow / left)
    asked = ask(
        task=task, kind="extension", reason="等配件", until=task.deadline + timedelta(days=4), by=unit, now=later
    )
    before = task.warn_at
    decide(request=asked, granted=True, by=office, now=later)
    assert again(task).warn_at == before + timedelta(days=3)


def test_an_answer_keeps_who_decided_and_until_when(extension, office, now, later):
    decide(request=extension, granted=True, by=office, now=now, until=later - timedelta(days=3))
    answered = Request.objects.get()
    assert (answered.decided_by, answered.decided_at, answered.until) == (office, now, later - timedelta(days=3))


def test_the_office_does_not_grant_less_time_than_there_is(at_work, extension, office, now):
    with pytest.raises(DomainError, match="晚于现在的期限"):
        decide(request=extension, granted=True, by=office, now=now, until=at_work.deadline)
    assert Request.objects.get().state == RequestState.ASKED
    assert again(at_work).deadline == at_work.deadline


def test_a_task_is_not_suspended_until_a_moment_that_is_past(at_work, suspension, leader, later):
    with pytest.raises(DomainError, match="今天以后"):
        decide(request=suspension, granted=True, by=leader, now=later)
    assert again(at_work).state == State.IN_PROGRESS


def test_a_leader_grants_a_suspension_and_the_clock_stands_still(at_work, suspension, leader, now, later):
    decide(request=suspension, granted=True, by=leader, now=now)
    task = again(at_work)
    assert (task.state, task.suspended_at, task.look_again_on) == (State.SUSPENDED, now, later.date())


def test_the_day_to_look_again_is_the_day_in_this_country(at_work, unit, leader, now, later):
    early = later.astimezone().replace(hour=6)  # still the day before, by universal time
    asked = ask(task=at_work, kind=RequestKind.SUSPENSION, reason="资金未落实", until=early, by=unit, now=now)
    decide(request=asked, granted=True, by=leader, now=now)
    assert again(at_work).look_again_on == early.date()


@pytest.mark.parametrize("kind", RequestKind.values)
def test_refusing_needs_a_reason_and_moves_nothing(request, at_work, office, leader, now, kind):
    asked, decider = request.getfixturevalue(kind), office if kind == "extension" else leader
    for blank in ("", "  "):
        with pytest.raises(DomainError, match="不同意的原因"):
            decide(request=asked, granted=False, by=decider, now=now, reason=blank)
    decide(request=asked, granted=False, by=decider, now=now, reason="工期足够")
    assert Request.objects.get().state == RequestState.REFUSED
    assert (again(at_work).deadline, again(at_work).state) == (at_work.deadline, State.IN_PROGRESS)
    assert TrailEntry.objects.about(at_work).first().verb == f"refuse_{kind}"


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("extension", "leader"), ("extension", "unit"), ("extension", "inspector"), ("extension", "other_unit"),
        ("suspension", "office"), ("suspension", "unit"), ("suspension", "inspector"),
    ],
)  # fmt: skip
def test_nobody_else_decides(request, now, kind, role):
    asked, other = request.getfixturevalue(kind), request.getfixturevalue(role)
    with pytest.raises(NotAllowed):
        decide(request=asked, granted=True, by=other, now=now)


def test_nobody_decides_on_what_they_asked_for_themselves(extension, unit, town, now):
    PostFactory(user=unit, role=Role.OFFICE, unit=town.home)
    with pytest.raises(NotAllowed):
        decide(request=extension, granted=True, by=type(unit).objects.get(pk=unit.pk), now=now)


@pytest.mark.parametrize("role", ["other_unit", "inspector", "leader", "office"])
def test_only_the_responsible_unit_asks_for_an_extension(request, at_work, now, later, role):
    with pytest.raises(NotAllowed):
        ask(task=at_work, kind="extension", reason="x", until=later, by=request.getfixturevalue(role), now=now)


def test_the_office_may_propose_a_suspension(at_work, office, now, later):
    assert ask(task=at_work, kind="suspension", reason="资金未落实", until=later, by=office, now=now).pk


def test_the_same_is_asked_for_once(at_work, extension, unit, now, later):
    with pytest.raises(Exception, match="已经申请过"):
        ask(task=at_work, kind="extension", reason="再问", until=later, by=unit, now=now)


def test_a_deadline_moves_forward_only(at_work, unit, now):
    with pytest.raises(DomainError, match="晚于现在的期限"):
        ask(task=at_work, kind="extension", reason="x", until=at_work.deadline, by=unit, now=now)
    with pytest.raises(DomainError, match="今天以后"):
        ask(task=at_work, kind="suspension", reason="x", until=now, by=unit, now=now)


def test_a_request_is_decided_once(extension, office, now):
    decide(request=extension, granted=True, by=office, now=now)
    with pytest.raises(DomainError, match="已审批"):
        decide(request=extension, granted=False, by=office, now=now, reason="又不同意")


@pytest.mark.parametrize("granted", [True, False])
def test_what_was_asked_for_lapses_when_the_work_is_handed_in(
    office, at_work, extension, unit, photo_of, now, granted, client_for
):
    assert Notice.objects.unread().filter(kind="request_asked", user=office).exists()
    perform(task=at_work, verb="submit", by=unit, now=now, note="好了", photos=[photo_of(at_work, unit, now)])
    request = Request.objects.get()
    assert (request.state, request.decided_by, request.decided_at) == (RequestState.LAPSED, None, now)
    with pytest.raises(DomainError, match="已失效"):
        decide(request=extension, granted=granted, by=office, now=now, reason="已交核查")
    assert again(at_work).deadline == at_work.deadline
    assert not Notice.objects.unread().filter(kind="request_asked", user=office).exists(), "nothing to decide any more"
    page = client_for("office").get(at_work.get_absolute_url()).content.decode()
    assert "待审批" not in page and "未审批即失效：延期申请" in page


def test_another_unit_does_not_inherit_what_the_first_one_asked_for(
    assigned, unit, office, other_unit, town, now, later
):
    old = ask(task=assigned, kind=RequestKind.EXTENSION, reason="等配件", until=later, by=unit, now=now)
    perform(task=assigned, verb="hand_back", by=unit, now=now, reason="不是我们的")
    task = perform(task=assigned, verb="assign", by=office, now=now, unit=town.other_village)
    with pytest.raises(DomainError, match="已失效"):
        decide(request=old, granted=True, by=office, now=now)
    new = ask(task=task, kind=RequestKind.EXTENSION, reason="刚接手", until=later, by=other_unit, now=now)
    decide(request=new, granted=True, by=office, now=now)
    assert again(task).deadline == later


def test_beginning_to_work_leaves_open_what_was_asked_for(assigned, unit, office, now, later):
    asked = ask(task=assigned, kind=RequestKind.EXTENSION, reason="等配件", until=later, by=unit, now=now)
    perform(task=assigned, verb="start", by=unit, now=now, note="安排")
    decide(request=asked, granted=True, by=office, now=now)
    assert again(assigned).deadline == later


def test_a_suspension_ends_the_wish_for_more_time(at_work, extension, suspension, leader, now):
    decide(request=suspension, granted=True, by=leader, now=now)
    states = dict(Request.objects.values_list("kind", "state"))
    assert states == {"extension": RequestState.LAPSED, "suspension": RequestState.GRANTED}


def test_time_is_asked_for_only_while_the_task_is_worked_on(handed_in, unit, now, later):
    with pytest.raises(DomainError, match="待核查"):
        ask(task=handed_in, kind="extension", reason="x", until=later, by=unit, now=now)


# ---- the pages ----


def test_the_unit_asks_and_the_office_decides_on_the_pages(client_for, at_work):
    unit, office = client_for("unit"), client_for("office")
    unit.post(f"/rectification/{at_work.pk}/ask/extension/", {"until": "2026-12-04", "reason": "等配件"})
    asked = Request.objects.get()
    page = office.get(at_work.get_absolute_url()).content.decode()
    assert "延期申请，待审批" in page
    assert "等配件" in page
    decision = f"/rectification/{at_work.pk}/requests/{asked.pk}/"
    assert decision in page
    assert decision not in unit.get(at_work.get_absolute_url()).content.decode()
    response = office.post(decision, {"until": "2026-12-04", "reason": "", "answer": "grant"})
    assert response.status_code == 302
    assert f"{again(at_work).deadline.astimezone():%Y-%m-%d}" == "2026-12-04"
    assert "期限由" in unit.get(at_work.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "field"),
    [({"until": "", "reason": "x"}, "until"), ({"until": "明天", "reason": "x"}, "until"),
     ({"until": "2026-11-20", "reason": "x"}, "until"), ({"until": "2026-12-04", "reason": " "}, "reason")],
)  # fmt: skip
def test_a_request_with_bad_input_is_shown_again(client_for, at_work, data, field):
    response = client_for("unit").post(f"/rectification/{at_work.pk}/ask/extension/", data)
    assert response.context["form"].has_error(field)
    assert not Request.objects.exists()


def test_refusing_without_a_reason_marks_the_field(client_for, at_work, extension):
    response = client_for("office").post(
        f"/rectification/{at_work.pk}/requests/{extension.pk}/", {"until": "2026-12-04", "answer": "refuse"}
    )
    assert response.context["form"].errors["reason"] == ["请写明不同意的原因。"]


def test_a_request_of_another_task_is_not_found(client_for, extension, report):
    other = report("另一件")
    assert client_for("office").get(f"/rectification/{other.pk}/requests/{extension.pk}/").status_code == 404


def test_what_cannot_be_asked_for_is_not_found(client_for, at_work):
    assert client_for("unit").get(f"/rectification/{at_work.pk}/ask/money/").status_code == 404


def test_asking_twice_is_refused_in_the_words_of_the_field(at_work, extension, unit, now, later):
    with pytest.raises(DomainError, match="已经申请过"):
        ask(task=at_work, kind=RequestKind.EXTENSION, reason="再等等", until=later, by=unit, now=now)
    assert Request.objects.count() == 1
