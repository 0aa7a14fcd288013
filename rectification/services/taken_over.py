"""Problems taken over from a ledger (整改台账) that the office kept elsewhere: open ones are assigned, closed ones stay closed.

A task that comes closed went through no recheck here. It is not led through the transition table, whose rule is that somebody
else looked: one trail entry says that it was taken over as closed, from which ledger, by whom and when, and nobody stands as
its verifier. It can be reopened like any other.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import cn_date
from core.models import Role, Unit, User
from core.notices import tell
from core.town import in_town_language
from core.trail import record
from facilities.models import Point
from rectification.models import ProblemKind, RectificationTask, Severity, Source
from rectification.notice_kinds import ASSIGNED
from rectification.replay import TAKEN_OVER
from rectification.selectors.audiences import holders
from rectification.services.changes import Given, apply, limit_of, save
from rectification.services.tasks import report_finding
from rectification.transitions import BY_VERB, State


@dataclass(frozen=True)
class OfLedger:
    """One problem of a ledger. deadline: None where the limit of its kind counts. closed_at: None where it is open."""

    key: str
    problem: str
    place: str
    point: Point | None
    unit: Unit
    kind: ProblemKind
    person: str = ""
    measure: str = ""
    deadline: datetime | None = None
    said: str = ""
    closed_at: datetime | None = None


def key_of(identity: tuple[str, ...]) -> str:
    """Finding.source_key of a ledger's row: the same problem gives one task, however often the ledger is sent."""
    return "ledger-" + hashlib.sha256("\n".join(identity).encode()).hexdigest()


@transaction.atomic
def take_over(*, row: OfLedger, town: Unit, by: User | None, now: datetime) -> RectificationTask:
    """The row's task: assigned to its unit with the ledger's deadline, or closed as the ledger says. Without photos. Tells nobody:
    `tell_of_ledger` does, once for all rows. The same key again changes nothing."""
    with in_town_language():
        label = _("Ledger brought in on %(day)s") % {"day": cn_date(timezone.localdate(now))}
    task = report_finding(
        source=Source.SUPERIOR, source_label=label, source_key=row.key, description=row.problem, town=town, by=by, now=now,
        point=row.point, place="" if row.point else row.place, kind=row.kind, auto=False,
    )  # fmt: skip
    if task.state != State.REPORTED:
        return task
    if row.closed_at:
        _close(task, row, label, by, now)
    else:
        _assign(task, row, by, now)
    return task


def _assign(task: RectificationTask, row: OfLedger, by: User | None, now: datetime) -> None:
    apply(task, BY_VERB["register"], by, now, Given(kind=row.kind, severity=Severity.NORMAL), tells=False)
    given = Given(unit=row.unit, person=row.person, measure=row.measure, deadline=row.deadline, note=row.said)
    apply(task, BY_VERB["assign"], by, now, given, tells=False)


def _close(task: RectificationTask, row: OfLedger, label: str, by: User | None, now: datetime) -> None:
    """By its dates it counts in the figures; how long it took is not known, and verified_by stays empty."""
    task.state, task.responsible_unit = State.CLOSED, row.unit
    task.person, task.measure, task.deadline = row.person, row.measure, row.deadline
    task.limit_amount, task.limit_unit = limit_of(task)
    task.registered_at, task.closed_at = now, row.closed_at
    save(task)
    changes = {
        "responsible_unit": ["", str(row.unit)],
        "responsible_unit_id": [None, row.unit.pk],
        "limit": ["", f"{task.limit_amount} {task.limit_unit}"],
        "deadline": ["", row.deadline.isoformat() if row.deadline else ""],
        "registered_at": ["", now.isoformat()],
        "closed_at": ["", row.closed_at.isoformat()],
        "person": ["", row.person],
        "measure": ["", row.measure],
    }
    record(
        subject=task, by=by, verb=TAKEN_OVER, at=now, old_state=State.REPORTED, new_state=task.state, changes=changes,
        reason=f"{label}\n{row.said}".strip(),
    )  # fmt: skip


def tell_of_ledger(tasks: list[RectificationTask], *, by: User | None, now: datetime) -> None:
    """Tells each unit once how many tasks a ledger assigned to it."""
    theirs: dict[Unit, list[RectificationTask]] = {}
    for task in tasks:
        if task.state == State.ASSIGNED:
            theirs.setdefault(task.responsible_unit, []).append(task)
    for unit, mine in theirs.items():
        people = [user for user in holders(Role.UNIT, unit, timezone.localdate(now)) if user != by]
        with in_town_language():
            title = ngettext("A ledger brought %(n)s task", "A ledger brought %(n)s tasks", len(mine)) % {
                "n": len(mine)
            }
            tell(
                kind=ASSIGNED, event=f"ledger-{mine[0].pk}", users=people, unit=unit, now=now, title=title,
                text="\n".join(f"{task.number} {task.finding.description}" for task in mine[:20]),
                path=mine[0].get_absolute_url(),
            )  # fmt: skip
