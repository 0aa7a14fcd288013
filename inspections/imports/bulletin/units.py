"""The units that a bulletin names, and the ground that its round covers."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.files_in.problems import Report
from core.models import Unit, UnitKind
from core.units.history import History
from inspections.imports.bulletin.rows import BulletinRow
from inspections.imports.units import add_unit, footing, is_called, kind_by_name, name_key, why_passed

UNNAMED_CITY = "全市"


class UnknownUnit(ValueError):
    """Which field names it, and why it was not found, in the user's words."""

    def __init__(self, key: str, reason: str):
        super().__init__(reason)
        self.key, self.reason = key, reason


class BulletinUnits:
    """Units by the name that they had on the day of the round, and by their parent. create: make missing ones, of `kind` (None:
    guessed by the name)."""

    def __init__(self, *, create: bool, kind: str | None, report: Report):
        self.create, self.kind, self.report = create, kind, report
        units = list(Unit.objects.all())
        self.history = History.of(units)
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for key in {name_key(name) for name in self.history.names(unit)}:
                self.by_name[key].append(unit)
        self.home = Unit.objects.home()

    def find(self, row: BulletinRow) -> Unit:
        """The unit of a row: the one that had this name on its day, else the one that has it now. Raises UnknownUnit where there is
        none, or more than one; for a name that had passed by then, or a unit that had ended, with a proposal."""
        ever = self._of_parent(self.by_name[name_key(row.unit)], row)
        here = [unit for unit in ever if unit.ends_on is None or unit.ends_on >= row.date]
        begun = [
            unit for unit in here if unit.is_in_force(row.date)
        ] or here  # one that came later is meant where no other is
        named = [unit for unit in begun if self._had_name(unit, row)]
        named = named or [unit for unit in here if is_called(unit, row.unit)]
        if len(named) > 1:
            raise UnknownUnit("unit", _("Several units have this name: say which by its 上级单位."))
        if named:
            return self._told(named[0], row)
        if ever:
            raise UnknownUnit("unit", why_passed(ever[0], row.date))
        if not self.create:
            raise UnknownUnit("unit", _("There is no such unit. Correct the name, or have missing units made."))
        return self._add(self._parent_for(row), row.unit, self.kind or kind_by_name(row.unit, UnitKind.TOWN))

    def _of_parent(self, units: list[Unit], row: BulletinRow) -> list[Unit]:
        if row.parent:
            return [unit for unit in units if self._lies_below(unit, row)]
        if len(units) > 1 and self.home:
            return [unit for unit in units if unit.parent_path == self.home.parent_path] or units
        return units

    def _lies_below(self, unit: Unit, row: BulletinRow) -> bool:
        """On the day of the round, or now."""
        then = self.history.on(unit, row.date)
        for above in self.by_name[name_key(row.parent)]:
            for below, top in ((then, self.history.on(above, row.date)), (unit, above)):
                if below.path != top.path and below.path.startswith(top.path):
                    return True
        return False

    def _had_name(self, unit: Unit, row: BulletinRow) -> bool:
        return is_called(self.history.on(unit, row.date), row.unit)

    def _told(self, unit: Unit, row: BulletinRow) -> Unit:
        """The report says which footing the name had, once a name."""
        self.report.say(footing(row.unit, unit, self.history.on(unit, row.date)))
        return unit

    def _parent_for(self, row: BulletinRow) -> Unit:
        if row.parent:
            above = self.by_name[name_key(row.parent)]
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
        self.by_name[name_key(name)].append(unit)
        self.report.note_created("units", name)
        return unit


def common_ground(units: Iterable[Unit]) -> Unit:
    """The lowest unit that all of these lie in (a unit at the top of the tree lies in itself)."""
    paths = [unit.parent_path or unit.path for unit in units]
    shared = paths[0]
    while not all(path.startswith(shared) for path in paths):
        shared = shared[: -Unit.steplen]
    return Unit.objects.get(path=shared or paths[0])
