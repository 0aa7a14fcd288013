"""Plans as they stood on the report's last day: what is in force, what is being drawn up, what was never carried out."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.models import ControlLineKind, Plan, PlanStage
from campaign.selectors.plan_past import IN_FORCE, Stood, stood_on
from campaign.selectors.plans import lines_words
from reports.figure import Facts, Figure, Row
from reports.figures.scope import Scope, counted, named, to

MAKING = (PlanStage.DRAWN_UP, PlanStage.REVIEWED)
HOLDING = tuple(stage for stage in PlanStage if stage != PlanStage.ENDED)
"""Stages in which a plan's control lines are told."""


def plans(scope: Scope) -> Facts:
    rows = Plan.objects.present().filter(town=scope.town).order_by("kind__order", "name", "pk")
    if scope.is_now:
        rows = list(rows.exclude(started_on__gt=scope.today))
        stood = {one.pk: Stood(one.stage, one.carried_out_note) for one in rows}
    else:
        stood = stood_on(rows := list(rows), scope.today)

    def at(*stages: str) -> list[Plan]:
        return [one for one in rows if one.pk in stood and stood[one.pk].stage in stages]

    making = at(*MAKING)
    href = to("campaign:plans", stage=PlanStage.DRAWN_UP if making == at(PlanStage.DRAWN_UP) and scope.is_now else "")
    holding = ControlLineKind.objects.filter(lines__plan__in=at(*HOLDING), lines__removed_at=None)
    kinds = list(holding.distinct())
    return Facts(
        {
            "plans_in_force": _names(at(*IN_FORCE)),
            "plans_making": _names(making),
            "plans_making_n": Figure(
                "plans:making", _("plans that are drawn up"), counted(len(making), _plans()), href
            ),
            "plan_preparations": _names(at(PlanStage.PROPOSED)),
            "control_lines": Figure("plans:lines", _("control lines"), lines_words(kinds), to("campaign:plans")),
        },
        {"plans_stalled": [_row(one, stood[one.pk].note) for one in at(PlanStage.STALLED)]},
    )


def _plans() -> str:
    return pgettext("counting plans", "plans")


def _names(rows) -> list[Figure]:
    return named("plan", _("plan"), ((one.pk, one.name) for one in rows), lambda pk: to("campaign:plan", pk))


def _row(plan: Plan, note: str) -> Row:
    key, href = f"plan:{plan.pk}", plan.get_absolute_url()
    return {
        "name": Figure(f"{key}:name", _("plan"), plan.name, href),
        "note": Figure(f"{key}:note", _("what is carried out, and what is not"), note.rstrip("。"), href),
    }
