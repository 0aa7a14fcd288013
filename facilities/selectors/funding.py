"""Money in sums: planned, secured and paid by project, year and source. One query each, worked out by the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum

from core.kept import kept
from core.quantities import Exactness, weaker
from core.scope import Unindexed
from facilities.models import FundingEntry, FundingSource, FundingStep, Project

NONE = Decimal(0)


@dataclass
class Sums:
    """Amounts in yuan. need: of the project, None where it isn't known. covered: what is secured of it; of a need that comes anew
    each year, this year's. exactness: of what is planned.
    """

    planned: Decimal = NONE
    secured: Decimal = NONE
    paid: Decimal = NONE
    need: Decimal | None = None
    covered: Decimal = NONE
    exactness: str = Exactness.EXACT

    @property
    def gap(self) -> Decimal | None:
        """Need less what is secured of it, never below 0; None where the need isn't known."""
        return None if self.need is None else max(NONE, self.need - self.covered)

    @property
    def short(self) -> Decimal:
        """Planned less secured, never below 0: the gap of a source or a year."""
        return max(NONE, self.planned - self.secured)

    @property
    def unpaid(self) -> Decimal:
        """Secured and not paid yet."""
        return max(NONE, self.secured - self.paid)

    def add(self, step: str, amount: Decimal) -> None:
        setattr(self, step, getattr(self, step) + amount)


def sums_by_project(projects: Sequence[Project], year: int) -> dict[int, Sums]:
    """project > sums over all years; one query, and one more where a need comes anew each year. year: the present one."""
    found = {project.pk: Sums(need=project.need, exactness=project.need_exactness) for project in projects}
    rows = FundingEntry.objects.filter(project__in=projects).order_by()
    for project, step, amount in rows.values_list("project", "step").annotate(sum=Sum("amount")):
        found[project].add(step, amount)
        if step == FundingStep.SECURED:
            found[project].covered = amount
    if each_year := [project.pk for project in projects if project.need_per_year]:
        of_year = rows.filter(project__in=each_year, year=year, step=FundingStep.SECURED)
        covered = dict(of_year.values_list("project").annotate(sum=Sum("amount")))
        for project in each_year:
            found[project].covered = covered.get(project, NONE)
    return found


@dataclass
class SourceRow:
    """A line of money: of a source, a project or a year. width, offset: of its bar's parts, in percent of the longest line."""

    key: int | None
    label: str
    sums: Sums
    longest: Decimal = NONE
    href: str = ""

    @property
    def bar(self) -> list[tuple[str, Decimal, Decimal]]:
        """(look, begin, width) of paid, secured and not paid, and the gap; percent of the longest line."""
        parts, at = [], NONE
        for look, amount in (("own", self.sums.paid), ("soft", self.sums.unpaid), ("hatch", self.sums.short)):
            width = (100 * amount / self.longest).quantize(Decimal("0.1")) if self.longest else NONE
            if width > 0:
                parts.append((look, at, width))
            at += width
        return parts


def sums_by(entries, field: str) -> dict[int | None, Sums]:
    """Entries summed by one of their fields ('source', 'year', 'project'); one query."""
    found: dict[int | None, Sums] = {}
    key = Unindexed(field) if field == "source" else F(field)  # of few sources SQLite would look every entry up
    rows = entries.order_by().values_list(key, "step", "exactness").annotate(sum=Sum("amount"))
    for key, step, exactness, amount in rows:
        sums = found.setdefault(key, Sums())
        sums.add(step, amount)
        if amount and step == FundingStep.PLANNED:
            sums.exactness = weaker(sums.exactness, exactness)
    return found


def lines(found: Mapping[int | None, Sums], labels: Mapping[int | None, str]) -> list[SourceRow]:
    """The sums in the order of `labels`; what has none is left out."""
    rows = [SourceRow(key, label, found[key]) for key, label in labels.items() if key in found]
    longest = max((max(row.sums.planned, row.sums.secured, row.sums.paid) for row in rows), default=NONE)
    for row in rows:
        row.longest = longest
    return rows


def source_labels() -> dict[int, str]:
    """The sources' names in the office's order; one query."""
    return dict(FundingSource.objects.values_list("pk", "name"))


def sums_by_source(project: Project) -> list[SourceRow]:
    """A project's money by source, over all years; two queries."""
    return lines(sums_by(project.funding.all(), "source"), source_labels())


def years_of_money(user) -> list[int]:
    """The years with an entry that one sees, the newest first; kept, because every entry is gone through for them."""
    return kept(("years of money", user.pk, user.access.posts), FundingEntry.objects.visible_to(user).years)


def total_of(found: Iterable[Sums]) -> Sums:
    """Several sums in one, which is never more exact than they are."""
    total = Sums()
    for sums in found:
        for step in FundingStep.values:
            total.add(step, getattr(sums, step))
        total.exactness = weaker(total.exactness, sums.exactness)
    return total


def sum_of(entries) -> Sums:
    """All entries in one sum; one query."""
    total = Sums()
    for step, exactness, amount in entries.order_by().values_list("step", "exactness").annotate(sum=Sum("amount")):
        total.add(step, amount)
        if amount and step == FundingStep.PLANNED:
            total.exactness = weaker(total.exactness, exactness)
    return total


def balances(town, pairs: Iterable[tuple[int | None, int]]) -> dict[tuple[int | None, int], Sums]:
    """(project or None, source) > what is planned, secured and paid over all years, for each of these pairs; one query."""
    found = {pair: Sums() for pair in pairs}
    projects, sources = {project for project, _source in found}, {source for _project, source in found}
    entries = FundingEntry.objects.filter(
        Q(project__in=projects - {None}) | Q(project=None), town=town, source__in=sources
    )
    rows = entries.order_by().values_list("project", "source", "step").annotate(sum=Sum("amount"))
    for project, source, step, amount in rows:
        if (project, source) in found:
            found[project, source].add(step, amount)
    return found


def balance(project: Project | None, town, source_id: int) -> Sums:
    """What is planned, secured and paid of one source for a project (None: for the campaign as a whole), over all years."""
    entries = FundingEntry.objects.filter(town=town, project=project, source=source_id)
    return sums_by(entries, "source").get(source_id, Sums())
