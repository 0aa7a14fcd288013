"""Where the rows of a form lie: its town, units, departments and points. Missing ones are made and reported."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from core.bulk import insert_rows
from core.files_in.problems import FileProblem, Report
from core.models import Unit, UnitKind
from core.units.history import History
from facilities.models import Point, PointKind, PointResponsibility
from inspections.imports.form.rows import FormRow
from inspections.imports.units import add_unit, footing, kind_by_name, why_passed

IMPORTED_KIND = "导入点位"


def town_named(name: str, by, report: Report, day: date) -> Unit:
    """The town of the form: the unit of that name, our own first, else the one that was once called so. A missing one is made below
    our own town, so that the office that brought the form in can see what came of it. Raises FileProblem where it is another
    town's, or where the name had passed by the day of the round."""
    home = Unit.objects.home()
    units = Unit.objects.territorial().order_by("depth", "path")
    town = home if home and home.name == name else units.filter(name=name).first()
    town = town or units.filter(steps__old_name=name).first()
    if by and town and not by.access.covers(town.path, "office", "admin"):
        raise FileProblem(
            _("“%(town)s” is not a unit of your town: its form cannot be imported here.") % {"town": name}
        )
    if town is None:
        town = add_unit(home, name, kind_by_name(name, UnitKind.TOWN))
        report.note_created("town", name)
        return town
    then = History.of([town]).on(town, day)
    if name not in (town.name, then.name):
        raise FileProblem(f"“{name}”{_(': ')}{why_passed(town, day)}")
    report.say(footing(name, town, then))
    return town


class Units:
    """Units by the names that a form uses for them: who had a name on the day of the round, else who has it now. Looked up once,
    made where they are missing.

    passed: names that led to a unit once and lead to none on that day; a row that has one cannot be placed.
    """

    def __init__(self, town: Unit, report: Report, day: date):
        self.town, self.report, self.day = town, report, day
        units = [*Unit.objects.below(town).order_by("depth", "path"), *self._departments_above()]
        self.history = History.of(units)
        self.areas = self._by_name(unit for unit in units if unit.is_territorial)
        self.departments = self._by_name(unit for unit in units if not unit.is_territorial)
        known = {*self.areas, *self.departments}
        self.passed = {name: unit for unit in units for name in self.history.names(unit) if name not in known}
        self.place, self.place_as_set = cache(self._place), cache(self._place_as_set)
        self.passed_in = cache(self._passed_in)

    def _departments_above(self) -> list[Unit]:
        """A county's or city's own department answers for points in its towns."""
        ancestors = set(self.town.ancestor_paths()[:-1])
        above = Unit.objects.filter(depth__lte=self.town.depth).exclude(kind__in=UnitKind.territorial())
        return [unit for unit in above if unit.parent_path in ancestors]

    def _by_name(self, units: Iterable[Unit]) -> dict[str, Unit]:
        """Of two the one that was there on the day, then the one that lies higher."""
        there = [unit for unit in units if unit.ends_on is None or unit.ends_on >= self.day]
        there.sort(key=lambda unit: not unit.is_in_force(self.day))
        names: dict[str, Unit] = {}
        for unit in there:
            names.setdefault(self.history.on(unit, self.day).name, unit)
        for unit in there:
            names.setdefault(unit.name, unit)
        return names

    def _place(self, unit: str, departments: tuple[str, ...]) -> tuple[int | None, tuple[int, ...]]:
        """Where a row lies and who answers for it."""
        return self.area(unit), tuple(self.department(name) for name in departments)

    def _place_as_set(self, unit: str, departments: tuple[str, ...]) -> tuple[int | None, frozenset[int]]:
        """The same where the order of those who answer says nothing."""
        area, answering = self.place(unit, departments)
        return area, frozenset(answering)

    def _passed_in(self, unit: str, departments: tuple[str, ...]) -> tuple[str, str, str] | None:
        """Of what a row names the first that had passed by the day: the field, the name, and what to write instead."""
        for key, name in (("unit", unit), *(("departments", name) for name in departments)):
            if name in self.passed:
                return key, name, why_passed(self.passed[name], self.day)
        return None

    def area(self, name: str) -> int | None:
        """The unit in whose ground a row lies; None where none is given."""
        if not name:
            return None
        if name not in self.areas:
            self.areas[name] = add_unit(self.town, name, kind_by_name(name, UnitKind.ZONE))
            self.report.note_created("units", name)
        return self._told(name, self.areas[name])

    def department(self, name: str) -> int:
        """A unit that answers for a row: a department, or a village or community that answers itself."""
        found = self.departments.get(name) or self.areas.get(name)
        if found is None:
            found = self.departments[name] = add_unit(self.town, name, UnitKind.DEPARTMENT)
            self.report.note_created("departments", name)
        return self._told(name, found)

    def _told(self, name: str, unit: Unit) -> int:
        self.report.say(footing(name, unit, self.history.on(unit, self.day)))
        return unit.pk


def points_for(rows: Iterable[FormRow], units: Units, report: Report) -> dict[str, int]:
    """Point ids by name. One point a name: the same place appears under many items."""
    rows = list(rows)
    known = dict(Point.objects.filter(town=units.town).values_list("name", "pk"))
    missing = dict.fromkeys(row.point for row in rows if row.point not in known)
    if not missing:
        return known
    agreed = _agreed_places(rows, missing, units)
    _add_points(units.town, agreed)
    for name in missing:
        report.note_created("points", name)
    return dict(Point.objects.filter(town=units.town).values_list("name", "pk"))


Place = tuple[int | None, tuple[int, ...]]
"""The unit and the departments of a point."""


def _agreed_places(rows: Iterable[FormRow], names: Iterable[str], units: Units) -> dict[str, Place]:
    """Of each new point, as far as all its rows agree: who answers may differ from item to item."""
    areas: dict[str, set] = {name: set() for name in names}
    answering: dict[str, set] = {name: set() for name in names}
    for point, *named in dict.fromkeys((row.point, row.unit, row.departments) for row in rows):
        if point in areas:
            unit, departments = units.place(*named)
            areas[point].add(unit)
            answering[point].add(departments)
    return {name: (_only(areas[name], None), _only(answering[name], ())) for name in areas}


def _only(values: set, otherwise):
    return next(iter(values)) if len(values) == 1 else otherwise


def _add_points(town: Unit, places: dict[str, Place]) -> None:
    kind, _made = PointKind.objects.get_or_create(name=IMPORTED_KIND)
    codes = _free_codes(town)
    columns = {
        "name": list(places),
        "code": [next(codes) for _ in places],
        "unit_id": [unit for unit, _ in places.values()],
    }
    insert_rows(Point, columns, same={"kind_id": kind.pk, "town_id": town.pk})
    keys = dict(Point.objects.filter(town=town).values_list("name", "pk"))
    pairs = [(keys[name], unit) for name, (_unit, departments) in places.items() for unit in departments]
    points, answering = zip(*pairs, strict=True) if pairs else ((), ())
    insert_rows(PointResponsibility, {"point_id": points, "unit_id": answering})


def _free_codes(town: Unit):
    """P001, P002 … beyond those that the town has."""
    taken = Point.objects.filter(town=town, code__regex=r"^P[0-9]+$").values_list("code", flat=True)
    number = max((int(code[1:]) for code in taken), default=0)
    while True:
        number += 1
        yield f"P{number:03}"
