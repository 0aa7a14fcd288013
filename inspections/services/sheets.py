"""Sheets: kept as drafts while typing, submitted once, made void with a reason."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.attachments.unused_photos import drop_photos
from core.bulk import write_again
from core.errors import DomainError, NotAllowed
from core.models import Photo, User
from core.trail import record
from facilities.models import Point
from inspections import scoring
from inspections.models import Assignment, Item, Round, Score, Sheet, SheetState
from inspections.services.aftermath import renew_results
from inspections.services.entries import (
    ChangedElsewhere,
    Entry,
    EntryErrors,
    award_of,
    entry_of,
    otherwise,
    veto_of,
    widest_veto,
)
from inspections.services.findings import report_lost_items
from inspections.services.late import check_not_early, check_taken
from inspections.services.results import caps_of


def items_for(round: Round, point: Point) -> list[Item]:
    """The items of the round's standard that are judged at this kind of point, in order, ready for scoring."""
    items = (
        Item.objects.filter(standard=round.standard_id)
        .select_related("section", "standard", "problem_kind", "scale")
        .prefetch_related("scale__grades", "kinds")
        .order_by("section__order", "section_id", "order", "pk")
    )
    return [item for item in items if not item.kinds.all() or point.kind_id in {kind.pk for kind in item.kinds.all()}]


@transaction.atomic
def save_draft(
    *,
    key: UUID,
    round: Round,
    point: Point,
    inspector: User,
    entries: Mapping[int, Entry],
    now: datetime,
    visited_at: datetime | None = None,
    changed: Collection[int] | None = None,
) -> Sheet:
    """Keeps what is typed so far. A wrong value is refused (EntryErrors); a missing one is only missing.

    changed: ids of the items that this phone changed since it read the draft (None: all). What another phone changed since
    then stays, and is told in the sheet's `newer`, {item id: Entry}.
    """
    visit = {"round": round, "point": point, "inspector": inspector, "visited_at": visited_at}
    sheet, _is_late = _own_sheet(key=key, now=now, **visit)
    sheet.newer = {}
    if sheet.state == SheetState.DRAFT:
        items = items_for(round, point)
        if changed is not None:
            sheet.newer = otherwise(sheet, items, entries, changed)
        _write_scores(sheet, items, {**entries, **sheet.newer}, complete=False)
    return sheet


@transaction.atomic
def submit_sheet(
    *,
    key: UUID,
    round: Round,
    point: Point,
    inspector: User,
    entries: Mapping[int, Entry],
    now: datetime,
    visited_at: datetime | None = None,
    changed: Collection[int] | None = None,
) -> Sheet:
    """Submits a sheet: scores, results, findings and trail in one transaction. Sent twice, it is one sheet.

    A visit that is declared for before its round was closed is kept as late: it counts when the office accepts it.
    changed: see `save_draft`.
    Raises EntryErrors (item by item), NotAllowed (not this inspector's point, key in use), ChangedElsewhere (another phone
    changed the draft since), DomainError (round not open, blind revisit before its first day).
    """
    visit = {"round": round, "point": point, "inspector": inspector, "visited_at": visited_at}
    sheet, is_late = _own_sheet(key=key, now=now, is_final=True, **visit)
    if sheet.state != SheetState.DRAFT:
        return sheet
    items = items_for(round, point)
    if changed is not None and otherwise(sheet, items, entries, changed):
        raise ChangedElsewhere(sheet)
    scores = _write_scores(sheet, items, entries, complete=True)
    _total(sheet, items, entries, scores)
    sheet.state = SheetState.LATE if is_late else SheetState.SUBMITTED
    sheet.submitted_at, sheet.visited_at = now, visited_at or now
    sheet.unit, sheet.occurrence = point.unit, occurrence_of(sheet)
    sheet.save()
    sheet.departments.set(point.responsible.all())
    record(subject=sheet, by=inspector, verb="submit", at=now, old_state=SheetState.DRAFT, new_state=sheet.state)
    if not is_late:
        count_sheet(sheet=sheet, scores=scores, now=now)
    return sheet


def count_sheet(*, sheet: Sheet, scores: Iterable[Score], now: datetime) -> None:
    """What follows from a sheet that counts: problems to be put right, results. The caller is in a transaction."""
    report_lost_items(sheet=sheet, scores=scores, by=sheet.inspector, now=now)
    renew_results(round=sheet.round, now=now, sheets=[sheet])


@transaction.atomic
def void_sheet(*, sheet: Sheet, reason: str, by: User, now: datetime) -> Sheet:
    """Takes a submitted sheet out of the results, with a reason, before its round is published."""
    sheet = locked_with_round(sheet)
    if not may_void(by, sheet):
        raise NotAllowed(_("Only the campaign office makes a sheet void."))
    if sheet.state != SheetState.SUBMITTED or sheet.round.is_published:
        raise DomainError(_("Only a submitted sheet of a round that is not published can be made void."))
    if not reason.strip():
        raise DomainError(_("Give a reason."), code="reason")
    sheet.state = SheetState.VOID
    sheet.save(update_fields=["state"])
    record(
        subject=sheet, by=by, verb="void", at=now, old_state=SheetState.SUBMITTED, new_state=sheet.state, reason=reason
    )
    renew_results(round=sheet.round, now=now)
    return sheet


def may_void(user: User, sheet: Sheet) -> bool:
    """The office of the town whose round it is. `sheet` comes with its round's territory."""
    return user.access.covers(sheet.round.territory.path, "office")


def locked_with_round(sheet: Sheet) -> Sheet:
    """The sheet and its round as they are now, both locked until the transaction ends; always the sheet first, as where one
    is handed in. So a round is published before something happens to its sheet, or after it."""
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("point", "inspector").get(pk=sheet.pk)
    rounds = Round.objects.select_for_update(of=("self",)).select_related("standard", "territory")
    sheet.round = rounds.get(pk=sheet.round_id)
    return sheet


def retotal(sheet: Sheet) -> None:
    """Adds a sheet up again from its stored scores, after one of them was amended. Call it in that transaction."""
    scores = list(sheet.scores.select_related("item"))
    _total(sheet, [], {score.item_id: entry_of(score) for score in scores}, scores)
    sheet.save(update_fields=["awarded", "maximum", "score", "vetoed", "capped"])


def _own_sheet(
    *, key, round: Round, point: Point, inspector: User, now, visited_at, is_final: bool = False
) -> tuple[Sheet, bool]:
    """The inspector's sheet with this key, locked, and whether it comes late; made if the key is new.

    is_final: it is handed in, not kept as a draft. Two at the same moment give one row.
    """
    try:
        with transaction.atomic():
            sheet, _made = Sheet.objects.select_for_update(of=("self",)).get_or_create(
                key=key, defaults={"round": round, "point": point, "inspector": inspector, "started_at": now}
            )
    except IntegrityError:
        sheet = Sheet.objects.select_for_update(of=("self",)).get(key=key)
    if (sheet.inspector_id, sheet.round_id, sheet.point_id) != (inspector.pk, round.pk, point.pk):
        raise NotAllowed(_("This sheet belongs to another visit."))
    sheet.round, sheet.point = round, point  # the rows at hand: nothing is read twice
    is_late = False
    if sheet.state == SheetState.DRAFT:
        is_late = check_taken(round=round, visited_at=visited_at)
        visit = _assigned(round, point, inspector)
        if is_final:
            check_not_early(visit=visit, now=now)
    if sheet.state == SheetState.VOID:
        raise DomainError(_("The office has made this sheet void."), code="void")
    return sheet, is_late


def _assigned(round: Round, point: Point, inspector: User) -> Assignment:
    visit = Assignment.objects.of_visit(round, point, inspector).order_by("pk").first()
    if visit is None:
        raise NotAllowed(
            _(
                "This point is not yours in this round, or not any more. What you entered stays on your phone; ask the campaign office."
            ),
            code="not_assigned",
        )
    return visit


def occurrence_of(sheet: Sheet) -> int:
    """The how-manieth visit of this inspector to this point in the round this is, counting what counts."""
    return 1 + sheet.round.sheets.official().filter(point=sheet.point_id, inspector=sheet.inspector_id).count()


def _write_scores(sheet: Sheet, items: Iterable[Item], entries: Mapping[int, Entry], *, complete: bool) -> list[Score]:
    """Writes what was entered. complete: every applicable item must be there. Raises EntryErrors."""
    items = list(items)
    errors = dict.fromkeys(_foreign(sheet.round, entries, items), _("This item is not on this sheet."))
    repeated = repeated_codes(sheet.round, sheet.point, items)
    existing = {score.item_id: score for score in sheet.scores.all()}
    scores = []
    for item in items:
        entry = entries.get(item.pk, Entry()).fitting(item)
        try:
            award = award_of(item, entry, item.code in repeated)
        except DomainError as error:
            if complete or error.code != "missing":
                errors[item.pk] = error.messages[0]
            award = None
        scores.append(_score(existing.get(item.pk) or Score(sheet=sheet, item=item), item, entry, award))
        scores[-1].repeated = item.code in repeated
    if errors:
        raise EntryErrors(errors)
    _save_scores(scores)
    if complete:
        _leave_out(existing[item] for item in existing.keys() - {item.pk for item in items})
    return scores


def _foreign(round: Round, entries: Mapping[int, Entry], items: list[Item]) -> set[int]:
    """Entered for items of another standard. Those of this one that are judged at other kinds of point are no fault of the
    phone: the point was given another kind after the sheet was begun."""
    unknown = entries.keys() - {item.pk for item in items}
    known = Item.objects.filter(standard=round.standard_id, pk__in=unknown) if unknown else ()
    return unknown - {item.pk for item in known}


def _leave_out(scores: Iterable[Score]) -> None:
    """What was begun before the point was given another kind: it is judged no longer, and counts nowhere."""
    if gone := [score.pk for score in scores]:
        drop_photos(Photo.objects.of_many(Score, gone))
        Score.objects.filter(pk__in=gone).delete()


def _score(score: Score, item: Item, entry: Entry, award) -> Score:
    score.item = item
    score.not_applicable, score.remark = entry.not_applicable, entry.remark[:200]
    score.count, score.grade_id = entry.count, entry.grade_id
    score.passed, score.points = entry.passed, entry.points
    score.awarded = award.awarded if award else None
    score.maximum = award.maximum if award else None
    return score


def _save_scores(scores: list[Score]) -> None:
    fields = ["not_applicable", "count", "grade", "passed", "points", "repeated", "remark", "awarded", "maximum"]
    new, kept = [s for s in scores if s.pk is None], [s for s in scores if s.pk is not None]
    Score.objects.bulk_create(new)
    write_again(kept, fields)


def repeated_codes(round: Round, point: Point, items: list[Item]) -> set[str]:
    """Codes of items that lost points at the last official visit of an earlier round of this level to this point."""
    if not items or items[0].standard.repeat_factor == 1:
        return set()
    earlier = (
        Sheet.objects.official()
        .filter(point=point, round__level=round.level, round__starts_on__lt=round.starts_on)
        .order_by("-round__starts_on", "-pk")
    )
    scores = Score.objects.filter(sheet=earlier.values("pk")[:1]).select_related("item")
    return {score.item.code for score in scores.only("awarded", "maximum", "item__code") if score.lost}


def _total(sheet: Sheet, items: list[Item], entries: Mapping[int, Entry], scores: list[Score]) -> None:
    lines = [
        scoring.Line(score.item.section_id, scoring.Award(score.awarded, score.maximum))
        for score in scores
        if score.awarded is not None
    ]
    points = scoring.sheet_points(lines, caps_of(sheet.round.standard))
    sheet.awarded, sheet.maximum = points.awarded, points.maximum
    vetoes = [
        veto_of(score.item, entries.get(score.item_id, Entry()), scoring.Award(score.awarded, score.maximum))
        for score in scores
        if score.awarded is not None
    ]
    sheet.vetoed, sheet.capped = widest_veto(vetoes), "sheet" in vetoes
    cap = sheet.round.standard.veto_cap if sheet.capped else None
    sheet.score = scoring.rounded(scoring.sheet_score(points, cap), places=6)
