"""The server's clock was set back: nothing breaks, nothing is told twice, and whoever starts the server is told to set it right."""

from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from config.management.commands.prepare import Command
from core.attachments.photos import store_photo
from core.errors import DomainError
from core.models import DailyRun, Delivery, Notice, Serial, TrailEntry
from core.running import clock, daily
from core.trail import record
from inspections.models import Sheet
from inspections.services.entries import Entry
from inspections.services.late import closing_moment
from inspections.services.results import rebuild_results
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from rectification.models import RectificationTask, Source
from rectification.services import perform, report_finding
from rectification.services.public_guard import Ticket, check_person
from tests.factories import NOW, AssignmentFactory, PointFactory, ProblemKindFactory, make_person, make_picture
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db

BACK = timedelta(days=3)
HOUR = timedelta(hours=1)


@pytest.fixture
def set_back(monkeypatch):
    """The clock that pages and commands read goes three days back; gives what it says then."""

    def now():
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW - BACK)
        return timezone.now()

    return now


def test_it_is_noticed_by_what_was_entered_already(office, town):
    assert clock.set_back(now=NOW) is None
    record(subject=town.home, by=office, verb="edit", at=NOW)
    assert clock.set_back(now=NOW + HOUR) is None
    assert clock.set_back(now=NOW - clock.TOLERANCE) is None
    assert clock.set_back(now=NOW - BACK) == NOW


def test_after_a_clock_that_ran_ahead_was_put_right_a_morning_s_work_is_believed(office, town):
    record(subject=town.home, by=office, verb="edit", at=NOW + timedelta(days=3650))
    for minutes in range(clock.NEWEST):
        assert clock.set_back(now=NOW) is not None
        record(subject=town.home, by=office, verb="edit", at=NOW + timedelta(minutes=minutes))
    assert clock.set_back(now=NOW + HOUR) is None


def test_the_start_says_it_with_both_times_and_what_to_do(office, town, set_back):
    record(subject=town.home, by=office, verb="edit", at=NOW)
    set_back()
    said = StringIO()
    Command(stderr=said).look_at_the_clock()
    assert "2026年11月20日 9:00" in said.getvalue().replace(" 09:", " 9:") and "2026年11月23日" in said.getvalue()
    assert "timedatectl" in said.getvalue()


def test_who_is_signed_in_stays_so_and_works(client_for, set_back):
    office = client_for("office")
    set_back()
    assert office.get("/settings/").status_code == 200
    assert office.post("/notices/read/").status_code == 302


def test_sheets_count_once_whatever_the_clock_says(town, inspector):
    scene = make_scene(town, inspector)
    other = make_person("赵检查", "inspector", town.home)
    AssignmentFactory(round=scene.round, point=scene.point, inspector=other)
    entries = {
        scene.deduct.pk: Entry(count=3),
        scene.grade.pk: Entry(grade_id=scene.grade_of("B")),
        scene.passed.pk: Entry(passed=True),
        scene.other.pk: Entry(not_applicable=True),
    }
    visit = {"round": scene.round, "point": scene.point, "entries": entries}
    for key, person, now in [("a", inspector, NOW), ("b", other, NOW - BACK), ("a", inspector, NOW - 2 * BACK)]:
        submit_sheet(key=f"0b1f2a56-57a1-4a34-9f5c-6d6a52b0c00{key}", inspector=person, now=now, **visit)
    assert Sheet.objects.official().count() == 2
    assert rebuild_results([scene.round]) == []


def test_a_task_goes_its_whole_way_while_time_runs_backwards(town, office, unit, inspector):
    point = PointFactory(town=town.home, unit=town.village, in_charge=town.village)
    task = report_finding(
        description="垃圾房满溢",
        town=town.home,
        source=Source.PATROL,
        point=point,
        kind=ProblemKindFactory(),
        by=None,
        now=NOW,
    )
    for step, (verb, by) in enumerate([("start", unit), ("submit", unit), ("close", inspector)], 1):
        task = perform(task=task, verb=verb, by=by, now=NOW - step * BACK, note="已清运", photos=photos(task, by))
    written = TrailEntry.objects.about(task).order_by("pk").values_list("verb", flat=True)
    assert list(written)[-3:] == ["start", "submit", "close"], "the trail is read in the order in which it was written"
    assert RectificationTask.objects.get().state == "closed"


def photos(task, by) -> list:
    return [store_photo(upload=make_picture(), subject=task, purpose="progress", by=by, now=NOW)]


def test_numbers_go_on_and_none_is_given_twice(town):
    def number(now) -> str:
        return report_finding(
            description=f"{now}", town=town.home, source=Source.PATROL, point=None, kind=None, by=None, now=now
        ).number

    numbers = [number(now) for now in (NOW, NOW - BACK, NOW - timedelta(days=365), NOW + HOUR)]
    assert len(set(numbers)) == 4
    assert Serial.objects.next("x") < Serial.objects.next("x")


def test_the_daily_work_of_a_day_that_comes_again_tells_nobody_twice(town, office, unit):
    point = PointFactory(town=town.home, unit=town.village, in_charge=town.village)
    report_finding(
        description="垃圾房满溢", town=town.home, source=Source.PATROL, point=point, kind=ProblemKindFactory(), by=None,
        now=NOW - timedelta(days=20),
    )  # fmt: skip
    daily.run(now=NOW)
    told, waiting = Notice.objects.count(), Delivery.objects.count()
    assert told, "something was due"
    daily.run(now=NOW)
    assert (Notice.objects.count(), Delivery.objects.count()) == (told, waiting)
    daily.run(now=NOW - BACK)
    titles = [(notice.user_id, notice.kind, notice.text) for notice in Notice.objects.exclude(kind="digest")]
    assert len(titles) == len(set(titles))
    assert not any(daily.failed_parts(run) for run in DailyRun.objects.all())


def test_the_last_closing_of_a_round_is_the_one_written_last(town, office, inspector):
    round = make_scene(town, inspector).round
    for verb, now in [("close", NOW), ("reopen", NOW - BACK), ("close", NOW - BACK + HOUR)]:
        change_round(round=round, verb=verb, by=office, now=now)
        round.refresh_from_db()
    assert closing_moment(round) == NOW - BACK + HOUR


def test_a_resident_s_form_that_was_opened_before_is_taken():
    opened = Ticket(key="k", given_at=NOW)
    check_person(opened, "", NOW - HOUR)
    with pytest.raises(DomainError):
        check_person(opened, "", NOW + timedelta(seconds=1))
