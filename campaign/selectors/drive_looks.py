"""What was left of a drive: each zone after 14 and 30 days, or after whatever days the office set."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from campaign.models import Drive, DriveAftercheck, DriveZone
from campaign.services.drive_looks import LOOKERS
from campaign.thresholds import look_days
from core.models import User


@dataclass(frozen=True)
class LookCell:
    """A zone on one of the days. look: None until somebody looked; is_due: the day has come."""

    zone: DriveZone | None
    days: int
    due: date
    is_due: bool
    look: DriveAftercheck | None


@dataclass(frozen=True)
class LookDay:
    """All zones on one of the days. kept: mean of those that were looked at, in whole percent; None: none yet."""

    days: int
    due: date
    looked: int
    of: int
    kept: int | None


def looks_of(drive: Drive, zones: list[DriveZone], user: User, today: date) -> dict:
    """look_days, look_lines ((zone, cells) with a cell for each day), looks_due: how many are missing; three queries."""
    looks = {(look.zone_id, look.days_after): look for look in drive.afterchecks.select_related("looked_by")}
    days = sorted({*look_days(), *(one for _zone, one in looks)})
    lines = [(zone, [_cell(drive, zone, one, looks, today) for one in days]) for zone in zones or [None]]
    may_look = user.access.covers(drive.town.path, *LOOKERS)
    due = [cell for _zone, cells in lines for cell in cells if cell.is_due and cell.look is None]
    return {
        "look_days": [_day(drive, one, [line[1][number] for line in lines]) for number, one in enumerate(days)],
        "look_lines": lines,
        "looks_due": due,
        "may_look": may_look and drive.ends_on < today,
    }


def _cell(drive: Drive, zone: DriveZone | None, days: int, looks: dict, today: date) -> LookCell:
    due = drive.ends_on + timedelta(days=days)
    return LookCell(zone, days, due, due <= today, looks.get((zone.pk if zone else None, days)))


def _day(drive: Drive, days: int, cells: list[LookCell]) -> LookDay:
    kept = [cell.look.kept_percent for cell in cells if cell.look]
    mean = int((Decimal(sum(kept)) / len(kept)).quantize(Decimal(1), ROUND_HALF_UP)) if kept else None
    return LookDay(days, drive.ends_on + timedelta(days=days), len(kept), len(cells), mean)
