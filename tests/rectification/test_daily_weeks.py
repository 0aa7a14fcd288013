"""The daily work over holiday weeks, a missed week and the change of the year, day by day at half past seven."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.models import DailyRun, Notice
from core.running import daily
from core.workdays.changes import set_day
from rectification.models import Limit, LimitUnit, SupervisionOrder
from tests.factories import ProblemKindFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def written(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@pytest.fixture
def each_day(monkeypatch):
    """each_day("2026-10-01", "2026-10-07"): a run on each of these days; only the loop's own parts."""
    own = [part for part in daily.parts if part.name in ("escalation", "overdue", "look_again", "answers")]
    monkeypatch.setattr(daily, "parts", own)

    def run(first: str, last: str = "") -> None:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last or first):
            kept = daily.run(now=datetime.combine(day, time(7, 30), SHANGHAI))
            assert daily.failed_parts(kept) == []
            day += DAY

    return run


def stages(task) -> dict[str, str]:
    """Stage > the day on which the work of that day wrote it."""
    return {one.stage: f"{timezone.localtime(one.at):%m-%d}" for one in task.escalations.all()}


def digests(user) -> list[str]:
    days = Notice.objects.filter(user=user, kind="overdue").order_by("at").values_list("at", flat=True)
    return [f"{timezone.localtime(day):%m-%d}" for day in days]


def test_over_national_day_nothing_happens_and_the_make_up_day_counts(report, unit, office, each_day):
    task = report(now=at("2026-09-30 10:00"))
    assert written(task.deadline) == "2026-10-10 17:30", "8, 9 and Saturday 10 October"
    assert written(task.escalate_at) == "2026-10-14 17:30"
    each_day("2026-10-01", "2026-10-07")
    assert stages(task) == {}
    each_day("2026-10-08", "2026-10-16")
    assert stages(task) == {"amber": "10-08", "red": "10-11", "order": "10-15"}
    expected = [f"10-{day}" for day in range(11, 17)]
    assert digests(unit) == digests(office) == expected, "once a day from the first morning after the deadline"
    assert SupervisionOrder.objects.get().answer_by == date(2026, 10, 20), "three working days after Thursday 15"


def test_over_spring_festival_working_hours_stand_still(report, each_day):
    kind = ProblemKindFactory(name="应急处置")
    Limit.objects.filter(kind=kind).update(unit=LimitUnit.WORKING_HOURS, amount=8)
    task = report(now=at("2026-02-14 15:00"), kind=kind)
    assert written(task.deadline) == "2026-02-24 16:00", "2.5 hours on the make-up Saturday, 5.5 after the festival"
    each_day("2026-02-15", "2026-02-20")
    assert stages(task) == {}
    each_day("2026-02-21", "2026-02-26")
    assert stages(task)["red"] == "02-25"
    assert written(task.escalate_at) == "2026-02-25 17:00" and stages(task)["order"] == "02-26"


def test_three_missed_days_over_a_holiday_are_made_up_once(report, unit, each_day):
    task = report(now=at("2026-09-29 10:00"))
    assert written(task.deadline) == "2026-10-09 17:30"
    each_day("2026-10-01", "2026-10-08")
    each_day("2026-10-12")  # 9, 10 and 11 October: the machine was off
    assert stages(task) == {"amber": "10-07", "red": "10-12"}
    assert digests(unit) == ["10-12"], "reminders of days that are over help nobody"
    assert DailyRun.objects.count() == 9


def test_a_missed_week_and_two_runs_a_day_change_nothing_in_the_end(report, unit, leader, each_day):
    task = report(now=at("2026-11-09 10:00"))
    each_day("2026-11-10")
    for _twice in range(2):
        each_day("2026-11-23")
    assert stages(task) == {"amber": "11-23", "red": "11-23", "order": "11-23"}
    assert digests(unit) == ["11-23"]
    assert Notice.objects.filter(user=leader, kind="order_waits").count() == 1


def test_into_a_year_whose_holidays_are_not_known(report, office, each_day):
    task = report(now=at("2026-12-30 10:00"))
    assert written(task.deadline) == "2027-01-04 17:30", (
        "31 December, New Year's Day taken for a working day, 4 January"
    )
    set_day(day=date(2027, 1, 1), is_working=False, note="元旦", by=office, now=at("2026-12-30 15:00"))
    task.refresh_from_db()
    assert written(task.deadline) == "2027-01-05 17:30"
    each_day("2026-12-31", "2027-01-12")
    assert stages(task)["red"] == "01-06" and stages(task)["order"] == "01-09"
    assert SupervisionOrder.objects.get().number == "督-2027-0001"
