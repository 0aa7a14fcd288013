"""Laws of opening a year: over any plan of the year before, opening it twice is opening it once, and nothing old changes."""

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from campaign.models import Activity, ActivityKind, ActivitySeries, CampaignYear
from campaign.recurrence import terms
from campaign.services.next_activities import terms_ending_in
from campaign.services.years import open_year
from core.errors import DomainError
from core.models import Role, TrailEntry
from inspections.models import Assignment, Level, Round, RoundState
from inspections.services.next_rounds import years_later
from tests.factories import AssignmentFactory, PointFactory, RoundFactory, StandardFactory, make_person

MORNING = datetime(2026, 12, 31, 16, 1, tzinfo=UTC)

ROUNDS = st.lists(
    st.tuples(
        st.sampled_from([Level.SELF_CHECK, Level.CLEANING, Level.CITY]),
        st.sampled_from(["", "月度"]),
        st.integers(1, 4),
        st.integers(0, 364),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one[:3],
)
SERIES = st.lists(st.tuples(st.integers(1, 40), st.integers(-900, 300), st.integers(0, 700)), max_size=4)


class Undone(Exception):
    """Ends a try: what it made goes with its transaction."""


def snapshot() -> tuple:
    rounds = Round.objects.order_by("pk").values_list("pk", "year", "level", "series", "number", "starts_on", "state")
    activities = Activity.objects.order_by("pk").values_list("pk", "series", "held_on", "term_starts_on")
    assignments = Assignment.objects.order_by("pk").values_list("pk", "round", "point", "inspector")
    years = CampaignYear.objects.order_by("pk").values_list("pk", "opened_at", "closed_on")
    return list(rounds), list(activities), list(assignments), list(years), TrailEntry.objects.count()


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=ROUNDS, series=SERIES)
def test_opening_a_year_twice_is_opening_it_once(town, rounds, series):
    with pytest.raises(Undone), transaction.atomic():
        _try(town, rounds, series)
        raise Undone


def _try(town, rounds, series):
    office, inspector = make_person("李敏", Role.OFFICE), make_person("刘志强", Role.INSPECTOR)
    CampaignYear.objects.create(year=2026, opened_at=MORNING)
    _plan(town, rounds, series, inspector)
    old = Round.objects.filter(year=2026).order_by("pk").values()
    before = list(old)
    _open(office)
    after = snapshot()
    with pytest.raises(DomainError):
        _open(office)
    assert snapshot() == after
    assert list(old.all()) == before
    _check_rounds()
    _check_activities()


def _plan(town, rounds, series, inspector):
    standard, kind = StandardFactory(frozen_at=MORNING), ActivityKind.objects.create(name="会议")
    point = PointFactory(unit=town.village)
    for level, name, number, days, has_inspector in rounds:
        day = date(2026, 1, 1) + timedelta(days=days)
        round = RoundFactory(
            level=level, series=name, number=number, standard=standard, starts_on=day, ends_on=day,
            state=RoundState.PUBLISHED,
        )  # fmt: skip
        if has_inspector:
            AssignmentFactory(round=round, point=point, inspector=inspector)
    for number, (months, begin, held) in enumerate(series):
        first = date(2026, 1, 1) + timedelta(days=begin)
        one = ActivitySeries.objects.create(
            town=town.home, name=f"活动{number}", kind=kind, every_months=months, starts_on=first
        )
        Activity.objects.create(
            town=town.home, title="已办", kind=kind, series=one, held_on=first + timedelta(days=held), is_held=True
        )


def _open(office):
    open_year(year=2027, slogan="", targets="", close_old=False, by=office, now=MORNING)


def _check_rounds():
    """One draft for each round with inspectors, with the same identity, a year later to the day."""
    planned = Round.objects.filter(year=2026, assignments__isnull=False).distinct()
    wanted = {(one.level, one.series, one.number, years_later(one.starts_on, 1)) for one in planned}
    new = Round.objects.filter(year=2027)
    assert {(one.level, one.series, one.number, one.starts_on) for one in new} == wanted
    assert all(one.state == RoundState.DRAFT and one.assignments.count() == 1 for one in new)


def _check_activities():
    """Every term that ends in the year has exactly what was there, or one that is planned, within the year."""
    for one in ActivitySeries.objects.all():
        days = list(one.activities.values_list("held_on", flat=True))
        for term in terms_ending_in(2027, one):
            assert sum(day in term for day in days) >= 1
            assert one.activities.filter(term_starts_on=term.starts_on).count() <= 1
        planned = one.activities.filter(is_held=False)
        assert all(activity.held_on.year == 2027 for activity in planned)


@given(months=st.integers(1, 240), begin=st.dates(date(2000, 1, 1), date(2030, 1, 1)), year=st.integers(2000, 2060))
def test_every_term_is_due_in_exactly_one_year(months, begin, year):
    series = ActivitySeries(every_months=months, starts_on=begin)
    found = terms_ending_in(year, series)
    every = [term for term, _n in zip(terms(begin, months), range(800), strict=False) if term.ends_on.year == year]
    assert found == every
