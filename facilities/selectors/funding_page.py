"""The page of money: need against secured as a gap, by source, project or year, with the same period of the year before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from core.formats import cn_date
from facilities.models import FundingEntry, FundingSource, FundingStep, Project
from facilities.project_words import need_words
from facilities.selectors.funding import (
    NONE,
    SourceRow,
    Sums,
    lines,
    source_labels,
    sum_of,
    sums_by,
    sums_by_project,
    total_of,
)

AMOUNT = FundingEntry._meta.get_field("amount")
"""What amounts are worked out as in the database: exact on both."""


@dataclass(frozen=True)
class FundingTable:
    """rows of the table, its total, and the total of the same period a year earlier (None where all years are shown).

    left_out: lines that are not among the rows. short: the gaps of all lines in sum, because what one source has too much of
    fills no other's gap.
    """

    rows: list[SourceRow]
    total: Sums
    last: Sums | None
    last_by_key: dict
    unknown: list[Project]
    heading: str
    until: date | None
    short: Decimal = NONE
    left_out: int = 0

    @property
    def period_words(self) -> str:
        """What the year before is compared up to, where the year is not over; a part is never set against a whole unsaid."""
        if self.until is None:
            return ""
        return _("Until %(day)s; the year before until the same day.") % {"day": cn_date(self.until)}


def funding_table(
    user, by: str, year: int | None, source: FundingSource | None, today: date, shown: int | None = None
) -> FundingTable:
    """Twelve queries at most, whatever there is. shown: so many projects, where there is a line for each; None: all of them."""
    entries = FundingEntry.objects.visible_to(user)
    if source:
        entries = entries.filter(source=source)
    until = today if year == today.year else None
    these = entries.of_year(year, until) if year else entries
    labels = _projects_of(these, shown) if by == "project" else {}
    found = sums_by(_of_lines(these, by, labels), by)
    last = None
    last_by_key: dict = {}
    if year:
        before = entries.of_year(year - 1, _year_earlier(until) if until else None)
        last_found = sums_by(_of_lines(before, by, labels), by)
        last_by_key = {key + 1 if by == "year" else key: sums for key, sums in last_found.items()}
        last = sum_of(before) if by == "project" else total_of(last_found.values())
    rows = lines(found, labels or _labels(by, found))
    whole = _whole_of(these, by, found)
    return FundingTable(
        rows, whole.total, last, last_by_key, _without_need(user), HEADINGS[by](), until, whole.short,
        max(0, whole.lines - len(rows)),
    )  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """All lines of a table in one: their sum, their gaps in sum, how many there are."""

    total: Sums
    short: Decimal
    lines: int


def _whole_of(entries, by: str, found: dict) -> Whole:
    """Of projects not all lines are `found`, so the database sums them; of sources and years they are."""
    if by == "project":
        return Whole(sum_of(entries), *_short_of(entries, by))
    return Whole(total_of(found.values()), sum((sums.short for sums in found.values()), NONE), len(found))


def _of_lines(entries, by: str, labels: dict):
    """The entries of the lines that are shown."""
    if by != "project":
        return entries
    known = Q(project__in=[key for key in labels if key])
    return entries.filter(known | Q(project=None) if None in labels else known)


def _short_of(entries, by: str) -> tuple[Decimal, int]:
    """The gaps of all lines in sum, and how many lines there are."""
    lines_of = entries.order_by().values(by).annotate(planned=_sum_of("planned"), secured=_sum_of("secured"))
    missing = ExpressionWrapper(F("planned") - F("secured"), output_field=AMOUNT)
    gap = Case(
        When(planned__gt=F("secured"), then=missing), default=Value(NONE, output_field=AMOUNT), output_field=AMOUNT
    )
    found = lines_of.aggregate(short=Sum(gap, output_field=AMOUNT), n=Count("*"))
    return found["short"] or NONE, found["n"]


def _sum_of(step: str):
    return Coalesce(Sum("amount", filter=Q(step=step)), Value(NONE, output_field=AMOUNT), output_field=AMOUNT)


HEADINGS = {"source": lambda: _("Source of money"), "project": lambda: _("Project"), "year": lambda: _("Year")}


def _labels(by: str, found: dict) -> dict:
    return source_labels() if by == "source" else {key: str(key) for key in sorted(found, reverse=True)}


def _projects_of(entries, shown: int | None) -> dict[int | None, str]:
    """The projects with an entry, by name, the largest need first; then what belongs to none."""
    paid_for = Project.objects.filter(pk__in=entries.order_by().values("project"))
    names = dict(paid_for.order_by(F("need").desc(nulls_last=True), "pk").values_list("pk", "name")[:shown])
    has_others = entries.filter(project=None).exists()
    return names | ({None: _("The campaign as a whole")} if has_others else {})


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


@dataclass(frozen=True)
class Needs:
    """What open projects need whose need is known. gap: what is short over all, because what one has too much of fills no
    other's gap.
    """

    rows: list[NeedLine]
    total: Sums
    gap: Decimal


def needs(user, year: int, shown: int | None = None) -> Needs:
    """The open projects whose need is known, the largest gap first. Five queries at most. shown: so many of them, None: all.

    A need that comes anew each year counts once: it is the need of the present year, and only what is secured for that covers it.
    """
    projects = Project.objects.visible_to(user).open().filter(need__isnull=False).order_by()
    with_gap = projects.annotate(gap=_gap(year))
    largest = list(with_gap.order_by("-gap", "pk")[:shown])
    sums = sums_by_project(largest, year)
    total = sum_of(FundingEntry.objects.filter(project__in=projects.values("pk")))
    found = with_gap.aggregate(need=Sum("need"), all_gaps=Sum("gap", output_field=AMOUNT))
    total.need = found["need"] or NONE
    return Needs([NeedLine(one, need_words(one), sums[one.pk]) for one in largest], total, found["all_gaps"] or NONE)


def _secured(**of_year):
    entries = FundingEntry.objects.filter(project=OuterRef("pk"), step=FundingStep.SECURED, **of_year).order_by()
    sums = entries.values("project").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(sums), Value(NONE, output_field=AMOUNT), output_field=AMOUNT)


def _gap(year: int):
    """Never below 0. Each sum stands in it once: the database works it out as often as it is written."""
    covered = Case(When(need_per_year=True, then=_secured(year=year)), default=_secured(), output_field=AMOUNT)
    missing = ExpressionWrapper(F("need") - covered, output_field=AMOUNT)
    return Greatest(missing, Value(NONE, output_field=AMOUNT), output_field=AMOUNT)
