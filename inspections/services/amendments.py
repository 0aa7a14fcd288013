"""Amendments: what a closed or published round's score is corrected by. One proposes, another decides; both values stay."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import User
from core.trail import record
from inspections.models import (
    Amendment,
    AmendmentState,
    Appeal,
    Basis,
    Method,
    Round,
    RoundResult,
    RoundState,
    Score,
    Sheet,
    SheetState,
)
from inspections.services.aftermath import work_out
from inspections.services.entries import Entry, award_of, entry_of
from inspections.services.results import refresh_results, store_ranks
from inspections.services.rewards import propose_rewards
from inspections.services.sheets import locked_with_round, retotal

AMENDABLE = (RoundState.CLOSED, RoundState.PUBLISHED)
DECIDERS = ("office", "leader")
VALUES = ("not_applicable", "count", "grade_id", "passed", "points")
"""The fields of Score that hold what was entered."""


def kept_entry(entry: Entry) -> dict:
    """An entry as JSON keeps it, by the names of Score's fields; what was not entered is left out."""
    values = {name: getattr(entry, name) for name in VALUES}
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in values.items() if v is not None}


def entry_from(kept: dict) -> Entry:
    """The entry that `kept_entry` wrote."""
    values = {name: kept[name] for name in VALUES if name in kept}
    if "points" in values:
        values["points"] = Decimal(values["points"])
    return Entry(**values)


def may_propose(user: User, sheet: Sheet) -> bool:
    """The office of the town, once nothing comes in any more; before that the sheet itself is made void and done anew."""
    round = sheet.round
    return (
        round.state in AMENDABLE
        and sheet.state == SheetState.SUBMITTED
        and user.access.covers(round.territory.path, "office")
    )


def may_decide(user: User, amendment: Amendment) -> bool:
    """Another one than the proposer, of the town's office or leaders."""
    covered = user.access.covers(amendment.score.sheet.round.territory.path, *DECIDERS)
    return amendment.is_open and covered and amendment.proposed_by_id != user.pk


@transaction.atomic
def propose_amendment(*, score: Score, entry: Entry, reason: str, by: User, now: datetime) -> Amendment:
    """entry: what should have been entered; the item's rule turns it into points. Raises NotAllowed, DomainError."""
    sheet = locked_sheet(score)
    if not by.access.covers(sheet.round.territory.path, "office"):
        raise NotAllowed(_("Only the campaign office of this town may do that."))
    _check_amendable(sheet)
    amendment = new_amendment(score=score, entry=entry, reason=reason, by=by, now=now)
    record(subject=sheet, by=by, verb="propose_amendment", at=now, reason=reason, changes=_points_changed(amendment))
    return amendment


def new_amendment(
    *, score: Score, entry: Entry, reason: str, by: User, now: datetime, appeal: Appeal | None = None
) -> Amendment:
    """Stored as proposed; both entries and both points are kept. Raises DomainError where nothing would change."""
    score = Score.objects.select_related("item__standard", "item__scale").get(pk=score.pk)
    if not reason.strip():
        raise DomainError(_("Give a reason."), code="reason")
    if score.amendments.proposed().exists():
        raise DomainError(_("This score already has a proposed correction."))
    old, new = entry_of(score), entry.fitting(score.item)
    award = award_of(score.item, new, score.repeated)
    if (award.awarded if award else None) == score.awarded:
        raise DomainError(_("The item would have the same points as now: there is nothing to correct."))
    return Amendment.objects.create(
        score=score,
        old_awarded=score.awarded,
        new_awarded=award.awarded if award else None,
        old_entry=kept_entry(old),
        new_entry=kept_entry(new),
        reason=reason.strip()[:200],
        proposed_by=by,
        proposed_at=now,
        appeal=appeal,
    )


@transaction.atomic
def decide_amendment(*, amendment: Amendment, accept: bool, decision: str, by: User, now: datetime) -> Amendment:
    """Accepting changes score, sheet, results and (once published) ranks in this transaction; refusing wants its grounds.

    Raises NotAllowed (the proposer, or somebody without a post for it), DomainError (decided already, score changed since).
    """
    amendment = Amendment.objects.select_for_update(of=("self",)).with_details().get(pk=amendment.pk)
    if not amendment.is_open:
        raise DomainError(_("This correction has been decided already."))
    if not may_decide(by, amendment):
        raise NotAllowed(_("A correction is decided by the office or a leader, and never by whoever proposed it."))
    if not accept and not decision.strip():
        raise DomainError(_("Give a reason."), code="reason")
    sheet = locked_with_round(amendment.score.sheet)
    amendment.decided_by, amendment.decided_at, amendment.decision = by, now, decision.strip()[:200]
    amendment.state = AmendmentState.ACCEPTED if accept else AmendmentState.REFUSED
    amendment.effects = _apply(amendment, sheet) if accept else []
    amendment.save()
    _record_decision(amendment, sheet)
    return amendment


def locked_sheet(score: Score) -> Sheet:
    """The score's sheet, locked, with its round: amendments of one sheet are decided one after the other."""
    sheets = Sheet.objects.select_for_update(of=("self",)).select_related("round__territory", "round__standard")
    return sheets.get(pk=score.sheet_id)


def _check_amendable(sheet: Sheet) -> None:
    if sheet.round.state not in AMENDABLE:
        raise DomainError(_("The round is still open: have the sheet made void and done anew."))
    if sheet.state != SheetState.SUBMITTED:
        raise DomainError(_("Only a sheet that counts can be corrected."))


def _apply(amendment: Amendment, sheet: Sheet) -> list[dict]:
    """Lets the score, the sheet and the results follow. Returns what changed in the results."""
    _check_amendable(sheet)
    score = (
        Score.objects.select_for_update(of=("self",))
        .select_related("item__standard", "item__scale")
        .get(pk=amendment.score_id)
    )
    if score.awarded != amendment.old_awarded:
        raise DomainError(_("The score was changed in the meantime: refuse this correction and propose it anew."))
    round = sheet.round
    before = _standings(round)
    _rewrite(score, amendment)
    retotal(sheet)
    refresh_results(round=round, sheets=[sheet], published_too=True)
    if round.is_published:
        store_ranks(round)
        propose_rewards(round=round, now=amendment.decided_at)
    work_out(round=round, now=amendment.decided_at)
    return _differences(before, _standings(round))


def _rewrite(score: Score, amendment: Amendment) -> None:
    if amendment.new_entry:
        entry = entry_from(amendment.new_entry)
        award = award_of(score.item, entry, score.repeated)
        for name in VALUES:
            setattr(score, name, getattr(entry, name))
        score.awarded, score.maximum = (award.awarded, award.maximum) if award else (None, None)
    else:  # a file gave the points alone
        score.awarded = amendment.new_awarded
        if score.item.method in (Method.DIRECT, Method.BONUS):
            score.points = amendment.new_awarded
    score.save()


Standing = tuple[str, str, str | None, int | None]


def _standings(round: Round) -> dict[tuple, Standing]:
    """{(basis, unit id): (basis, unit's name, score as text, rank)} as stored."""
    rows = RoundResult.objects.filter(round=round).order_by("basis", "rank", "unit__path")
    return {
        (basis, unit_id): (basis, name or "", None if score is None else f"{score:f}", rank)
        for basis, unit_id, name, score, rank in rows.values_list("basis", "unit_id", "unit__name", "score", "rank")
    }


def _differences(before: dict[tuple, Standing], after: dict[tuple, Standing]) -> list[dict]:
    changed = [(before.get(key, (*one[:2], None, None)), one) for key, one in after.items() if before.get(key) != one]
    return [
        {"basis": new[0], "unit": new[1], "score": [old[2], new[2]], "rank": [old[3], new[3]]} for old, new in changed
    ]


def _points_changed(amendment: Amendment) -> dict:
    old, new = (None if v is None else f"{v.normalize():f}" for v in (amendment.old_awarded, amendment.new_awarded))
    return {amendment.score.item.name: [old, new]}


def _record_decision(amendment: Amendment, sheet: Sheet) -> None:
    verb = "amend" if amendment.state == AmendmentState.ACCEPTED else "refuse_amendment"
    about = {"by": amendment.decided_by, "at": amendment.decided_at, "verb": verb}
    reason = "\n".join(filter(None, [amendment.reason, amendment.decision]))
    changes = _points_changed(amendment)
    states = {"old_state": AmendmentState.PROPOSED, "new_state": amendment.state}
    record(subject=amendment, reason=amendment.decision, changes=changes, **states, **about)
    record(subject=sheet, reason=reason, changes=changes, **about)
    if amendment.state == AmendmentState.ACCEPTED:
        record(subject=sheet.round, reason=f"{sheet.point}: {reason}", changes=changes | _ranks(amendment), **about)


def _ranks(amendment: Amendment) -> dict:
    """Old and new score and rank of every unit whose result moved, for the round's trail."""
    words = {}
    for effect in amendment.effects:
        if effect["basis"] == "total":
            continue
        old, new = (
            _("%(score)s points, rank %(rank)s") % {"score": score or "—", "rank": rank or "—"}
            for score, rank in zip(effect["score"], effect["rank"], strict=True)
        )
        name = effect["unit"] or _("none given")
        if effect["basis"] == Basis.DEPARTMENT:
            name = _("%(unit)s (as responsible unit)") % {"unit": name}
        words[name] = [old, new]
    return words
