"""What hangs on an inspector: visits to come, drafts of sheets, draws to be held. Registered with core.people.handover when the apps are ready."""

from django.utils.translation import gettext_lazy as _

from core.people.handover import Work, register
from inspections.services.handover import (
    hand_over_drafts,
    hand_over_draws,
    hand_over_visits,
    open_drafts,
    open_draws,
    open_visits,
    plan_drafts,
    plan_draws,
    plan_visits,
)

DRAFTS = register(Work("sheet_drafts", _("Sheets begun and not handed in"), open_drafts, plan_drafts, hand_over_drafts))
VISITS = register(Work("visits", _("Visits to points"), open_visits, plan_visits, hand_over_visits))
DRAWS = register(Work("draws", _("Draws that name the inspector"), open_draws, plan_draws, hand_over_draws))
