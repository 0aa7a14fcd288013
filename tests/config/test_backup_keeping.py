"""Which backups stay: a law over any days, and a whole year of them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from config.backup.keeping import Rule, kept

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
moments = st.sets(st.integers(-30, 24 * 800).map(lambda hours: NOW - timedelta(hours=hours)), max_size=60)
rules = st.builds(Rule, st.integers(1, 10), st.integers(0, 10), st.integers(0, 14))


def monday(moment: datetime):
    return moment.date() - timedelta(days=moment.weekday())


@given(moments, rules)
def test_what_stays(there, rule):
    stay = kept(there, now=NOW, rule=rule)
    recent = {moment for moment in there if moment.date() > NOW.date() - timedelta(days=rule.days)}
    assert recent <= stay <= there
    assert kept(stay, now=NOW, rule=rule) == stay, "a second look deletes nothing more"
    assert not there or max(there) in stay
    assert len(stay - recent) <= rule.weeks + rule.months + 1
    for moment in there:
        if rule.weeks and monday(moment) >= monday(NOW) - timedelta(weeks=rule.weeks - 1):
            assert min(other for other in there if monday(other) == monday(moment)) in stay
        months = (NOW.year - moment.year) * 12 + NOW.month - moment.month
        if months < rule.months:
            assert min(other for other in there if (other.year, other.month) == (moment.year, moment.month)) in stay


@given(moments, rules, st.integers(0, 400))
def test_what_was_deleted_once_would_not_have_been_wanted_later(there, rule, days):
    """Deleting each day or once after a while leaves the same."""
    later = NOW + timedelta(days=days)
    at_once = kept(there, now=later, rule=rule)
    step_by_step = kept(kept(there, now=NOW, rule=rule), now=later, rule=rule)
    assert step_by_step == at_once


def test_a_year_of_days_leaves_days_weeks_and_months():
    there: set[datetime] = set()
    for day in range(400):
        now = NOW + timedelta(days=day)
        there = kept(there | {now}, now=now, rule=Rule())
    ages = sorted((now - moment).days for moment in there)
    assert ages[:7] == list(range(7))
    assert all(later - earlier <= 7 for earlier, later in pairwise(ages) if later <= 49)
    assert len({(moment.year, moment.month) for moment in there}) == 12
    assert len(there) <= 7 + 8 + 12


def test_a_clock_that_was_set_back_deletes_nothing_that_lies_ahead():
    ahead = NOW + timedelta(days=3)
    assert kept({ahead, NOW}, now=NOW, rule=Rule(1, 0, 0)) == {ahead, NOW}


def test_the_last_one_stays_however_old():
    old = NOW - timedelta(days=2000)
    assert kept({old, old - timedelta(days=1)}, now=NOW, rule=Rule()) == {old}
