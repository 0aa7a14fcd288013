"""One round of a bulletin on its way into the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from campaign.models.years import why_closed
from core.files_in.problems import Rejected
from core.models import ImportRun, Unit
from core.trail import record
from inspections.imports.bulletin.report import BulletinReport
from inspections.imports.bulletin.rows import BulletinRow
from inspections.imports.bulletin.units import common_ground
from inspections.models import Basis, Level, Round, RoundResult, RoundState, Standing
from inspections.services.results import give_ranks

NUMERALS = "零一二三四五六七八九十"
SET_RIGHT = "set_right"
"""The trail's word for published results that a later file set right; its changes are {unit: [before, after]} in words."""
WRITTEN = ["base", "score", "standing", "rank", "rank_by_score", "tied", "imported_by", "source_row"]


@dataclass(frozen=True, slots=True)
class Placed:
    row: BulletinRow
    unit: Unit


class RoundStore:
    """The rows of one round: sorted first (new, unchanged, rejected), written when the whole file is in order."""

    def __init__(self, rows: list[Placed], headings: dict[str, str], report: BulletinReport, correction: str = ""):
        self.rows, self.headings, self.report, self.correction = rows, headings, report, correction
        first = rows[0].row
        self.identity = {
            "year": first.year,
            "level": Level.CITY,
            "series": first.turn.series,
            "number": first.turn.number,
        }
        rounds = Round.objects.select_for_update(of=("self",)).filter(**self.identity)
        self.round: Round | None = rounds.first()
        self.made = self.round is None
        results = RoundResult.objects.filter(round=self.round, basis=Basis.TERRITORY).select_related("unit")
        self.stored = {} if self.made else {result.unit_id: result for result in results}
        self.new: list[Placed] = []
        self.changed: list[Placed] = []
        if self.made:
            report.note_created("rounds", self.name)

    @property
    def name(self) -> str:
        """How offices call it; content, not a translated text."""
        year, series, number = self.identity["year"], self.identity["series"], self.identity["number"]
        if number is None:
            return f"{year}年{series}" if series else f"{year}年度市级总评"
        ordinal = NUMERALS[number] if number <= 10 else number
        return f"{year}年{series}第{ordinal}次市级检查"

    def sort(self) -> None:
        if self.made and (reason := why_closed([self.identity["year"]])):
            for placed in self.rows:
                self._reject(placed, "year", str(self.identity["year"]), reason)
            return
        seen: dict[int, int] = {}
        for placed in self.rows:
            earlier = seen.setdefault(placed.unit.pk, placed.row.row)
            if earlier != placed.row.row:
                reason = _("Row %(row)s already gives this unit a result in this round.") % {"row": earlier}
                self._reject(placed, "unit", placed.row.unit, reason)
            else:
                self._compare(placed)

    def _compare(self, placed: Placed) -> None:
        stored = self.stored.get(placed.unit.pk)
        if stored is None and not self._worked_out_here:
            self.new.append(placed)
            self.report.imported += 1
            self.report.no_result += not placed.row.has_result
        elif stored is None or not stored.imported:
            reason = _("This round is worked out from sheets here: a bulletin cannot add to it.")
            self._reject(placed, "turn", str(self.round), reason)
        elif same_result(stored, placed.row):
            self.report.unchanged += 1
        elif self.correction:
            self.changed.append(placed)
            self.report.imported += 1
            self.report.corrected += 1
            self.report.no_result += not placed.row.has_result
            self.report.say(f"{self.round} · {placed.unit}{_(': ')}{said(stored)} → {_given(placed.row)}")
        else:
            reason = _(
                "%(unit)s has another result (%(score)s, rank %(rank)s), which is published. If it was taken over wrongly, give the reason why this file sets it right; both values stay readable."
            )
            values = {"unit": placed.unit, "score": _shown(stored.score), "rank": _shown(stored.rank)}
            given = f"{_shown(placed.row.score)} / {_shown(placed.row.rank)}"
            self._reject(placed, "score", given, reason % values)

    @property
    def _worked_out_here(self) -> bool:
        return any(not result.imported for result in self.stored.values()) or (
            not self.made and self.round.sheets.exists()
        )

    def _reject(self, placed: Placed, key: str, value: str, reason: str) -> None:
        heading = self.headings.get(key) or self.headings["unit"]
        self.report.rejected.append(Rejected(placed.row.row, heading, value, reason))

    def write(self, run: ImportRun, by, now: datetime) -> None:
        if not self.new and not self.changed:
            return
        old = "" if self.made else self.round.state
        before = {pk: said(result) for pk, result in self.stored.items()}
        self._save_round(run, now)
        results = RoundResult.objects.bulk_create(result_of(placed, self.round, run) for placed in self.new)
        everyone = [*self.stored.values(), *results]
        rank(everyone, new=[*results, *self._set_right(run)])
        RoundResult.objects.bulk_update(everyone, WRITTEN, batch_size=500)
        about = {"subject": self.round, "by": by, "at": now, "new_state": self.round.state}
        if results:
            reason = _("“%(file)s”: %(count)s results imported.") % {"file": run.filename, "count": len(results)}
            record(verb="import", old_state=old, reason=reason, **about)
        if self.changed:
            changes = {str(self.stored[pk].unit): [was, said(self.stored[pk])] for pk, was in before.items()}
            changes = {unit: values for unit, values in changes.items() if values[0] != values[1]}
            record(verb=SET_RIGHT, old_state=old, reason=self.correction, changes=changes, **about)

    def _set_right(self, run: ImportRun) -> list[RoundResult]:
        """Writes what this file gives otherwise into the stored results. Returns those whose rank follows from the scores anew: a
        rank that followed from them before, unless the file gives one."""
        if not self.changed:
            return []
        given = {placed.unit.pk for placed in self.rows if placed.row.rank}
        loose = [one for pk, one in self.stored.items() if pk not in given and one.rank == one.rank_by_score]
        for placed in self.changed:
            result, row = self.stored[placed.unit.pk], placed.row
            result.base = result.score = row.score
            result.rank, result.standing = row.rank, standing_of(row)
            result.imported_by, result.source_row = run, row.row
            loose.append(result)
        for result in loose:
            result.rank = None if result.unit_id not in given else result.rank
        for result in self.stored.values():
            result.rank_by_score = None
        return loose

    def _save_round(self, run: ImportRun, now: datetime) -> None:
        days = [placed.row.date for placed in self.rows]
        if self.made:
            self.round = Round(
                **self.identity,
                name=self.name,
                territory=common_ground(placed.unit for placed in self.rows),
                starts_on=min(days),
                ends_on=max(days),
                source=run.filename[:120],
            )
        if not self.round.is_published:
            self.round.state, self.round.published_at = RoundState.PUBLISHED, now
            self.round.save()


def same_result(stored: RoundResult, row: BulletinRow) -> bool:
    """Does the row say what is stored? A blank rank says nothing against one that the scores give."""
    ranks = {stored.rank} if stored.rank != stored.rank_by_score else {stored.rank, None}
    return stored.score == row.score and row.rank in ranks


def said(result: RoundResult) -> str:
    """A result in words, as the trail keeps it."""
    return _said(result.score, result.rank)


def _given(row: BulletinRow) -> str:
    if row.score is None or row.rank is not None:
        return _said(row.score, row.rank)
    return _("%(score)s points, ranked by the scores") % {"score": row.score}


def _said(score: Decimal | None, place: int | None) -> str:
    return _("%(score)s points, rank %(rank)s") % {"score": _shown(score), "rank": _shown(place)}


def _shown(number: Decimal | int | None) -> str:
    """A score of 0 is a score, none is a dash."""
    return "—" if number is None else str(number)


def standing_of(row: BulletinRow) -> str:
    return Standing.RANKED if row.has_result else Standing.NO_SCORE


def result_of(placed: Placed, round: Round, run: ImportRun) -> RoundResult:
    row = placed.row
    return RoundResult(
        round=round,
        basis=Basis.TERRITORY,
        unit=placed.unit,
        base=row.score,
        score=row.score,
        rank=row.rank,
        standing=standing_of(row),
        imported=True,
        imported_by=run,
        source_row=row.row,
    )


def rank(results: list[RoundResult], new: Iterable[RoundResult]) -> None:
    """An imported rank stands; where the city gave none, the one that the scores give is taken. Equal ranks are tied."""
    give_ranks(results)
    for result in new:
        result.rank = result.rank or result.rank_by_score
    shared = Counter((result.unit.ranked_with, result.rank) for result in results if result.rank)
    for result in results:
        result.tied = shared[(result.unit.ranked_with, result.rank)] > 1
