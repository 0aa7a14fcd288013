"""Sheets that arrived after their round was closed: the office accepts them or refuses them, before publication."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import User
from core.trail import record
from inspections.models import Round, Sheet, SheetState
from inspections.services.sheets import count_sheet, locked_with_round, occurrence_of


@transaction.atomic
def accept_late_sheet(*, sheet: Sheet, by: User, now: datetime) -> Sheet:
    """The sheet counts from now on: its lost items become problems, the results are worked out again."""
    sheet = _undecided(sheet, by)
    sheet.state, sheet.occurrence = SheetState.SUBMITTED, occurrence_of(sheet)
    sheet.save(update_fields=["state", "occurrence"])
    record(subject=sheet, by=by, verb="accept_late", at=now, old_state=SheetState.LATE, new_state=sheet.state)
    count_sheet(sheet=sheet, scores=list(sheet.scores.select_related("item__section", "item__problem_kind")), now=now)
    return sheet


@transaction.atomic
def refuse_late_sheet(*, sheet: Sheet, reason: str, by: User, now: datetime) -> Sheet:
    """The sheet never counts; it stays readable with the reason."""
    sheet = _undecided(sheet, by)
    if not reason.strip():
        raise DomainError(_("Give a reason."), code="reason")
    return _refuse(sheet, reason.strip(), by, now)


def end_undecided(*, round: Round, now: datetime) -> None:
    """What nobody decided on never counts once the results are published, and nobody waits for it any longer. Call it in the
    publication's transaction; a sheet that is being decided on at this moment finds the round published (`_undecided`)."""
    waiting = Sheet.objects.late().filter(round=round).order_by("pk")
    for sheet in waiting.select_for_update(of=("self",), skip_locked=True):
        _refuse(sheet, _("The results were published before it was decided on."), None, now)


def _refuse(sheet: Sheet, reason: str, by: User | None, now: datetime) -> Sheet:
    sheet.state = SheetState.VOID
    sheet.save(update_fields=["state"])
    record(
        subject=sheet,
        by=by,
        verb="refuse_late",
        at=now,
        old_state=SheetState.LATE,
        new_state=sheet.state,
        reason=reason,
    )
    return sheet


def _undecided(sheet: Sheet, by: User) -> Sheet:
    """The late sheet, locked with its round, if this user may decide on it. Raises NotAllowed or DomainError."""
    sheet = locked_with_round(sheet)
    if not by.access.covers(sheet.round.territory.path, "office"):
        raise NotAllowed(_("Only the campaign office of this town decides on late sheets."))
    if sheet.state != SheetState.LATE or sheet.round.is_published:
        raise DomainError(_("There is nothing to decide any more: look at the sheet again."))
    return sheet
