"""The figures of a report, one module a subject. Each reads stored results and records of the town, never single scores."""

from collections.abc import Callable

from reports.figure import Facts
from reports.figures.drives import drives
from reports.figures.loop import loop
from reports.figures.money import funds
from reports.figures.outlook import coming_month, outlook
from reports.figures.people import people
from reports.figures.places import places
from reports.figures.plans import plans
from reports.figures.scope import Scope
from reports.figures.standing import rounds_of_month, standing
from reports.figures.works import works

SUBJECTS = (standing, works, places, drives, people, funds, plans, loop, outlook)
OF_A_MONTH = (rounds_of_month, coming_month)


def subjects_of(scope: Scope) -> tuple[Callable[[Scope], Facts], ...]:
    return (*SUBJECTS, *OF_A_MONTH) if scope.month else SUBJECTS


def collect(scope: Scope, progress: Callable[[int, int], object] = lambda done, total: None) -> Facts:
    """Everything that the report may say. progress: told how many subjects are done, of how many."""
    facts, subjects = Facts(), subjects_of(scope)
    for done, subject in enumerate(subjects, start=1):
        facts.add(subject(scope))
        progress(done, len(subjects))
    return facts
