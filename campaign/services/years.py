"""The life of a campaign year: it is opened in one act, and closed once its books are; a closed one is opened again with a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import CampaignYear
from campaign.models.years import year_to_open
from core.errors import DomainError, NotAllowed
from core.models import Unit, User
from core.opening_year import BOOK, Opening, carry_out, made_name
from core.thresholds import locked_town
from core.trail import record

KEEPERS = ("office", "admin")


@dataclass(frozen=True)
class Opened:
    """made: part of core.opening_year > how many it made. closed: was the old year closed in the same act?"""

    year: CampaignYear
    made: dict[str, int]
    closed: bool


def may_keep_years(user: User, town: Unit) -> bool:
    return user.access.covers(town.path, *KEEPERS)


@transaction.atomic
def open_year(*, year: int, slogan: str, targets: str, close_old: bool, by: User, now: datetime) -> Opened:
    """Opens a year after the one before it: everything at once, or nothing.

    close_old: closes the one before it too, which must be over. Raises NotAllowed, or DomainError where the year is open
    already (a second press, or somebody else at the same moment) or it isn't its time.
    """
    town, years = _locked_years(by)
    today = timezone.localdate(now)
    if (known := years.get(year)) and known.opened_at:
        at = timezone.localtime(known.opened_at)
        raise DomainError(
            _("The year %(year)s was opened already, on %(day)s.") % {"year": year, "day": f"{at:%Y-%m-%d}"}
        )
    if year != year_to_open([one.year for one in years.values() if one.opened_at], today):
        raise DomainError(_("The year %(year)s cannot be opened today.") % {"year": year})
    source = source_of(years, year)
    row = known or CampaignYear(year=year)
    row.slogan, row.targets, row.opened_at = slogan, targets, now
    row.save()
    opening = Opening(year, source.year if source else year - 1, town, by, today)
    made = carry_out(opening, now)
    changes = {made_name(part): ["", made[part.name]] for part in BOOK.parts if part.name in made}
    record(subject=row, by=by, verb="open_year", at=now, changes=changes)
    closes = bool(close_old and source and not source.is_closed)
    if closes:
        _close(source, by, now)
    return Opened(row, made, closes)


def source_of(years: dict[int, CampaignYear], year: int) -> CampaignYear | None:
    """The year whose plan is copied: the last one before that was opened; None for the first year of all."""
    before = [one for one in years.values() if one.year < year and one.opened_at]
    return max(before, key=lambda one: one.year, default=None)


@transaction.atomic
def close_year(*, year: int, by: User, now: datetime) -> CampaignYear:
    """Closes a year: from now on it is only read. Raises NotAllowed, or DomainError where it isn't over or is closed already."""
    _town, years = _locked_years(by)
    row = _known(years, year)
    _close(row, by, now)
    return row


def _close(row: CampaignYear, by: User, now: datetime) -> None:
    today = timezone.localdate(now)
    if row.is_closed:
        raise DomainError(_("The year %(year)s is closed already.") % {"year": row.year})
    if not row.is_over(today):
        raise DomainError(
            _("The year %(year)s is not over: it can be closed from 1 January %(next)s on.")
            % {"year": row.year, "next": row.year + 1}
        )
    row.closed_on = today
    row.save(update_fields=["closed_on"])
    record(subject=row, by=by, verb="close_year", at=now, old_state="open", new_state="closed")


@transaction.atomic
def reopen_year(*, year: int, reason: str, by: User, now: datetime) -> CampaignYear:
    """Opens a closed year again, so that something forgotten is entered. Raises NotAllowed, or DomainError."""
    _town, years = _locked_years(by)
    row = _known(years, year)
    if not row.is_closed:
        raise DomainError(_("The year %(year)s is not closed.") % {"year": year})
    if not reason.strip():
        raise DomainError({"reason": _("Say why: the reason stands in the trail.")})
    row.closed_on = None
    row.save(update_fields=["closed_on"])
    record(subject=row, by=by, verb="reopen_year", at=now, old_state="closed", new_state="open", reason=reason.strip())
    return row


def _locked_years(by: User) -> tuple[Unit, dict[int, CampaignYear]]:
    """The town and all years. The town's row is locked, so that two acts about years come one after the other."""
    town = locked_town()
    if not may_keep_years(by, town):
        raise NotAllowed(_("Years are opened and closed by the office."))
    return town, {one.year: one for one in CampaignYear.objects.all()}


def _known(years: dict[int, CampaignYear], year: int) -> CampaignYear:
    if year not in years:
        raise DomainError(_("The year %(year)s is not entered.") % {"year": year})
    return years[year]
