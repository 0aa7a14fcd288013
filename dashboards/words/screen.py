"""What the wall says in words: few, large, made from the records."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import NOTHING, score, wan
from dashboards.selectors.beside import Clearance
from dashboards.selectors.comparisons import Row
from dashboards.selectors.courses import Stop
from dashboards.selectors.overview import Overview
from dashboards.selectors.rankings import Group, Ranking
from dashboards.selectors.screen import Residents, Screen, Works
from dashboards.selectors.tasks import OnTime
from dashboards.words.certainty import list_words, range_of
from dashboards.words.notes import listed_with, places_in_words
from dashboards.words.rows import name_of

STOPS = 6
"""Ranks of so many rounds stand side by side under the large one."""
MOVES = 3
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Fact:
    """A figure with what it is, its unit, and one line under it."""

    label: str
    value: str | int
    unit: str = ""
    sub: str = ""


def standing_line(row: Row) -> str:
    """'94.12分，高去年同次1.95分'."""
    if row.outcome.score is None:
        return _("no score published")
    words = _("{points} points").format(points=score(row.outcome.score))
    change = row.pair.difference
    if change is None:
        return words
    if not change:
        return _("{words}, as in the same round last year").format(words=words)
    more, less = _("{words}, {n} above the same round last year"), _("{words}, {n} below the same round last year")
    return (more if change > 0 else less).format(words=words, n=score(abs(change)))


def places_line(course: list[Stop]) -> str:
    """'5次检查：3个第一、2个第二'."""
    ranks = ranks_of(course)
    words = ngettext("{n} round: {places}", "{n} rounds: {places}", len(ranks))
    return words.format(n=len(ranks), places=places_in_words(ranks)) if ranks else ""


def ranks_of(course: list[Stop]) -> list[int]:
    return [stop.this.rank for stop in course if stop.this and stop.this.rank]


def stops_of(course: list[Stop]) -> list[Stop]:
    """This year's last rounds with a rank."""
    return [stop for stop in course if stop.this and stop.this.rank][-STOPS:]


def overview_facts(shown: Screen, money: Fact, clearance: Fact, this_year: int) -> list[Fact]:
    """The four figures under the rank. Until this year has a published inspection the first two are of the year before, and say so."""
    year = shown.seen.board.year
    facts = [year_fact(shown.seen), on_time_fact(shown.seen.on_time)]
    if year != this_year:
        named = pgettext("a figure of a year", "{label}, {year}")
        facts = [replace(fact, label=named.format(label=fact.label, year=year)) for fact in facts]
    return [*facts, money, clearance]


def year_fact(seen: Overview) -> Fact:
    row = seen.city.row
    if row is None or row.outcome.score is None:
        return Fact(_("Mean of the year"), NOTHING)
    return Fact(_("Mean of the year"), score(row.outcome.score), _("points"), _beside_last_year(row))


def _beside_last_year(row: Row) -> str:
    """Last year's figure; with this year's own over the same rounds, where that is not the mean of the year."""
    pair = row.pair
    if pair.difference is None:
        return ""
    if pair.this != row.outcome.score:
        words = _("{n} same rounds: {this}, last year {last}")
        return words.format(n=pair.rounds, this=score(pair.this), last=score(pair.last))
    words = _("{points} over last year's same rounds") if pair.rounds else _("{points} last year")
    return words.format(points=score(pair.last))


def on_time_fact(on_time: OnTime) -> Fact:
    """The rate with its numbers; where there are too few for a percentage, the numbers alone."""
    (part, whole), percent = on_time.this, on_time.percents[0]
    label = _("Closed on time")
    if not whole:
        return Fact(label, NOTHING, sub=_("none was due yet"))
    numbers = _("{whole} due, {part} on time").format(whole=whole, part=part)
    return Fact(label, f"{part}/{whole}") if percent is None else Fact(label, f"{percent}", "%", numbers)


def money_fact(works: Works) -> Fact:
    """Of what open projects need."""
    percent = works.secured_percent
    if percent is None:
        return Fact(_("Money secured"), NOTHING, sub=_("no need is known"))
    sub = (
        _("{amount} × 10,000 yuan short").format(amount=wan(works.needs.gap)) if works.needs.gap else _("nothing short")
    )
    return Fact(_("Money secured"), f"{percent}", "%", sub)


def clearance_fact(clearance: Clearance) -> Fact:
    """Of the recorded days; days that nobody recorded are said, not counted."""
    tally, month = clearance.tally, clearance.month
    label = _("Cleared the same day, month {month}").format(month=month.month)
    if tally.percent is None:
        return Fact(label, NOTHING, sub=_("no day recorded yet"))
    numbers = _("{n} of {all} recorded").format(n=tally.same_day, all=tally.recorded)
    gaps = ngettext("{n} day not recorded", "{n} days not recorded", tally.gaps).format(n=tally.gaps)
    return Fact(label, tally.percent, "%", listed_with().join([numbers, gaps]) if tally.gaps else numbers)


def doubts(group: Group, ranking: Ranking) -> list[str]:
    """The places on the lists that are not certain; why nothing can be said where no estimate is there."""
    if group.sure:
        return list_words(group)
    return [_("How sure these ranks are could not be worked out for this round.")] if ranking.board.round else []


def likely(row: Row) -> str:
    return range_of(row.outcome.sure)


def moves(ranking: Ranking) -> tuple[list[Row], list[Row]]:
    """Who rose and who fell most since the round before, at most three each."""
    rows = [row for _title, row in ranking.titled_rows if row.move_before]
    rows.sort(key=lambda row: (-abs(row.move_before), name_of(row)))
    rose, fell = [row for row in rows if row.move_before > 0], [row for row in rows if row.move_before < 0]
    return rose[:MOVES], fell[:MOVES]


def works_facts(works: Works) -> list[Fact]:
    counts = works.counts
    unreported = ngettext("{n} without last month's report", "{n} without last month's report", counts.unreported)
    return [
        Fact(_("Open projects"), counts.open, pgettext("projects", "projects"), unreported.format(n=counts.unreported)),
        Fact(_("Far behind"), counts.red, pgettext("projects", "projects")),
        Fact(pgettext("projects", "Behind"), counts.amber, pgettext("projects", "projects")),
        money_fact(works),
    ]


def residents_facts(residents: Residents) -> list[Fact]:
    cases = pgettext("tasks", "tasks")
    return [
        Fact(_("Reported this year"), residents.received, cases, last_year_words(residents)),
        Fact(_("Put right and closed"), residents.closed, cases, joined_words(residents)),
        Fact(_("Still open"), residents.open, cases),
    ]


def last_year_words(residents: Residents) -> str:
    """A part of a year is set against the same part: months that are over."""
    if residents.month == 1:
        return ""
    words = _("until the end of month {month} {this}; last year {last}")
    return words.format(month=residents.month - 1, this=residents.compared, last=residents.last_compared)


def joined_words(residents: Residents) -> str:
    n = residents.joined
    words = ngettext("{n} had been reported before", "{n} had been reported before", n)
    return words.format(n=n) if n else ""


def residents_alt(residents: Residents) -> str:
    """The lines by month in a sentence."""
    numbers = [str(residents.by_month.get((residents.year, month), 0)) for month in range(1, residents.month + 1)]
    last = [str(residents.by_month.get((residents.year - 1, month), 0)) for month in MONTHS]
    return _("Reports by month. {year}: {this}; {before}: {last}").format(
        year=residents.year, this=listed_with().join(numbers), before=residents.year - 1, last=listed_with().join(last)
    )
