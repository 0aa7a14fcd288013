"""Where the town stands: scores and ranks of the city's inspections and of its own, from the stored results."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.models import CampaignYear
from campaign.numerals import in_words
from campaign.selectors.years import in_a_row
from core.formats import cn_date
from inspections.models import Basis, Level, RoundResult, RoundState
from inspections.scoring import weighted_year_score
from reports.figure import Facts, Figure
from reports.figures.scope import Scope, counted, points, to

MOST_YEARS_BACK = 3
"""'近三年': further back a summary doesn't list what was built."""


def campaign_years(scope: Scope) -> int:
    """How many years the campaign has run without a break, up to the report's year."""
    years = CampaignYear.objects.filter(year__lte=scope.year).values_list("year", flat=True)
    return in_a_row(set(years), scope.year)


def since_year(scope: Scope) -> int:
    """The first year of which a summary lists works: of the campaign without a break, three at most."""
    return scope.year - min(max(campaign_years(scope), 1), MOST_YEARS_BACK) + 1


def town_results(scope: Scope, level: str) -> list[RoundResult]:
    """The town's own results in the published rounds of this year and the last, in their order; one query."""
    rows = RoundResult.objects.filter(
        unit=scope.town, round__level=level, round__state=RoundState.PUBLISHED, round__ends_on__lte=scope.today,
        round__year__in=(scope.year, scope.year - 1), basis__in=(Basis.TOTAL, Basis.TERRITORY),
    )  # fmt: skip
    rows = rows.select_related("round").order_by("round__starts_on", "round__pk", "basis")
    return list({row.round_id: row for row in rows}.values())  # the territory's where a round has both


def standing(scope: Scope) -> Facts:
    row = campaign_years(scope)
    results = town_results(scope, Level.CITY)
    rounds = [one for one in results if one.round.year == scope.year and not one.round.covers_year]
    years = Figure("campaign:years", _("years in a row"), _years_words(row), to("campaign:years"))
    return Facts(
        {
            "town": Figure("town", _("town"), scope.town.name, to("rankings", year=scope.year)),
            "year": Figure("year", _("year"), str(scope.year), to("campaign:years")),
            "campaign_years": years,
            "as_of": _as_of(scope),
            "since": Figure("since", _("since"), str(since_year(scope)), to("campaign:years")),
            "last_year_rank": _year_rank(results, scope.year - 1, _("rank of the whole last year")),
            "year_rank": _year_rank(results, scope.year, _("rank of the whole year")),
            "city_rounds": _fig(scope, "rounds", _("city inspections"), counted(len(rounds), _times())),
            "city_places": _places(scope, rounds),
            "city_score": _fig(scope, "score", _("mean score of the city inspections"), _mean_words(rounds)),
            "city_change": _change(scope, results),
        }
    )


def _as_of(scope: Scope) -> list[Figure]:
    """The day of which the report speaks, where its period isn't over: a part of a year is never told as a whole one."""
    if scope.today == scope.last:
        return []
    return [Figure("as_of", _("up to"), cn_date(scope.today), to("campaign:years"))]


def _fig(scope: Scope, key: str, label: str, words: str) -> Figure:
    return Figure(f"city:{key}", label, words, to("rankings", year=scope.year))


def _times() -> str:
    return pgettext("counting inspections", "times")


def _years_words(row: int) -> str:
    return pgettext("campaign", "%(n)s years in a row") % {"n": in_words(row)} if row > 1 else ""


def _year_rank(results: Iterable[RoundResult], year: int, label: str) -> Figure:
    """As the city's bulletin for the whole year says it; a rank that nobody gave is not worked out here."""
    given = next((one for one in results if one.round.year == year and one.round.covers_year and one.rank), None)
    words = rank_words(given.rank) if given else ""
    return Figure(f"city:rank:{year}", label, words, to("rankings", year=year))


def rank_words(rank: int) -> str:
    """'第1名'."""
    return pgettext("rank", "No. %(rank)s") % {"rank": rank}


def _places(scope: Scope, rounds: Iterable[RoundResult]) -> list[Figure]:
    """'3个第一名', '2个第二名': how often each rank was reached, the best first; a blank where none is known."""
    counts = Counter(one.rank for one in rounds if one.rank)
    said = pgettext("ranks reached", "%(n)s times No. %(rank)s")
    label = _("ranks in the city inspections")
    found = [
        _fig(scope, f"place:{rank}", label, said % {"n": n, "rank": in_words(rank)})
        for rank, n in sorted(counts.items())
    ]
    return found or [_fig(scope, "place", label, "")]


def _mean_words(rounds: Iterable[RoundResult]) -> str:
    mean = mean_of(rounds)
    return "" if mean is None else points(mean)


def mean_of(rounds: Iterable[RoundResult]) -> Decimal | None:
    """The weighted mean of scores that are there; None of none."""
    scored = [(one.score, one.round.weight) for one in rounds if one.score is not None]
    return weighted_year_score(scored) if scored else None


def _change(scope: Scope, results: Iterable[RoundResult]) -> list[Figure]:
    """Against the same rounds of the year before (同期); empty where no round has one."""
    this, last = ({_key(one): one for one in results if one.round.year == year and one.score is not None
                   and not one.round.covers_year} for year in (scope.year, scope.year - 1))  # fmt: skip
    same = [key for key in this if key in last]
    if not same:
        return []
    words = change_words(mean_of(this[key] for key in same) - mean_of(last[key] for key in same))
    if len(same) < len(this):
        over = _("%(change)s (over the %(n)s that both years have)")
        words = over % {"change": words, "n": counted(len(same), _times())}
    label = _("against the same inspections of the last year")
    return [Figure("city:change", label, words, to("compare", year=scope.year))]


def _key(result: RoundResult) -> tuple:
    return result.round.series, result.round.number


def change_words(difference: Decimal) -> str:
    """'提高1.16分', '下降0.33分', '持平'."""
    if not difference:
        return _("unchanged")
    words = _("%(points)s higher") if difference > 0 else _("%(points)s lower")
    return words % {"points": points(difference)}


def rounds_of_month(scope: Scope) -> Facts:
    """Every inspection that was published and ended in the month, with the town's score and its rank where it has one."""
    rows = RoundResult.objects.filter(
        unit=scope.town, round__state=RoundState.PUBLISHED, round__ends_on__range=(scope.first, scope.last),
        basis__in=(Basis.TOTAL, Basis.TERRITORY),
    )  # fmt: skip
    rows = rows.select_related("round").order_by("round__starts_on", "round__pk", "basis")
    latest = {row.round_id: row for row in rows}.values()
    return Facts(rows={"month_rounds": [_round_row(one, scope) for one in latest]})


def _round_row(result: RoundResult, scope: Scope) -> dict:
    """A rank only where the town was one of several: in its own rounds it stands alone."""
    is_ranked = result.rank and result.round.territory_id != scope.town.pk
    round, key, href = result.round, f"round:{result.round_id}", result.round.get_absolute_url()
    return {
        "name": Figure(f"{key}:name", _("inspection"), round.name, href),
        "score": Figure(f"{key}:score", _("score"), "" if result.score is None else points(result.score), href),
        "rank": [Figure(f"{key}:rank", _("rank"), rank_words(result.rank), href)] if is_ranked else [],
    }
