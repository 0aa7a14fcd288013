"""Single figures of leaders' pages, as components/figure.html shows them. Each is a link to its records."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.formats import NOTHING, score
from core.marks import delta
from dashboards.boards import Board
from dashboards.comparison import difference
from dashboards.selectors.comparisons import Row
from dashboards.selectors.rankings import Group
from dashboards.selectors.tasks import OnTime
from dashboards.words.footing import listed
from dashboards.words.rows import name_of


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
    """The rank, among how many, and last year's; that one with its own number of units where it is another."""
    base = ""
    if row.last_rank:
        words = _("%(base)s no. %(rank)s of %(of)s") if row.among_others else _("%(base)s no. %(rank)s")
        base = words % {"base": base_words(board), "rank": row.last_rank, "of": row.last_of}
    return Figure(
        label=label,
        value=row.outcome.rank or NOTHING,
        before=before_rank(row.outcome.rank, row.outcome.tied),
        unit=among(group) if row.outcome.rank else "",
        href=href,
        main=True,
        delta=delta(row.move_year, "rank", base),
    )


def before_rank(rank: int | None, tied: bool = False) -> str:
    """第, or 并列第."""
    if not rank:
        return ""
    return pgettext("before a rank", "tied no.") if tied else _("no.")


def among(group: Group, count: int = 0) -> str:
    """名 / 10个街道. count: how many were ranked, where not those of the group as it stands."""
    return _("of %(count)s (%(kind)s)") % {"count": count or len(group.ranked), "kind": group.title}


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
    by_bulletin = not (board.round or pair.rounds)
    base = _("%(base)s %(score)s points") % {
        "base": _("last year") if by_bulletin else base_words(board), "score": score(pair.last)
    }  # fmt: skip
    return Figure(
        label=label,
        value=score(row.outcome.score),
        unit=_("points") if row.outcome.score is not None else "",
        href=href,
        delta=delta(pair.difference, "score", base if pair.last is not None else ""),
        sub=sub,
    )


def lead_figure(row: Row, group: Group, href: str = "") -> Figure:
    """How far ahead of the next, or behind the first: by the scores, also where a bulletin gave other ranks."""
    others = [other for other in group.ranked if other is not row and other.outcome.score is not None]
    if not others or row.outcome.score is None:
        return Figure(_("Ahead of the next"), NOTHING, sub=_("nobody to compare with"), href=href)
    rival = others[0]
    gap = difference(row.outcome.score, rival.outcome.score)
    named = {"rank": rival.outcome.rank, "unit": name_of(rival), "score": score(rival.outcome.score)}
    label = _("Ahead of no. %(rank)s") if gap > 0 else _("Behind no. %(rank)s") if gap else _("Level with no. %(rank)s")
    return Figure(
        label=label % named,
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


NAMED = 3
"""Units that are named where several share a place."""


def place_figure(label: str, group: Group, row: Row | None, href: str = "") -> Figure:
    """The score at a place of the group, with who stands there under it."""
    if row is None:
        return Figure(label, NOTHING, href=href)
    there = [name_of(one) for one in group.ranked if one.outcome.rank == row.outcome.rank]
    sub = listed(there) if len(there) <= NAMED else _("%(n)s units are tied") % {"n": len(there)}
    return Figure(label, score(row.outcome.score), _("points"), href=href, sub=sub)


def on_time_figure(label: str, on_time: OnTime, href: str = "") -> Figure:
    """The rate with its numbers; without a percentage where there are too few."""
    (part, whole), percent = on_time.this, on_time.percents[0]
    numbers = _("%(whole)s due, %(part)s on time") % {"whole": whole, "part": part}
    if percent is None:
        return Figure(label, f"{part}/{whole}" if whole else NOTHING, href=href, sub=numbers)
    return Figure(label, f"{percent}", "%", href=href, delta=delta(on_time.difference, "percent"), sub=numbers)
