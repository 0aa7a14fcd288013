"""Taking back what one import brought in, as one step, while nobody can have relied on it.

What the import wrote goes: its sheets and scores, the corrections it proposed. What it made for them (round, standard,
points, units) goes too where nothing else uses it, and stays otherwise. A published result changes only by an amendment.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.bulk import batches
from core.errors import DomainError, NotAllowed
from core.models import ImportRun, Photo, Unit
from core.models.imports import ImportState
from core.trail import record
from facilities.models import Point, PointKind, PointResponsibility
from inspections.imports.records import RunKind
from inspections.imports.unused import unused
from inspections.models import (
    Amendment,
    Appeal,
    Draw,
    GradeScale,
    Item,
    ItemResult,
    KindResult,
    PointResult,
    Round,
    RoundEstimate,
    RoundResult,
    Score,
    Section,
    Sheet,
    Standard,
)
from inspections.models.standards import KindWeight
from inspections.services.aftermath import renew_results

PARTS = {
    Round: (RoundResult, ItemResult, PointResult, KindResult, RoundEstimate),
    Standard: (Section, GradeScale, Item, KindWeight),
    Point: (PointResponsibility,),
}
"""What goes with a record, by its model."""
BATCH = 500
LONGEST_REASON = 200


@dataclass
class TakenBack:
    """What goes, counted, and what the import made and stays because it is used: names by what they are."""

    sheets: int = 0
    scores: int = 0
    amendments: int = 0
    removed: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict:
        return {"sheets": self.sheets, "scores": self.scores, "amendments": self.amendments} | {
            "removed": self.removed,
            "kept": self.kept,
        }


@transaction.atomic
def take_back(*, run: ImportRun, by, now: datetime, reason: str, dry_run: bool = False) -> TakenBack:
    """Takes one import back as if it had not been; the file, what came of it and the reason stay on record.

    dry_run: nothing is changed, the answer is the same. Raises DomainError, in words, where the results are published, a
    score was corrected or appealed against, or the import was taken back before; NotAllowed outside the own town.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == ImportState.TAKEN_BACK:
        raise DomainError(_("This import was taken back already."))
    if run.state != ImportState.DONE:
        raise DomainError(_("Nothing was imported from this file: there is nothing to take back."))
    if run.kind not in TAKERS:
        raise DomainError(str(REFUSALS.get(run.kind, LIST_STAYS)))
    if not dry_run and not (reason := reason.strip()[:LONGEST_REASON]):
        raise DomainError(_("Say why the import is taken back."))
    taken = TAKERS[run.kind](run, by, now, reason)
    if dry_run:
        transaction.set_rollback(True)
        return taken
    run.state = ImportState.TAKEN_BACK
    run.outcome["taken_back"] = taken.as_json() | {"by": str(by or ""), "at": now.isoformat(), "reason": reason}
    run.save(update_fields=["state", "outcome"])
    record(
        subject=run, by=by, verb="take_back", at=now,
        old_state=ImportState.DONE, new_state=ImportState.TAKEN_BACK, reason=reason,
    )  # fmt: skip
    return taken


def _take_form(run: ImportRun, by, now: datetime, reason: str) -> TakenBack:
    rounds = _locked_rounds(run)
    for round in rounds:
        _refuse_others_town(by, round.territory)
        if round.is_published:
            raise DomainError(
                _("The round “%(round)s” is published: its results change only by a correction.") % {"round": round}
            )
    _refuse_relied_on(run)
    taken = TakenBack()
    _remove_entries(run, taken)
    for round in rounds:
        renew_results(round=round, now=now)
        record(
            subject=round, by=by, verb="take_back_import", at=now, old_state=round.state, new_state=round.state,
            reason=f"{run.filename}\n{reason}",
        )  # fmt: skip
    for round in rounds:
        _remove_made(run, round, taken)
    return taken


def _locked_rounds(run: ImportRun) -> list[Round]:
    """The rounds that the import wrote to, in a fixed order, so that two of these never wait for each other."""
    ids = set(Sheet.objects.filter(imported_by=run).order_by().values_list("round", flat=True))
    ids |= set(Amendment.objects.filter(imported_by=run).order_by().values_list("score__sheet__round", flat=True))
    if pk := run.outcome.get("round_id"):
        ids.add(pk)
    rounds = Round.objects.select_for_update(of=("self",)).select_related("territory", "standard")
    return list(rounds.filter(pk__in=ids).order_by("pk"))


def _refuse_others_town(by, town: Unit) -> None:
    if by and not by.access.covers(town.path, "office", "admin"):
        raise NotAllowed(_("This import belongs to another town."))


def _refuse_relied_on(run: ImportRun) -> None:
    """Somebody built on what came in: that must stay readable."""
    if Appeal.objects.filter(score__sheet__imported_by=run).exists():
        raise DomainError(_("A unit has appealed against a score of this import: it can no longer be taken back."))
    if Amendment.objects.filter(score__sheet__imported_by=run).exists():
        raise DomainError(_("A score of this import was corrected, or is to be: it can no longer be taken back."))
    if Amendment.objects.accepted().filter(imported_by=run).exists():
        raise DomainError(_("A correction that this import proposed was accepted: it can no longer be taken back."))


def _remove_entries(run: ImportRun, taken: TakenBack) -> None:
    proposed = Amendment.objects.proposed().filter(imported_by=run)
    taken.amendments = proposed.delete()[0]
    sheets = Sheet.objects.filter(imported_by=run)
    taken.sheets, taken.scores = sheets.count(), Score.objects.filter(sheet__imported_by=run).count()
    for keys in batches(list(sheets.order_by("pk").values_list("pk", flat=True)), BATCH):
        Sheet.objects.filter(pk__in=keys).delete()


def _remove_made(run: ImportRun, round: Round, taken: TakenBack) -> None:
    """From what uses others to what is used: the round, its standard, points, units, the town."""
    made, standard, town = run.outcome.get("created", {}), round.standard, round.territory
    if made.get("rounds"):
        _remove(Round.objects.filter(pk=round.pk), "rounds", [round.name], taken)
    if standard and str(standard) in made.get("standard", ()):
        _remove(_without_photos(Standard.objects.filter(pk=standard.pk)), "standard", [str(standard)], taken)
    _remove(Point.objects.filter(town=town), "points", made.get("points", ()), taken)
    for what in ("departments", "units"):
        _remove(Unit.objects.below(town).filter(numchild=0).exclude(pk=town.pk), what, made.get(what, ()), taken)
    if town.name in made.get("town", ()):
        _remove(Unit.objects.filter(pk=town.pk, numchild=0), "town", [town.name], taken)


def _without_photos(standards: QuerySet) -> QuerySet:
    """Those on whose items nobody put sample pictures."""
    items = Item.objects.filter(standard__in=standards).values_list("pk", flat=True)
    return standards.none() if Photo.objects.of_many(Item, items).exists() else standards


def _remove(among: QuerySet, what: str, names, taken: TakenBack) -> None:
    """Removes those of these names that nothing uses, and notes which went and which stay."""
    gone: list[str] = []
    bound = _waiting_for_a_lot() if among.model is Point else set()
    name_of = NAMES.get(among.model, lambda record: record.name)
    for some in batches(names, BATCH):
        chosen = among if among.model in (Round, Standard) else among.filter(name__in=some)
        free = [one for one in unused(chosen, PARTS.get(among.model, ())) if one.pk not in bound]
        gone += [name_of(record) for record in free]
        among.model.objects.filter(pk__in=[record.pk for record in free]).delete()
    if gone:
        taken.removed[what] = gone
    if kept := [name for name in names if name not in set(gone)]:
        taken.kept[what] = kept


def _waiting_for_a_lot() -> set[int]:
    """Points, as ids, on the list of a draw that is not held yet: the list is fixed and published, and can't be made again."""
    lists = Draw.objects.filter(performed_at=None).values_list("keys", flat=True)
    return {key[0] for keys in lists for key in keys.get("points", {}).values()}


NAMES: dict[type, Callable] = {Standard: str}


def _take_points(run: ImportRun, by, now: datetime, reason: str) -> TakenBack:
    """The points that a list added. Nothing can hang on them: else all stay."""
    town = Unit.objects.home()
    _refuse_others_town(by, town)
    made = run.outcome.get("created", {})
    names = made.get("points", [])
    if run.outcome.get("imported", 0) > run.outcome.get("created_count", {}).get("points", 0):
        raise DomainError(
            _("The file also changed points that were there before. Bring in the earlier list to set them back.")
        )
    taken = TakenBack()
    _remove(Point.objects.filter(town=town), "points", names, taken)
    if kept := taken.kept.get("points"):
        raise DomainError(
            _("Points of this file are in use already: %(names)s. Take out of use the ones that are wrong.")
            % {"names": "、".join(kept[:10])}
        )
    _remove(PointKind.objects.all(), "kinds", made.get("kinds", ()), taken)
    return taken


TAKERS = {RunKind.FORM: _take_form, RunKind.POINTS: _take_points}
REFUSALS = {
    RunKind.BULLETIN: gettext_lazy(
        "A bulletin makes published results: they are set right by a file with the right ones and the reason of the correction."
    ),
    RunKind.STANDARD: gettext_lazy("A standard is changed by its next version: it is not taken back."),
}

LIST_STAYS = gettext_lazy("A list that came back is not taken back: correct it on its pages, or by its next file.")


def may_be_asked(run: ImportRun) -> bool:
    """Does the page offer to take this import back? Whether it can be is said when it is asked."""
    return run.state == ImportState.DONE and run.kind in TAKERS
