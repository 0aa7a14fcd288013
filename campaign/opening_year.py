"""What of the campaign's own works gets into a new year (core/opening_year.py)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models import Activity, Drive, Plan, PlanStage
from campaign.services.next_activities import make_next_activities, next_activities
from core.formats import cn_date
from core.models import Unit
from core.opening_year import Found, Line, Opening, Part, Unfinished, Way, register

SHOWN = 60
UNFINISHED_PLANS = (PlanStage.PROPOSED, PlanStage.DRAWN_UP, PlanStage.REVIEWED)


def _activities(opening: Opening) -> Found:
    found = next_activities(opening)
    return Found(len(found), tuple(Line(one.title, cn_date(one.held_on)) for one in found[:SHOWN]))


def _plans(opening: Opening) -> Found:
    plans = Plan.objects.present().filter(town=opening.town, stage__in=UNFINISHED_PLANS)
    return Found(plans.count(), path=reverse("campaign:plans"))


def _drives(opening: Opening) -> Found:
    return Found(_without_sheet(opening.town).count(), path=reverse("campaign:drives"))


def _without_sheet(town: Unit):
    return Drive.objects.present().filter(town=town, closed_at=None)


def _lines(rows: Iterable, day: str) -> tuple[Line, ...]:
    return tuple(Line(str(row), cn_date(getattr(row, day)), row.get_absolute_url()) for row in rows)


def _drives_of(year: int, town: Unit) -> Found:
    rows = list(_without_sheet(town).of_year(year))
    return Found(len(rows), _lines(rows[:SHOWN], "starts_on"), f"{reverse('campaign:drives')}?year={year}")


def _planned_of(year: int, town: Unit) -> Found:
    rows = list(Activity.objects.present().filter(town=town, held_on__year=year, is_held=False))
    return Found(len(rows), _lines(rows[:SHOWN], "held_on"), f"{reverse('campaign:activities')}?year={year}")


register(
    Part("activities", _("Recurring activities, planned for the year"), Way.COPIED, _activities, make_next_activities)
)
register(Part("drives", _("Drives without a final sheet"), Way.CARRIED, _drives))
register(Part("plans", _("Plans that are not approved yet"), Way.CARRIED, _plans))
register(Unfinished("drives", _("Drives without a final sheet"), _drives_of))
register(Unfinished("activities", _("Activities that are planned and not marked as held"), _planned_of))
