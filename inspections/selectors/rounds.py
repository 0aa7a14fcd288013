"""Rounds as the office looks at them: how far they are, what they gave so far, what may be done next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.access import TOWN_WIDE
from core.models import ImportRun, RankingGroup, Unit, User
from core.trail_text import trail_of
from inspections.models import Adjustment, Assignment, Basis, Draw, Round, RoundResult, RoundState, Sheet
from inspections.services.results import ranked_results
from inspections.services.rounds import publication_problems, steps_for

NEWEST_SHEETS = 8


def own_sheets_of_visit():
    """The sheets of an assignment's visit, for a subquery over assignments."""
    return Sheet.objects.filter(round=OuterRef("round"), point=OuterRef("point"), inspector=OuterRef("inspector"))


def with_visits(assignments):
    """Adds `is_done` (a sheet was handed in), `is_begun` (there is a draft) and `sheet_pk`, the newest one handed in."""
    sheets = own_sheets_of_visit()
    return assignments.annotate(
        is_done=Exists(sheets.official()),
        is_begun=Exists(sheets.drafts()),
        sheet_pk=Subquery(sheets.official().order_by("-pk").values("pk")[:1]),
    )


def with_progress(rounds):
    """Adds `assigned` and `visited`: how many visits are planned, and for how many of them a sheet was handed in."""
    own = Assignment.objects.filter(round=OuterRef("pk")).order_by().values("round")
    done = own.filter(Exists(own_sheets_of_visit().official()))
    count = Count("pk")
    return rounds.annotate(
        assigned=Coalesce(Subquery(own.annotate(n=count).values("n")), 0),
        visited=Coalesce(Subquery(done.annotate(n=count).values("n")), 0),
    )


@dataclass(frozen=True)
class KindProgress:
    """How far one kind of point is."""

    kind: str
    assigned: int
    visited: int

    @property
    def percent(self) -> float:
        return 100 * self.visited / self.assigned


def progress_by_kind(round: Round) -> list[KindProgress]:
    rows = (
        with_visits(round.assignments.all())
        .order_by("point__kind__order", "point__kind__name")
        .values_list("point__kind__name")
        .annotate(assigned=Count("pk"), visited=Count("pk", filter=Q(is_done=True)))
    )
    return [KindProgress(*row) for row in rows]


@dataclass(frozen=True)
class ResultGroup:
    """Units that are ranked against one another."""

    title: str
    results: list[RoundResult]


def result_groups(round: Round, basis: str) -> list[ResultGroup]:
    """The round's results, best first, in the groups within which they are ranked.

    The territory's own stands among them only where no sheet names a unit below it.
    """
    names = dict(RankingGroup.objects.values_list("pk", "name"))
    groups: dict[tuple, list[RoundResult]] = {}
    results = ranked_results(round, basis)
    below = any(result.unit_id not in (None, round.territory_id) for result in results)
    for result in results:
        if result.unit_id == round.territory_id and below:
            continue
        groups.setdefault(result.unit.ranked_with if result.unit else ("none",), []).append(result)
    titles = _titles([results[0].unit for results in groups.values()], names)
    return [ResultGroup(title, results) for title, results in zip(titles, groups.values(), strict=True)]


def _titles(units: list, names: dict[int, str]) -> list[str]:
    """What each group is called, by one of its units; those of one kind below different units name the unit above as well."""
    titles = [_title(unit, names) for unit in units]
    alike = {title for title, times in Counter(titles).items() if times > 1}
    if not alike:
        return titles
    above = dict(Unit.objects.filter(path__in={unit.parent_path for unit in units if unit}).values_list("path", "name"))
    return [
        f"{above[unit.parent_path]} · {title}" if title in alike and unit and unit.parent_path in above else title
        for unit, title in zip(units, titles, strict=True)
    ]


def _title(unit, names: dict[int, str]) -> str:
    if unit is None:
        return ""
    return names[unit.ranking_group_id] if unit.ranking_group_id else unit.get_kind_display()


def may_see_results(round: Round, user: User) -> bool:
    """Published results are everybody's; the others are for the town's office and leaders."""
    return round.is_published or user.access.covers(round.territory.path, *TOWN_WIDE)


def keeps(user: User, round: Round) -> bool:
    """Is this user the office of the round's territory?"""
    return user.access.covers(round.territory.path, "office")


def may_export(user: User, round: Round) -> bool:
    """Does this user see all the sheets of the round, as the town's office, leader or administrator?"""
    return user.access.covers(round.territory.path, *TOWN_WIDE)


def round_page(round: Round, user: User) -> dict:
    """All that a round's page shows to this user."""
    sheets = Sheet.objects.visible_to(user).official().filter(round=round).select_related("point__kind", "unit")
    kinds = progress_by_kind(round)
    results = may_see_results(round, user)
    is_keeper = keeps(user, round)
    return {
        "round": round,
        "draw": Draw.objects.visible_to(user).filter(round=round).first(),
        "steps": steps_for(round, user),
        "is_keeper": is_keeper,
        "may_export": may_export(user, round),
        "problems": _problems(round) if is_keeper else [],
        "kinds": kinds,
        "assigned": sum(kind.assigned for kind in kinds),
        "visited": sum(kind.visited for kind in kinds),
        "sheets": sheets.order_by("-submitted_at", "-pk")[:NEWEST_SHEETS],
        "sheet_count": sheets.count(),
        "late_sheets": _late_sheets(round) if is_keeper else [],
        "total": _total(round) if results else None,
        "units": result_groups(round, Basis.TERRITORY) if results else [],
        "departments": result_groups(round, Basis.DEPARTMENT) if results else [],
        "imports": _imports(round, user) if results and round.standard_id is None else [],
        "adjustments": Adjustment.objects.visible_to(user).filter(round=round).select_related("unit", "by"),
        "trail": trail_of(round) if is_keeper else [],
    }


def _late_sheets(round: Round) -> Iterable[Sheet]:
    """What arrived after the closing and waits for the office; nothing is decided any more after publication."""
    if round.is_published:
        return []
    return round.sheets.late().select_related("point", "inspector").order_by("submitted_at", "pk")


def _problems(round: Round) -> Iterable[str]:
    return publication_problems(round) if round.state in (RoundState.OPEN, RoundState.CLOSED) else []


def _imports(round: Round, user: User) -> list[ImportRun]:
    """The files that gave the results of a bulletin, or set them right."""
    given = RoundResult.objects.filter(round=round, imported_by=OuterRef("pk"))
    return list(ImportRun.objects.visible_to(user).filter(Exists(given)).select_related("by").order_by("at", "pk"))


def _total(round: Round) -> RoundResult | None:
    return RoundResult.objects.filter(round=round, basis=Basis.TOTAL).first()
