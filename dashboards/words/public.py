"""How the residents' pages put figures and lines in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import NOTHING, cn_date
from dashboards.selectors.public_news import HonourLine
from dashboards.selectors.public_reports import Tally
from dashboards.selectors.public_results import Place
from dashboards.selectors.rankings import Group, Ranking
from dashboards.words.figures import Figure, before_rank
from dashboards.words.rows import ShownRow, shown


@dataclass(frozen=True)
class Table:
    """The units of one group, in the words of the rankings; red, black: the names on the lists as they were published."""

    title: str
    rows: list[ShownRow]

    @property
    def red(self) -> list[ShownRow]:
        return [row for row in self.rows if row.on == "red"]

    @property
    def black(self) -> list[ShownRow]:
        return [row for row in self.rows if row.on == "black"]


@dataclass(frozen=True)
class Line:
    """One line of a list: what it is about, and what is said of it."""

    about: str
    text: str


def tables(ranking: Ranking) -> list[Table]:
    return [Table(group.title, _rows(group, ranking)) for group in ranking.groups]


def _rows(group: Group, ranking: Ranking) -> list[ShownRow]:
    return [shown(row, ranking.board, group) for row in group.rows]


def figures(place: Place | None, this: Tally, last: Tally) -> list[Figure]:
    """Where the town stands, how much residents reported, how long it took."""
    return [_place_figure(place), _reports_figure(this), _days_figure(this, last)]


def _place_figure(place: Place | None) -> Figure:
    label = _("Latest city inspection")
    if place is None:
        return Figure(label, NOTHING, sub=_("nothing published yet"))
    sub = _("%(round)s, among %(count)s (%(kind)s)") % {
        "round": place.round.name, "count": place.of, "kind": place.kind
    }  # fmt: skip
    href = reverse("public_round", args=[place.round.year, place.round.pk])
    before = before_rank(place.rank, place.tied)
    return Figure(label, place.rank, before=before, unit=_("rank of a place"), sub=sub, href=href)


def _reports_figure(this: Tally) -> Figure:
    closed = ngettext("%(n)s of them put right", "%(n)s of them put right", this.closed) % {"n": this.closed}
    return Figure(
        _("Residents’ reports this year"), this.received, unit=pgettext("counting reports", "reports"), sub=closed
    )


def _days_figure(this: Tally, last: Tally) -> Figure:
    label = _("Time to put right")
    before = _("last year to this day %(days)s") % {"days": last.days} if last.days is not None else ""
    if this.days is None:
        return Figure(label, NOTHING, sub=before or _("nothing put right yet"))
    sub = _("median of %(n)s") % {"n": this.closed}
    sub = _("%(median)s, %(before)s") % {"median": sub, "before": before} if before else sub
    return Figure(label, str(this.days), unit=_("days"), sub=sub)


def honour_line(line: HonourLine) -> Line:
    return Line(line.kind, _honour_text(line))


def _honour_text(line: HonourLine) -> str:
    named = {"n": line.n, "year": line.year, "day": cn_date(line.until) if line.until else ""}
    if line.until is None:
        many = (
            ngettext("%(year)s: %(n)s person awarded", "%(year)s: %(n)s people awarded", line.n)
            if line.for_people
            else ngettext("%(year)s: %(n)s household awarded", "%(year)s: %(n)s households awarded", line.n)
        )
        return many % named
    many = (
        ngettext("%(n)s person proposed", "%(n)s people proposed", line.n)
        if line.for_people
        else ngettext("%(n)s household proposed", "%(n)s households proposed", line.n)
    )
    term = _("the term for objections is over") if line.is_over else _("objections until %(day)s")
    return _("%(proposed)s; %(term)s") % {"proposed": many % named, "term": term % named}
