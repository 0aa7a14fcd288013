"""The ledger (整改台账) comes back: what is new becomes tasks, what is there already stays as it is and is compared.

All of it or nothing, each row that cannot be taken with its number. A task's state is never changed by a file: that is what the
loop is for. Where file and task differ, the difference is named.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.bulk import batches
from core.files_in.cells import match_key
from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Workbook
from core.models import Unit, User
from core.workdays.calendar import WorkCalendar
from core.workdays.office import office_calendar
from facilities.models import Point
from rectification.ledger_rows import (
    HEADINGS,
    LedgerRow,
    Moment,
    Wrong,
    as_moment,
    is_only_a_note,
    read_row,
    rows_of,
    text_of,
)
from rectification.models import ProblemKind, RectificationTask
from rectification.selectors.ledger import ledger_rows
from rectification.services.taken_over import OfLedger, key_of, take_over, tell_of_ledger
from rectification.transitions import State

OTHER_KIND = "其他"
"""The kind of problem of rows that name none; it is added where the office has no such kind."""

COMPARED = ("problem", "place", "unit", "person", "measure", "limit", "progress", "done", "result")
"""In the order of the export's columns, behind its number."""
BATCH = 500
MOST_NOTES = 200


@dataclass
class Known:
    """What the rows are looked up in; read once for a file."""

    town: Unit
    calendar: WorkCalendar
    units: dict[str, Unit]
    points: dict[str, Point]
    kinds: dict[str, ProblemKind]

    @classmethod
    def read(cls, town: Unit) -> "Known":
        units = list(Unit.objects.below(town).answering().living_first())
        points = list(Point.objects.filter(town=town).in_use().order_by("pk"))
        by_name = {match_key(point.name): point for point in reversed(points)}
        return cls(
            town,
            office_calendar(),
            {match_key(unit.name): unit for unit in reversed(units)},
            by_name | {match_key(point.code): point for point in points},
            {match_key(kind.name): kind for kind in ProblemKind.objects.all()},
        )


@dataclass
class Plan:
    """numbered: rows of our own export, by the task's number. new: rows by their key. Both with their row numbers."""

    numbered: dict[str, tuple[int, LedgerRow]] = field(default_factory=dict)
    new: dict[str, tuple[int, LedgerRow]] = field(default_factory=dict)


def take_ledger(
    *,
    path: Path,
    by: User | None,
    now: datetime,
    sheet: str = "",
    dry_run: bool = False,
    also: Callable[[Report], None] | None = None,
) -> Report:
    """Brings a ledger in. Raises FileProblem where it cannot be used at all, or this person doesn't keep the town's tasks."""
    town = Unit.objects.home()
    if town is None or (by and not by.access.covers(town.path, "office")):
        raise FileProblem(_("The ledger is kept by the office of the own town."))
    table = Workbook(path).table(sheet or None)
    with transaction.atomic():
        report, known, plan = Report(), Known.read(town), Plan()
        _read(table, known, plan, report, now)
        _compare_numbered(plan, by, report)
        _leave_out_known(plan, report)
        report.imported = len(plan.new)
        _note_kind(plan, known, report)
        report.rejected.sort(key=lambda row: row.row)
        _shorten(report)
        if not report.stopped and not dry_run:
            if plan.new:
                _write(plan, known, by, now)
            report.written = report.imported > 0
            if also:
                also(report)
    return report


def _shorten(report: Report) -> None:
    """A page is not to be longer than people read."""
    if (rest := len(report.notes) - MOST_NOTES) > 0:
        report.notes[MOST_NOTES:] = [_("… and %(count)s more.") % {"count": rest}]


def _read(table, known: Known, plan: Plan, report: Report, now: datetime) -> None:
    for number, cells, places in rows_of(table):
        if is_only_a_note(cells):
            report.notes.append(
                _("Row %(row)s holds no problem, only “%(text)s”: left out.")
                % {"row": number, "text": text_of(cells["serial"])[:80]}
            )
            continue
        report.rows += 1
        try:
            row = read_row(table, number, cells, places)
            _place(number, row, known, plan, now)
        except Wrong as wrong:
            report.rejected.append(Rejected(number, wrong.heading, wrong.value, str(wrong)))
    if not report.rows:
        raise FileProblem(_("Below its headings the table has no row with content."))


def _place(number: int, row: LedgerRow, known: Known, plan: Plan, now: datetime) -> None:
    kept, key = (plan.numbered, row.number) if row.number else (plan.new, key_of(row.identity))
    if key in kept:
        heading = "number" if row.number else "problem"
        raise Wrong(heading, row.number or row.problem, _("Row %(row)s is about the same.") % {"row": kept[key][0]})
    if not row.number:
        _check(row, known, now)
    kept[key] = (number, row)


def _check(row: LedgerRow, known: Known, now: datetime) -> None:
    if match_key(row.unit) not in known.units:
        raise Wrong("unit", row.unit, _("The town has no unit of this name. Correct it, or add the unit first."))
    if row.kind and match_key(row.kind) not in known.kinds:
        raise Wrong("kind", row.kind, _("There is nothing of this name. Correct it, or add it first."))
    if row.done and row.done.day > timezone.localdate(now):
        raise Wrong("done", row.done.day.isoformat(), _("This day has not come yet."))


# ---- what is there already ----


def _compare_numbered(plan: Plan, by: User | None, report: Report) -> None:
    tasks = RectificationTask.objects.visible_to(by) if by else RectificationTask.objects.all()
    found: set[str] = set()
    for numbers in batches(list(plan.numbered), BATCH):
        for exported in ledger_rows(tasks.filter(number__in=numbers).with_details().order_by("pk")):
            number = exported[-1]
            found.add(number)
            report.notes += _differences(*plan.numbered[number], exported)
    report.unchanged += len(found)
    for number, (at, _row) in plan.numbered.items():
        if number not in found:
            reason = _("There is no task with this number. Leave the cell blank where the problem is a new one.")
            report.rejected.append(Rejected(at, HEADINGS["number"][0], number[:80], reason))


def _differences(at: int, row: LedgerRow, exported: list) -> Iterator[str]:
    for name, has in zip(COMPARED, exported[1:-1], strict=True):
        if not _same(getattr(row, name), has):
            yield _("Row %(row)s, %(number)s: %(field)s is “%(said)s” in the file and “%(has)s” here. It stays as it is here.") % {
                "row": at, "number": row.number, "field": HEADINGS[name][0], "said": _written(getattr(row, name)),
                "has": _written(as_moment(timezone.localtime(has)) if isinstance(has, datetime) else has),
            }  # fmt: skip


def _same(said, has) -> bool:
    if isinstance(has, datetime):
        return isinstance(said, Moment) and (said.day, said.at or time()) == _pair(as_moment(timezone.localtime(has)))
    return (said is None and has is None) or (not isinstance(said, Moment) and (said or "") == text_of(has))


def _pair(moment: Moment) -> tuple:
    return moment.day, moment.at


def _written(value) -> str:
    if isinstance(value, Moment):
        return f"{value.day}" + (f" {value.at:%H:%M}" if value.at else "")
    return text_of(value)


def _leave_out_known(plan: Plan, report: Report) -> None:
    """Rows that an earlier ledger brought: their tasks go on by their own steps."""
    for keys in batches(list(plan.new), BATCH):
        known = RectificationTask.objects.that_came_from(keys).annotate(source_key=F("finding__source_key"))
        for task in known:
            at, row = plan.new.pop(task.source_key)
            report.unchanged += 1
            if row.passed and task.state != State.CLOSED:
                words = {"row": at, "number": task.number, "state": task.get_state_display()}
                report.notes.append(
                    _(
                        "Row %(row)s, %(number)s: done according to the file, here “%(state)s”. Close it by its own steps."
                    )
                    % words
                )


# ---- what is new ----


def _note_kind(plan: Plan, known: Known, report: Report) -> None:
    if match_key(OTHER_KIND) not in known.kinds and any(not row.kind for _at, row in plan.new.values()):
        report.note_created(str(ProblemKind._meta.verbose_name), OTHER_KIND)
    if closed := sum(row.passed for _at, row in plan.new.values()):
        report.notes.append(
            _(
                "%(n)s of the new rows are done and passed according to the ledger: they come in closed, verified by nobody here."
            )
            % {"n": closed}
        )


def _write(plan: Plan, known: Known, by: User | None, now: datetime) -> None:
    other = known.kinds.get(match_key(OTHER_KIND))
    if other is None and any(not row.kind for _at, row in plan.new.values()):
        other = ProblemKind.objects.create(name=OTHER_KIND, order=99)
    rows = [_of_ledger(key, row, other, known, now) for key, (_at, row) in plan.new.items()]
    tasks = take_over(rows=rows, town=known.town, by=by, now=now)
    tell_of_ledger(tasks, by=by, now=now)


def _of_ledger(key: str, row: LedgerRow, other: ProblemKind | None, known: Known, now: datetime) -> OfLedger:
    said = "\n".join(filter(None, (row.progress, row.result)))
    return OfLedger(
        key=key, problem=row.problem, place=row.place, point=known.points.get(match_key(row.place)),
        unit=known.units[match_key(row.unit)], kind=known.kinds[match_key(row.kind)] if row.kind else other,
        person=row.person, measure=row.measure, said=said, deadline=_at(row.limit, known),
        closed_at=min(_at(row.done, known), now) if row.passed else None,
    )  # fmt: skip


def _at(moment: Moment | None, known: Known) -> datetime | None:
    """A day without a time ends with its office hours."""
    if moment is None:
        return None
    zone = timezone.get_current_timezone()
    if moment.at is None:
        return known.calendar.closing_time(moment.day, zone)
    return datetime.combine(moment.day, moment.at, zone)


class LedgerIn:
    """The ledger among the lists that come back (core.table_in.registry)."""

    code = "ledger"
    label = gettext_lazy("Ledger of rectification")
    roles = ("office",)

    def take(self, **options) -> Report:
        return take_ledger(**options)


LEDGER = LedgerIn()
