"""Figures that are kept until something changes."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.cache import cache
from django.utils import timezone

from core.kept import kept
from core.trail import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KEPT_SECONDS = 60
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def work():
    """Gives 1 the first time, then 2, 3, ..."""
    numbers = count(1)
    return lambda: next(numbers)


def test_what_was_worked_out_is_kept_for_whom_it_was_worked_out(work):
    assert [kept(("open", 1), work), kept(("open", 1), work), kept(("open", 2), work)] == [1, 1, 2]


def test_a_change_anywhere_makes_it_worked_out_anew(work, town, office):
    assert kept(("open",), work) == 1
    record(subject=town.home, by=office, verb="edit", at=timezone.now())
    assert [kept(("open",), work), kept(("open",), work)] == [2, 2]


def test_it_is_kept_no_longer_than_it_holds(work):
    over, soon = timedelta(0), timedelta(seconds=30)
    assert [kept(("late",), work, lambda _found: over), kept(("late",), work, lambda _found: soon)] == [1, 2]
    assert kept(("late",), work) == 2


def test_without_a_time_nothing_is_kept(work, settings):
    settings.KEPT_SECONDS = 0
    assert [kept(("open",), work), kept(("open",), work)] == [1, 2]
