"""What the page of indicators shows, cell by cell: each number with the address of exactly its tasks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode

from core.formats import NOTHING
from core.marks import delta
from rectification.indicator_words import LABELS, meaning, whole_label
from rectification.indicators import RATES, Indicator, Rate, Tally, difference
from rectification.models import IndicatorRules
from rectification.periods import Period
from rectification.selectors.indicators import Line, Report

ROW_PARAMETERS = {"unit": "answers", "kind": "kind", "source": "source"}
"""What a row is -> the parameter of the list that chooses its tasks."""


class Links:
    """Addresses of the lists behind the figures of one period."""

    def __init__(self, by: str, period: Period, rules_of: Period):
        moments = {"since": period.start.isoformat(), "until": period.end.isoformat(), "rules": rules_of.first_day}
        self._start = f"{reverse('rectification:list')}?{urlencode({'state': 'all'} | moments)}"
        self._by = ROW_PARAMETERS[by]

    def to(self, figure: str, line: Line | None = None) -> str:
        """The tasks of one row, or of all rows."""
        row = f"&{self._by}={'null' if line.key is None else line.key}" if line else ""
        return f"{self._start}&figure={figure}{row}"


@dataclass(frozen=True)
class Side:
    """One period's rate. text: '82.1%', or '3/4' where that is too few for a percentage, or a dash. The numbers of tasks are
    links; where part and whole are events (`of_tasks`), the tasks behind them stand beside."""

    text: str
    rate: Rate
    percent: Decimal | None
    part_tasks: int
    whole_tasks: int
    part_url: str
    whole_url: str


@dataclass(frozen=True)
class Cell:
    """An indicator of one row in both periods. delta: safe HTML; '' where either has no percentage."""

    indicator: Indicator
    label: str
    this: Side
    last: Side
    change: Decimal | None
    delta: str


@dataclass(frozen=True)
class HoursSide:
    """Median office hours of `n` closures; text is a dash where there was none."""

    text: str
    hours: Decimal | None
    n: int
    url: str


@dataclass(frozen=True)
class HoursCell:
    label: str
    this: HoursSide
    last: HoursSide
    change: Decimal | None
    delta: str


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[Cell]
    hours: HoursCell

    def cell(self, key: str) -> Cell:
        return next(cell for cell in self.cells if cell.indicator.key == key)


@dataclass(frozen=True)
class Definition:
    """An indicator with its formula and what its numbers mean, beside the numbers of all tasks."""

    key: str
    label: str
    part: str
    whole: str
    part_means: str
    whole_means: str
    cell: Cell | None


class Shaper:
    """Turns the lines of a report into rows."""

    def __init__(self, report: Report):
        self.least = report.rules.least_for_percent
        self.links = Links(report.by, report.period, report.period), Links(report.by, report.before, report.period)

    def row(self, line: Line, is_total: bool = False) -> Row:
        only = None if is_total else line
        cells = [self._cell(indicator, line, only) for indicator in RATES]
        return Row(line.name, cells, self._hours(line, only))

    def _cell(self, indicator: Indicator, line: Line, only: Line | None) -> Cell:
        this, last = (
            self._side(indicator, tally, links, only)
            for tally, links in zip((line.this, line.last), self.links, strict=True)
        )
        change = difference(this.percent, last.percent)
        marks = "" if change is None else delta(change, "percent", less_is_better=indicator.less_is_better)
        return Cell(indicator, str(LABELS[indicator.key]), this, last, change, marks)

    def _side(self, indicator: Indicator, tally: Tally, links: Links, only: Line | None) -> Side:
        rate = tally.rate(indicator)
        percent = rate.percent(self.least)
        return Side(
            text=rate_text(rate, percent),
            rate=rate,
            percent=percent,
            part_tasks=tally.n(indicator.part_tasks),
            whole_tasks=tally.n(indicator.whole_tasks),
            part_url=links.to(indicator.part_tasks, only),
            whole_url=links.to(indicator.whole_tasks, only),
        )

    def _hours(self, line: Line, only: Line | None) -> HoursCell:
        this, last = (
            HoursSide(
                hours_text(tally.hours_to_close), tally.hours_to_close, tally.n("finished"), links.to("finished", only)
            )
            for tally, links in zip((line.this, line.last), self.links, strict=True)
        )
        enough = min(this.n, last.n) >= self.least
        change = difference(this.hours, last.hours) if enough else None
        marks = "" if change is None else delta(change, "hours", less_is_better=True)
        return HoursCell(str(LABELS["hours"]), this, last, change, marks)


def rate_text(rate: Rate, percent: Decimal | None) -> str:
    if percent is not None:
        return f"{percent}%"
    return f"{rate.part}/{rate.whole}" if rate.whole else NOTHING


def hours_text(hours: Decimal | None) -> str:
    return NOTHING if hours is None else str(hours)


def rows_of(report: Report) -> Iterator[Row]:
    """The rows of the table, and last the one for all."""
    shaper = Shaper(report)
    yield from (shaper.row(line) for line in report.lines)
    yield shaper.row(report.total, is_total=True)


def definitions(everything: Row, rules: IndicatorRules) -> list[Definition]:
    """The formulas, in the order of the columns, with the numbers of all tasks."""
    found = [
        Definition(
            key=cell.indicator.key,
            label=cell.label,
            part=whole_label(cell.indicator.part, rules),
            whole=whole_label(cell.indicator.whole, rules),
            part_means=meaning(cell.indicator.part, rules),
            whole_means=meaning(cell.indicator.whole, rules),
            cell=cell,
        )
        for cell in everything.cells
    ]
    return [*found, Definition("hours", str(LABELS["hours"]), "", "", meaning("finished", rules), "", None)]
