"""Facilities at work: what was done to keep them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models.years import refuse_years
from core.attachments.photos import store_photo
from core.errors import DomainError, NotAllowed
from core.models import PhotoPurpose, User
from core.trail import record
from facilities.models import Facility, Upkeep


@transaction.atomic
def log_upkeep(
    *, facility: Facility, on: date, work: str, by: User, now: datetime, condition_after: str = "", uploads: Iterable = (),
    **details,
) -> Upkeep:  # fmt: skip
    """An entry of the upkeep log. condition_after: the facility's condition from now on, where it is given.

    details: done_by, note, quantity, measure, exactness. Raises NotAllowed, or DomainError for a day to come or of a closed year.
    """
    facility = Facility.objects.select_for_update(of=("self",)).to_keep().get(pk=facility.pk)
    if not facility.may_be_kept_by(by):
        raise NotAllowed(_("Upkeep is entered by the unit that keeps the facility, or by the office."))
    if on > timezone.localdate(now):
        raise DomainError({"on": _("This day has not come yet.")})
    refuse_years([on.year], "on")
    entry = Upkeep(
        facility=facility, on=on, work=work, condition_after=condition_after, entered_at=now, entered_by=by, **details
    )
    entry.full_clean()
    entry.save()
    changes = {"work": ["", work]} | _take_over_condition(facility, entry)
    told = record(subject=facility, by=by, verb="log_upkeep", at=now, changes=changes)
    for upload in uploads:
        store_photo(upload=upload, subject=entry, purpose=PhotoPurpose.RECORD, by=by, now=now, entry=told, caption=work)
    return entry


def _take_over_condition(facility: Facility, entry: Upkeep) -> dict[str, list[str]]:
    """The facility is from now on as the entry says; what that changes, in words."""
    if entry.condition_after in ("", facility.condition):
        return {}
    changes = {"condition": [facility.get_condition_display(), entry.get_condition_after_display()]}
    facility.condition = entry.condition_after
    facility.save(update_fields=["condition"])
    return changes


def keep_condition(entry: Upkeep, by: User | None, now: datetime) -> None:
    """Of an entry from a file: the facility is as its newest entry says. What an older one says is past."""
    if not entry.condition_after:
        return
    newest = entry.facility.upkeep.present().exclude(condition_after="").order_by("-on", "-pk").first()
    if newest == entry and (changes := _take_over_condition(entry.facility, entry)):
        record(subject=entry.facility, by=by, verb="log_upkeep", at=now, changes={"work": ["", entry.work]} | changes)
