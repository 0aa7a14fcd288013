"""What of the campaign's works goes over when a unit ends: teams, what recurs or is planned, drives under way, undecided honours."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.honour_states import CHANGEABLE_STATES
from campaign.models import Activity, ActivitySeries, DriveZone, Honour, VolunteerTeam
from core.trail import record_many
from core.units.followers import Follower, Handed, follow, told


def _series(day: date):
    return ActivitySeries._base_manager.filter(Q(ends_on=None) | Q(ends_on__gte=day))


def _planned(day: date):
    return Activity._base_manager.filter(is_held=False)


def _zones(day: date):
    return DriveZone.objects.filter(drive__closed_at=None).select_related("drive")


def _honours(day: date):
    """Not shown to residents yet: what they were shown names the village of its day."""
    return Honour._base_manager.filter(state__in=CHANGEABLE_STATES)


def _zones_over(rows: list[DriveZone], handed: Handed) -> int:
    """A zone's history is that of its drive."""
    for row in rows:
        row.unit = handed.heir
    DriveZone.objects.bulk_update(rows, ["unit"])
    record_many(told(row.drive, handed, {row.name: handed.heir}) for row in rows)
    return len(rows)


def _honours_over(rows: list[Honour], handed: Handed) -> int:
    """Where the heir nominated the same household for the same honour, the nomination of the old unit stays with it."""
    moved = []
    for row in rows:
        same = Honour._base_manager.filter(kind=row.kind_id, year=row.year, unit=handed.heir, name=row.name)
        if not same.exists():
            row.unit = handed.heir
            row.save(update_fields=["unit"])
            moved.append(row)
    record_many(told(row, handed, {"unit": handed.heir}) for row in moved)
    return len(moved)


follow(
    Follower("volunteer_teams", _("volunteer teams"), lambda day: VolunteerTeam._base_manager.all()),
    Follower("series", _("recurring activities"), _series),
    Follower("activities", _("planned activities"), _planned),
    Follower("zones", _("zones of drives under way"), _zones, carry=_zones_over),
    Follower("honours", _("honours not shown yet"), _honours, carry=_honours_over),
)
