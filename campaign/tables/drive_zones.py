"""The zones of drives with their groups, out to Excel and back: known by drive and name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Drive, DriveZone
from campaign.models.years import in_closed_years, refuse_closed
from campaign.services.drives import FINAL
from core.form_fields import MOST_SMALL
from core.models import Unit, User
from core.table_in.columns import Column, Named, Whole, Wrong
from core.table_in.registry import register
from core.table_in.service import TableIn


@dataclass(frozen=True)
class DriveColumn(Named):
    """A drive with its first day; its name alone will do where no other has it."""

    def value(self, text, cell, known):
        of_name = [drive for drive in known.named(self).values() if drive.name == text]
        if len(of_name) > 1:
            words = {"names": "、".join(drive.with_day for drive in of_name)}
            raise Wrong(_("Several drives have this name: write %(names)s.") % words)
        return of_name[0] if of_name else super().value(text, cell, known)


DRIVE = DriveColumn(
    "drive",
    "专项行动",
    needed=True,
    rows=lambda town: Drive.objects.present().filter(town=town).select_related("town").prefetch_related("zones"),
    name="with_day",
)
ZONE_HEADING = "责任区"


def refuse_finished(part) -> None:
    """Of a zone or an entry, as the pages refuse it. Whether the year of new ones is closed is looked at together."""
    if part.drive.closed_at:
        raise ValidationError(FINAL)
    if part.pk:
        refuse_closed(part.drive, "starts_on")


def in_closed_years_of_drives(parts: Sequence) -> dict[int, ValidationError]:
    return in_closed_years([part.drive for part in parts], "starts_on")


def to_the_end(zone: DriveZone, by: User | None, now: datetime) -> None:
    """A new zone stands behind those that are there; those of one file keep its order."""
    zone.order = max((one.order for one in zone.drive.zones.all()), default=-1) + 1


ZONES = register(
    TableIn(
        code="drive_zones",
        label=gettext_lazy("Zones of drives"),
        model=DriveZone,
        columns=(
            DRIVE,
            Column("name", ZONE_HEADING, needed=True),
            Named("unit", "责任单位", rows=lambda town: Unit.objects.below(town).living_first()),
            Column("group", "责任小组"),
            Column("in_charge", "负责人"),
            Whole("people", "人数", high=MOST_SMALL),
            Column("task", "整治任务"),
        ),
        key=("drive", "name"),
        stored=lambda town: DriveZone.objects.filter(
            drive__in=Drive.objects.present().filter(town=town)
        ).select_related("drive", "unit"),
        new=lambda town: DriveZone(),
        list_url="campaign:drive_zone_list",
        ready=to_the_end,
        check=refuse_finished,
        check_together=in_closed_years_of_drives,
    )
)

EXPORT = (
    *((heading, lambda row, write=write: write(row.zone)) for heading, write in ZONES.export_columns),
    ("累计成果", "results"),
)
"""Of a selectors.drives.ZoneRow: what comes back, and what the zone did in all, for reading."""
