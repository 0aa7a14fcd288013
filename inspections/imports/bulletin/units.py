"""The units that a bulletin names, and the ground that its round covers."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.files_in.problems import Report
from core.models import Unit, UnitKind
from inspections.imports.bulletin.rows import BulletinRow
from inspections.imports.units import add_unit, kind_by_name

UNNAMED_CITY = "全市"


class UnknownUnit(ValueError):
    """Which field names it, and why it was not found, in the user's words."""

    def __init__(self, key: str, reason: str):
        super().__init__(reason)
        self.key, self.reason = key, reason


class BulletinUnits:
    """Units by name and parent. create: make missing ones, of `kind` (None: guessed by the name)."""

    def __init__(self, *, create: bool, kind: str | None, report: Report):
        self.create, self.kind, self.report = create, kind, report
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.all():
            self.by_name[unit.name].append(unit)
        self.home = Unit.objects.home()

    def find(self, row: BulletinRow) -> Unit:
        """The unit of a row. Raises UnknownUnit where there is none, or more than one."""
        named = self.by_name[row.unit]
        if row.parent:
            named = [unit for unit in named if self._lies_below(unit, row.parent)]
        elif len(named) > 1 and self.home:
            named = [unit for unit in named if unit.parent_path == self.home.parent_path] or named
        if len(named) > 1:
            raise UnknownUnit("unit", _("Several units have this name: say which by its 上级单位."))
        if named:
            return named[0]
        if not self.create:
            raise UnknownUnit("unit", _("There is no such unit. Correct the name, or have missing units made."))
        return self._add(self._parent_for(row), row.unit, self.kind or kind_by_name(row.unit, UnitKind.TOWN))

    def _lies_below(self, unit: Unit, parent: str) -> bool:
        return any(unit.path != above.path and unit.path.startswith(above.path) for above in self.by_name[parent])

    def _parent_for(self, row: BulletinRow) -> Unit:
        if row.parent:
            above = self.by_name[row.parent]
            if len(above) > 1:
                raise UnknownUnit("parent", _("Several units have this name."))
            return above[0] if above else self._add(None, row.parent, kind_by_name(row.parent, UnitKind.CITY))
        return self._city()

    def _city(self) -> Unit:
        """Where units without a parent belong: beside our own town, else in the one city there is."""
        if self.home:
            return Unit.objects.get_parent(self.home) or self.home
        roots = [
            unit for units in self.by_name.values() for unit in units if unit.depth == 1 and unit.kind == UnitKind.CITY
        ]
        return roots[0] if len(roots) == 1 else self._add(None, UNNAMED_CITY, UnitKind.CITY)

    def _add(self, parent: Unit | None, name: str, kind: str) -> Unit:
        unit = add_unit(parent, name, kind)
        self.by_name[name].append(unit)
        self.report.note_created("units", name)
        return unit


def common_ground(units: Iterable[Unit]) -> Unit:
    """The lowest unit that all of these lie in (a unit at the top of the tree lies in itself)."""
    paths = [unit.parent_path or unit.path for unit in units]
    shared = paths[0]
    while not all(path.startswith(shared) for path in paths):
        shared = shared[: -Unit.steplen]
    return Unit.objects.get(path=shared or paths[0])
