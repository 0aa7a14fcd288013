"""How plans stood on an earlier day: told from the days of their steps, which the plan and its trail keep."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from campaign.models import Plan, PlanStage
from campaign.plan_steps import BY_VERB
from campaign.tables.plans import STAGES
from campaign.trail_words import TOOK_STEP
from core.models import TrailEntry

IN_FORCE = (PlanStage.APPROVED, PlanStage.CARRIED_OUT)
_BY_WORD = {word: stage for stage, word in STAGES.items()}


class Stood(NamedTuple):
    """note: what was said then of what is carried out, and what is not."""

    stage: str
    note: str


class _Move(NamedTuple):
    day: date
    old: str
    new: str


def stood_on(plans: Iterable[Plan], day: date) -> dict[int, Stood]:
    """Plan > how it stood at the end of this day; one that nobody had thought of then, as far as is known, is left out. One query."""
    plans, entries = list(plans), defaultdict(list)
    for entry in TrailEntry.objects.of_many(Plan, [plan.pk for plan in plans]).order_by("at", "pk"):
        entries[entry.subject_id].append(entry)
    return {plan.pk: _stood(plan, entries[plan.pk], day) for plan in plans if _is_known(plan, entries[plan.pk], day)}


def _is_known(plan: Plan, entries: Sequence[TrailEntry], day: date) -> bool:
    days = [plan.started_on, plan.approved_on, *(_written(entry) for entry in entries[:1])]
    return any(known and known <= day for known in days)


def _stood(plan: Plan, entries: Sequence[TrailEntry], day: date) -> Stood:
    moves = _moves(plan, entries)
    begins = moves[0].old if moves else plan.stage
    stage = next((move.new for move in reversed(moves) if move.day <= day), begins)
    later = (entry.changes["carried_out_note"][0] for entry in entries if _changed(entry, "carried_out_note", day))
    return Stood(_by_its_days(plan, stage, day), next(later, plan.carried_out_note))


def _by_its_days(plan: Plan, stage: str, day: date) -> str:
    """A plan that was entered long after its steps has no trail of them, but its own days."""
    if stage in IN_FORCE and plan.approved_on and plan.approved_on > day:
        stage = PlanStage.DRAWN_UP
    if stage == PlanStage.DRAWN_UP and plan.started_on and plan.started_on > day:
        stage = PlanStage.PROPOSED
    return stage


def _moves(plan: Plan, entries: Iterable[TrailEntry]) -> list[_Move]:
    """The changes of its stage in the order in which they were entered. Of the last beginning and the last approval the plan's own days
    count, which may have been set right since."""
    moves, own = [], {"started_on": plan.started_on, "approved_on": plan.approved_on}
    for entry in reversed([entry for entry in entries if _stages(entry)]):
        old, new = _stages(entry)
        corrected = own.pop(_sets(old, new), None)
        moves.append(_Move(corrected or _said(entry) or _written(entry), old, new))
    return moves[::-1]


def _stages(entry: TrailEntry) -> tuple[str, str] | None:
    """By a step of the page, or by a file, whose entries have the file's own words."""
    if entry.verb.removeprefix("plan_") in BY_VERB and entry.new_state:
        return entry.old_state, entry.new_state
    old, new = entry.changes.get("stage", ("", ""))
    return (_BY_WORD[old], _BY_WORD[new]) if old in _BY_WORD and new in _BY_WORD else None


def _sets(old: str, new: str) -> str:
    """Which of the plan's own days this change is of."""
    if new in IN_FORCE and old not in IN_FORCE:
        return "approved_on"
    return "started_on" if (old, new) == (PlanStage.PROPOSED, PlanStage.DRAWN_UP) else ""


def _said(entry: TrailEntry) -> date | None:
    """The day that was named when the step was entered."""
    step = BY_VERB.get(entry.verb.removeprefix("plan_"))
    told = entry.changes.get(step.day or TOOK_STEP) if step else None
    return date.fromisoformat(told[1]) if told else None


def _written(entry: TrailEntry) -> date:
    return timezone.localdate(entry.at)


def _changed(entry: TrailEntry, field: str, day: date) -> bool:
    return field in entry.changes and _written(entry) > day
