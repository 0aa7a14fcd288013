"""What a unit reached: a score and a rank in a round or over a year, how sure they are and what they stand on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.models import Unit
from inspections.models import Standing


class FootingKind(StrEnum):
    FORMER = "former"
    POOLED = "pooled"
    MEAN = "mean"
    BEFORE_SPLIT = "before_split"


class Footing(NamedTuple):
    """names: whose results it is made of, as they were called then. without: units that belong to it and have no result. whole: of
    them those of which a part alone went into it later, beside `names`."""

    kind: FootingKind
    names: tuple[str, ...]
    without: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a unit's place is (inspections.models.ResultEstimate, YearEstimate): likely ranks and scores, 9 times in 10.

    rank_low None: not ranked. is_certain None: on neither list. more_points: how many more visits would settle its list.
    """

    rank_low: int | None
    rank_high: int | None
    score_low: Decimal
    score_high: Decimal
    in_top: Decimal | None
    in_bottom: Decimal | None
    is_certain: bool | None
    tier: int | None
    more_points: int | None
    adjusted: Decimal | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A unit's score (0 and up, two places) and rank in a round or over a year. unit: as it stood then; None: none given (未注明).

    points: visited in a round; over a year the visits, or where `sure` is known the points, each counted once.
    awarded, maximum: exact sums of a round's sheets; None where a bulletin gave the score. footings: what the score is made of,
    where it is not, or not only, the unit's own.
    """

    unit: Unit | None
    score: Decimal | None
    rank: int | None = None
    tied: bool = False
    rank_by_score: int | None = None
    standing: str = Standing.RANKED
    points: int = 0
    rounds: int = 1
    sure: Sure | None = None
    awarded: Decimal | None = None
    maximum: Decimal | None = None
    footings: tuple[Footing, ...] = ()

    @property
    def rank_differs(self) -> bool:
        """The rank that was given is not the one that the scores give."""
        return None not in (self.rank, self.rank_by_score) and self.rank != self.rank_by_score


Outcomes = dict[int | None, Outcome]
"""By the unit's id."""
