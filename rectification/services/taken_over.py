"""Problems taken over from a ledger (整改台账) that the office kept elsewhere: open ones are assigned, closed ones stay closed.

A task that comes closed went through no recheck here. It is not led through the transition table, whose rule is that somebody
else looked: one trail entry says that it was taken over as closed, from which ledger, by whom and when, and nobody stands as
its verifier. It can be reopened like any other.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.bulk import batches, write_again
from core.errors import Conflict
from core.formats import cn_date
from core.models import Role, TrailEntry, Unit, User
from core.telling.notices import tell
from core.town import in_town_language
from core.trail import entry_of, record_many
from facilities.models import Point
from rectification.models import Finding, ProblemKind, RectificationTask, Severity, Source
from rectification.notice_kinds import ASSIGNED
from rectification.replay import TAKEN_OVER
from rectification.selectors.audiences import holders
from rectification.services.changes import Books, Given, count_change, limit_of, step
from rectification.services.tasks import new_task, task_numbers
from rectification.transitions import BY_VERB, State

AT_ONCE = 500
LOOKED_UP = [field.name for field in Finding._meta.fields if field.is_relation]
"""Fields that hold records which were read for this very import: each would be looked for once more."""
CHANGED = [field.name for field in RectificationTask._meta.concrete_fields if not field.primary_key]


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
def take_over(*, rows: Sequence[OfLedger], town: Unit, by: User | None, now: datetime) -> list[RectificationTask]:
    """The rows' tasks: assigned to their units with the ledger's deadlines, or closed as the ledger says. Without photos. Tells
    nobody: `tell_of_ledger` does, once for all rows. The statements grow with the hundreds of rows, not with the rows.

    Raises Conflict where one of the keys is a task's already: the same ledger was brought in meanwhile.
    """
    numbers = task_numbers(len(rows), now)  # whoever brings in the same ledger waits here, and then sees what came
    _check_new(rows)
    with in_town_language():
        label = _("Ledger brought in on %(day)s") % {"day": cn_date(timezone.localdate(now))}
    findings = Finding.objects.bulk_create([_finding(row, label, town, by, now) for row in rows], AT_ONCE)
    tasks = [new_task(finding, number, now) for finding, number in zip(findings, numbers, strict=True)]
    RectificationTask.objects.bulk_create(tasks, AT_ONCE)
    books = Books.read()
    record_many(
        [entry for task, row in zip(tasks, rows, strict=True) for entry in _steps(task, row, label, by, now, books)]
    )
    for some in batches(tasks, AT_ONCE):
        write_again(some, CHANGED)
    return tasks


def _check_new(rows: Sequence[OfLedger]) -> None:
    for keys in batches((row.key for row in rows), AT_ONCE):
        if RectificationTask.objects.that_came_from(keys).exists():
            raise Conflict(_("Somebody brought in the same ledger in the meantime. Look at its preview again."))


def _finding(row: OfLedger, label: str, town: Unit, by: User | None, now: datetime) -> Finding:
    """Not stored yet. No row names an item of a standard, so none is linked to what was closed before at its point."""
    finding = Finding(
        source=Source.SUPERIOR, source_label=label[:160], source_key=row.key, description=row.problem, town=town,
        found_by=by, found_at=now, point=row.point, unit=row.point.unit if row.point else None,
        place="" if row.point else row.place, kind=row.kind, without_photo=True,
    )  # fmt: skip
    finding.clean_fields(exclude=LOOKED_UP)
    return finding


def _steps(
    task: RectificationTask, row: OfLedger, label: str, by: User | None, now: datetime, books: Books
) -> Iterator[TrailEntry]:
    """Leads a new task to where the ledger has it; gives the entries that say so, in their order."""
    yield entry_of(subject=task, by=by, verb="report", at=now, new_state=task.state, reason=row.problem)
    if row.closed_at:
        yield _close(task, row, label, by, now, books)
        return
    yield step(task, BY_VERB["register"], by, now, Given(kind=row.kind, severity=Severity.NORMAL))
    given = Given(
        unit=row.unit, person=row.person, measure=row.measure, deadline=row.deadline, note=row.said, books=books
    )
    yield step(task, BY_VERB["assign"], by, now, given)


def _close(
    task: RectificationTask, row: OfLedger, label: str, by: User | None, now: datetime, books: Books
) -> TrailEntry:
    """By its dates it counts in the figures; how long it took is not known, and verified_by stays empty."""
    task.state, task.responsible_unit = State.CLOSED, row.unit
    task.person, task.measure, task.deadline = row.person, row.measure, row.deadline
    task.limit_amount, task.limit_unit = limit_of(task, books)
    task.registered_at, task.closed_at = now, row.closed_at
    count_change(task)
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
    return entry_of(
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
