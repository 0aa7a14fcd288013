"""The service that takes points in from a file: all of them or nothing. A point is known by its code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Workbook
from core.maps.datum import Datum
from core.models import Unit
from core.trail import record
from facilities.models import Point, PointKind, PointResponsibility, ResponsibilityPart
from inspections.imports.points.draft import COLUMNS, PointLine, line_of
from inspections.imports.points.rows import PointContent, plain_code, read_points, with_unsaid
from inspections.services.point_kinds import scored_points, why_kind_stays

BATCH = 500
UNIT_FIELDS = ("unit", "in_charge", "lead", "assist")


@dataclass
class Plan:
    """What a file asks for: lines of new points, and of known ones with the row they change."""

    new: list[PointLine] = field(default_factory=list)
    changed: list[tuple[Point, PointLine]] = field(default_factory=list)


def import_points(
    *,
    path: Path,
    by,
    now: datetime,
    sheet: str = "",
    dry_run: bool = False,
    also: Callable[[Report], None] | None = None,
    datum: str = Datum.WGS84,
) -> Report:
    """Makes the home town's points say what the file says: new codes are added, known ones changed where they differ; points
    that are not in the file stay. A row that cannot be taken is named, and then nothing is written.

    Raises FileProblem where the file cannot be used at all.
    """
    town = Unit.objects.home()
    if town is None or (by and not by.access.covers(town.path, "office", "admin")):
        raise FileProblem(_("Points are kept for your own town, and this account keeps none."))
    content = read_points(Workbook(path).table(sheet or None), datum)
    with transaction.atomic():
        report = _take(content, town, by, now, dry_run)
        if also and not report.stopped and not dry_run:
            also(report)
    return report


def _take(content: PointContent, town: Unit, by, now: datetime, dry_run: bool) -> Report:
    report = Report(rows=content.count, rejected=list(content.rejected))
    units = _units_of(town)
    plan = _plan(content, town, units, report)
    report.rejected.sort(key=lambda row: row.row)
    report.imported = len(plan.new) + len(plan.changed)
    report.created |= {"points": [line.name for line in plan.new]} if plan.new else {}
    kinds = dict(PointKind.objects.values_list("name", "pk"))
    wanted = dict.fromkeys(line.kind for line in [*plan.new, *(line for _point, line in plan.changed)])
    for name in wanted:
        if name not in kinds:
            report.note_created("kinds", name)
    if plan.changed:
        report.notes.append(_("Points that change: %(codes)s") % {"codes": _brief(p.code for p, _line in plan.changed)})
    if not report.stopped and not dry_run:
        _write(plan, town, units, kinds, report, by, now)
        report.written = report.imported > 0
    return report


def _brief(codes: Iterable[str], most: int = 40) -> str:
    codes = list(codes)
    return "、".join(codes[:most]) + (f" … ({len(codes)})" if len(codes) > most else "")


def _units_of(town: Unit) -> dict[str, Unit]:
    """The town's units by name; of two with one name the one that has not ended, else the higher one."""
    units: dict[str, Unit] = {}
    for unit in Unit.objects.below(town).living_first():
        units.setdefault(unit.name, unit)
    return units


def _plan(content: PointContent, town: Unit, units: dict[str, Unit], report: Report) -> Plan:
    plan, stored = Plan(), _stored(town)
    code_of = {point.name: code for code, point in stored.items()}
    scored = scored_points(point.pk for point in stored.values())
    for number, line in content.lines.items():
        point = stored.get(line.code)
        before = line_of(point) if point else None
        line = with_unsaid(line, before, content.said)
        if problem := _stands_against(line, units, code_of):
            report.rejected.append(Rejected(number, *problem))
        elif point and line.kind != before.kind and point.pk in scored:
            report.rejected.append(Rejected(number, COLUMNS["kind"], line.kind, why_kind_stays(point)))
        elif before is None:
            plan.new.append(line)
        elif line != before:
            plan.changed.append((point, line))
        else:
            report.unchanged += 1
    return plan


def _stored(town: Unit) -> dict[str, Point]:
    points = Point.objects.filter(town=town).select_related("kind", "unit", "in_charge")
    return {plain_code(point.code): point for point in points.prefetch_related("responsibilities__unit")}


def _stands_against(line: PointLine, units: dict[str, Unit], code_of: dict[str, str]) -> tuple[str, str, str] | None:
    """(column, value, reason) of what keeps a line from being taken."""
    code = plain_code(line.code)
    if code_of.get(line.name, code) != code:
        reason = _("The point %(code)s has this name already.") % {"code": code_of[line.name]}
        return COLUMNS["name"], line.name, reason
    for key in UNIT_FIELDS:
        names = getattr(line, key)
        for name in (names,) if isinstance(names, str) else names:
            if reason := _wrong_unit(key, name, units):
                return COLUMNS[key], name, reason
    return None


def _wrong_unit(key: str, name: str, units: dict[str, Unit]) -> str:
    if name and name not in units:
        return _("There is no unit of this name in the town. Correct it, or add the unit first.")
    if name and key == "unit" and not units[name].is_territorial:
        return _("A point lies in a village or community, not in a department.")
    return ""


def _write(plan: Plan, town: Unit, units: dict, kinds: dict[str, int], report: Report, by, now: datetime) -> None:
    for name in report.created.get("kinds", ()):
        kinds[name] = PointKind.objects.create(name=name, order=len(kinds) + 1).pk
    pairs = [(Point(town=town, code=line.code), line) for line in plan.new]
    for point, line in [*pairs, *plan.changed]:
        _fill(point, line, units, kinds)
    Point.objects.bulk_create([point for point, _line in pairs], batch_size=BATCH)
    written = ["name", "kind", "unit", "in_charge", "address", "latitude", "longitude", "is_active"]
    Point.objects.bulk_update([point for point, _line in plan.changed], written, batch_size=BATCH)
    PointResponsibility.objects.filter(point__in=[point.pk for point, _line in plan.changed]).delete()
    _answering([*pairs, *plan.changed], units)
    for point, _line in [*pairs, *plan.changed]:
        record(subject=point, by=by, verb="import", at=now)


def _fill(point: Point, line: PointLine, units: dict[str, Unit], kinds: dict[str, int]) -> None:
    point.name, point.address, point.is_active = line.name, line.address, line.is_active
    point.kind_id = kinds[line.kind]
    point.unit, point.in_charge = units.get(line.unit), units.get(line.in_charge)
    point.latitude, point.longitude = line.latitude, line.longitude


def _answering(pairs: Iterable[tuple[Point, PointLine]], units: dict[str, Unit]) -> None:
    parts = ((ResponsibilityPart.LEAD, "lead"), (ResponsibilityPart.ASSIST, "assist"))
    PointResponsibility.objects.bulk_create(
        [
            PointResponsibility(point=point, unit=units[name], part=part)
            for point, line in pairs
            for part, key in parts
            for name in getattr(line, key)
        ],
        batch_size=BATCH,
    )
