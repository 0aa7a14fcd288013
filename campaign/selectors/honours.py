"""What the pages of honours show. The number of queries doesn't depend on the number of honours."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import ngettext

from campaign.honour_states import STEPS, HonourState
from campaign.models import Honour, HonourKind, Objection, ObjectionState
from campaign.services.honours import why_not_awarded
from core.models import User
from core.stages import Step


def counted_by_state(honours) -> dict[str, int]:
    rows = honours.order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


@dataclass(frozen=True)
class NextStep:
    """main: the usual step, None where there is none; hindered: why it can't be taken yet; others: what needs a reason."""

    main: Step | None
    hindered: str
    others: list[Step]


def next_step(honour: Honour, user: User, today: date) -> NextStep | None:
    """For who may decide; None for everybody else and at an end."""
    steps = STEPS.leaving(honour.state)
    if not steps or not user.access.covers(honour.town.path, "office"):
        return None
    main = next((step for step in steps if step.main), None)
    hindered = why_not_awarded(honour, today) if main and main.verb == "award" else ""
    return NextStep(main, hindered, [step for step in steps if not step.main])


@dataclass(frozen=True)
class ObjectionRow:
    objection: Objection
    may_decide: bool


def objection_rows(honour: Honour, user: User) -> list[ObjectionRow]:
    """With who objects: for the office alone. Decided by somebody else than who entered it."""
    objections = Objection.objects.visible_to(user).filter(honour=honour).select_related("entered_by", "decided_by")
    return [
        ObjectionRow(one, one.state == ObjectionState.RAISED and one.entered_by_id != user.pk) for one in objections
    ]


def kinds_among(honours) -> int:
    """Of how many kinds these honours are; '4项评优'."""
    return honours.order_by().aggregate(n=Count("kind", distinct=True))["n"]


def takes_objections(honour: Honour, user: User) -> bool:
    return honour.state == HonourState.PUBLICISED and user.access.covers(honour.town.path, "office")


@dataclass(frozen=True)
class YearTotal:
    """A kind of honour in a year, or all kinds of it: how many were nominated in all, are shown, awarded, revoked."""

    year: int
    kind: str
    nominated: int
    shown: int
    awarded: int
    revoked: int


def totals_by_year(honours) -> list[YearTotal]:
    """The latest year first; each kind, and before them the year as a whole ('4项评优'). One query."""
    rows = list(honours.order_by("-year", "kind__order", "kind__name").values_list("year", "kind__name", "state"))
    counted = Counter(rows)
    found: list[YearTotal] = []
    for year in dict.fromkeys(year for year, _kind, _state in rows):
        kinds = list(dict.fromkeys(kind for at, kind, _state in rows if at == year))
        lines = [_year_total(year, kind, counted) for kind in kinds]
        whole = [sum(numbers) for numbers in zip(*(_numbers(line) for line in lines), strict=True)]
        found += [YearTotal(year, kinds_words(len(kinds)), *whole), *lines]
    return found


def _year_total(year: int, kind: str, counted: Counter) -> YearTotal:
    def n(state):
        return counted[year, kind, state]

    return YearTotal(
        year, kind, sum(n(state) for state in HonourState), n(HonourState.PUBLICISED), n(HonourState.AWARDED),
        n(HonourState.REVOKED),
    )  # fmt: skip


def _numbers(line: YearTotal) -> tuple[int, ...]:
    return line.nominated, line.shown, line.awarded, line.revoked


def kinds_words(n: int) -> str:
    """'4项评优'."""
    return ngettext("%(n)s kind of honour", "%(n)s kinds of honour", n) % {"n": n}


@dataclass(frozen=True)
class RosterGroup:
    """The honours of one kind and year on a printed list."""

    kind: HonourKind
    year: int
    honours: list[Honour]


def roster_of(honours: Iterable[Honour]) -> list[RosterGroup]:
    """Grouped by year and kind, in the order in which they come; each group once."""
    groups: dict[tuple[int, int], RosterGroup] = {}
    for honour in honours:
        key = (honour.year, honour.kind_id)
        groups.setdefault(key, RosterGroup(honour.kind, honour.year, [])).honours.append(honour)
    return list(groups.values())
