"""A corrected day of the calendar moves the open deadlines that the calendar made, each with a trail entry, and no others."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowed
from core.models import CalendarDay, Notice, TrailEntry
from core.workdays.calendar import WorkCalendar
from core.workdays.changes import LEARNED, change_of, learn_holidays, preview, set_day
from rectification.models import Limit, LimitUnit, RequestKind, Stage
from rectification.services import ask, decide, perform
from rectification.services.escalation import escalate
from rectification.services.talks import propose_talks
from tests.factories import NOW, ProblemKindFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
"""After Monday, 23 November 2026, the day of the tests; a task of that day has until Thursday (three working days)."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def deadline(task) -> str:
    task.refresh_from_db()
    return f"{timezone.localtime(task.deadline):%Y-%m-%d %H:%M}"


def turn(day, is_working, office, now=NOW):
    return set_day(day=day, is_working=is_working, note="", by=office, now=now)


def test_a_free_day_gives_open_tasks_a_day_more_and_tells_the_unit(report, office, unit, now):
    task = report(now=now)
    assert deadline(task) == "2026-11-26 17:30"
    assert turn(TUESDAY, False, office) == 1
    assert deadline(task) == "2026-11-27 17:30"
    entry = TrailEntry.objects.about(task).first()
    assert (entry.verb, entry.by) == ("move_deadline", office)
    assert entry.changes["deadline"] == ["2026-11-26T17:30:00+08:00", "2026-11-27T17:30:00+08:00"]
    assert Notice.objects.filter(user=unit, kind="deadlines_moved").count() == 1
    assert task.warn_at < task.deadline < task.escalate_at


def test_turned_back_it_moves_them_back(report, office, now):
    task = report(now=now)
    turn(TUESDAY, False, office)
    assert turn(TUESDAY, True, office) == 1
    assert deadline(task) == "2026-11-26 17:30" and not CalendarDay.objects.exists()


def test_the_page_says_before_what_will_move(report, office, now):
    task = report(now=now)
    moved = preview(change_of(TUESDAY, False), now=now)
    assert [(one.path, timezone.localtime(one.new)) for one in moved] == [
        (task.get_absolute_url(), at("2026-11-27 17:30"))
    ]
    assert deadline(task) == "2026-11-26 17:30"


def test_a_weekend_that_is_worked_shortens(report, office):
    task = report(now=at("2026-11-27 10:00"))
    assert deadline(task) == "2026-12-02 17:30"
    assert turn(date(2026, 11, 28), True, office, at("2026-11-27 11:00")) == 1
    assert deadline(task) == "2026-12-01 17:30"


def test_no_deadline_moves_into_the_past(report, office):
    task = report(now=at("2026-11-24 10:00"))
    now = at("2026-11-27 17:00")
    assert deadline(task) == "2026-11-27 17:30"
    CalendarDay.objects.create(
        day=WEDNESDAY, is_working=False
    )  # known before the task came: its deadline is not the calendar's
    assert turn(WEDNESDAY, True, office, now) == 0
    CalendarDay.objects.all().delete()
    assert turn(date(2026, 11, 26), False, office, now) == 1
    assert deadline(task) == "2026-11-30 17:30"
    assert turn(date(2026, 11, 26), True, office, at("2026-11-30 09:00")) == 0, "it would lie on Friday"
    assert deadline(task) == "2026-11-30 17:30"


def test_natural_days_know_no_calendar(report, office, now):
    kind = ProblemKindFactory(name="应急")
    Limit.objects.filter(kind=kind).update(unit=LimitUnit.NATURAL_DAYS)
    task = report(now=now, kind=kind)
    before = deadline(task)
    assert turn(TUESDAY, False, office) == 0 and deadline(task) == before


def test_working_hours_move_too(report, office, now):
    kind = ProblemKindFactory(name="暴露垃圾")
    Limit.objects.filter(kind=kind).update(unit=LimitUnit.WORKING_HOURS, amount=9)
    task = report(now=now, kind=kind)
    assert deadline(task) == "2026-11-24 11:00"
    assert turn(TUESDAY, False, office) == 1 and deadline(task) == "2026-11-25 11:00"


def test_an_extension_stands(at_work, unit, office, now):
    until = at("2026-12-03 17:30")
    request = ask(task=at_work, kind=RequestKind.EXTENSION, reason="缺车", until=until, by=unit, now=now)
    decide(request=request, granted=True, by=office, now=now)
    assert turn(WEDNESDAY, False, office) == 0 and deadline(at_work) == "2026-12-03 17:30"


def test_a_pause_stands(at_work, leader, office, now):
    perform(task=at_work, verb="suspend", by=leader, now=now, reason="等资金", look_again=WEDNESDAY)
    assert turn(TUESDAY, False, office) == 0, "its clock stands still"
    turn(TUESDAY, True, office)
    perform(task=at_work, verb="resume", by=office, now=now + 2 * DAY)
    before = deadline(at_work)
    assert turn(TUESDAY, False, office) == 0 and deadline(at_work) == before


def test_a_reopened_task_is_counted_with_half_its_limit(closed, office, now):
    task = perform(task=closed, verb="reopen", by=office, now=now, reason="没清干净")
    assert deadline(task) == "2026-11-25 17:30"
    assert turn(TUESDAY, False, office) == 1 and deadline(task) == "2026-11-26 17:30"


def test_closed_tasks_stay(closed, office):
    before = deadline(closed)
    assert turn(date(2026, 11, 23), False, office) == 0 and deadline(closed) == before


def test_a_day_before_the_clock_or_after_the_deadline_moves_nothing(report, office, now):
    task = report(now=now)
    assert turn(date(2026, 11, 20), False, office) == 0
    assert turn(date(2026, 12, 31), False, office) == 0
    assert deadline(task) == "2026-11-26 17:30"


def test_the_moment_of_supervision_follows_where_the_deadline_stays(report, office, now):
    task = report(now=now)
    before = task.escalate_at
    assert turn(date(2026, 11, 30), False, office) == 0
    task.refresh_from_db()
    assert task.escalate_at > before and deadline(task) == "2026-11-26 17:30"


def test_a_moment_of_supervision_that_the_calendar_did_not_make_stands(report, office, now):
    """Another share of the limit counted when the clock was started."""
    task = report(now=now)
    other = at("2026-12-02 09:00")
    type(task).objects.filter(pk=task.pk).update(escalate_at=other)
    turn(date(2026, 11, 30), False, office)
    task.refresh_from_db()
    assert task.escalate_at == other


def test_a_day_that_is_made_free_afterwards_excuses_what_was_missed(report, office, town, now):
    task = report(now=at("2026-11-17 10:00"))
    escalate(now=now)
    assert task.escalations.filter(stage=Stage.RED).exists()
    assert turn(date(2026, 11, 20), False, office) == 1 and deadline(task) == "2026-11-23 17:30"
    assert not task.escalations.filter(stage=Stage.RED, unit__isnull=False).exists()
    assert propose_talks(now=now) == []


def test_the_second_of_two_corrections_counts_from_the_first(report, office, now):
    task = report(now=now)
    assert turn(TUESDAY, False, office) == 1 and turn(WEDNESDAY, False, office) == 1
    assert deadline(task) == "2026-11-30 17:30"


def test_units_and_leaders_do_not_turn_days(unit, leader):
    for person in (unit, leader):
        with pytest.raises(NotAllowed):
            turn(TUESDAY, False, person)


def test_the_number_of_queries_does_not_grow_with_the_tasks(report, office, unit, now):
    def cost(day):
        with CaptureQueriesContext(connection) as captured:
            turn(day, False, office)
        return len(captured)

    report(now=now)
    turn(date(2026, 12, 31), False, office)  # warms what is cached
    few = cost(TUESDAY)
    for _n in range(12):
        report(now=now)
    assert cost(WEDNESDAY) == few


def test_the_office_turns_a_day_on_the_page(report, client_for, frozen_now):
    task = report(now=frozen_now)
    client, url = client_for("office"), reverse("settings_day", args=["2026-11-24"])
    page = client.get(url)
    assert task.number in page.content.decode() and page.context["count"] == 1
    assert client.post(url, {"is_working": "False", "note": "停电"}).status_code == 302
    assert CalendarDay.objects.get().note == "停电" and deadline(task) == "2026-11-27 17:30"
    assert "停电" in client.get(reverse("settings_calendar"), {"year": "2026"}).content.decode()


def test_two_who_turn_a_day_at_once_turn_it_once(client_for, frozen_now, town):
    url = reverse("settings_day", args=["2026-11-24"])
    for expected in (302, 200):
        assert client_for("office").post(url, {"is_working": "False", "note": ""}).status_code == expected
    assert CalendarDay.objects.get().is_working is False


@pytest.mark.parametrize("day", ["2026-02-30", "heute", "1999-01-01", "2026-1-1"])
def test_an_address_that_is_no_day_is_not_found(day, client_for):
    assert client_for("office").get(reverse("settings_day", args=[day])).status_code == 404


# ---- a year whose holidays become known ----


@pytest.fixture
def unpublished(monkeypatch):
    """unpublished(2026): the library does not know these years (and none after this test)."""

    def forget(*years):
        unknown = frozenset(years)
        monkeypatch.setattr("rectification.services.deadlines.office_calendar", lambda: WorkCalendar(unknown=unknown))
        monkeypatch.setattr("core.workdays.changes.office_calendar", lambda: WorkCalendar(unknown=unknown))

    return forget


def test_when_a_year_s_holidays_become_known_open_deadlines_follow_once(report, unit, unpublished, town):
    unpublished(2026, 2027)
    learn_holidays(now=at("2026-09-01 07:30"))
    task = report(now=at("2026-09-30 10:00"))
    assert deadline(task) == "2026-10-05 17:30", "by weekends alone: in the middle of National Day"
    assert learn_holidays(now=at("2026-09-30 11:00")) == 0, "nothing is known yet"
    unpublished(2027)
    assert learn_holidays(now=at("2026-09-30 12:00")) == 1
    assert deadline(task) == "2026-10-10 17:30"
    entry = TrailEntry.objects.about(task).first()
    assert (entry.verb, entry.by, entry.reason) == ("move_deadline", None, "2026年的节假日安排已公布")
    assert Notice.objects.filter(user=unit, kind="deadlines_moved").count() == 1
    assert TrailEntry.objects.about(town.home).filter(verb=LEARNED).first().changes == {"2026": ["unknown", "known"]}
    assert learn_holidays(now=at("2026-10-01 07:30")) == 0, "once"


def test_a_new_installation_notes_what_is_known_and_moves_nothing(report, unpublished, town):
    """A deadline that somebody set may be the one that weekends alone would give."""
    task = report(now=at("2026-09-30 10:00"))
    type(task).objects.filter(pk=task.pk).update(deadline=at("2026-10-05 17:30"))
    assert learn_holidays(now=at("2026-09-30 12:00")) == 0 and deadline(task) == "2026-10-05 17:30"
    assert learn_holidays(now=at("2026-10-01 12:00")) == 0
    assert TrailEntry.objects.about(town.home).filter(verb=LEARNED).count() == 1


def test_a_town_that_is_not_set_up_learns_nothing(db):
    assert learn_holidays(now=NOW) == 0


def test_a_deadline_in_a_year_without_published_holidays_says_so(report, client_for, frozen_now):
    task = report(now=frozen_now)
    page = client_for("unit").get(task.get_absolute_url()).content.decode()
    assert "放假安排还没有公布" not in page
    type(task).objects.filter(pk=task.pk).update(deadline=at("2035-01-05 17:30"))
    page = client_for("unit").get(task.get_absolute_url()).content.decode()
    assert "2035年的放假安排还没有公布" in page
    type(task).objects.filter(pk=task.pk).update(limit_unit=LimitUnit.NATURAL_DAYS)
    page = client_for("unit").get(task.get_absolute_url()).content.decode()
    assert "放假安排还没有公布" not in page, "natural days know no holidays"
