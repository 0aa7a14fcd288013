"""Terms of what recurs: laws that hold for every series, and the two of the annual report."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from campaign.recurrence import DAY, Term, TermState, course, how_often, months_later, next_due, terms

starts = st.dates(date(2000, 1, 1), date(2040, 12, 31))
months = st.integers(1, 60)
days = st.integers(0, 4000).map(lambda n: timedelta(days=n))


@given(starts, months)
def test_terms_follow_one_another_without_gap_or_overlap(start, every):
    found = list(islice(terms(start, every), 30))
    assert found[0].starts_on == start
    assert all(term.starts_on <= term.ends_on for term in found)
    assert all(before.ends_on + DAY == after.starts_on for before, after in pairwise(found))


@given(starts, months, days)
def test_every_day_from_the_first_on_lies_in_exactly_one_term(start, every, later):
    day = start + later
    assert sum(day in term for term in islice(terms(start, every), 140)) == 1


@given(starts, months)
def test_short_months_shift_nothing(start, every):
    assert next(islice(terms(start, every), 12, None)).starts_on == months_later(start, 12 * every)


@given(starts, months, days, st.lists(days, max_size=6))
def test_each_term_that_began_is_met_missed_or_due_and_only_the_last_can_be_due(start, every, until, held):
    today, on = start + until, [start + day for day in held]
    found = course(start, every, on, today)
    assert all(one.term.starts_on <= today for one in found)
    assert all((one.state == TermState.MET) == any(day in one.term for day in on) for one in found)
    assert all(one.term.ends_on < today for one in found if one.state == TermState.MISSED)
    assert all(one.state != TermState.DUE for one in found[:-1])


@given(starts, months, days, st.lists(days, max_size=5), days)
def test_holding_one_more_never_adds_a_missed_term(start, every, until, held, more):
    today, on = start + until, [start + day for day in held]

    def missed(days_held):
        return sum(one.state == TermState.MISSED for one in course(start, every, days_held, today))

    assert missed([*on, start + more]) <= missed(on)


@given(starts, months, days, st.lists(days, max_size=5))
def test_the_order_in_which_days_are_told_does_not_matter(start, every, until, held):
    on = [start + day for day in held]
    assert course(start, every, on, start + until) == course(start, every, on[::-1], start + until)


@given(starts, months, days, st.lists(days, max_size=5))
def test_what_is_due_next_is_not_over_and_was_not_held(start, every, until, held):
    today, on = start + until, [start + day for day in held]
    due = next_due(start, every, on, today)
    assert due.ends_on >= today
    assert not any(day in due for day in on)
    earlier = [one for one in course(start, every, on, today) if one.state == TermState.DUE]
    assert not earlier or earlier == [one for one in earlier if one.term == due]


@given(starts, months, days)
def test_no_term_begins_after_the_end(start, every, until):
    assert all(term.starts_on <= start + until for term in terms(start, every, start + until))


def test_a_series_that_is_over_is_due_no_more():
    assert next_due(date(2024, 1, 1), 12, [], date(2026, 1, 1), date(2024, 12, 31)) is None


def test_a_term_without_months_is_refused():
    with pytest.raises(ValueError, match="month"):
        list(terms(date(2026, 1, 1), 0))


def test_a_quarter_that_was_left_out_is_missed_and_the_running_one_due():
    held = [date(2026, 3, 10), date(2026, 6, 1)]
    states = [one.state for one in course(date(2026, 1, 1), 3, held, date(2026, 11, 23))]
    assert states == ["met", "met", "missed", "due"]
    assert next_due(date(2026, 1, 1), 3, held, date(2026, 11, 23)) == Term(date(2026, 10, 1), date(2026, 12, 31))


def test_a_term_is_due_on_its_last_day_and_missed_the_day_after():
    last = date(2026, 3, 31)
    assert course(date(2026, 1, 1), 3, [], last)[0].state == TermState.DUE
    assert course(date(2026, 1, 1), 3, [], last + DAY)[0].state == TermState.MISSED


@pytest.mark.parametrize(
    ("every", "words"),
    [(1, "每月1次"), (3, "每季度1次"), (6, "每半年1次"), (12, "每年1次"), (36, "每3年1次"), (5, "每5个月1次")],
)
def test_how_often_is_said_in_words(every, words):
    with translation.override("zh-hans"):
        assert how_often(every) == words
