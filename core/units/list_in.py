"""The list of units as it goes out to Excel and comes back: (上级单位, 名称) is what a unit is known by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Workbook
from core.models import RankingGroup, Unit, User
from core.table_in.registry import register
from core.thresholds import KEPT_BY
from core.trail import entry_of, record_many
from core.units.followers import bound_to
from core.units.rows import ABOVE, COLUMNS, HEADINGS, Row, read_rows
from core.units.tree import Ambiguous, Node, Tree

FREE = ("starts_on",)
"""What a file may change in a unit of which results tell already."""


@dataclass
class Plan:
    """new: in an order in which every unit comes behind the one above it."""

    new: list[tuple[Row, Node]] = field(default_factory=list)
    changed: list[tuple[Row, Unit, dict[str, list[str]]]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def take_units(
    *,
    path: Path,
    by: User | None,
    now: datetime,
    sheet: str = "",
    dry_run: bool = False,
    also: Callable[[Report], None] | None = None,
) -> Report:
    """Adds the units that are not known under the unit above them and corrects known ones; what the file does not name stays.

    A row that cannot be taken is named, and then nothing is written. Units end, move and merge on the page alone: that takes a
    day and a reason. Raises FileProblem where the file cannot be used at all.
    """
    if by is not None and not by.access.has(*KEPT_BY):
        raise FileProblem(_("Units are kept by the office and the administrator."))
    table = Workbook(path).table(sheet or None)
    with transaction.atomic():
        report, plan, tree = Report(), Plan(), Tree(Unit.objects.select_related("ranking_group"))
        rows = _begun_or_over(read_rows(table, report), timezone.localdate(now), report)
        if not report.rows:
            raise FileProblem(_("Below its headings the table has no row with content."))
        _plan(rows, tree, plan, report)
        report.rejected.sort(key=lambda row: row.row)
        report.imported = len(plan.new) + len(plan.changed)
        report.created |= {"units": [node.name for _row, node in plan.new]} if plan.new else {}
        report.created |= {str(RankingGroup._meta.verbose_name): plan.groups} if plan.groups else {}
        if not report.stopped and not dry_run:
            _write(plan, by, now)
            report.written = report.imported > 0
            if also:
                also(report)
    return report


def _begun_or_over(rows: list[Row], today: date, report: Report) -> list[Row]:
    """A unit's end is no plan: what is to end later is ended on that day."""
    later = [row for row in rows if row.ends_on and row.ends_on > today]
    reason = _("This day has not come yet: enter the change on the day itself, or later.")
    report.rejected += [Rejected(row.number, HEADINGS["ends_on"], row.word("ends_on"), reason) for row in later]
    return [row for row in rows if row not in later]


def _plan(rows: list[Row], tree: Tree, plan: Plan, report: Report) -> None:
    """Rows may stand in any order: a unit is placed once the one above it is."""
    groups = set(RankingGroup.objects.values_list("name", flat=True))
    seen: dict[Node, int] = {}
    while rows:
        ahead = tree.names_of(rows)
        waiting = []
        for row in rows:
            try:
                above = tree.find(row.above, waits_for=ahead - {row.key} if row.above else ())
            except Ambiguous as error:
                report.rejected.append(Rejected(row.number, ABOVE, row.above, str(error)))
                continue
            if above is tree.LATER:
                waiting.append(row)
            else:
                _place(row, above, tree, plan, report, seen, groups)
        if len(waiting) == len(rows):
            _nobody_above(waiting, report)
            return
        rows = waiting


def _nobody_above(rows: list[Row], report: Report) -> None:
    reason = _("There is no unit of this name. Correct it, or add a row for it.")
    report.rejected += [Rejected(row.number, ABOVE, row.above, reason) for row in rows]


def _place(row: Row, above: Node | None, tree: Tree, plan: Plan, report: Report, seen: dict, groups: set[str]) -> None:
    node = tree.under(above, row.name, at_top=not row.above)
    if node and node in seen:
        reason = _("Row %(row)s is about the same.") % {"row": seen[node]}
        report.rejected.append(Rejected(row.number, HEADINGS["name"], row.name, reason))
        return
    if node and node.unit is None:
        report.rejected.append(Rejected(row.number, HEADINGS["name"], row.name, _("It stands in the file twice.")))
        return
    if node is None:
        node = tree.add(above or tree.home, row.name)
        plan.new.append((row, node))
    elif changes := _changes(row, node.unit):
        if refused := _refused(node.unit, changes):
            report.rejected.append(Rejected(row.number, HEADINGS[refused[0]], row.name, refused[1]))
        else:
            plan.changed.append((row, node.unit, changes))
    else:
        report.unchanged += 1
    seen[node] = row.number
    if row.group and row.group not in groups:
        groups.add(row.group)
        plan.groups.append(row.group)


def _changes(row: Row, unit: Unit) -> dict[str, list[str]]:
    """Of the columns that the file has; a blank kind or day leaves what is there."""
    pairs = {
        name: [COLUMNS[name](unit), row.word(name)]
        for name in row.said
        if name in ("kind", "group", "starts_on", "ends_on")
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and (pair[1] or name == "group")}


def _refused(unit: Unit, changes: dict) -> tuple[str, str] | None:
    if "ends_on" in changes:
        return "ends_on", _(
            "A unit is ended, merged or split on its page: that takes a reason, and its open work goes over."
        )
    held = [name for name in changes if name not in FREE]
    if held and bound_to([unit.pk]):
        return held[0], _(
            "Results of this unit are stored already. Make the change on its page: it takes a day and a reason."
        )
    return None


def _write(plan: Plan, by: User | None, now: datetime) -> None:
    RankingGroup.objects.bulk_create([RankingGroup(name=name) for name in plan.groups])
    groups = {group.name: group for group in RankingGroup.objects.all()}
    for row, node in plan.new:
        fields = {
            "name": node.name, "kind": row.kind, "ranking_group": groups.get(row.group),
            "starts_on": row.starts_on, "ends_on": row.ends_on,
        }  # fmt: skip
        node.unit = Unit.objects.add_child(node.above.unit, create_kwargs=fields)
    for row, unit, changes in plan.changed:
        values = {"kind": row.kind, "ranking_group": groups.get(row.group), "starts_on": row.starts_on}
        named = {"group": "ranking_group"}
        for name in changes:
            setattr(unit, named.get(name, name), values[named.get(name, name)])
        unit.save(update_fields=[named.get(name, name) for name in changes])
    told = [(node.unit, {}) for _row, node in plan.new] + [(unit, changes) for _row, unit, changes in plan.changed]
    record_many(entry_of(subject=unit, by=by, verb="import", at=now, changes=changes) for unit, changes in told)


class UnitList:
    """The units among the lists that come back (core.table_in.registry)."""

    code = "units"
    label = gettext_lazy("Units")

    def take(self, **options) -> Report:
        return take_units(**options)


register(UnitList())
