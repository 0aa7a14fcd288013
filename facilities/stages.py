"""The stages of a project as one table: what comes after what, and the day that a step sets. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from facilities.project_stages import ProjectStage as S


@dataclass(frozen=True)
class Step:
    """One way on. day: the field of the project that gets the day of the step, '' if none; needs_reason: it must be said why."""

    verb: str
    label: Promise
    sources: tuple[str, ...]
    target: str
    day: str = ""
    needs_reason: bool = False
    main: bool = False


# fmt: off
STEPS: tuple[Step, ...] = (
    Step("approve", pgettext_lazy("stage of a project", "Approved"), (S.PROPOSED,), S.APPROVED, main=True),
    Step("tender", pgettext_lazy("stage of a project", "Tendered"), (S.APPROVED,), S.TENDERED, main=True),
    Step("build", _("Work begins"), (S.APPROVED, S.TENDERED), S.BUILDING, day="started_on", main=True),
    Step("accept", pgettext_lazy("stage of a project", "Accepted"), (S.BUILDING,), S.ACCEPTED, day="finished_on", main=True),
    Step("use", pgettext_lazy("stage of a project", "In use"), (S.ACCEPTED,), S.IN_USE, main=True),
    Step("stop", _("Stop the project"), (S.PROPOSED, S.APPROVED, S.TENDERED, S.BUILDING), S.STOPPED, needs_reason=True),
    Step("go_on", _("Go on"), (S.STOPPED,), "", needs_reason=True, main=True),
)
# fmt: on

BY_VERB = {step.verb: step for step in STEPS}
MAIN_PATH = (S.PROPOSED, S.APPROVED, S.TENDERED, S.BUILDING, S.ACCEPTED, S.IN_USE)


def way(old: str, new: str) -> list[Step] | None:
    """The fewest steps from one stage to another that need no reason; None where a reason is needed or none leads there."""
    ways: list[tuple[str, list[Step]]] = [(old, [])]
    for at, taken in ways:  # grows while it is gone through: each stage is reached by the shortest way first
        if at == new:
            return taken
        known = {stage for stage, _taken in ways}
        steps = [step for step in steps_from(at) if not step.needs_reason and step.target not in known]
        ways += [(step.target, [*taken, step]) for step in steps]
    return None


def steps_from(stage: str) -> list[Step]:
    """The ways on from a stage, the main ones first."""
    return sorted((step for step in STEPS if stage in step.sources), key=lambda step: not step.main)
