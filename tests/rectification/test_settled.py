"""The earlier part of a period is kept, until a task that stands in it changes; the figures are those of one whole count."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from core.models import Unit
from core.trail import record
from rectification.models import IndicatorRules, RectificationTask
from rectification.periods import year_before, year_so_far
from rectification.selectors.indicators import kept_tallies, tallies
from rectification.selectors.settled import settled_until
from rectification.services import perform
from tests.factories import NOW

AS_OF = timezone.localtime(NOW)


@pytest.fixture
def year(settings, now):
    settings.KEPT_SECONDS = 60
    cache.clear()
    yield year_so_far(2026, timezone.localtime(now))
    cache.clear()


@pytest.fixture
def of_both_parts(report, year):
    """A task of spring and one of this week."""
    old, new = report("三月的垃圾"), report("昨天的垃圾")
    back = timedelta(days=240)
    RectificationTask.objects.filter(pk=old.pk).update(
        reported_at=old.reported_at - back, registered_at=old.registered_at - back, deadline=old.deadline - back
    )
    old.refresh_from_db()
    return old, new


def shown(office, year):
    return {key: asdict(tally) for key, tally in kept_tallies(office, "unit", year, IndicatorRules(), AS_OF).items()}


def counted(office, year):
    tasks = RectificationTask.objects.reported_on_to(office)
    return {key: asdict(tally) for key, tally in tallies(tasks, "responsible_unit", year, IndicatorRules()).items()}


def test_both_parts_together_are_the_whole(office, year, of_both_parts):
    old, new = of_both_parts
    assert old.reported_at < settled_until(year, AS_OF) < new.reported_at
    assert shown(office, year) == counted(office, year)


def test_a_change_of_the_earlier_part_is_seen_at_once(office, year, of_both_parts, now):
    old, _new = of_both_parts
    shown(office, year)
    perform(task=old, verb="cancel", by=office, now=now, reason="重复上报")
    after = shown(office, year)
    assert after == counted(office, year)
    assert sum(tally["counts"].get("due", 0) for tally in after.values()) == 0


def test_a_change_of_the_later_part_is_seen_and_the_earlier_one_is_not_counted_again(
    office, year, of_both_parts, now, django_assert_max_num_queries
):
    _old, new = of_both_parts
    shown(office, year)
    perform(task=new, verb="cancel", by=office, now=now, reason="重复上报")
    with django_assert_max_num_queries(8):
        after = shown(office, year)
    assert after == counted(office, year)


def test_a_changed_unit_makes_all_be_counted_anew(office, year, of_both_parts, town, now):
    old, _new = of_both_parts
    before = shown(office, year)
    RectificationTask.objects.filter(pk=old.pk).update(responsible_unit=town.other_village)
    record(subject=Unit.objects.get(pk=town.village.pk), by=office, verb="update", at=now)
    assert shown(office, year) != before
    assert shown(office, year) == counted(office, year)


def test_the_year_before_is_kept_up_to_its_last_day(office, year, report, now, django_assert_max_num_queries):
    """What changes this year doesn't make last year's be counted again; what changes in last year does."""
    old, new = report("去年的垃圾"), report("昨天的垃圾")
    back = timedelta(days=400)
    RectificationTask.objects.filter(pk=old.pk).update(
        reported_at=old.reported_at - back, registered_at=old.registered_at - back, deadline=old.deadline - back
    )
    before = year_before(year)
    assert settled_until(before, AS_OF).date() == before.last_day
    shown(office, before)
    perform(task=new, verb="cancel", by=office, now=now, reason="重复上报")
    with django_assert_max_num_queries(8):
        after = shown(office, before)
    assert after == counted(office, before)
    perform(task=old, verb="cancel", by=office, now=now, reason="重复上报")
    assert shown(office, before) == counted(office, before)
    assert sum(tally["counts"].get("due", 0) for tally in shown(office, before).values()) == 0
