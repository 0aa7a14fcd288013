"""Drives at work: their zones, what each zone did on a day, the final sheet. Each with its trail."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.drive_totals import Amount
from campaign.models import Drive, DriveResult, DriveState, DriveWork, DriveZone
from campaign.models.years import refuse_closed
from campaign.selectors.drive_totals import totals_by_drive, totals_in_zone
from core.attachments.photos import store_photo
from core.errors import DomainError, NotAllowed
from core.models import Photo, User
from core.trail import record

FINAL = gettext_lazy("The final sheet of this drive is made: nothing is added to it any more.")


@transaction.atomic
def enter_results(
    *,
    drive: Drive,
    zone: DriveZone | None,
    day: date,
    amounts: Mapping[DriveWork, Amount],
    note: str,
    key: UUID,
    by: User,
    now: datetime,
    photos: Mapping[str, Sequence] | None = None,
) -> list[DriveResult]:
    """Keeps what a zone (None: the drive as a whole) did on a day, an entry for each work. photos: purpose > uploads.

    The same key again changes nothing and gives the entries that are there. A correction is an entry with a minus sign; it needs a
    note, and no total falls below 0. Raises NotAllowed or DomainError.
    """
    drive = locked(drive.pk)
    if known := _known(drive, key):
        return known[0]
    _check_may_report(drive, zone, by)
    check_day(drive, day, timezone.localdate(now))
    amounts = {work: one for work, one in amounts.items() if one.quantity}
    if not amounts and not any((photos or {}).values()):
        raise DomainError(_("Enter at least one figure, or add a photo."))
    _check_amounts(drive, zone, amounts, note)
    results = [
        DriveResult(
            drive=drive, zone=zone, work=work, day=day, note=note, key=uuid5(key, str(work.pk)), quantity=one.quantity,
            measure=work.measure, exactness=one.exactness, entered_by=by, entered_at=now,
        )
        for work, one in amounts.items()
    ]  # fmt: skip
    for result in results:
        result.full_clean(exclude=["drive", "zone", "work", "measure", "entered_by"], validate_unique=False)
    DriveResult.objects.bulk_create(results)
    entry = record(subject=drive, by=by, verb="drive_result", at=now, reason=told(zone, day, amounts, note))
    _store_photos(photos or {}, zone or drive, key, entry, by, now, caption=note)
    return results


def _known(drive: Drive, key: UUID) -> tuple[list[DriveResult]] | None:
    """What this form brought when it was sent before, in a tuple (it may be photos alone); None if it is new."""
    keys = [uuid5(key, str(pk)) for pk in DriveWork.objects.values_list("pk", flat=True)]
    if found := list(DriveResult.objects.filter(drive=drive, key__in=keys)):
        return (found,)
    return ([],) if Photo.objects.filter(key=_photo_key(key, 0)).exists() else None


def _check_may_report(drive: Drive, zone: DriveZone | None, by: User) -> None:
    if zone is not None and zone.drive_id != drive.pk:
        raise DomainError(_("This zone belongs to another drive."))
    allowed = zone.may_be_reported_by(by) if zone else drive.may_be_edited_by(by)
    if not allowed:
        raise NotAllowed(_("Results are entered by the unit that answers for the zone, or by the office."))
    if drive.closed_at:
        raise DomainError(FINAL)
    refuse_closed(drive, "starts_on")


def check_day(drive: Drive, day: date, today: date) -> None:
    """Raises DomainError for a day to come, and for one outside the drive."""
    if day > today:
        raise DomainError({"day": _("This day has not come yet.")})
    if not drive.starts_on <= day <= drive.ends_on:
        raise DomainError({"day": _("The drive lasts from %(first)s until %(last)s.") % _span(drive)})


def _span(drive: Drive) -> dict[str, str]:
    return {"first": drive.starts_on.isoformat(), "last": drive.ends_on.isoformat()}


def _check_amounts(drive: Drive, zone: DriveZone | None, amounts: Mapping[DriveWork, Amount], note: str) -> None:
    taken_away = [work for work, one in amounts.items() if one.quantity < 0]
    if retired := [work for work in amounts if not work.is_active and work not in taken_away]:
        raise DomainError(_("%(work)s is retired: it can only be corrected.") % {"work": retired[0].name})
    if taken_away and not note.strip():
        raise DomainError({"note": _("Say what the correction is about.")})
    totals = totals_in_zone(drive, zone) if taken_away else {}
    for work in taken_away:
        before = totals.get(work.pk)
        if before is None or before.quantity + amounts[work].quantity < 0:
            raise DomainError(_("%(work)s: more would be taken away than was entered.") % {"work": work.name})


def told(zone: DriveZone | None, day: date, amounts: Mapping[DriveWork, Amount], note: str) -> str:
    """What the drive's trail says of results: '东片 · 2026-06-08 · 清运垃圾22车'."""
    done = _(", ").join(f"{work.name} {one.words}" for work, one in amounts.items())
    where = zone.name if zone else _("the drive as a whole")
    return _(" · ").join(filter(None, [where, day.isoformat(), done, note]))


def _photo_key(key: UUID, number: int) -> UUID:
    return uuid5(key, f"photo {number}")


def _store_photos(photos: Mapping[str, Sequence], subject, key, entry, by, now, caption) -> None:
    every = [(purpose, upload) for purpose, uploads in photos.items() for upload in uploads]
    for number, (purpose, upload) in enumerate(every):
        store_photo(
            upload=upload, subject=subject, purpose=purpose, by=by, now=now, key=_photo_key(key, number),
            caption=caption, entry=entry,
        )  # fmt: skip


@transaction.atomic
def close_drive(*, drive: Drive, outcome: str, by: User, now: datetime) -> Drive:
    """Makes the final sheet: from now on nothing is added, and the trail keeps the totals as they are. Raises NotAllowed, or
    DomainError while the drive goes on, when it is closed already or without an outcome.
    """
    drive = locked(drive.pk)
    if not drive.may_be_edited_by(by):
        raise NotAllowed(_("The final sheet is made by the office."))
    state = drive.state_on(timezone.localdate(now))
    if state == DriveState.CLOSED:
        raise DomainError(_("The final sheet of this drive is made already."))
    if timezone.localdate(now) < drive.ends_on:
        raise DomainError(_("The final sheet is made on the last day at the earliest."))
    if not outcome.strip():
        raise DomainError({"outcome": _("Say what came of the drive.")})
    drive.outcome, drive.closed_at, drive.closed_by = outcome.strip(), now, by
    drive.full_clean(exclude=["town", "closed_by"], validate_unique=False)
    drive.save(update_fields=["outcome", "closed_at", "closed_by"])
    frozen = {total.work: ["", total.words] for total in totals_by_drive([drive]).get(drive.pk, [])}
    record(subject=drive, by=by, verb="close_drive", at=now, changes=frozen, reason=drive.outcome)
    return drive


@transaction.atomic
def reopen_drive(*, drive: Drive, reason: str, by: User, now: datetime) -> Drive:
    """Takes the final sheet back, so that results can be corrected. What it said stays in the trail."""
    drive = locked(drive.pk)
    if not drive.may_be_edited_by(by):
        raise NotAllowed(_("The final sheet is taken back by the office."))
    if not drive.closed_at:
        raise DomainError(_("This drive has no final sheet yet."))
    if not reason.strip():
        raise DomainError({"reason": _("Say why.")})
    refuse_closed(drive, "starts_on")
    drive.closed_at = drive.closed_by = None
    drive.save(update_fields=["closed_at", "closed_by"])
    record(subject=drive, by=by, verb="reopen_drive", at=now, reason=reason.strip())
    return drive


def locked(pk: int) -> Drive:
    """The drive, whose entries nobody else changes until this transaction ends."""
    return Drive.objects.select_for_update(of=("self",)).select_related("town").get(pk=pk)
