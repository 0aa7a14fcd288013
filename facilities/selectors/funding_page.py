"""The page of money: need against secured as a gap, by source, project or year, with the same period of the year before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.formats import cn_date
from facilities.models import FundingEntry, FundingSource, Project
from facilities.project_words import need_words
from facilities.selectors.funding import NONE, SourceRow, Sums, lines, source_labels, sums_by, sums_by_project, total_of


@dataclass(frozen=True)
class FundingTable:
    """rows of the table, its total, and the total of the same period a year earlier (None where all years are shown)."""

    rows: list[SourceRow]
    total: Sums
    last: Sums | None
    last_by_key: dict
    unknown: list[Project]
    heading: str
    until: date | None

    @property
    def short(self) -> Decimal:
        """The lines' gaps in sum: what one source has too much of fills no other's gap."""
        return sum((row.sums.short for row in self.rows), NONE)

    @property
    def period_words(self) -> str:
        """What the year before is compared up to, where the year is not over; a part is never set against a whole unsaid."""
        if self.until is None:
            return ""
        return _("Until %(day)s; the year before until the same day.") % {"day": cn_date(self.until)}


def funding_table(user, by: str, year: int | None, source: FundingSource | None, today: date) -> FundingTable:
    """Seven queries at most, whatever there is."""
    entries = FundingEntry.objects.visible_to(user)
    if source:
        entries = entries.filter(source=source)
    until = today if year == today.year else None
    these = entries.of_year(year, until) if year else entries
    found = sums_by(these, by)
    last = None
    last_by_key: dict = {}
    if year:
        same_day = _year_earlier(until) if until else None
        last_found = sums_by(entries.of_year(year - 1, same_day), by)
        last_by_key = {key + 1 if by == "year" else key: sums for key, sums in last_found.items()}
        last = total_of(SourceRow(None, "", sums) for sums in last_found.values())
    rows = lines(found, _labels(by, found, last_by_key))
    return FundingTable(rows, total_of(rows), last, last_by_key, _without_need(user), HEADINGS[by](), until)


HEADINGS = {"source": lambda: _("Source of money"), "project": lambda: _("Project"), "year": lambda: _("Year")}


def _labels(by: str, *found: dict) -> dict:
    keys = {key for one in found for key in one}
    if by == "source":
        return source_labels()
    if by == "year":
        return {key: str(key) for key in sorted(keys, reverse=True)}
    names = dict(Project.objects.filter(pk__in=keys - {None}).order_by("-need", "pk").values_list("pk", "name"))
    return names | ({None: _("The campaign as a whole")} if None in keys else {})


def _without_need(user) -> list[Project]:
    """Open projects whose need is not known: they are named, not counted as 0."""
    return list(Project.objects.visible_to(user).open().filter(need=None).order_by("pk")[:50])


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


@dataclass(frozen=True)
class NeedLine:
    """A project with what it needs in all and what is secured and paid over all years."""

    project: Project
    need: str
    sums: Sums


def needs(user) -> tuple[list[NeedLine], Sums]:
    """The open projects whose need is known, the largest gap first; and their total. Two queries.

    A need that comes anew each year counts once: it is the need of the present year.
    """
    projects = list(Project.objects.visible_to(user).open().filter(need__isnull=False).order_by("pk"))
    sums = sums_by_project(projects)
    rows = sorted((NeedLine(one, need_words(one), sums[one.pk]) for one in projects), key=lambda line: -line.sums.gap)
    total = Sums(need=NONE)
    for row in rows:
        total.need += row.sums.need
        for step in ("planned", "secured", "paid"):
            total.add(step, getattr(row.sums, step))
    return rows, total


def total_gap(rows: list[NeedLine]) -> Decimal:
    """What is short over all: what one project has too much of fills no other's gap."""
    return sum((row.sums.gap for row in rows), NONE)
