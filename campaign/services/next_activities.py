"""The recurring activities of a new year: one planned for each term that ends in it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from campaign.models import Activity, ActivitySeries
from campaign.recurrence import Term, terms
from core.opening_year import Opening
from core.trail import entry_of, record_many


def next_activities(opening: Opening) -> list[Activity]:
    """What opening the year would plan, not stored yet, by day: for each term whose last day lies in the year and in which
    nothing was held or planned so far. Two queries."""
    series = list(ActivitySeries.objects.present().filter(town=opening.town).order_by("name", "pk"))
    entered = _days(series)
    planned = [
        _planned(one, term, entered[one.pk])
        for one in series
        for term in terms_ending_in(opening.year, one)
        if not any(day in term for day in entered[one.pk])
    ]
    return sorted(planned, key=lambda activity: (activity.held_on, activity.title))


def terms_ending_in(year: int, series: ActivitySeries) -> list[Term]:
    """The terms that are due in a year, in order."""
    found = []
    for term in terms(series.starts_on, series.every_months, series.ends_on):
        if term.ends_on.year > year:
            break
        if term.ends_on.year == year:
            found.append(term)
    return found


def _days(series: Iterable[ActivitySeries]) -> dict[int, list[date]]:
    """Series' number > the days of what was held or is planned, in order."""
    days: dict[int, list[date]] = defaultdict(list)
    rows = Activity.objects.present().filter(series__in=[one.pk for one in series])
    for number, day in rows.order_by("held_on").values_list("series_id", "held_on"):
        days[number].append(day)
    return days


def _planned(series: ActivitySeries, term: Term, entered: list[date]) -> Activity:
    return Activity(
        town_id=series.town_id,
        title=series.name,
        kind_id=series.kind_id,
        series=series,
        unit_id=series.unit_id,
        held_on=day_in(term, series, entered),
        term_starts_on=term.starts_on,
    )


def day_in(term: Term, series: ActivitySeries, entered: list[date]) -> date:
    """The day that is proposed: as far into the term as it was the last time, else the term's last day; never before the year
    in which the term ends."""
    proposed = term.ends_on
    for earlier in terms(series.starts_on, series.every_months):
        if earlier.starts_on >= term.starts_on:
            break
        if held := next((day for day in entered if day in earlier), None):
            proposed = min(term.starts_on + (held - earlier.starts_on), term.ends_on)
    return max(proposed, date(term.ends_on.year, 1, 1))


def make_next_activities(opening: Opening, now: datetime) -> int:
    """Stores them as planned, each with its entry in the trail. Call it in the transaction of the act."""
    planned = next_activities(opening)
    Activity.objects.bulk_create(planned)
    words = _("Planned when the year was opened.")
    record_many(entry_of(subject=one, by=opening.by, verb="create", at=now, reason=words) for one in planned)
    return len(planned)
