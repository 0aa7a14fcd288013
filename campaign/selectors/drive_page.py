"""What the page of a drive and its final sheet show: totals, zones, days, photos before and after, earlier drives."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse

from campaign.drive_totals import Amount, added
from campaign.models import Drive, DriveState, DriveWork, DriveZone
from campaign.selectors.drive_looks import looks_of
from campaign.selectors.drive_totals import Entry, WorkTotal, entries_of, grouped
from campaign.selectors.drives import days_words, state_tag
from core.formats import NOTHING
from core.models import Photo, PhotoPurpose, User

DAYS_IN_FULL = 31
"""A longer drive's days without an entry are not listed one by one."""

COMPARED_WITH = 3
"""So many earlier drives stand beside this one."""


@dataclass(frozen=True)
class ZoneLine:
    """A zone with what it did of each work, in the works' order. zone: None for what was entered for the drive as a whole."""

    zone: DriveZone | None
    cells: list[WorkTotal]
    may_report: bool = False


@dataclass(frozen=True)
class DayLine:
    day: date
    cells: list[WorkTotal]

    @property
    def is_gap(self) -> bool:
        return all(cell.words == NOTHING for cell in self.cells)


@dataclass(frozen=True)
class Pair:
    """The first photo before and the last one after, of a zone or of the drive itself."""

    title: str
    before: dict
    after: dict


@dataclass(frozen=True)
class Compared:
    """This drive and earlier ones: `lines` are (work, cells), a cell for each drive; none where no earlier one did the same works."""

    drives: list[Drive]
    lines: list[tuple[str, list[str]]] = field(default_factory=list)


def drive_page(drive: Drive, user: User, today: date) -> dict:
    """The template's context; the number of queries doesn't depend on zones, days or entries."""
    zones = list(drive.zones.select_related("unit"))
    for zone in zones:
        zone.drive = drive
    entries = entries_of([drive])
    works = works_in(entries)
    state = drive.state_on(today)
    tables = sheet_tables(drive, zones, entries, works, user)
    return tables | {
        "own_zones": [line.zone for line in tables["zone_lines"] if line.may_report],
        "state": state,
        "state_tag": state_tag(state),
        "is_running": state == DriveState.RUNNING,
        "is_over": state == DriveState.OVER or (state == DriveState.RUNNING and today == drive.ends_on),
        "days": days_words(drive),
        "day_lines": day_lines(drive, entries, works, today),
        **photos_of(drive, zones),
        "compared": compared_with_earlier(drive, entries, works),
        **looks_of(drive, zones, user, today),
    }


def sheet_tables(drive: Drive, zones: list[DriveZone], entries: list[Entry], works: dict[int, str], user: User) -> dict:
    """Totals and zones, as the page and the final sheet show them."""
    totals = added((entry.work, entry.amount) for entry in entries)
    return {
        "zones": zones,
        "works": list(works.values()),
        "totals": [WorkTotal(works[work], amount.words) for work, amount in totals.items()],
        "zone_lines": zone_lines(drive, zones, entries, works, user),
    }


def works_in(entries: Iterable[Entry]) -> dict[int, str]:
    """The works that were done, by key, in their order; one query."""
    names = dict(DriveWork.objects.values_list("pk", "name"))
    return {entry.work: names[entry.work] for entry in entries}


def cells_of(sums: dict, key, works: dict[int, str]) -> list[str]:
    found: list[Amount | None] = [sums.get((key, work)) for work in works]
    return [amount.words if amount else NOTHING for amount in found]


def totals_at(sums: dict, key, works: dict[int, str]) -> list[WorkTotal]:
    words = cells_of(sums, key, works)
    return [WorkTotal(name, one) for name, one in zip(works.values(), words, strict=True)]


def zone_lines(
    drive, zones: list[DriveZone], entries: list[Entry], works: dict[int, str], user: User
) -> list[ZoneLine]:
    sums = added(((entry.zone, entry.work), entry.amount) for entry in entries)
    open_still = drive.closed_at is None
    lines = [
        ZoneLine(zone, totals_at(sums, zone.pk, works), open_still and zone.may_be_reported_by(user)) for zone in zones
    ]
    if any(zone is None for zone, _work in sums):
        lines.append(ZoneLine(None, totals_at(sums, None, works)))
    return lines


def day_lines(drive: Drive, entries: list[Entry], works: dict[int, str], today: date) -> list[DayLine]:
    """The days that have come, the latest first; those without an entry are shown as gaps."""
    sums = added(((entry.day, entry.work), entry.amount) for entry in entries)
    days = {entry.day for entry in entries}
    if drive.days <= DAYS_IN_FULL and days:
        passed = (min(today, drive.ends_on) - drive.starts_on).days + 1
        days |= {drive.starts_on + timedelta(days=number) for number in range(max(passed, 0))}
    return [DayLine(day, totals_at(sums, day, works)) for day in sorted(days, reverse=True)]


def compared_with_earlier(drive: Drive, entries: list[Entry], works: dict[int, str]) -> Compared | None:
    """The same works in the drives before this one; None where there is none before, or nothing was done yet."""
    before = Drive.objects.earlier_than(drive)
    earlier = list(before.having_done(works)[:COMPARED_WITH])
    if not works or not (earlier or before.exists()):
        return None
    if not earlier:
        return Compared([drive])
    every = [*entries, *entries_of(earlier)]
    sums = added(((entry.work, entry.drive), entry.amount) for entry in every)
    drives = [drive, *earlier]
    lines = [
        (name, [amount.words if (amount := sums.get((work, one.pk))) else NOTHING for one in drives])
        for work, name in works.items()
    ]
    for one in drives:
        one.days_words = days_words(one)
    return Compared(drives, lines)


def photos_of(drive: Drive, zones: list[DriveZone]) -> dict:
    """pairs: zones (and the drive itself) with photos before and after; zone_photos: (zone, its photos); two queries."""
    photos = grouped(
        (photo.subject_id, photo) for photo in Photo.objects.of_many(DriveZone, [zone.pk for zone in zones])
    )
    pairs = [_pair(drive.name, list(Photo.objects.about(drive)))]
    pairs += [_pair(zone.name, photos.get(zone.pk, [])) for zone in zones]
    return {
        "pairs": [pair for pair in pairs if pair],
        "zone_photos": [(zone, photos[zone.pk]) for zone in zones if zone.pk in photos],
    }


def _pair(title: str, photos: list[Photo]) -> Pair | None:
    before = next((photo for photo in photos if photo.purpose == PhotoPurpose.BEFORE), None)
    after = next((photo for photo in reversed(photos) if photo.purpose == PhotoPurpose.AFTER), None)
    return Pair(title, _shown(before, title), _shown(after, title)) if before and after else None


def _shown(photo: Photo, title: str) -> dict:
    alt = f"{title} {photo.get_purpose_display()}"
    return {"url": reverse("photo", args=[photo.key]), "alt": alt, "at": photo.uploaded_at}
