"""Projects and money for tests; say only what the test is about."""

from datetime import date
from decimal import Decimal
from itertools import count
from uuid import uuid4

from facilities.lag import months_between
from facilities.models import (
    FundingEntry,
    FundingSource,
    Milestone,
    ProgressReport,
    Project,
    ProjectKind,
    ProjectStage,
)
from tests.factories import NOW, home_unit

numbers = count(1)


def month(number: int, year: int = 2026) -> date:
    return date(year, number, 1)


def make_project(name: str = "", **fields) -> Project:
    """A road of the home town under construction, unless the fields say otherwise."""
    number = next(numbers)
    kind = ProjectKind.objects.get_or_create(name="道路")[0]
    fields = {"kind": kind, "stage": ProjectStage.BUILDING, "number": f"项-2025-{number:04}"} | fields
    return Project.objects.create(name=name or f"第{number}号道路", town=home_unit(), **fields)


def plan(project: Project, *percents: int, first: date = date(2026, 8, 1)) -> None:
    """By month from `first` on, within a year."""
    months = months_between(first, first.replace(month=first.month + len(percents) - 1))
    Milestone.objects.bulk_create(
        Milestone(project=project, month=one, percent=percent) for one, percent in zip(months, percents, strict=True)
    )


def report(project: Project, percents: dict[int, int]) -> None:
    """percents: number of the month of 2026 > percent done."""
    ProgressReport.objects.bulk_create(
        ProgressReport(project=project, month=month(number), percent=percent, key=uuid4(), reported_at=NOW)
        for number, percent in percents.items()
    )


def source(name: str = "办事处自筹") -> FundingSource:
    return FundingSource.objects.get_or_create(name=name)[0]


def money(project: Project | None, step: str, amount, name: str = "办事处自筹", year: int = 2026, on=None, **fields):
    return FundingEntry.objects.create(
        town=home_unit(), project=project, step=step, amount=Decimal(amount), source=source(name), year=year,
        on=on or date(year, 3, 1), key=uuid4(), entered_at=NOW, **fields,
    )  # fmt: skip
