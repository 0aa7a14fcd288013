"""What a report draws: the city's inspections of both years, the town's own ones, money by year. Stored with the report, so that
pictures and text are of the same moment."""

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from core.formats import wan
from facilities.models import FundingEntry, FundingStep, Project
from facilities.selectors.funding import sums_by
from inspections.models import Level, RoundResult
from reports.figures.scope import Scope
from reports.figures.standing import since_year, town_results

Chart = dict
"""{kind: 'lines' or 'bars', caption, labels: [str], head: str, series: [{name, values: [decimal as text, or None]}]}."""


def charts(scope: Scope) -> list[Chart]:
    """Those with something to show; a month's report has none."""
    if scope.month:
        return []
    found = [_course(scope, Level.CITY, _("Scores of the city inspections (points)")),
             _course(scope, Level.SELF_CHECK, _("Scores of the own checks (points)")), _money(scope)]  # fmt: skip
    return [chart for chart in found if chart]


def _course(scope: Scope, level: str, caption: str) -> Chart | None:
    """By number of the round, of the series that ran most often; a round that a year doesn't have is a gap."""
    results = [one for one in town_results(scope, level) if one.round.number and one.score is not None]
    runs = Counter(one.round.series for one in results if one.round.year == scope.year)
    series = max(sorted(runs), key=runs.get, default="")
    this, last = (_by_number(results, series, year) for year in (scope.year, scope.year - 1))
    if len(this) < 2:
        return None
    numbers = sorted(this | last)
    lines = [
        {"name": str(year), "values": [_text(scores.get(number)) for number in numbers]}
        for year, scores in ((scope.year, this), (scope.year - 1, last))
        if scores
    ]
    if len(runs) > 1:
        caption = _("%(caption)s: %(series)s") % {"caption": caption, "series": series or _("Main series")}
    labels = [str(number) for number in numbers]
    return {"kind": "lines", "caption": caption, "head": _("Round"), "labels": labels, "series": lines}


def _by_number(results: list[RoundResult], series: str, year: int) -> dict[int, Decimal]:
    """Two series of a year have the same numbers: only within one of them is a number one round."""
    return {one.round.number: one.score for one in results if (one.round.series, one.round.year) == (series, year)}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


STEPS = (FundingStep.PLANNED, FundingStep.SECURED, FundingStep.PAID)


def _money(scope: Scope) -> Chart | None:
    """Planned, secured and paid by year, in 10,000 yuan."""
    entries = FundingEntry.objects.filter(town=scope.town, on__lte=scope.today, year__lte=scope.year)
    entries = entries.exclude(project__in=Project.objects.removed()).filter(year__gte=since_year(scope))
    found = sums_by(entries, "year")
    if not found:
        return None
    years = sorted(found)
    series = [
        {"name": str(step.label), "values": [wan(getattr(found[year], step.value)) for year in years]} for step in STEPS
    ]
    labels = [str(year) for year in years]
    caption = _("Money by year (× 10,000 yuan; bars from the left: planned, secured, paid)")
    return {"kind": "bars", "caption": caption, "head": _("Year"), "labels": labels, "series": series}
