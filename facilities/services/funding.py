"""Money entered and corrected. An entry is never overwritten; more is paid than is secured only with a reason."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models.years import refuse_years
from core.attachments.papers import store_paper
from core.errors import DomainError, NotAllowed
from core.models import Unit, User
from core.quantities import Exactness
from core.trail import record
from facilities.models import FundingEntry, FundingSource, FundingStep, Project
from facilities.selectors.funding import Sums, balance


@transaction.atomic
def enter_money(
    *, project: Project | None, year: int, source: FundingSource, step: str, amount: Decimal, on: date, key: UUID,
    by: User, now: datetime, exactness: str = Exactness.EXACT, document: str = "", note: str = "", reason: str = "",
    paper=None,
) -> FundingEntry:  # fmt: skip
    """An amount (yuan, > 0) planned, secured or paid; project None: for the campaign as a whole. paper: an upload.

    The same key again gives the entry that is there. Raises NotAllowed, or DomainError: more paid than secured without a reason,
    a day to come, a year that is closed.
    """
    town = _locked(project)
    if known := FundingEntry.objects.filter(key=key).first():
        return known
    _check(by, town, on, now)
    refuse_years([year], "year")
    if amount <= 0:
        raise DomainError({"amount": _("Enter an amount above 0.")})
    sums = balance(project, town, source.pk)
    sums.add(step, amount)
    check_covered(sums, step, reason)
    entry = FundingEntry(
        town=town, project=project, year=year, source=source, step=step, amount=amount, exactness=exactness, on=on,
        document=document, note=note, reason=reason.strip(), key=key, entered_at=now, entered_by=by,
    )  # fmt: skip
    return _stored(entry, "enter_money", paper, by, now)


@transaction.atomic
def correct_money(
    *, entry: FundingEntry, amount: Decimal, reason: str, key: UUID, by: User, now: datetime, on: date, paper=None
) -> FundingEntry:
    """Says what an entry should have been (yuan, >= 0): the difference becomes an entry that names the one it corrects.

    A correction of a correction names the first. Raises NotAllowed, or DomainError where nothing changes, no reason is given, the
    day has not come, or the money is that of a closed year.
    """
    first = entry.corrects or entry
    town = _locked(first.project)
    if known := FundingEntry.objects.filter(key=key).first():
        return known
    _check(by, town, on, now)
    refuse_years([first.year])
    if not reason.strip():
        raise DomainError({"reason": _("Say why.")})
    if amount < 0:
        raise DomainError({"amount": _("An amount is not negative.")})
    difference = amount - value_of(first)
    if not difference:
        raise DomainError({"amount": _("That is what the records say already.")})
    correction = FundingEntry(
        town=town, project=first.project, year=first.year, source=first.source, step=first.step, amount=difference,
        exactness=first.exactness, on=on, reason=reason.strip(), corrects=first, key=key, entered_at=now, entered_by=by,
    )  # fmt: skip
    return _stored(correction, "correct_money", paper, by, now)


def value_of(entry: FundingEntry) -> Decimal:
    """What an entry says with its corrections."""
    return entry.amount + sum((one.amount for one in entry.corrections.all()), Decimal(0))


def check_covered(sums: Sums, step: str, reason: str) -> None:
    """Raises DomainError where, with the new entry, more is paid than is secured and nobody says why."""
    if step == FundingStep.PAID and sums.paid > sums.secured and not reason.strip():
        raise DomainError({"reason": _("More would be paid than is secured from this source. Say why.")})


def _stored(entry: FundingEntry, verb: str, paper, by: User, now: datetime) -> FundingEntry:
    entry.full_clean()
    entry.save()
    amount = f"{entry.amount:f}"
    record(subject=entry, by=by, verb=verb, at=now, reason=entry.reason, changes={entry.step: ["", amount]})
    if entry.project:
        record(
            subject=entry.project,
            by=by,
            verb=verb,
            at=now,
            reason=str(entry.source),
            changes={entry.step: ["", amount]},
        )
    if paper:
        store_paper(upload=paper, subject=entry, title=entry.document, by=by, now=now)
    return entry


def _check(by: User, town: Unit, on: date, now: datetime) -> None:
    if not by.access.covers(town.path, "office"):
        raise NotAllowed(_("Money is entered by the office."))
    if on > timezone.localdate(now):
        raise DomainError({"on": _("This day has not come yet.")})


def _locked(project: Project | None) -> Unit:
    """The town whose money it is. Two entries about the same money wait for one another."""
    if project:
        return Project.objects.select_for_update(of=("self",)).select_related("town").get(pk=project.pk).town
    return Unit.objects.select_for_update().get(pk=Unit.objects.home().pk)
