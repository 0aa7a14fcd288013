"""申诉: a unit appeals against an item of its published sheet within the term; somebody else than the scorer decides."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import Unit, User
from core.trail import record
from core.workdays.calendar import WorkCalendar
from inspections.models import Amendment, Appeal, AppealState, Round, Score, Sheet, SheetState
from inspections.services.amendments import DECIDERS, decide_amendment, locked_sheet, new_amendment
from inspections.services.entries import Entry, award_of


def appeal_deadline(round: Round, calendar: WorkCalendar) -> datetime | None:
    """The end of the office hours of the last day on which units may appeal (local time); None before publication."""
    if not round.is_published or round.published_at is None:
        return None
    published = timezone.localtime(round.published_at)
    last = calendar.nth_working_day_after(published.date(), settings.APPEAL_WORKING_DAYS)
    return calendar.closing_time(last, published.tzinfo)


def appealing_unit(user: User, sheet: Sheet) -> Unit | None:
    """The unit for which this user may appeal against the sheet: its unit, or one that answers for it."""
    units = [*([sheet.unit] if sheet.unit else []), *sheet.departments.all()]
    return next((unit for unit in units if user.access.covers(unit.path, "unit")), None)


def may_appeal(user: User, sheet: Sheet, now: datetime, calendar: WorkCalendar) -> bool:
    """Is the term running, and does this user act for a unit of the sheet?"""
    deadline = appeal_deadline(sheet.round, calendar)
    in_time = deadline is not None and now <= deadline
    return in_time and sheet.state == SheetState.SUBMITTED and appealing_unit(user, sheet) is not None


@transaction.atomic
def file_appeal(*, score: Score, reason: str, by: User, now: datetime, calendar: WorkCalendar) -> Appeal:
    """Raises NotAllowed (no unit of the sheet), DomainError (too late, nothing lost, appealed before)."""
    sheet = locked_sheet(score)
    score = sheet.scores.select_related("item").get(pk=score.pk)  # as it is now: it may have been corrected
    unit = appealing_unit(by, sheet)
    if unit is None:
        raise NotAllowed(_("Only a unit that the sheet is about may appeal."))
    deadline = appeal_deadline(sheet.round, calendar)
    if deadline is None or sheet.state != SheetState.SUBMITTED:
        raise DomainError(_("Appeals are possible once the round is published."))
    if now > deadline:
        raise DomainError(
            _("The term for appeals ended on %(day)s."),
            params={"day": f"{timezone.localtime(deadline):%Y-%m-%d %H:%M}"},
        )
    if not score.lost:
        raise DomainError(_("No points were lost on this item: there is nothing to appeal against."))
    if not reason.strip():
        raise DomainError(_("Give a reason."), code="reason")
    appeal = Appeal(score=score, unit=unit, reason=reason.strip(), by=by, at=now)
    appeal.full_clean()
    appeal.save()
    record(subject=appeal, by=by, verb="appeal", at=now, new_state=appeal.state, reason=appeal.reason)
    record(subject=sheet, by=by, verb="appeal", at=now, reason=f"{unit} · {score.item.name}: {appeal.reason}")
    return appeal


def may_decide_appeal(user: User, appeal: Appeal) -> bool:
    """The town's office or a leader, who neither scored the sheet nor filed the appeal."""
    sheet = appeal.score.sheet
    stranger = user.pk not in (sheet.inspector_id, appeal.by_id)
    return appeal.is_open and stranger and user.access.covers(sheet.round.territory.path, *DECIDERS)


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, uphold: bool, decision: str, by: User, now: datetime, entry: Entry | None = None
) -> Appeal:
    """Upheld with what should have been entered (`entry`), it makes an amendment that is accepted at once: the appellant
    proposed it, the decider accepts it, so two people stand behind it. Where a correction since it was filed has given the item
    these points already (two units may appeal against one), it is upheld by that one. Raises NotAllowed, DomainError.
    """
    appeal = Appeal.objects.select_for_update(of=("self",)).with_details().get(pk=appeal.pk)
    if not appeal.is_open:
        raise DomainError(_("This appeal has been decided already."))
    if not may_decide_appeal(by, appeal):
        raise NotAllowed(_("An appeal is decided by the office or a leader who neither scored the item nor filed it."))
    if not decision.strip():
        raise DomainError(_("Give the grounds of the decision."), code="reason")
    appeal.state = AppealState.UPHELD if uphold else AppealState.DISMISSED
    appeal.decided_by, appeal.decided_at, appeal.decision = by, now, decision.strip()[:200]
    appeal.save()
    _record(appeal)
    if uphold:
        _amend(appeal, entry or Entry())
    return appeal


def settled_by(appeal: Appeal) -> Amendment | None:
    """The last correction of the item that was accepted between the appeal and its decision (until now, where it is open)."""
    meanwhile = Amendment.objects.accepted().filter(score=appeal.score_id, decided_at__gte=appeal.at)
    if appeal.decided_at:
        meanwhile = meanwhile.filter(decided_at__lte=appeal.decided_at)
    return meanwhile.with_details().order_by("-decided_at", "-pk").first()


def _has_these_points(score: Score, entry: Entry) -> bool:
    award = award_of(score.item, entry.fitting(score.item), score.repeated)
    return (award.awarded if award else None) == score.awarded


def _amend(appeal: Appeal, entry: Entry) -> None:
    locked_sheet(appeal.score)
    score = Score.objects.select_related("item__standard", "item__scale").get(pk=appeal.score_id)  # as it is now
    if settled_by(appeal) and _has_these_points(score, entry):
        return
    amendment = new_amendment(
        score=appeal.score,
        entry=entry,
        reason=_("Appeal upheld: %(grounds)s") % {"grounds": appeal.reason},
        by=appeal.by,
        now=appeal.decided_at,
        appeal=appeal,
    )
    decide_amendment(
        amendment=amendment, accept=True, decision=appeal.decision, by=appeal.decided_by, now=appeal.decided_at
    )


def _record(appeal: Appeal) -> None:
    verb = "uphold_appeal" if appeal.state == AppealState.UPHELD else "dismiss_appeal"
    about = {"by": appeal.decided_by, "verb": verb, "at": appeal.decided_at, "reason": appeal.decision}
    record(subject=appeal, old_state=AppealState.OPEN, new_state=appeal.state, **about)
    record(subject=appeal.score.sheet, **about)
