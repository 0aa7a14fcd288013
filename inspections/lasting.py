"""Lasting effect (长效): the same points visited announced and unannounced, and the gap between the two.

Pure: no database, no clock. Scores are of 100; differences are in points (分). The rule is that of the domain, section 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import NormalDist, fmean, stdev

from inspections.scoring import rounded

CONFIDENCE = 0.9
FEWEST = 5
"""Fewer points than these give no interval: one odd point would decide it."""


@dataclass(frozen=True)
class Gap:
    """Means over the same points, two places; gap above 0: it looks better when told before. low, high None: too few points."""

    points: int
    announced: Decimal
    unannounced: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def gap(self) -> Decimal:
        return self.announced - self.unannounced


def gap_of(pairs: Sequence[tuple[Decimal, Decimal]], confidence: float = CONFIDENCE) -> Gap | None:
    """pairs: (announced, unannounced) score of each point that was visited in both ways; None without any.

    The interval is Student's for the mean of paired differences; the two means, and so the gap, are rounded once.
    """
    if not pairs:
        return None
    announced = rounded(sum((pair[0] for pair in pairs), Decimal(0)) / len(pairs))
    unannounced = rounded(sum((pair[1] for pair in pairs), Decimal(0)) / len(pairs))
    if len(pairs) < FEWEST:
        return Gap(len(pairs), announced, unannounced)
    differences = [float(one - other) for one, other in pairs]
    reach = student_quantile((1 + confidence) / 2, len(pairs) - 1) * stdev(differences) / sqrt(len(pairs))
    middle = fmean(differences)
    low, high = (rounded(Decimal(str(middle + side))) for side in (-reach, reach))
    return Gap(
        len(pairs), announced, unannounced, min(low, announced - unannounced), max(high, announced - unannounced)
    )


def student_quantile(share: float, freedom: int) -> float:
    """The quantile of Student's distribution: Fisher and Cornish's expansion, right to 1 % from 4 degrees of freedom on."""
    z, n = NormalDist().inv_cdf(share), freedom
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n ** (power + 1) for power, term in enumerate(terms))
