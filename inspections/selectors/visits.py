"""What an inspector has to visit, has begun and has done in the open rounds."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from core.models import User
from facilities.models import Point
from inspections.models import Assignment, Round, Sheet, SheetState
from inspections.services.assignments import may_visit, own_paths, units_of


@dataclass
class Visit:
    """An assigned point in an open round, with the inspector's newest draft and newest submitted sheet, if there are any.

    visit_from and visit_until: the days of a blind revisit, else None. is_early, is_over: today lies before or after them.
    """

    round: Round
    point: Point
    draft: Sheet | None = None
    sheet: Sheet | None = None
    visit_from: date | None = None
    visit_until: date | None = None
    is_early: bool = False
    is_over: bool = False


@dataclass
class Visits:
    """One inspector's points: drafts, then what is still to be visited, then what is done; each by round and code, to be
    visited last what can't be handed in yet."""

    drafts: list[Visit] = field(default_factory=list)
    to_visit: list[Visit] = field(default_factory=list)
    done: list[Visit] = field(default_factory=list)

    def add(self, visit: Visit) -> None:
        (self.drafts if visit.draft else self.done if visit.sheet else self.to_visit).append(visit)

    @property
    def total(self) -> int:
        return len(self.drafts) + len(self.to_visit) + len(self.done)


def who_has(round: Round, point: Point, asking: User, day: date) -> str:
    """Names of those who have this point now, for an inspector who has it no more. '' where nobody has, and where the answer would
    tell of a blind revisit or of a visit to the own unit."""
    if not may_visit(units_of(point), own_paths([asking], round, day))(asking.pk):
        return ""
    told = Assignment.objects.filter(round=round, point=point, round__draw__earlier=None)
    names = told.order_by("inspector__display_name", "pk").values_list("inspector__display_name", flat=True)
    return "、".join(names)


def visits_of(inspector: User, today: date) -> Visits:
    """Two queries, whatever the number of points."""
    own = defaultdict(dict)
    for sheet in Sheet.objects.of_inspector(inspector).in_open_rounds().order_by("pk"):
        own[sheet.round_id, sheet.point_id][sheet.state] = sheet
    visits = Visits()
    for assignment in Assignment.objects.to_inspect(inspector).by_round_and_code():
        sheets = own[assignment.round_id, assignment.point_id]
        draft, done = sheets.get(SheetState.DRAFT), sheets.get(SheetState.SUBMITTED) or sheets.get(SheetState.LATE)
        days = assignment.visit_from, assignment.visit_until
        term = assignment.is_early(today), assignment.is_over(today)
        visits.add(Visit(assignment.round, assignment.point, draft, done, *days, *term))
    visits.to_visit.sort(key=lambda visit: visit.is_early)
    return visits
