"""Scoring: from what was entered to points, from points to a sheet's score, from sheets to a unit's score.

Pure: no database, no clock. Points are Decimal; means and shares are exact fractions; a result is rounded once, half-up to
two places. The rules are those of the domain, section 4.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Rule:
    """How an item is judged. max_points > 0; each > 0 for 'deduct'; repeat_factor >= 1."""

    method: str
    max_points: Decimal
    each: Decimal | None = None
    repeat_factor: Decimal = Decimal(1)


@dataclass(frozen=True)
class Award:
    """Points on one item: awarded >= 0 and the maximum they count against (0 for a bonus)."""

    awarded: Decimal
    maximum: Decimal


def award_deduct(rule: Rule, count: int, repeated: bool = False) -> Award:
    """每处扣分, 扣完为止: max(0, M - count x each). count >= 0; a repeated fault counts repeat_factor times."""
    factor = rule.repeat_factor if repeated else Decimal(1)
    lost = count * rule.each * factor
    return Award(max(ZERO, rule.max_points - lost), rule.max_points)


def award_grade(rule: Rule, share: Decimal) -> Award:
    """分级: M x the share of the grade chosen, 0 <= share <= 1."""
    return Award(rule.max_points * share, rule.max_points)


def award_pass_fail(rule: Rule, passed: bool) -> Award:
    """符合/不符合: M or 0."""
    return Award(rule.max_points if passed else ZERO, rule.max_points)


def award_direct(rule: Rule, points: Decimal) -> Award:
    """直接打分: 0..M as entered."""
    return Award(points, rule.max_points)


def award_bonus(rule: Rule, points: Decimal) -> Award:
    """加分: added to the sum awarded, not to the maximum."""
    return Award(points, ZERO)


@dataclass(frozen=True)
class Line:
    """An item on a sheet, for the sum: which section it is in, and its points."""

    section: object
    award: Award

    @property
    def is_bonus(self) -> bool:
        return self.award.maximum == 0


@dataclass(frozen=True)
class Caps:
    """What a standard limits: per section what can be lost and won, and all bonuses together."""

    section_loss: Mapping[object, Decimal]
    section_bonus: Mapping[object, Decimal]
    bonus: Decimal | None = None

    @property
    def exact(self) -> "Caps":
        """The same limits as fractions: a Decimal and a Fraction can't be added."""
        loss, bonus = (
            {key: Fraction(cap) for key, cap in caps.items()} for caps in (self.section_loss, self.section_bonus)
        )
        return Caps(loss, bonus, None if self.bonus is None else Fraction(self.bonus))


NO_CAPS = Caps({}, {})


def sheet_points(lines: Iterable[Line], caps: Caps = NO_CAPS) -> Award:
    """Sum awarded and sum of maxima over the applicable items of one sheet, section by section with their caps."""
    lost: dict = defaultdict(Decimal)
    won: dict = defaultdict(Decimal)
    maximum = ZERO
    for line in lines:
        if line.is_bonus:
            won[line.section] += line.award.awarded
        else:
            lost[line.section] += line.award.maximum - line.award.awarded
            maximum += line.award.maximum
    losses = sum((min(value, caps.section_loss.get(section, value)) for section, value in lost.items()), ZERO)
    bonus = capped_bonus(won, caps)
    return Award(maximum - losses + bonus, maximum)


def capped_bonus(won: Mapping[object, Decimal | Fraction], caps: Caps):
    """All bonuses together, each section's and the standard's cap applied. Fractions go with `caps.exact`."""
    total = sum((min(value, caps.section_bonus.get(section, value)) for section, value in won.items()), 0)
    return total if caps.bonus is None else min(total, caps.bonus)


def sheet_score(points: Award, veto_cap: Decimal | None = None) -> Fraction | None:
    """100 x awarded / maximum, in 0..100, exact; None where nothing applied. veto_cap: the cap of a failed veto item."""
    if points.maximum == 0:
        return None
    score = share_of_100(points)
    return score if veto_cap is None else min(score, Fraction(veto_cap))


def share_of_100(points: Award) -> Fraction:
    """100 x awarded / maximum, never above 100; maximum > 0. Also a department's pooled score."""
    return min(Fraction(100), 100 * Fraction(points.awarded) / Fraction(points.maximum))


def mean(values: Iterable[Fraction]) -> Fraction:
    """Arithmetic mean of at least one exact value."""
    values = list(values)
    return sum(values, Fraction(0)) / len(values)


@dataclass(frozen=True)
class Visit:
    """An official sheet, for the mean by point: its kind and point (any keys) and its score 0..100 (None: nothing applied)."""

    kind: object
    point: object
    score: Fraction | None


def score_by_point(visits: Iterable[Visit], weights: Mapping[object, Decimal]) -> Fraction | None:
    """Weighted mean over kinds of point; a kind's value is the mean of its points, a point's the mean of its sheets.

    Weights are renormalised over the kinds present. A kind that the standard gives no weight does not count, unless none of
    those present has one: then all count the same. None where no sheet has a score.
    """
    sheets: dict = defaultdict(lambda: defaultdict(list))
    for visit in visits:
        if visit.score is not None:
            sheets[visit.kind][visit.point].append(visit.score)
    values = {kind: mean(mean(scores) for scores in points.values()) for kind, points in sheets.items()}
    if not values:
        return None
    weighed = {kind: Fraction(weights[kind]) for kind in values if kind in weights} or dict.fromkeys(
        values, Fraction(1)
    )
    return sum((values[kind] * weight for kind, weight in weighed.items()), Fraction(0)) / sum(weighed.values())


@dataclass(frozen=True)
class ItemSum:
    """An item over all its observations in a unit: exact sums and how many there were (>= 1)."""

    section: object
    awarded: Decimal
    maximum: Decimal
    observations: int


def score_by_item(items: Iterable[ItemSum], caps: Caps = NO_CAPS) -> Fraction | None:
    """得分率: 100 x (sum of the items' mean points) / (sum of M over the items observed), in 0..100; None without items."""
    awarded = maximum = Fraction(0)
    won: dict = defaultdict(Fraction)
    for item in items:
        value = Fraction(item.awarded) / item.observations
        if item.maximum == 0:
            won[item.section] += value
        else:
            awarded += value
            maximum += Fraction(item.maximum) / item.observations
    if maximum == 0:
        return None
    return min(Fraction(100), 100 * (awarded + capped_bonus(won, caps.exact)) / maximum)


def rounded(value: Fraction | Decimal | None, places: int = 2) -> Decimal | None:
    """Half-up, to `places` places: done once, when a result is stored (or a figure is shown)."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        scaled = value * 10**places
        whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def final_score(base: Decimal | None, adjustment: Decimal, above_100: bool) -> Decimal | None:
    """max(0, base + rewards and penalties); above 100 only if the standard allows it."""
    if base is None:
        return None
    score = max(ZERO, base + adjustment)
    return score if above_100 else min(HUNDRED, score)


def weighted_year_score(rounds: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Weighted mean of (stored round score, weight) pairs, rounded half-up to two places; None without any."""
    rounds = [(Fraction(score), Fraction(weight)) for score, weight in rounds]
    if not rounds:
        return None
    return rounded(sum(score * weight for score, weight in rounds) / sum(weight for _, weight in rounds))
