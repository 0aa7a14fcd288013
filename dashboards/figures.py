"""Single figures of leaders' pages, as components/figure.html shows them. Each is a link to its records."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.formats import NOTHING, score
from core.marks import delta
from dashboards.boards import Board
from dashboards.comparison import difference
from dashboards.selectors.comparisons import Row
from dashboards.selectors.rankings import Group
from dashboards.selectors.tasks import OnTime
from dashboards.words import name_of


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
        unit=among(group) if row.outcome.rank else "",
        href=href,
        main=True,
        delta=delta(row.move_year, "rank", base),
    )


def among(group: Group) -> str:
    """名 / 10个街道."""
    return _("of %(count)s (%(kind)s)") % {"count": len(group.ranked), "kind": group.title}


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


def on_time_figure(label: str, on_time: OnTime, href: str = "") -> Figure:
    """The rate with its numbers; without a percentage where there are too few."""
    (part, whole), percent = on_time.this, on_time.percents[0]
    numbers = _("%(whole)s due, %(part)s on time") % {"whole": whole, "part": part}
    if percent is None:
        return Figure(label, f"{part}/{whole}" if whole else NOTHING, href=href, sub=numbers)
    return Figure(label, f"{percent}", "%", href=href, delta=delta(on_time.difference, "percent"), sub=numbers)
