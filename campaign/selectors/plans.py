"""What the pages of plans show. The number of queries doesn't depend on the number of plans."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.cases import Case, cases_against
from campaign.models import ControlLine, ControlLineKind, Plan, PlanStage
from campaign.numerals import in_words
from campaign.plan_steps import MAIN_PATH, STEPS
from core.maps.shapes import holds
from core.maps.town_map import drawn, map_settings
from core.marks import tag as tag_mark
from core.models import TrailEntry, User
from core.quantities import written
from core.stages import Step

LOOK = {
    PlanStage.PROPOSED: "line", PlanStage.DRAWN_UP: "brand", PlanStage.REVIEWED: "brand", PlanStage.APPROVED: "done",
    PlanStage.CARRIED_OUT: "brand", PlanStage.STALLED: "line", PlanStage.ENDED: "line",
}  # fmt: skip
"""The look of a stage's tag (never a light's colour)."""


def stage_tag(plan: Plan) -> str:
    return tag_mark(plan.get_stage_display(), LOOK[plan.stage])


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list and in its export. lines: '四线（绿线、蓝线、紫线、黄线）', '' where it sets none."""

    plan: Plan
    lines: str
    is_late: bool

    @property
    def tag(self) -> str:
        return stage_tag(self.plan)


def plan_rows(plans: Iterable[Plan], today: date) -> list[PlanRow]:
    """One query for the lines of all of them."""
    plans = list(plans)
    lines = ControlLine.objects.filter(plan__in=plans).select_related("kind")
    by_plan: dict[int, list[ControlLine]] = {}
    for line in lines.order_by("kind__order", "kind__name", "pk"):
        by_plan.setdefault(line.plan_id, []).append(line)
    return [PlanRow(plan, lines_words(kinds_of(by_plan.get(plan.pk, []))), is_late(plan, today)) for plan in plans]


def kinds_of(lines: Iterable[ControlLine]) -> list[ControlLineKind]:
    """The kinds of these lines, each once, in their order."""
    return list(dict.fromkeys(line.kind for line in lines))


def lines_words(kinds: Sequence[ControlLineKind]) -> str:
    """'四线（绿线、蓝线、紫线、黄线）': so many kinds of control line; '' for none."""
    if not kinds:
        return ""
    names = _(", ").join(kind.name for kind in kinds)
    words = {"count": in_words(len(kinds)), "names": names}
    return pgettext("kinds of control line, in words", "%(count)s lines (%(names)s)") % words


def is_late(plan: Plan, today: date) -> bool:
    """Is it past its day and not ready? Only what is still being made can be."""
    making = plan.stage in (PlanStage.PROPOSED, PlanStage.DRAWN_UP, PlanStage.REVIEWED)
    return bool(making and plan.due_on and plan.due_on < today)


@dataclass(frozen=True)
class PlanFigures:
    """The line of figures over the list. drawn_up: '2项'; lines: '四线（…）'."""

    drawn_up: str
    in_force: str
    stalled: str
    lines: str


def plan_figures(user: User) -> PlanFigures:
    """Of all plans in sight, whatever the filter; two queries."""
    plans = Plan.objects.visible_to(user)
    stages = Counter(plans.order_by().values_list("stage", flat=True))
    kinds = ControlLineKind.objects.filter(lines__plan__in=plans, lines__removed_at=None).distinct()
    return PlanFigures(
        drawn_up=_count(stages[PlanStage.DRAWN_UP]),
        in_force=_count(stages[PlanStage.APPROVED] + stages[PlanStage.CARRIED_OUT]),
        stalled=_count(stages[PlanStage.STALLED]),
        lines=lines_words(list(kinds)),
    )


@dataclass(frozen=True)
class StageTotal:
    """'编制中', '2项', '集镇控制性详细规划、枫河旅游业发展规划'."""

    label: str
    words: str
    names: str


def stage_totals(plans) -> list[StageTotal]:
    """In the order of the stages, those that have a plan; one query."""
    names: dict[str, list[str]] = {}
    for stage, name in plans.order_by("kind__order", "name", "pk").values_list("stage", "name"):
        names.setdefault(stage, []).append(name)
    return [
        StageTotal(str(stage.label), _count(len(names[stage])), "、".join(names[stage]))
        for stage in PlanStage
        if stage in names
    ]


def _count(number: int) -> str:
    return written(number, pgettext("counting plans", "plans"))


@dataclass
class StageStep:
    """What components/steps.html asks of a station."""

    label: str
    state: str
    at: date | None = None


def stage_steps(plan: Plan) -> list[StageStep]:
    """The main path with where the plan stands; one that was not carried out stands where it was left."""
    stands = plan.stage if plan.stage in MAIN_PATH else _left_at(plan)
    at = MAIN_PATH.index(stands)
    days = {PlanStage.DRAWN_UP: plan.started_on, PlanStage.APPROVED: plan.approved_on}
    return [
        StageStep(PlanStage(stage).label, "done" if number < at else "now" if number == at else "", days.get(stage))
        for number, stage in enumerate(MAIN_PATH)
    ]


def _left_at(plan: Plan) -> str:
    """The last stage of the main path that its trail names."""
    states = TrailEntry.objects.about(plan).order_by("-at", "-pk").values_list("old_state", flat=True)
    return next((state for state in states if state in MAIN_PATH), PlanStage.PROPOSED)


@dataclass
class Ways:
    """The buttons of a plan's page."""

    main: Step | None = None
    others: list[Step] = field(default_factory=list)


def ways_on(plan: Plan, user: User) -> Ways:
    if not plan.may_be_edited_by(user):
        return Ways()
    steps = STEPS.leaving(plan.stage)
    main = next((step for step in steps if step.main), None)
    return Ways(main, [step for step in steps if step is not main])


@dataclass(frozen=True)
class LineGroup:
    """Lines of one kind, and the cases that break it, each with the names of the lines in whose area it lies."""

    kind: ControlLineKind
    lines: list[ControlLine]
    cases: list[tuple[Case, list[str]]]


def plan_page(plan: Plan, user: User, now: datetime) -> dict:
    """The template's context; the number of queries doesn't depend on lines or cases."""
    lines = list(plan.lines.select_related("kind").order_by("kind__order", "kind__name", "pk"))
    kinds = kinds_of(lines)
    cases = cases_of(plan, lines, cases_against(kinds, user, now))
    return {
        "stage_tag": stage_tag(plan),
        "steps": stage_steps(plan),
        "ways": ways_on(plan, user),
        "is_late": is_late(plan, timezone.localdate(now)),
        "lines_words": lines_words(kinds),
        "groups": [
            LineGroup(
                kind,
                [line for line in lines if line.kind_id == kind.pk],
                [(case, lines_around(case, lines)) for case in cases if case.kind == kind.pk],
            )
            for kind in kinds
        ],
        "case_count": len(cases),
        "lines": areas_of(lines),
        "places": [place_of(case) for case in cases if case.at],
        "map_settings": map_settings(),
    }


def cases_of(plan: Plan, lines: list[ControlLine], cases: list[Case]) -> list[Case]:
    """Of the cases that break lines of its kinds those that are this plan's: the ones within its areas, and those of which no plan
    can be told, because they lie within no area or nobody knows where. A case within areas of two plans is with both. One query."""
    others = list(ControlLine.objects.filter(plan__in=Plan.objects.in_force_beside(plan), kind__in=kinds_of(lines)))
    return [case for case in cases if lines_around(case, lines) or not lines_around(case, others)]


def areas_of(lines: Iterable[ControlLine]) -> list[dict]:
    """The areas of these lines for the map, each named."""
    return [drawn(str(line), line.area) for line in lines if line.area]


def place_of(case: Case) -> dict:
    """For the map."""
    return {"name": case.title, "sub": f"{case.number} · {case.state}", "url": case.path, "at": case.at, "off": False}


def lines_around(case: Case, lines: Iterable[ControlLine]) -> list[str]:
    """Names of the lines of its kind in whose area a case lies; empty also where nobody knows its place."""
    if not case.at:
        return []
    return [line.name for line in lines if line.kind_id == case.kind and line.area and holds(line.area, *case.at)]
