"""How units stood on earlier days: their name, kind, place in the tree and group, told from the steps of their changes.

A result is of its day. Whoever shows or works out an old one asks here who the unit was then, and gets a copy that is never saved.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import date

from django.db.models import Q

from core.models import Unit, UnitStep


class History:
    """The steps of some units, in the order of their days. Without a unit that ever changed it costs no query, else one."""

    def __init__(self, steps: Iterable[UnitStep] = ()):
        self.steps: dict[int, list[UnitStep]] = defaultdict(list)
        for step in steps:
            self.steps[step.unit_id].append(step)

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "History":
        changed = [unit.pk for unit in units if unit.changed_on]
        return cls.read(changed) if changed else cls()

    @classmethod
    def read(cls, units: Iterable[int]) -> "History":
        steps = UnitStep.objects.filter(unit__in=list(units)).select_related("change", "old_parent", "old_group")
        return cls(steps.order_by("change__day", "change_id", "pk"))

    def step_after(self, unit_id: int, day: date) -> UnitStep | None:
        """The unit's first step after this day: what it names as old held on the day."""
        return next((step for step in self.steps.get(unit_id, ()) if step.change.day > day), None)

    def on(self, unit: Unit, day: date) -> Unit:
        """The unit as it stood at the end of this day: itself, where nothing has changed since."""
        if unit.changed_on is None or unit.changed_on <= day:
            return unit
        step = self.step_after(unit.pk, day)
        return then(unit, step) if step else unit

    def names(self, unit: Unit) -> set[str]:
        """Its name, and those that it had."""
        return {unit.name, *(step.old_name for step in self.steps.get(unit.pk, ()))}

    def path(self, unit_id: int, path: str, day: date) -> str:
        """Where in the tree it lay on this day."""
        step = self.step_after(unit_id, day)
        return step.old_path if step else path


def then(unit: Unit, step: UnitStep) -> Unit:
    """A copy of the unit as it stood before this step; `now` leads back to the unit itself. Not to be saved."""
    old = copy(unit)
    old.now = unit
    old.name, old.kind, old.path = step.old_name, step.old_kind, step.old_path
    old.depth = len(old.path) // Unit.steplen
    old.ranking_group = step.old_group
    above = step.old_parent.path if step.old_parent else ""
    old.was_compared_in = ("group", step.old_group_id) if step.old_group_id else (step.old_kind, above)
    return old


def as_on(units: Iterable[Unit], day: date) -> dict[int, Unit]:
    """The units by their keys, as they stood on this day. One query at most."""
    units = list(units)
    history = History.of(units)
    return {unit.pk: history.on(unit, day) for unit in units}


def as_then(results: Iterable, day: date) -> None:
    """Lets rows that name a unit name it as it stood on this day. `unit` must be joined; one query at most."""
    named = [row for row in results if row.unit_id]
    units = as_on((row.unit for row in named), day)
    for row in named:
        row.unit = units[row.unit_id]


def paths_on(top: Unit, day: date) -> dict[int, str]:
    """The units that lay at or below `top` on this day, with their places in the tree then."""
    found = Unit.objects.filter(Q(path__startswith=top.path) | Q(changed_on__gt=day)).values_list(
        "pk", "path", "changed_on"
    )
    paths = {pk: path for pk, path, _changed in found}
    changed = {pk for pk, _path, changed in found if changed and changed > day}
    if not changed:
        return paths
    history = History.read(changed)
    old = {pk: history.path(pk, path, day) for pk, path in paths.items()}
    taken = {old[pk] for pk in changed}
    start = old[top.pk]
    return {
        # a unit that came later may have got the place that another one left: in those days it was not there
        pk: path
        for pk, path in old.items()
        if path.startswith(start) and (pk in changed or path not in taken)
    }


def living(unit: Unit) -> Unit:
    """The unit itself, or where it has ended the one that took over: whoever took over has it below itself."""
    while unit.ends_on and (above := Unit.objects.filter(path=unit.parent_path).first()):
        unit = above
    return unit
