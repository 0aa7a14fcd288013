"""Talks (约谈): proposed to the office and the leaders when a unit missed several deadlines in a row; held, or not, by a person.

A deadline counts as missed when the work was not handed in by then, or had to be handed in again afterwards. One that was met
breaks the row; what is suspended, cancelled, rejected or a duplicate was never due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import Role, Unit, User
from core.telling.notices import tell
from core.town import in_town_language
from core.trail import record
from rectification import notice_kinds
from rectification.models import Escalation, RectificationTask, Stage, Talk, TalkState
from rectification.selectors.audiences import holders
from rectification.thresholds import TALK_MISSED
from rectification.transitions import VOID, State

LOOKED_BACK = timedelta(days=180)
"""Older deadlines are no reason for a talk any more."""
NOT_COUNTED = (*VOID, State.SUSPENDED, State.TRANSFERRED)
"""Their deadlines are nobody's, or another authority's."""
DECIDED_BY = ("office", "leader")


@dataclass(frozen=True, order=True)
class Outcome:
    """What came of one deadline; in the order of time, and of the tasks where several ended at one moment."""

    deadline: datetime
    task_id: int
    missed: bool


def first_row(outcomes: Iterable[Outcome], needed: int) -> list[Outcome]:
    """The first `needed` deadlines missed in a row, of outcomes in their order; [] where there is no such row. Pure."""
    row: list[Outcome] = []
    for outcome in outcomes:
        row = [*row, outcome] if outcome.missed else []
        if len(row) == needed:
            return row
    return []


@transaction.atomic
def propose_talks(*, now: datetime) -> list[Talk]:
    """Proposes a talk with each unit that missed enough deadlines in a row since the last one. While one waits for its decision,
    no second one is proposed to the same unit. Six queries where nobody missed enough."""
    needed, made = TALK_MISSED.value(), []
    outcomes, since = _outcomes(now), _last_talks()
    for unit_id, row in outcomes.items():
        last, waits = since.get(unit_id, (None, False))
        later = sorted(one for one in row if last is None or (one.deadline, one.task_id) > last)
        if not waits and (missed := first_row(later, needed)):
            made.append(_propose(unit_id, missed, now))
            with in_town_language():
                _tell_proposed(made[-1], len(missed), now)
    return made


def _outcomes(now: datetime) -> dict[int, list[Outcome]]:
    """Unit > what came of the deadlines that ended by now."""
    outcomes: dict[int, list[Outcome]] = {}
    ended = {"deadline__gte": now - LOOKED_BACK, "deadline__lt": now}
    tasks = RectificationTask.objects.filter(**ended, responsible_unit__isnull=False)
    tasks = tasks.exclude(state__in=NOT_COUNTED).order_by()
    done = Coalesce("submitted_at", "closed_at")
    for unit, task, deadline, state, at in tasks.values_list("responsible_unit", "pk", "deadline", "state", done):
        met = state in (State.SUBMITTED, State.CLOSED) and at is not None and at <= deadline
        outcomes.setdefault(unit, []).append(Outcome(deadline, task, not met))
    # earlier deadlines of the same tasks, which were moved or given to another unit after they had passed
    missed = Escalation.objects.filter(**ended, stage=Stage.RED, unit__isnull=False).order_by()
    missed = missed.exclude(task__state__in=NOT_COUNTED)
    present = "task__deadline", "task__responsible_unit"
    for unit, task, deadline, *now_is in missed.values_list("unit", "task", "deadline", *present):
        if now_is != [deadline, unit]:
            outcomes.setdefault(unit, []).append(Outcome(deadline, task, True))
    return outcomes


def _last_talks() -> dict[int, tuple[tuple[datetime, int], bool]]:
    """Unit > the last missed deadline that a talk was proposed for, and whether one still waits."""
    talks: dict[int, tuple[tuple[datetime, int], bool]] = {}
    for unit, event, state in Talk.objects.order_by().values_list("unit", "event", "state"):
        last, waits = talks.get(unit, (None, False))
        deadline, task = _read(event)
        talks[unit] = (max((deadline, task), last or (deadline, task)), waits or state == TalkState.PROPOSED)
    return talks


def _event(unit_id: int, outcome: Outcome) -> str:
    return f"{unit_id}/{outcome.task_id}/{outcome.deadline.isoformat()}"


def _read(event: str) -> tuple[datetime, int]:
    _unit, task, deadline = event.split("/")
    return datetime.fromisoformat(deadline), int(task)


def _propose(unit_id: int, missed: list[Outcome], now: datetime) -> Talk:
    talk = Talk.objects.create(unit_id=unit_id, event=_event(unit_id, missed[-1]), proposed_at=now)
    talk.tasks.set({outcome.task_id for outcome in missed})
    record(subject=talk, by=None, verb="propose_talk", at=now, new_state=talk.state)
    return talk


def _tell_proposed(talk: Talk, missed: int, now: datetime) -> None:
    unit, day = talk.unit, timezone.localdate(now)
    home, words = Unit.objects.home() or unit, {"unit": unit, "n": missed}
    tell(
        kind=notice_kinds.TALK_PROPOSED,
        event=f"talk-{talk.pk}",
        users=[*holders(Role.LEADER, home, day), *holders(Role.OFFICE, home, day)],
        unit=home,
        title=_("A talk with %(unit)s is proposed: %(n)s deadlines missed in a row") % words,
        path=talk.get_absolute_url(),
        now=now,
    )


def may_decide_talk(talk: Talk, user: User) -> bool:
    """The office or a leader, while it waits."""
    return talk.state == TalkState.PROPOSED and user.access.covers(talk.unit.path, *DECIDED_BY)


@transaction.atomic
def hold_talk(*, talk: Talk, held_on: date, note: str, by: User, now: datetime) -> Talk:
    """It took place on that day (not a future one), with what was agreed. Raises NotAllowed, DomainError."""
    if held_on > timezone.localdate(now):
        raise DomainError({"held_on": _("Enter it when it has taken place.")})
    return _decide(talk, TalkState.HELD, note, by, now, held_on=held_on)


@transaction.atomic
def drop_talk(*, talk: Talk, note: str, by: User, now: datetime) -> Talk:
    """It does not take place, for a reason. Raises NotAllowed, DomainError."""
    return _decide(talk, TalkState.DROPPED, note, by, now)


def _decide(talk: Talk, state: str, note: str, by: User, now: datetime, held_on: date | None = None) -> Talk:
    talk = Talk.objects.select_related("unit").select_for_update(of=("self",)).get(pk=talk.pk)
    if talk.state != TalkState.PROPOSED:
        raise DomainError(_("This talk is decided already: %(state)s.") % {"state": talk.get_state_display()})
    if not may_decide_talk(talk, by):
        raise NotAllowed(_("The office or a leader decides on a talk."))
    if not note.strip():
        raise DomainError({"note": _("Say what was agreed, or why it is not held.")})
    talk.state, talk.note, talk.held_on = state, note.strip(), held_on
    talk.decided_by, talk.decided_at = by, now
    talk.save()
    verb = "hold_talk" if state == TalkState.HELD else "drop_talk"
    record(subject=talk, by=by, verb=verb, at=now, old_state=TalkState.PROPOSED, new_state=state, reason=talk.note)
    return talk
