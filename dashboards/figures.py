"""The strips of figures at the top of leaders' pages, as rows for components/figure.html. Each is a link to its records."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import NOTHING, score
from core.marks import delta
from dashboards.addresses import AT_STAKE, address, board_address, records_address, tasks_address
from dashboards.boards import Board
from dashboards.comparison import Share, difference
from dashboards.notes import coverage_words
from dashboards.selectors.comparisons import Row
from dashboards.selectors.overview import LevelYear, Overview
from dashboards.selectors.rankings import Group, Ranking
from dashboards.selectors.tasks import OnTime
from inspections.models import Level


@dataclass(frozen=True)
class Figure:
    """What components/figure.html shows; `delta` is safe HTML."""

    label: str
    value: str | int
    unit: str = ""
    before: str = ""
    href: str = ""
    main: bool = False
    delta: str = ""
    sub: str = ""


def base_words(board: Board) -> str:
    """What last year's side is called: the same round, or the same rounds."""
    return _("same round last year") if board.round else _("last year's same rounds")


def rank_figure(label: str, row: Row, group: Group, board: Board, href: str = "") -> Figure:
    """The rank, among how many, and last year's."""
    base = _("%(base)s no. %(rank)s") % {"base": base_words(board), "rank": row.last_rank} if row.last_rank else ""
    return Figure(
        label=label,
        value=row.outcome.rank or NOTHING,
        before=_("no.") if row.outcome.rank else "",
        unit=_("of %(count)s") % {"count": len(group.ranked)} if row.outcome.rank else "",
        href=href,
        main=True,
        delta=delta(row.move_year, "rank", base),
        sub=moved_since_before(row),
    )


def moved_since_before(row: Row) -> str:
    if row.move_before is None:
        return ""
    if row.move_before == 0:
        return _("rank as in the round before")
    words = _("up %(n)s on the round before") if row.move_before > 0 else _("down %(n)s on the round before")
    return words % {"n": abs(row.move_before)}


def score_figure(label: str, row: Row, board: Board, href: str = "", sub: str = "") -> Figure:
    """The score, and its difference from last year's in points."""
    pair = row.pair
    base = _("%(base)s %(score)s points") % {"base": base_words(board), "score": score(pair.last)}
    return Figure(
        label=label,
        value=score(row.outcome.score),
        unit=_("points") if row.outcome.score is not None else "",
        href=href,
        delta=delta(pair.difference, "score", base if pair.last is not None else ""),
        sub=sub,
    )


def lead_figure(row: Row, group: Group, href: str = "") -> Figure:
    """How far ahead of the next, or behind the first."""
    others = [other for other in group.ranked if other is not row and other.outcome.score is not None]
    first = row.outcome.rank == 1
    rival = (others[0] if first else group.ranked[0]) if others else None
    if rival is None or row.outcome.score is None:
        return Figure(_("Ahead of the next"), NOTHING, sub=_("nobody to compare with"), href=href)
    gap = difference(row.outcome.score, rival.outcome.score)
    named = {"rank": rival.outcome.rank, "unit": name_of(rival), "score": score(rival.outcome.score)}
    return Figure(
        label=(_("Ahead of no. %(rank)s") if first else _("Behind no. %(rank)s")) % named,
        value=score(abs(gap)),
        unit=_("points"),
        href=href,
        sub=_("no. %(rank)s: %(unit)s with %(score)s points") % named,
    )


def count_figure(group: Group, href: str = "") -> Figure:
    """How many take part in the ranking, and how many are only listed."""
    too_few = len(group.too_few)
    return Figure(
        label=_("Ranked units"),
        value=len(group.ranked),
        unit=_("units"),
        href=href,
        sub=_("%(n)s with too few points, listed only") % {"n": too_few} if too_few else "",
    )


def unit_figure(label: str, row: Row | None, href: str = "") -> Figure:
    """The score of one unit, with its name under it."""
    if row is None:
        return Figure(label, NOTHING, href=href)
    return Figure(label, score(row.outcome.score), _("points"), href=href, sub=name_of(row))


def share_figure(label: str, share: Share, change: Decimal | None, href: str = "") -> Figure:
    """A rate with its numbers; without a percentage where there are too few."""
    numbers = _("%(whole)s due, %(part)s on time") % {"whole": share.whole, "part": share.part}
    if share.percent is None:
        return Figure(label, f"{share.part}/{share.whole}", href=href, sub=numbers)
    return Figure(label, f"{share.percent}", "%", href=href, delta=delta(change, "percent"), sub=numbers)


def name_of(row: Row) -> str:
    """The unit's name; what has no unit is called so."""
    return row.outcome.unit.name if row.outcome.unit else _("None given")


def ranking_figures(ranking: Ranking) -> list[Figure]:
    """Four figures: one's own unit's, or the territory's as a whole where one's own is not among those listed."""
    if not ranking.groups:
        return []
    board, compare = ranking.board, board_address("compare", ranking.board)
    group = ranking.own_group or ranking.groups[0]
    records = records_address(board)
    if row := ranking.own:
        return [
            rank_figure(_("Rank of %(unit)s") % {"unit": name_of(row)}, row, group, board, "#table"),
            score_figure(_("Score"), row, board, compare),
            lead_figure(row, group, "#table"),
            count_figure(group, records),
        ]
    ranked = group.ranked
    return [
        *([score_figure(_("The town as a whole"), ranking.total, board, compare)] if ranking.total else []),
        unit_figure(_("First place"), ranked[0] if ranked else None, "#table"),
        unit_figure(_("Last place"), ranked[-1] if len(ranked) > 1 else None, "#table"),
        count_figure(group, records),
    ]


def comparison_figures(ranking: Ranking) -> list[Figure]:
    """Both years of one's own unit (or of the territory as a whole) side by side, in points and in rank."""
    row = ranking.subject
    if row is None:
        return []
    board, pair = ranking.board, row.pair
    here, rounds = board_address("rankings", board), _("%(n)s rounds") % {"n": pair.rounds}
    this = Figure(
        label=_("%(year)s: %(unit)s") % {"year": board.year, "unit": name_of(row)},
        value=score(pair.this),
        unit=_("points") if pair.this is not None else "",
        href=here,
        main=True,
        delta=delta(pair.difference, "score"),
        sub="" if board.round else rounds,
    )
    last = Figure(
        label=base_words(board).capitalize(),
        value=score(pair.last),
        unit=_("points") if pair.last is not None else "",
        href=board_address("rankings", board, year=board.year - 1),
        sub="" if board.round else rounds,
    )
    return [this, last, *rank_pair_figures(ranking, here)]


def rank_pair_figures(ranking: Ranking, href: str) -> list[Figure]:
    """One's own rank in both years; nothing where one's own unit is not ranked."""
    if not ranking.own:
        return []
    row, group = ranking.own, ranking.own_group
    before = board_address("rankings", ranking.board, year=ranking.board.year - 1)
    return [
        Figure(
            _("Rank"), row.rank or NOTHING, _("of %(count)s") % {"count": len(group.ranked)}, _("no."), href,
            delta=delta(row.move_year, "rank"),
        ),
        Figure(_("Rank last year"), row.last_rank or NOTHING, before=_("no.") if row.last_rank else "", href=before),
    ]


def overview_figures(seen: Overview) -> list[Figure]:
    """The strip of the first page."""
    board, tasks = seen.board, seen.tasks
    rankings = board_address("rankings", board)
    found = []
    if seen.own:
        latest = board.round == board.book.latest
        label = _("Rank in the latest city inspection") if latest else _("Rank in this city inspection")
        found.append(replace(rank_figure(label, seen.own, seen.group, board, rankings), sub=""))
    if seen.city.row:
        found.append(year_figure(seen))
    return [
        *found,
        share_figure(
            _("Tasks closed on time"), seen.on_time.this, seen.on_time.difference, tasks_address(due=board.year, state="all")
        ),
        Figure(
            label=_("Points lost, not put right yet"),
            value=score(tasks.at_stake),
            unit=_("points"),
            href=tasks_address(**AT_STAKE),
            sub=ngettext("in %(n)s open task", "in %(n)s open tasks", tasks.at_stake_tasks) % {"n": tasks.at_stake_tasks},
        ),
        Figure(
            label=_("Open tasks"),
            value=tasks.open,
            unit=pgettext("tasks", "tasks"),
            href=tasks_address(),
            sub=ngettext("%(n)s overdue", "%(n)s overdue", tasks.overdue) % {"n": tasks.overdue},
        ),
    ]


def year_figure(seen: Overview) -> Figure:
    """The town's score over the year; against last year over the rounds that both have."""
    row, coverage, year = seen.city.row, seen.city.comparison.coverage, seen.board.year
    return score_figure(
        _("Mean of the year"), row, seen.city.board, address("compare", year=year), coverage_words(coverage, year)
    )


@dataclass(frozen=True)
class YearLine:
    """A row of the small table of both years; `delta` is safe HTML."""

    label: str
    this: str
    last: str
    delta: str
    href: str


def year_lines(seen: Overview) -> list[YearLine]:
    """This year so far beside last year's same rounds, or the same part of last year."""
    year = seen.board.year
    found = [
        mean_line(_("Mean of the city inspections ({n} same rounds)"), seen.city, address("compare", year=year)),
        first_places_line(seen.city, address("rankings", year=year)),
        mean_line(
            _("Mean of the self-checks ({n} same rounds)"),
            seen.self_check,
            address("compare", level=Level.SELF_CHECK, year=year),
        ),
        on_time_line(seen.on_time, tasks_address(due=year, state="all")),
    ]
    return [line for line in found if line]


def mean_line(label: str, level: LevelYear, href: str) -> YearLine | None:
    pair = level.pair
    if pair.difference is None:
        return None
    return YearLine(
        label.format(n=pair.rounds), score(pair.this), score(pair.last), delta(pair.difference, "score"), href
    )


def first_places_line(level: LevelYear, href: str) -> YearLine | None:
    """How often the town was first, over the rounds that both years have."""
    both = [stop for stop in level.course if stop.this and stop.last and stop.this.rank and stop.last.rank]
    if not both:
        return None
    this, last = (sum(side(stop).rank == 1 for stop in both) for side in (lambda s: s.this, lambda s: s.last))
    return YearLine(_("First places in them"), str(this), str(last), delta(this - last, "count"), href)


def on_time_line(on_time: OnTime, href: str) -> YearLine | None:
    if on_time.difference is None:
        return None
    this, last = (f"{share.percent}%" for share in (on_time.this, on_time.last))
    return YearLine(_("Tasks closed on time (same part of the year)"), this, last, delta(on_time.difference, "percent"), href)
