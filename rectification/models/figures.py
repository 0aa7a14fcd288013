"""What the indicators count (the domain rules, section 6): each figure is a set of tasks, said once, for the counts and for the lists
behind them.

A task stands in a period by one of its own moments, as it stands now: a deadline that was moved counts where it lies now, a
task that was handed in again counts where it was handed in last. So every task is in one period of each figure, and an
earlier period's figures follow when a task is reopened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q

from rectification.models.findings import Finding
from rectification.models.indicators import IndicatorRules, OnTimeBy
from rectification.periods import Period
from rectification.transitions import VOID, State


def reported(period: Period, rules: IndicatorRules) -> Q:
    """Reported in the period, less the duplicates."""
    return _within("reported_at", period.start, period.end) & ~Q(state=State.DUPLICATE)


def due(period: Period, rules: IndicatorRules) -> Q:
    """The deadline lay in the period and has passed. Never due: cancelled, rejected, duplicate; and, if the rules say so, what an
    authority outside the town has to do."""
    found = _within("deadline", period.start, period.end) & ~Q(state__in=VOID)
    return found & ~OF_AUTHORITY if rules.leave_out_transferred else found


def handed_in(period: Period, rules: IndicatorRules) -> Q:
    """Last handed in for a recheck in the period; with it count all its submissions and reworks."""
    return _within("submitted_at", period.start, period.end)


def judged(period: Period, rules: IndicatorRules) -> Q:
    """Closed, and the days in which it might have come back ended in the period."""
    return Q(state=State.CLOSED) & _within("closed_at", *period.days_earlier(rules.recurs_within_days))


def finished(period: Period, rules: IndicatorRules) -> Q:
    """Closed in the period, with its office time."""
    return Q(state=State.CLOSED, minutes_to_close__isnull=False) & _within("closed_at", period.start, period.end)


OF_AUTHORITY = Q(state=State.TRANSFERRED) | (Q(responsible_unit=None) & ~Q(authority=""))
"""Waits for an authority outside the town, or was closed on its answer."""


def _all(period: Period, rules: IndicatorRules) -> Q:
    return Q()


def _registered(period: Period, rules: IndicatorRules) -> Q:
    return Q(registered_at__isnull=False)


def _closed(period: Period, rules: IndicatorRules) -> Q:
    return Q(state=State.CLOSED)


def _running(period: Period, rules: IndicatorRules) -> Q:
    """Less those that are suspended, if the rules say so."""
    return ~Q(state=State.SUSPENDED) if rules.leave_out_suspended else Q()


def _on_time(period: Period, rules: IndicatorRules) -> Q:
    by_closing = Q(closed_at__lte=F("deadline"))
    if rules.on_time_by == OnTimeBy.CLOSED:
        return Q(state=State.CLOSED) & by_closing
    never_handed_in = Q(submitted_at=None) & by_closing  # closed on an authority's answer
    return Q(state=State.CLOSED) & (Q(submitted_at__lte=F("deadline")) | never_handed_in)


def _sent_back(period: Period, rules: IndicatorRules) -> Q:
    return Q(reworks__gt=0)


def _came_back(period: Period, rules: IndicatorRules) -> Q:
    """A problem was found at the same point and item within the days after the closing, and was no mistake: the finding's
    own task was not rejected, cancelled or a duplicate."""
    start, end = period.days_earlier(rules.recurs_within_days)
    closed_at = F("recurs_of__closed_at")
    found = Finding.objects.filter(
        recurs_of__closed_at__gte=start,
        recurs_of__closed_at__lt=end,
        found_at__gte=closed_at,
        found_at__lte=closed_at + timedelta(days=rules.recurs_within_days),
    )
    return Q(pk__in=found.exclude(task__state__in=VOID).values("recurs_of"))


def _within(name: str, start, end) -> Q:
    return Q(**{f"{name}__gte": start, f"{name}__lt": end})


Part = Callable[[Period, IndicatorRules], Q]


@dataclass(frozen=True)
class Cohort:
    """Tasks that stand in a period by the same moment; parts: name of a figure -> which of them it counts."""

    tasks: Part
    parts: dict[str, Part]


COUNTED = (
    Cohort(reported, {"reported": _all, "registered": _registered}),
    Cohort(due, {"due": _all, "closed": _closed, "due_running": _running, "on_time": _on_time}),
    Cohort(handed_in, {"handed_in": _all, "sent_back": _sent_back}),
    Cohort(judged, {"judged": _all, "came_back": _came_back}),
)
"""Those of which numbers alone are wanted."""

FIGURES = {name: cohort for cohort in (*COUNTED, Cohort(finished, {"finished": _all})) for name in cohort.parts}
"""Name of a figure -> its cohort."""


def counted(figure: str, period: Period, rules: IndicatorRules) -> Q:
    """The tasks that a figure counts."""
    cohort = FIGURES[figure]
    return cohort.tasks(period, rules) & cohort.parts[figure](period, rules)
