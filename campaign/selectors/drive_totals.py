"""What drives did, added up by work, zone and day. One query, however many entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaign.drive_totals import Amount, added
from campaign.models import Drive, DriveResult, DriveWork, DriveZone


@dataclass(frozen=True)
class Entry:
    """An entry as the sums need it. zone: its key, None for the drive as a whole."""

    drive: int
    zone: int | None
    work: int
    day: date
    amount: Amount


def entries_of(drives: Sequence[Drive]) -> list[Entry]:
    """All entries of these drives, by the works' order and then by day; one query."""
    rows = DriveResult.objects.filter(drive__in=[drive.pk for drive in drives])
    rows = rows.order_by("work__order", "work__name", "measure", "day", "pk")
    return [
        Entry(drive, zone, work, day, Amount(quantity, measure or "", exactness))
        for drive, zone, work, day, quantity, measure, exactness in rows.values_list(
            "drive", "zone", "work", "day", "quantity", "measure__name", "exactness"
        )
        if quantity is not None
    ]


def entered_last(drive: Drive, zone: DriveZone | None, most: int = 8) -> list[DriveResult]:
    """The newest entries of a zone (None: of the drive as a whole), so that nobody enters the same a second time."""
    rows = DriveResult.objects.filter(drive=drive, zone=zone).select_related("work", "measure", "entered_by")
    return list(rows.order_by("-entered_at", "-pk")[:most])


def entered_beside(results: Sequence[DriveResult]) -> list[DriveResult]:
    """What somebody else entered for the same zone, day and works as these entries of one form. Corrections are left out."""
    mine = [result for result in results if result.quantity > 0]
    if not mine:
        return []
    rows = DriveResult.objects.filter(drive=mine[0].drive_id, zone=mine[0].zone_id, day=mine[0].day, quantity__gt=0)
    rows = rows.filter(work__in=[one.work_id for one in mine]).exclude(entered_by=mine[0].entered_by_id)
    return list(rows.select_related("work", "measure", "entered_by").order_by("pk"))


def totals_in_zone(drive: Drive, zone: DriveZone | None) -> dict[int, Amount]:
    """Work > what the entries of a zone add up to; without a zone those of the drive as a whole."""
    key = zone.pk if zone else None
    return added((entry.work, entry.amount) for entry in entries_of([drive]) if entry.zone == key)


@dataclass(frozen=True)
class WorkTotal:
    """A line of a total: the work and how much of it, in words ('30余车')."""

    work: str
    words: str

    def __str__(self):
        return f"{self.work}{self.words}"


def totals_by_drive(drives: Sequence[Drive]) -> dict[int, list[WorkTotal]]:
    """Drive > its totals in the works' order; two queries for all of them."""
    works = dict(DriveWork.objects.values_list("pk", "name"))
    sums = added(((entry.drive, entry.work), entry.amount) for entry in entries_of(drives))
    return grouped((drive, WorkTotal(works[work], amount.words)) for (drive, work), amount in sums.items())


def totals_by_zone(zones: Sequence[DriveZone]) -> dict[int, list[WorkTotal]]:
    """Zone > its totals in the works' order; two queries for all of them."""
    works = dict(DriveWork.objects.values_list("pk", "name"))
    entries = entries_of(list({zone.drive_id: zone.drive for zone in zones}.values()))
    sums = added(((entry.zone, entry.work), entry.amount) for entry in entries if entry.zone)
    return grouped((zone, WorkTotal(works[work], amount.words)) for (zone, work), amount in sums.items())


def grouped(pairs: Iterable[tuple]) -> dict:
    """key > its values, in their order."""
    groups: dict = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
