"""Which figures stand at the top of which page, and the small table of both years."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import NOTHING, score
from core.marks import delta
from dashboards.addresses import AT_STAKE, address, board_address, records_address, tasks_address
from dashboards.comparison import Pair
from dashboards.selectors.comparisons import Row
from dashboards.selectors.overview import LevelYear, Overview
from dashboards.selectors.rankings import Group, Ranking
from dashboards.selectors.tasks import OnTime
from dashboards.words.certainty import range_figure
from dashboards.words.figures import (
    Figure,
    among,
    base_words,
    before_rank,
    count_figure,
    lead_figure,
    moved_since_before,
    on_time_figure,
    place_figure,
    rank_figure,
    score_figure,
)
from dashboards.words.notes import part_words, places_in_words
from dashboards.words.rows import name_of
from inspections.models import Level


def ranking_figures(ranking: Ranking) -> list[Figure]:
    """Four figures: one's own unit's, or the territory's as a whole where one's own is not among those listed."""
    if not ranking.groups:
        return []
    board, compare = ranking.board, board_address("compare", ranking.board)
    group = ranking.own_group or ranking.groups[0]
    records = records_address(board)
    if row := ranking.own:
        return [
            replace(
                rank_figure(_("Rank of %(unit)s") % {"unit": name_of(row)}, row, group, board, "#table"),
                sub=moved_since_before(row) if board.round else places_of_the_year(ranking, row),
            ),
            score_figure(_("Score"), row, board, compare, _part_words(ranking, row)),
            lead_figure(row, group, "#table"),
            range_figure(row) or count_figure(group, records),
        ]
    ranked = group.ranked
    last = ranked[-1] if ranked and ranked[-1].outcome.rank != ranked[0].outcome.rank else None
    return [
        *_total_figure(ranking, compare),
        place_figure(_("First place"), group, ranked[0] if ranked else None, "#table"),
        place_figure(_("Last place"), group, last, "#table"),
        count_figure(group, records),
    ]


def _total_figure(ranking: Ranking, href: str) -> list[Figure]:
    row, label = ranking.total, _("The town as a whole")
    return [score_figure(label, row, ranking.board, href, _part_words(ranking, row))] if row else []


def _part_words(ranking: Ranking, row: Row) -> str:
    """A single round is compared with its own one of last year."""
    return "" if ranking.board.round else part_words(ranking.comparison.coverage, row.pair)


def places_of_the_year(ranking: Ranking, row: Row) -> str:
    """'5次检查：3个第一、2个第二' of one unit."""
    side, unit = ranking.comparison, row.outcome.unit
    pk = unit.pk if unit else None
    outcomes = side.results.of_unit(pk, ranking.board.book.published, side.basis).values()
    ranks = [outcome.rank for outcome in outcomes if outcome.rank]
    if not ranks:
        return ""
    words = ngettext("{n} round: {places}", "{n} rounds: {places}", len(ranks))
    return words.format(n=len(ranks), places=places_in_words(ranks))


def comparison_figures(ranking: Ranking) -> list[Figure]:
    """Both years of one's own unit (or of the territory as a whole) side by side, in points and in rank."""
    row = ranking.subject
    if row is None:
        return []
    board, pair = ranking.board, row.pair
    here, over = board_address("rankings", board), "" if board.round else over_words(pair)
    this = Figure(
        label=_("%(year)s: %(unit)s") % {"year": board.year, "unit": name_of(row)},
        value=score(pair.this),
        unit=_("points") if pair.this is not None else "",
        href=here,
        main=True,
        delta=delta(pair.difference, "score"),
        sub=over,
    )
    last = Figure(
        label=(base_words(board) if board.round or pair.rounds else _("last year")).capitalize(),
        value=score(pair.last),
        unit=_("points") if pair.last is not None else "",
        href=board_address("rankings", board, year=board.year - 1),
        sub=over,
    )
    return [this, last, *(rank_pair_figures(ranking, here) or progress_figures(ranking))]


def rank_pair_figures(ranking: Ranking, href: str) -> list[Figure]:
    """One's own rank in both years; nothing where one's own unit is not ranked."""
    if not ranking.own:
        return []
    row, group = ranking.own, ranking.own_group
    before = board_address("rankings", ranking.board, year=ranking.board.year - 1)
    return [
        Figure(
            _("Rank"),
            row.rank or NOTHING,
            among(group, row.of) if row.rank else "",
            before_rank(row.rank),
            href,
            delta=delta(row.move_year, "rank"),
        ),
        Figure(
            _("Rank last year"),
            row.last_rank or NOTHING,
            before=before_rank(row.last_rank),
            unit=_last_among(row, group),
            href=before,
        ),
    ]


def _last_among(row: Row, group: Group) -> str:
    """Among how many last year; of another group, or where it is not known, no number."""
    if not row.last_rank:
        return ""
    return among(group, row.last_of) if row.last_of and not row.regrouped else pgettext("after a rank", "place")


def over_words(pair: Pair) -> str:
    """Over what two years are compared."""
    if pair.rounds:
        return _("%(n)s rounds") % {"n": pair.rounds}
    return _("by the bulletins of both years") if pair.difference is not None else ""


def overview_figures(seen: Overview, money: Figure) -> list[Figure]:
    """The strip of the first page: where we stand, what is being put right, what the money did."""
    board, tasks = seen.board, seen.tasks
    rankings = board_address("rankings", board)
    found = []
    if seen.own:
        latest = board.round == board.book.latest and board.year == max(board.years)
        label = _("Rank in the latest city inspection") if latest else _("Rank in this city inspection")
        found.append(rank_figure(label, seen.own, seen.group, board, rankings))
    if seen.city.row:
        found.append(year_figure(seen))
    return [
        *found,
        on_time_figure(_("Tasks closed on time"), seen.on_time, seen.on_time.tasks_url),
        Figure(
            label=_("Points lost, not put right yet"),
            value=score(tasks.at_stake),
            unit=_("points"),
            href=tasks_address(**AT_STAKE),
            sub=ngettext("in %(n)s open task", "in %(n)s open tasks", tasks.at_stake_tasks)
            % {"n": tasks.at_stake_tasks},
        ),
        money,
    ]


def year_figure(seen: Overview) -> Figure:
    """The town's score over the year; against last year over the rounds that both have."""
    row, coverage, year = seen.city.row, seen.city.comparison.coverage, seen.board.year
    return score_figure(
        _("Mean of the year"), row, seen.city.board, address("compare", year=year), part_words(coverage, row.pair)
    )


def progress_figures(ranking: Ranking) -> list[Figure]:
    """Where no unit is one's own: how many got better, and over how many rounds."""
    compared = [row for _title, row in ranking.titled_rows if row.pair.difference is not None]
    better = sum(row.pair.difference > 0 for row in compared)
    rounds = len(ranking.comparison.coverage.same)
    share = f"{better}/{len(compared)}" if compared else NOTHING
    found = [Figure(_("Units that got better"), share, href="#table")]
    if not ranking.board.round:
        found.append(
            Figure(_("Same rounds"), rounds, pgettext("rounds", "rounds"), href=records_address(ranking.board))
        )
    return found


@dataclass(frozen=True)
class YearLine:
    """A row of the small table of both years. sub: over what it is compared; `delta` is safe HTML."""

    label: str
    sub: str
    this: str
    last: str
    delta: str
    href: str


def year_lines(seen: Overview) -> list[YearLine]:
    """This year so far beside last year's same rounds, or the same part of last year."""
    year = seen.board.year
    found = [
        mean_line(_("Mean of the city inspections"), seen.city, address("compare", year=year)),
        first_places_line(seen.city, address("rankings", year=year)),
        mean_line(
            _("Mean of the self-checks"),
            seen.self_check,
            address("compare", level=Level.SELF_CHECK, year=year),
        ),
        on_time_line(seen.on_time, seen.on_time.tasks_url),
    ]
    return [line for line in found if line]


def mean_line(label: str, level: LevelYear, href: str) -> YearLine | None:
    pair = level.pair
    if pair.difference is None:
        return None
    return YearLine(
        label,
        same_rounds_words(pair.rounds) if pair.rounds else over_words(pair),
        score(pair.this),
        score(pair.last),
        delta(pair.difference, "score"),
        href,
    )


def same_rounds_words(n: int) -> str:
    return ngettext("%(n)s same round", "%(n)s same rounds", n) % {"n": n}


def first_places_line(level: LevelYear, href: str) -> YearLine | None:
    """How often the town was first, over the rounds that both years have."""
    both = [stop for stop in level.course if stop.this and stop.last and stop.this.rank and stop.last.rank]
    if not both:
        return None
    this, last = (sum(side(stop).rank == 1 for stop in both) for side in (lambda s: s.this, lambda s: s.last))
    return YearLine(
        _("First places in city inspections"),
        same_rounds_words(len(both)),
        str(this),
        str(last),
        delta(this - last, "count"),
        href,
    )


def on_time_line(on_time: OnTime, href: str) -> YearLine | None:
    if on_time.difference is None:
        return None
    this, last = (f"{percent}%" for percent in on_time.percents)
    return YearLine(
        _("Tasks closed on time"), _("same part of the year"), this, last, delta(on_time.difference, "percent"), href
    )
