"""What the pages of reports show; the number of queries doesn't depend on the length of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.models import Unit
from reports.headings import Part, parts_of
from reports.models import Passage, Report, ReportKind
from reports.writing import Change

LEAST_YEAR, LAST_YEAR = 1990, 2200
"""As the campaign's years."""
LAST_MONTHS_OF_YEAR = 11
"""From this month on the running year is the one of which a summary is written."""


def is_period(year: int, month: int) -> bool:
    return LEAST_YEAR <= year <= LAST_YEAR and 0 <= month <= 12


def usual_year(today: date) -> int:
    """The year that a first summary is about."""
    return today.year if today.month >= LAST_MONTHS_OF_YEAR else today.year - 1


def find_report(user, town: Unit | None, year: int, month: int) -> Report | None:
    """The report that the user may read, if there is one."""
    reports = Report.objects.visible_to(user).select_related("town", "written_by")
    return reports.filter(town=town, year=year, month=month).first() if town else None


@dataclass(frozen=True)
class NewsOf:
    """What changed in the figures of a passage, and whether the text says it already (not where somebody edited it)."""

    passage: Passage
    changes: list[Change]

    @property
    def waits(self) -> bool:
        return self.passage.is_edited


@dataclass(frozen=True)
class ReportView:
    """A report as its page shows it, emptied passages to the writer alone. blanks: marked blanks that still stand in it, each with its
    passage."""

    report: Report
    parts: list[Part]
    news: list[NewsOf]
    blanks: list[tuple[Passage, str]]
    others: list[Report]

    @property
    def years(self) -> list[Report]:
        return [one for one in self.others if one.kind == ReportKind.ANNUAL]

    @property
    def months(self) -> list[Report]:
        return [one for one in self.others if one.month and one.year == self.report.year]


def report_view(report: Report, user) -> ReportView:
    """Two queries."""
    passages = list(report.passages.select_related("edited_by"))
    for passage in passages:
        passage.report = report
    others = Report.objects.visible_to(user).filter(town=report.town, version__gt=0).order_by("-year", "month")
    parts = parts_of(passages, with_empty=report.may_be_edited_by(user) and not report.is_final)
    return ReportView(report, parts, list(_news(passages)), _blanks(passages), list(others))


def _news(passages: Iterable[Passage]) -> Iterable[NewsOf]:
    for passage in passages:
        if found := passage.waiting_changes or passage.last_changes:
            yield NewsOf(passage, found)


def _blanks(passages: Iterable[Passage]) -> list[tuple[Passage, str]]:
    return [(passage, figure.label) for passage in passages for figure in passage.blanks]
