"""What of the campaign hangs on a person: zones of drives and plans that name them as in charge, volunteer teams that they lead
(core/people/handover.py)."""

from django.utils.translation import gettext_lazy as _

from campaign.models import Drive, DriveZone, Plan, PlanStage, VolunteerTeam
from core.people.handover import register
from core.people.named_work import NamedWork


def _zones():
    """Of drives whose final sheet isn't made."""
    drives = Drive.objects.present().filter(closed_at=None)
    return DriveZone.objects.filter(drive__in=drives).exclude(in_charge="").select_related("drive__town", "unit")


def _plans():
    return Plan.objects.present().exclude(stage=PlanStage.ENDED).exclude(in_charge="").select_related("town")


def _teams():
    return VolunteerTeam.objects.present().exclude(leader="").select_related("town", "unit")


ZONES = register(
    NamedWork(
        code="drive_zones",
        label=_("Zones of drives that name the person as in charge"),
        column="in_charge",
        rows=_zones,
        units=lambda zone: [zone.unit.path] if zone.unit else [],
        text=lambda zone: f"{zone.drive} · {zone.name}",
        path=lambda zone: zone.drive.get_absolute_url(),
        subject=lambda zone: zone.drive,
    ).as_work()
)

PLANS = register(
    NamedWork(
        code="plans",
        label=_("Plans that name the person as in charge"),
        column="in_charge",
        rows=_plans,
        units=lambda plan: [],
    ).as_work()
)

TEAMS = register(
    NamedWork(
        code="volunteer_teams",
        label=_("Volunteer teams that name the person as their leader"),
        column="leader",
        rows=_teams,
        units=lambda team: [team.unit.path],
    ).as_work()
)
