"""Plans: what is in force, what is being drawn up, what was never carried out."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.models import ControlLineKind, Plan, PlanStage
from campaign.selectors.plans import lines_words
from reports.figure import Facts, Figure, Row
from reports.figures.scope import Scope, counted, named, to

MAKING = (PlanStage.DRAWN_UP, PlanStage.REVIEWED)
IN_FORCE = (PlanStage.APPROVED, PlanStage.CARRIED_OUT)


def plans(scope: Scope) -> Facts:
    rows = Plan.objects.present().filter(town=scope.town).exclude(started_on__gt=scope.today)
    if not scope.is_now:  # a plan that was not begun by then may not have been thought of
        rows = rows.exclude(started_on=None)
    rows = list(rows.order_by("kind__order", "name", "pk"))
    making = [one for one in rows if one.stage in MAKING]
    href = to("campaign:plans", stage=PlanStage.DRAWN_UP)
    kinds = list(ControlLineKind.objects.filter(lines__plan__in=rows).distinct())
    return Facts(
        {
            "plans_in_force": _names(one for one in rows if one.stage in IN_FORCE),
            "plans_making": _names(making),
            "plans_making_n": Figure(
                "plans:making", _("plans that are drawn up"), counted(len(making), _plans()), href
            ),
            "plan_preparations": _names(one for one in rows if one.stage == PlanStage.PROPOSED),
            "control_lines": Figure("plans:lines", _("control lines"), lines_words(kinds), to("campaign:plans")),
        },
        {"plans_stalled": [_row(one) for one in rows if one.stage == PlanStage.STALLED]},
    )


def _plans() -> str:
    return pgettext("counting plans", "plans")


def _names(rows) -> list[Figure]:
    return named("plan", _("plan"), ((one.pk, one.name) for one in rows), lambda pk: to("campaign:plan", pk))


def _row(plan: Plan) -> Row:
    key, href = f"plan:{plan.pk}", plan.get_absolute_url()
    return {
        "name": Figure(f"{key}:name", _("plan"), plan.name, href),
        "note": Figure(
            f"{key}:note", _("what is carried out, and what is not"), plan.carried_out_note.rstrip("。"), href
        ),
    }
