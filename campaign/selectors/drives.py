"""What the list of drives shows. The number of queries doesn't depend on the number of drives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from campaign.models import Drive, DriveState, DriveZone
from campaign.selectors.drive_totals import WorkTotal, totals_by_drive, totals_by_zone
from core.marks import tag as tag_mark
from core.quantities import written

LOOK = {DriveState.PLANNED: "line", DriveState.RUNNING: "brand", DriveState.OVER: "", DriveState.CLOSED: "done"}
"""The look of a state's tag (never a light's colour)."""


@dataclass(frozen=True)
class DriveRow:
    """A drive in the list and in its export. days: '15天'; zones: how many it is divided into."""

    drive: Drive
    state: DriveState
    days: str
    zones: int
    totals: list[WorkTotal]

    @property
    def tag(self) -> str:
        return state_tag(self.state)

    @property
    def results(self) -> str:
        return totals_words(self.totals)


@dataclass(frozen=True)
class ZoneRow:
    """A zone in the list of all drives' zones and in its export."""

    zone: DriveZone
    totals: list[WorkTotal]

    @property
    def results(self) -> str:
        return totals_words(self.totals)


def totals_words(totals: Iterable[WorkTotal]) -> str:
    """'清运垃圾30余车，清理卫生死角7处'; '' where nothing was entered."""
    return _(", ").join(str(total) for total in totals)


def zone_rows(zones: Iterable[DriveZone]) -> list[ZoneRow]:
    """Two queries for all of them."""
    zones = list(zones)
    totals = totals_by_zone(zones)
    return [ZoneRow(zone, totals.get(zone.pk, [])) for zone in zones]


def drive_rows(drives: Iterable[Drive], today: date) -> list[DriveRow]:
    """drives: with `zone_count` (DriveQuerySet.with_zone_count). Two queries for all of them."""
    drives = list(drives)
    totals = totals_by_drive(drives)
    return [
        DriveRow(
            drive,
            drive.state_on(today),
            days_words(drive),
            drive.zone_count,
            totals.get(drive.pk, []),
        )
        for drive in drives
    ]


def state_tag(state: DriveState) -> str:
    return tag_mark(state.label, LOOK[state])


def days_words(drive: Drive) -> str:
    """'15天': the first and the last day count."""
    return written(drive.days, _("days"))
