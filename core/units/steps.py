"""Writing one change of units: how each unit stood before it, what it is now, and the trail of all of them."""

from collections.abc import Iterable
from datetime import date, datetime

from core.models import StepPart, Unit, UnitChange, UnitStep, User
from core.trail import entry_of, record_many

DONE = {
    "rename": "rename_unit", "regroup": "regroup_unit", "move": "move_unit",
    "merge": "merge_units", "split": "split_unit", "end": "end_unit",
}  # fmt: skip
"""The verbs of the trail."""


class Writing:
    """A change while it is made. Every unit is kept as it stood before it is touched, once."""

    def __init__(self, *, kind: str, day: date, reason: str, by: User | None, now: datetime):
        self.change = UnitChange.objects.create(kind=kind, day=day, reason=reason, by=by, at=now)
        self.steps: dict[int, UnitStep] = {}
        self.by, self.now = by, now

    def keep(self, unit: Unit, part: str, above: Unit | None = None) -> None:
        """Notes how the unit stands now. above: the unit over it, where it is known."""
        if unit.pk in self.steps:
            return
        if above is None and unit.parent_path:
            above = Unit.objects.get(path=unit.parent_path)
        self.steps[unit.pk] = UnitStep(
            change=self.change, unit=unit, part=part, old_name=unit.name, old_kind=unit.kind, old_path=unit.path,
            old_parent=above, old_group_id=unit.ranking_group_id,
        )  # fmt: skip

    def place_under(self, unit: Unit, parent: Unit, part: str) -> None:
        """Moves a unit with all that lies below it."""
        branch = list(Unit.objects.below(unit))
        above = {one.path: one for one in branch}
        for one in branch:
            self.keep(one, part if one == unit else StepPart.CARRIED, above.get(one.parent_path))
        Unit.objects.move(unit, parent, pos="last-child")
        Unit.objects.filter(pk__in=[one.pk for one in branch]).update(changed_on=self.change.day)

    def done(self, changes: dict[int, dict[str, list]], numbers: dict[str, int]) -> UnitChange:
        """Stores the steps and the trail. changes: the key of a unit > {field: [old, new]}."""
        UnitStep.objects.bulk_create(self.steps.values())
        self.change.numbers = numbers
        self.change.save(update_fields=["numbers"])
        record_many(self._entries(changes))
        return self.change

    def _entries(self, changes: dict[int, dict[str, list]]) -> Iterable:
        for step in self.steps.values():
            if step.part != StepPart.CARRIED:
                yield entry_of(
                    subject=step.unit, by=self.by, verb=DONE[self.change.kind], at=self.now, reason=self.change.reason,
                    changes={"from_day": ["", self.change.day.isoformat()]} | changes.get(step.unit_id, {}),
                )  # fmt: skip
