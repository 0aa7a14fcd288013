"""One round of a bulletin on its way into the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class Placed:
    row: BulletinRow
    unit: Unit


class RoundStore:
    """The rows of one round: sorted first (new, unchanged, rejected), written when the whole file is in order."""

    def __init__(self, rows: list[Placed], headings: dict[str, str], report: BulletinReport):
        self.rows, self.headings, self.report = rows, headings, report
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
        else:
            reason = _(
                "%(unit)s has another result (%(score)s, rank %(rank)s), which is published: it changes only by an amendment."
            )
            values = {"unit": placed.unit, "score": stored.score or "—", "rank": stored.rank or "—"}
            self._reject(placed, "score", f"{placed.row.score or '—'} / {placed.row.rank or '—'}", reason % values)

    @property
    def _worked_out_here(self) -> bool:
        return any(not result.imported for result in self.stored.values()) or (
            not self.made and self.round.sheets.exists()
        )

    def _reject(self, placed: Placed, key: str, value: str, reason: str) -> None:
        heading = self.headings.get(key) or self.headings["unit"]
        self.report.rejected.append(Rejected(placed.row.row, heading, value, reason))

    def write(self, run: ImportRun, by, now: datetime) -> None:
        if not self.new:
            return
        old = "" if self.made else self.round.state
        self._save_round(run, now)
        results = RoundResult.objects.bulk_create(result_of(placed, self.round) for placed in self.new)
        everyone = [*self.stored.values(), *results]
        rank(everyone, new=results)
        RoundResult.objects.bulk_update(everyone, ["rank", "rank_by_score", "tied"], batch_size=500)
        record(
            subject=self.round,
            by=by,
            verb="import",
            at=now,
            old_state=old,
            new_state=self.round.state,
            reason=_("“%(file)s”: %(count)s results imported.") % {"file": run.filename, "count": len(results)},
        )

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


def result_of(placed: Placed, round: Round) -> RoundResult:
    row = placed.row
    return RoundResult(
        round=round,
        basis=Basis.TERRITORY,
        unit=placed.unit,
        base=row.score,
        score=row.score,
        rank=row.rank,
        standing=Standing.RANKED if row.has_result else Standing.NO_SCORE,
        imported=True,
    )


def rank(results: list[RoundResult], new: Iterable[RoundResult]) -> None:
    """An imported rank stands; where the city gave none, the one that the scores give is taken. Equal ranks are tied."""
    give_ranks(results)
    for result in new:
        result.rank = result.rank or result.rank_by_score
    shared = Counter((result.unit.ranked_with, result.rank) for result in results if result.rank)
    for result in results:
        result.tied = shared[(result.unit.ranked_with, result.rank)] > 1
