"""What comes after what in the life of a record, as a table of steps: of plans, projects, honours. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Step:
    """One way on. sources: '' is before the record is there; day: the field of the record that gets the day of the step, '' if
    none; needs_reason: it must be said why; main: the usual way."""

    verb: str
    label: Promise
    sources: tuple[str, ...]
    target: str
    day: str = ""
    needs_reason: bool = False
    main: bool = False


class Steps(tuple[Step, ...]):
    """All steps of a kind of record."""

    def by_verb(self) -> dict[str, Step]:
        return {step.verb: step for step in self}

    def leaving(self, stage: str) -> list[Step]:
        """The ways on from a stage, the usual one first; none from an end."""
        return sorted((step for step in self if stage in step.sources), key=lambda step: not step.main)

    def way(self, old: str, new: str) -> list[Step] | None:
        """The fewest steps from one stage to another that need no reason; None where a reason is needed or none leads there."""
        ways: list[tuple[str, list[Step]]] = [(old, [])]
        for at, taken in ways:  # grows while it is gone through: each stage is reached by the shortest way first
            if at == new:
                return taken
            known = {stage for stage, _taken in ways}
            steps = [step for step in self.leaving(at) if not step.needs_reason and step.target not in known]
            ways += [(step.target, [*taken, step]) for step in steps]
        return None
