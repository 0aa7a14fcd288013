"""A day's clearance of many facilities, kept in one step. A facility that is left blank stays a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models.years import refuse_years
from core.errors import DomainError, NotAllowed
from core.formats import points
from core.models import User
from core.trail import entry_of, record_many
from facilities.models import Clearance, Facility


@dataclass(frozen=True)
class Entry:
    """What was typed for a facility. truckloads None: nothing, a gap. shown: what the page had shown (`shown_as`)."""

    facility_id: int
    truckloads: Decimal | None
    same_day: bool = True
    note: str = ""
    shown: str = ""

    @property
    def typed(self) -> str:
        return "" if self.truckloads is None else _shown(self.truckloads, self.same_day, self.note)


def shown_as(clearance: Clearance | None) -> str:
    """A record as a page shows it, to be sent back with what was typed; '' for a gap."""
    return _shown(clearance.truckloads, clearance.same_day, clearance.note) if clearance else ""


def _shown(truckloads: Decimal, same_day: bool, note: str) -> str:
    return f"{points(truckloads)}|{int(same_day)}|{note}"


@transaction.atomic
def save_day(*, day: date, entries: Iterable[Entry], by: User, now: datetime) -> int:
    """Keeps what differs from what the page had shown; gives how many records that were.

    So two people with the same page do not wipe out each other's entries. Raises NotAllowed for another unit's facility;
    DomainError for a day to come, of a closed year or before a facility was in use, and where somebody else entered another value meanwhile.
    """
    if day > timezone.localdate(now):
        raise DomainError(_("This day has not come yet."))
    refuse_years([day.year])
    changed = {entry.facility_id: entry for entry in entries if entry.typed != entry.shown}
    facilities = Facility.objects.visible_to(by).cleared().to_keep().select_for_update(of=("self",)).order_by("pk")
    found = {facility.pk: facility for facility in facilities.filter(pk__in=changed)}
    if len(found) < len(changed) or not all(facility.may_be_kept_by(by) for facility in found.values()):
        raise NotAllowed(_("Clearance is entered by the unit that keeps the facility, or by the office."))
    stored = {one.facility_id: one for one in Clearance.objects.filter(day=day, facility__in=found)}
    _check(day, found, stored, changed)
    _write(day, found, stored, changed, by, now)
    return len(changed)


def _check(day, found, stored, changed) -> None:
    for pk, facility in found.items():
        if facility.built_on and day < facility.built_on:
            raise DomainError(_("%(facility)s was not in use yet on that day.") % {"facility": facility})
        if shown_as(stored.get(pk)) not in (changed[pk].shown, changed[pk].typed):
            raise DomainError(
                _("Somebody else entered %(facility)s meanwhile. Open the day again to see it.")
                % {"facility": facility}
            )


def _write(day, found, stored, changed, by, now) -> None:
    told, new, kept = [], [], []
    for pk, entry in changed.items():
        row = stored.get(pk)
        if row and entry.truckloads is None:
            told.append(_told(row, entry, "remove", by, now))
            Clearance.objects.filter(pk=row.pk).delete()  # the row itself keeps its number for the trail
        elif entry.truckloads is not None:
            (kept if row else new).append(row or Clearance(facility=found[pk], day=day))
    for row in [*new, *kept]:
        entry = changed[row.facility_id]
        row.truckloads, row.same_day, row.note = entry.truckloads, entry.same_day, entry.note
        row.entered_at, row.entered_by = now, by
        row.clean_fields()
    Clearance.objects.bulk_create(new)
    Clearance.objects.bulk_update(kept, ["truckloads", "same_day", "note", "entered_at", "entered_by"])
    told += [_told(row, changed[row.facility_id], "create", by, now) for row in new]
    told += [_told(row, changed[row.facility_id], "edit", by, now) for row in kept]
    record_many(told)


def _told(row: Clearance, entry: Entry, verb: str, by: User, now: datetime):
    return entry_of(subject=row, by=by, verb=verb, at=now, changes={"clearance": [entry.shown, entry.typed]})
