"""How sure a rank is, in words that a leader understands; beside the official figures, never instead of them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import score
from dashboards.boards import Board
from dashboards.selectors.comparisons import Row
from dashboards.selectors.outcomes import Sure
from dashboards.selectors.rankings import Group
from dashboards.selectors.year_certainty import scored_here
from dashboards.words.figures import Figure
from dashboards.words.notes import listed_with
from inspections.models import RoundEstimate, Severity
from inspections.scoring import rounded


def _stop() -> str:
    return pgettext("end of a sentence", ".")


def range_of(sure: Sure | None) -> str:
    """'1–2', or '3' where nothing else is likely; '' where it is not known."""
    if sure is None or sure.rank_low is None:
        return ""
    return str(sure.rank_low) if sure.rank_low == sure.rank_high else f"{sure.rank_low}–{sure.rank_high}"


def range_figure(row: Row) -> Figure | None:
    """名次区间 of one's own unit, for the strip; None where it is not known."""
    words = range_of(row.outcome.sure)
    if not words:
        return None
    sub = _("with other points of the same kinds: so in nine cases of ten")
    return Figure(_("Likely ranks"), words, sub=sub, href="#table")


def explanation(board: Board, groups: Iterable[Group]) -> str:
    """What the intervals and tiers mean, or why there are none."""
    is_known, round = any(group.sure for group in groups), board.round
    if round is None:
        return _of_year(board, is_known)
    if not scored_here(round):
        return _("These scores came from a bulletin, without single points: how sure the ranks are cannot be said.")
    if not is_known:
        return "" if not round.is_published else _("Too few points were visited to say how sure the ranks are.")
    return _(
        "Official are score and rank. The likely ranks show where a unit would stand if other points of the same kinds had been "
        "visited: nine times of ten within them. Units of one tier cannot be told apart by these visits."
    )


def _of_year(board: Board, is_known: bool) -> str:
    if not board.book.published:
        return ""
    if board.bulletin or not all(scored_here(round) for round in board.book.published):
        return _("These scores came from bulletins, without single points: how sure the ranks are cannot be said.")
    if not is_known:
        return _(
            "How sure the ranks of the year are is not known: too few points were visited, or units merged in the course of the year."
        )
    words = ngettext(
        "Official are score and rank over {n} round. The likely ranks show where a unit would stand if other points of the same "
        "kinds had been visited in it: nine times of ten within them. Units of one tier cannot be told apart by these visits.",
        "Official are score and rank over {n} rounds. The likely ranks show where a unit would stand if other points of the same "
        "kinds had been visited in them: nine times of ten within them. A point that was visited several times counts once. Units "
        "of one tier cannot be told apart by these visits. Scores adjusted for severity stand with the rounds.",
        len(board.book.published),
    )
    return words.format(n=len(board.book.published))


def severity_words(board: Board) -> str:
    """Whether the scores were freed from how strict inspectors are, and why not."""
    estimate: RoundEstimate | None = getattr(board.round, "estimate", None) if board.round else None
    if estimate is None:
        return ""
    if estimate.severity != Severity.ADJUSTED:
        return f"{estimate.get_severity_display()}{_stop()}"
    if not estimate.spread:
        return _("Inspectors do not differ in how strict they are: the adjusted scores are the official ones.")
    return _(
        "Adjusted for severity: as if the average inspector had seen every unit; inspectors differ by {spread} points (standard "
        "deviation). It explains, it does not replace the score."
    ).format(spread=score(estimate.spread))


def list_words(group: Group) -> list[str]:
    """Places on the red or black list that are not likely enough, and how many more visits would settle them."""
    found = []
    for name, rows in ((_("red list"), group.red), (_("black list"), group.black)):
        for row in rows:
            sure = row.outcome.sure
            if sure is None or sure.is_certain is not False:
                continue
            chance = sure.in_top if rows is group.red else sure.in_bottom
            words = _("{unit} on the {list} is not certain ({chance} likely)").format(
                unit=row.outcome.unit.name, list=name, chance=f"{rounded(100 * chance, 0)}%"
            )
            found.append(words + _more(sure) + _stop())
    return found


def _more(sure: Sure) -> str:
    if sure.more_points is None:
        return _("; no number of visits would settle it")
    words = ngettext(
        "; about {n} more point in this unit, and as many times more everywhere, would settle it",
        "; about {n} more points in this unit, and as many times more everywhere, would settle it",
        sure.more_points,
    )
    return words.format(n=sure.more_points)


def tier_words(group: Group) -> str:
    """'第一档：枫河村；第二档：钱湾村、马桥村。' where some units share a tier."""
    tiers: dict[int, list[str]] = {}
    for row in group.sure:
        tiers.setdefault(row.outcome.sure.tier, []).append(row.outcome.unit.name)
    if all(len(names) == 1 for names in tiers.values()):
        return ""
    parts = [_("tier {n}: {units}").format(n=n, units=listed_with().join(names)) for n, names in sorted(tiers.items())]
    return _("; ").join(parts) + _stop()
