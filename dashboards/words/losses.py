"""What the page about lost points says: its sentence, figures, tables and files, all from the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.files_out.exports import Column
from core.formats import NOTHING, score
from dashboards.addresses import AT_STAKE, address, board_address, board_params, tasks_address
from dashboards.boards import Board
from dashboards.selectors.gains import Gain, WinBack
from dashboards.selectors.losses import Loss, Losses
from dashboards.words.figures import Figure
from dashboards.words.footing import words_of
from dashboards.words.notes import listed_with
from inspections.scoring import rounded

STEPS = 5
"""A chart's axis has at most so many."""

SHORT = 7

BOTH_YEARS = ("items", "units", "departments")
"""Tables that set last year's same rounds beside this year's."""


def percent(share: Decimal) -> str:
    """'34.5%' of 0.345."""
    return f"{rounded(100 * share, 1)}%"


def axis_of(top: Decimal) -> dict:
    """Where a chart of points ends: round figures from zero, at most five steps."""
    if not top:
        return {"max": 1, "step": 1}
    size = Decimal(1).scaleb(top.adjusted())
    step = next(one for one in (size / 5, size / 2, size, size * 2) if one * STEPS >= top)
    return {"max": float((top / step).to_integral_value(ROUND_CEILING) * step), "step": float(step)}


def shortened(name: str) -> str:
    """As much of a name as stands beside a bar on a phone."""
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"


def item_address(board: Board, code: str, **changes) -> str:
    """The page of one item, for the same rounds."""
    params = {name: value for name, value in (board_params(board) | changes).items() if value}
    return f"{reverse('loss_item', args=[code])}?{urlencode(params)}"


def lead(losses: Losses, back: WinBack) -> SafeString | str:
    """'共失123.40分（得分率91.20）；失分最多的是…，占21.3%；整改41件可挽回56.00分。'"""
    if not losses.lost:
        return ""
    rate = {"lost": score(losses.lost), "rate": score(losses.rate)}
    parts = [_("{lost} points were lost, {rate} of 100 were won").format(**rate)]
    if losses.items and losses.items[0].lost > 0:
        worst = losses.items[0]
        words, href = _('most on <a href="{href}">{item}</a>, {share} of all'), item_address(losses.board, worst.code)
        parts.append(format_html(words, href=href, item=worst.name, share=percent(worst.share)))
    if back.stake:
        words = ngettext(
            '<a href="{href}">{n} open task</a> would win back {points} points',
            '<a href="{href}">{n} open tasks</a> would win back {points} points',
            back.count,
        )
        parts.append(format_html(words, href=tasks_address(**AT_STAKE), n=back.count, points=score(back.stake)))
    joined = format_html_join(pgettext("between half sentences", "; "), "{}", ((part,) for part in parts))
    return format_html("{}{}", joined, pgettext("end of a sentence", "."))


def figures(losses: Losses, back: WinBack) -> list[Figure]:
    """What was lost, of how much; the item that lost most; what open tasks would win back."""
    if losses.total is None:
        return []
    worst = losses.items[0] if losses.items else None
    rankings = board_address("rankings", losses.board)
    of = _("of {points} possible").format(points=score(losses.total.maximum))
    return [
        Figure(_("Points lost"), score(losses.lost), _("points"), href=rankings, main=True, sub=of),
        Figure(_("Points won of 100"), score(losses.rate), "%", href=rankings),
        Figure(
            _("Item that lost most"),
            score(worst.lost) if worst else NOTHING,
            _("points") if worst else "",
            href=item_address(losses.board, worst.code) if worst else "",
            sub=worst.name if worst else "",
        ),
        Figure(
            _("Open tasks would win back"),
            score(back.stake),
            _("points"),
            href=tasks_address(**AT_STAKE),
            sub=ngettext("in %(n)s open task", "in %(n)s open tasks", back.count) % {"n": back.count},
        ),
    ]


@dataclass(frozen=True)
class LossTable:
    """One way to sort the same losses. times: the heading of what is counted; href: where a row's records are."""

    part: str
    title: str
    name: str
    times: str
    rows: list[Loss]
    href: Callable[[Loss], str]
    file: str

    @property
    def is_of_items(self) -> bool:
        return self.part == "items"

    @property
    def both_years(self) -> bool:
        """Last year's same rounds stand beside it."""
        return self.part in BOTH_YEARS

    @property
    def lines(self) -> list[tuple[Loss, str, str, str]]:
        """Rows with their share in words, their address, and what last year's side is made of."""
        return [(row, percent(row.share), self.href(row), _footing(row)) for row in self.rows]


def _footing(row: Loss) -> str:
    """'去年：由马桥村、焦山村合并计算'; '' where it is the unit's own."""
    return _("last year: {words}").format(words=words_of(row.footings)) if row.footings else ""


def tables(losses: Losses) -> list[LossTable]:
    """The item's own table first; those without rows are left out."""
    board = losses.board
    points = _("Points visited") if board.round else pgettext("over several rounds", "Visits to points")
    seen = _("Observations")
    item, by_round = _("Item"), pgettext("table", "Round")
    kinds = [
        ("items", _("By item"), item, seen, losses.items, lambda row: item_address(board, row.code)),
        ("kinds", _("By kind of point"), _("Kind of point"), points, losses.kinds, lambda row: ""),
        ("units", _("By unit"), _("Unit"), points, losses.units, _tasks_of_unit),
        ("departments", _("By responsible unit"), _("Responsible unit"), seen, losses.departments, _tasks_of_unit),
        ("rounds", _("By round"), by_round, points, losses.by_round, lambda row: row.round.get_absolute_url()),
    ]
    return [
        LossTable(*kind, file=board_address("losses", board, part=kind[0], format="xlsx")) for kind in kinds if kind[4]
    ]


def _tasks_of_unit(row: Loss) -> str:
    """The tasks that came of it."""
    return tasks_address(unit=row.unit_id, source="inspection", stage="all") if row.unit_id else ""


def table_of(part: str, losses: Losses, back: WinBack) -> tuple[list[Column], list]:
    """Columns and rows of one table for a file; of the items where the part is not known."""
    if part == "points":
        return point_columns(), losses.points
    if part == "gains":
        return gain_columns(), back.gains
    found = {table.part: table for table in tables(losses)}
    table = found.get(part) or found.get("items")
    return (_columns(table), table.rows) if table else ([(_("Item"), "name")], [])


def _columns(table: LossTable) -> list[Column]:
    """The same for every table, with the item's code, section and last year's rate where it has them."""
    years = [
        (_("Points won of 100, same rounds"), lambda row: row.rate.this if row.rate else None),
        (_("Points won of 100, last year"), lambda row: row.rate.last if row.rate else None),
        (_("Difference (points)"), lambda row: row.rate.difference if row.rate else None),
    ]
    own = [(_("Code"), "code"), (_("Section"), "under")] if table.is_of_items else []
    notes = [(_("Note"), _footing)] if table.both_years and not table.is_of_items else []
    return [
        *own,
        (table.name, "name"),
        (_("Points lost"), "lost"),
        (_("Share of all losses (%)"), lambda row: rounded(100 * row.share, 1)),
        (_("Points possible"), lambda row: row.sums.maximum),
        (table.times, "times"),
        *(years if table.both_years else []),
        *notes,
    ]


def point_columns() -> list[Column]:
    return [
        (_("Point"), "point.name"),
        (_("Kind of point"), "point.kind.name"),
        (_("Unit"), "unit.name"),
        (pgettext("table", "Round"), "round.name"),
        (_("Points lost"), "lost"),
        (_("Score"), "score"),
    ]


def gain_columns() -> list[Column]:
    return [
        (_("Unit"), "unit.name"),
        (_("Open tasks"), "tasks"),
        (_("Points at stake"), "stake"),
        (_("Score"), "score"),
        (_("Score if put right"), "would_be"),
        (_("Rank"), "rank"),
        (_("Rank if put right"), "would_rank"),
    ]


def chart_alt(losses: Losses) -> str:
    """The chart in a sentence: the first three."""
    named = [_("{item} {points}").format(item=row.name, points=score(row.lost)) for row in losses.items[:3]]
    return _("Points lost by item, as bars: {first}. All others stand in the table.").format(
        first=listed_with().join(named) or NOTHING
    )


@dataclass(frozen=True)
class GainLine:
    """move: how many places it would go up, in words; '' where the rank would stay."""

    gain: Gain
    move: str


def gain_lines(back: WinBack) -> list[GainLine]:
    lines = []
    for gain in back.gains:
        up = gain.rank - gain.would_rank if gain.rank and gain.would_rank else 0
        lines.append(GainLine(gain, _("up {n}").format(n=up) if up else ""))
    return lines


def later_url(back: WinBack) -> str:
    """The losses of the latest round, where the round in view is not that one."""
    later = back.later
    where = later and {"level": later.level, "year": later.year, "series": later.series, "round": later.number}
    return address("losses", **where) if where else ""


def assumptions(back: WinBack) -> str:
    """What the estimate takes for granted; said beside it."""
    if back.round is None:
        return ""
    return _(
        "An estimate from {round}: the next visit goes to the same points and finds everything else as it was, these tasks are "
        "closed before it and stay put right, and the other units keep their scores. Each line stands for that unit alone."
    ).format(round=back.round.name)
