"""Ranking: competition ranks (1, 2, 2, 4) on stored two-place scores. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Place:
    """A rank from 1, and whether others share it (并列)."""

    rank: int
    tied: bool


def competition_ranks(scores: Mapping[Hashable, Decimal], last: Iterable[Hashable] = ()) -> dict[Hashable, Place]:
    """Places by score, the highest first; equal scores share the better rank and the next one is skipped.

    last: keys that are ranked behind everybody else whatever their score (vetoed units); they share that rank.
    The domain rules, section 4.
    """
    count = Counter(scores.values())
    places, ahead = {}, 0
    for score in sorted(count, reverse=True):
        for key in (key for key, value in scores.items() if value == score):
            places[key] = Place(ahead + 1, count[score] > 1)
        ahead += count[score]
    last = list(last)
    places.update(dict.fromkeys(last, Place(ahead + 1, len(last) > 1)))
    return places


LISTED_AT_MOST = 3
SMALLEST_GROUP = 4


def listed_of(ranked: int) -> int:
    """How many of so many ranked units stand on the red list, and on the black one: a quarter, one to three; below four none."""
    return 0 if ranked < SMALLEST_GROUP else min(LISTED_AT_MOST, ranked // 4)


def red_and_black(ranks: Mapping[Hashable, int], vetoed: Iterable[Hashable] = ()) -> tuple[list, list]:
    """Who stands on the red list (红榜) and on the black one (黑榜), in the order of their ranks.

    ranks: of the units that are ranked without a veto. Ties stand together, red goes before black, and a vetoed unit is always
    on the black list.
    """
    order = sorted(ranks, key=lambda key: ranks[key])
    listed = listed_of(len(order))
    red = [key for key in order if ranks[key] <= listed]
    last = ranks[order[-listed]] if listed else None
    black = [key for key in order if last is not None and ranks[key] >= last and key not in red]
    return red, black + list(vetoed)
