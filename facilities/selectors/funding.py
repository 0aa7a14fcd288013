"""Money in sums: planned, secured and paid by project, year and source. One query each, worked out by the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from core.quantities import Exactness, weaker
from facilities.models import FundingEntry, FundingStep, Project

NONE = Decimal(0)


@dataclass
class Sums:
    """Amounts in yuan. need: of the project, None where it isn't known. gap: need less secured, never below 0."""

    planned: Decimal = NONE
    secured: Decimal = NONE
    paid: Decimal = NONE
    need: Decimal | None = None
    exactness: str = Exactness.EXACT

    @property
    def gap(self) -> Decimal | None:
        return None if self.need is None else max(NONE, self.need - self.secured)

    def add(self, step: str, amount: Decimal) -> None:
        setattr(self, step, getattr(self, step) + amount)


def sums_by_project(projects: Sequence[Project]) -> dict[int, Sums]:
    """project > sums over all years; one query."""
    found = {project.pk: Sums(need=project.need, exactness=project.need_exactness) for project in projects}
    rows = FundingEntry.objects.filter(project__in=projects).order_by()
    for project, step, amount in rows.values_list("project", "step").annotate(sum=Sum("amount")):
        found[project].add(step, amount)
    return found


@dataclass
class SourceRow:
    """A line of the page of money: a source, or a project, or a year."""

    key: int | None
    label: str
    sums: Sums


def sums_by(entries, field: str, labels: dict[int, str]) -> list[SourceRow]:
    """Entries summed by one of their fields ('source', 'year', 'project'), in the order of `labels`; one query."""
    found: dict[int | None, Sums] = {}
    rows = entries.order_by().values_list(field, "step", "exactness").annotate(sum=Sum("amount"))
    for key, step, exactness, amount in rows:
        sums = found.setdefault(key, Sums())
        sums.add(step, amount)
        sums.exactness = weaker(sums.exactness, exactness) if amount else sums.exactness
    return [SourceRow(key, label, found.get(key, Sums())) for key, label in labels.items()]


def total_of(rows: Iterable[SourceRow]) -> Sums:
    total = Sums()
    for row in rows:
        for step in FundingStep.values:
            total.add(step, getattr(row.sums, step))
        total.exactness = weaker(total.exactness, row.sums.exactness)
    return total
