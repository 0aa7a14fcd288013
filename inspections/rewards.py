"""Reward and penalty by rule (考核奖惩): which band of a rule a score lies in, and whether the bands of a rule make sense.

A band holds the scores from `low`, included, to `high`, not included; an open one (high None) all scores from `low`. A score in no
band brings nothing. Amounts are Decimal, above 0 a reward, below 0 a penalty, in the rule's own unit (yuan or points).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from core.errors import DomainError

ZERO = Decimal(0)


@dataclass(frozen=True)
class Band:
    """low: 0 or more. high: above `low`, None for no upper end. amount: what a score in it brings."""

    low: Decimal
    high: Decimal | None
    amount: Decimal

    def holds(self, score: Decimal) -> bool:
        return self.low <= score and (self.high is None or score < self.high)


def band_of(score: Decimal, bands: Iterable[Band]) -> Band | None:
    """The band in which a score lies; None for none. Of bands that were checked there is one at most."""
    return next((band for band in bands if band.holds(score)), None)


def amount_of(score: Decimal | None, bands: Iterable[Band], *, vetoed: bool = False) -> Decimal:
    """What a score brings: 0 without a score or in no band. A vetoed result brings a penalty, never a reward."""
    band = None if score is None else band_of(score, bands)
    amount = band.amount if band else ZERO
    return min(amount, ZERO) if vetoed else amount


def check_bands(bands: Sequence[Band]) -> None:
    """Raises DomainError, naming the scores, where there is no band, one is empty, two overlap, or a better score would bring
    less than a worse one. What lies between, below and above the bands brings nothing, which must fit as well."""
    if not bands:
        raise DomainError(_("A rule needs at least one band of scores."))
    ordered = sorted(bands, key=lambda band: band.low)
    for band in ordered:
        if band.high is not None and band.high <= band.low:
            raise DomainError(_("From %(low)s to below %(high)s there is no score.") % _ends(band))
    for band, following in pairwise(ordered):
        if band.high is None or band.high > following.low:
            raise DomainError(_("Two bands hold the score %(score)s.") % {"score": _plain(following.low)})
    _check_rising(ordered)


def _check_rising(ordered: Sequence[Band]) -> None:
    for (_low, before), (low, after) in pairwise(_steps(ordered)):
        if after < before:
            words = {"score": _plain(low), "after": f"{after:+f}", "before": f"{before:+f}"}
            raise DomainError(
                _("From %(score)s points a team would get %(after)s, with a worse score %(before)s: better work is never paid less.") % words
            )  # fmt: skip


def _steps(ordered: Sequence[Band]) -> Iterable[tuple[Decimal, Decimal]]:
    """(score, what is brought from there on), rising from a score of 0, with what lies outside the bands."""
    end: Decimal | None = ZERO
    for band in ordered:
        if end is not None and band.low > end:
            yield end, ZERO
        yield band.low, band.amount
        end = band.high
    if end is not None:
        yield end, ZERO


def _ends(band: Band) -> dict[str, str]:
    return {"low": _plain(band.low), "high": _plain(band.high)}


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
