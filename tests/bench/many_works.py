"""Fills the demo town up to a given number of projects with their plans, reports and money, in bulk.

manage.py shell -c "from tests.bench.many_works import fill; fill(5_000)"
"""

from datetime import date, timedelta
from itertools import cycle
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from core.models import Unit, UnitKind
from facilities.models import (
    FundingEntry,
    FundingSource,
    FundingStep,
    Milestone,
    ProgressReport,
    Project,
    ProjectKind,
    ProjectStage,
)
from facilities.services.lags import keep_lags_of_today
from tests.bench.works import WORD


def fill(total: int) -> None:
    """Up to `total` projects, a tenth of them open."""
    projects = Project.objects.bulk_create(_projects(Project.objects.count(), total), batch_size=500)
    months = [(project, place) for project in projects for place in range(12)]
    Milestone.objects.bulk_create([_milestone(*one) for one in months], batch_size=2000)
    ProgressReport.objects.bulk_create([_report(*one) for one in months if one[1] % 7], batch_size=2000)
    sources = list(FundingSource.objects.all())
    FundingEntry.objects.bulk_create([one for project in projects for one in _money(project, sources)], batch_size=2000)
    keep_lags_of_today(now=timezone.now())  # as every morning's work does
    if connection.vendor == "postgresql":  # what autovacuum does some minutes after so many new rows
        connection.cursor().execute("VACUUM ANALYZE")


def _projects(there: int, total: int) -> list[Project]:
    """Open ones began in the last year, the others over ten years before."""
    home, kind = Unit.objects.home(), ProjectKind.objects.first()
    villages = cycle(Unit.objects.below(home).filter(kind=UnitKind.VILLAGE))
    return [_project(n, home, kind, next(villages)) for n in range(there, total)]


def _project(n: int, home: Unit, kind: ProjectKind, unit: Unit) -> Project:
    is_open = n % 10 == 0
    start = date.today() - timedelta(days=30 * (n % 12) if is_open else 400 + n % 3300)
    return Project(
        number=f"项-9999-{n:04}", name=f"第{n}号道路{WORD if n == 150 else ''}", kind=kind, town=home, unit=unit,
        stage=ProjectStage.BUILDING if is_open else ProjectStage.IN_USE, need=10_000 * (n % 97 + 1),
        planned_start=start, planned_end=start + timedelta(days=360),
    )  # fmt: skip


def _month(project: Project, place: int) -> date:
    years, rest = divmod(project.planned_start.month - 1 + place, 12)
    return date(project.planned_start.year + years, rest + 1, 1)


def _milestone(project: Project, place: int) -> Milestone:
    return Milestone(project=project, month=_month(project, place), percent=8 * (place + 1))


def _report(project: Project, place: int) -> ProgressReport:
    reached = max(0, 8 * (place + 1) - project.pk % 40)
    return ProgressReport(
        project=project, month=_month(project, place), percent=reached, key=uuid4(), reported_at=timezone.now()
    )


def _money(project: Project, sources: list[FundingSource]) -> list[FundingEntry]:
    return [
        FundingEntry(
            town=project.town, project=project, year=project.planned_start.year, source=sources[place % len(sources)],
            step=step, amount=project.need // (place + 1), on=project.planned_start, key=uuid4(),
            entered_at=timezone.now(),
        )
        for place, step in enumerate(FundingStep.values)
    ]  # fmt: skip
