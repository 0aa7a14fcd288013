"""The demo's drives and plans say what the annual report says, on their pages and in the files."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from campaign.models import Drive, DriveState, Plan
from config.demo.control_lines import make_control_lines
from config.demo.dates import Dates, as_of_moment
from config.demo.drives import make_drives
from config.demo.people import make_people
from config.demo.plans import make_plans
from config.demo.town import HOME, make_units
from core.models import Photo

pytestmark = pytest.mark.django_db


class Shelf:
    """Gives photos without drawing them."""

    def photo(self, scene, place, left, *, purpose, by, at):
        name = f"{scene} {left}"
        return Photo(file=name, thumb=name, sha256="", phash="", purpose=purpose, uploaded_at=at, uploaded_by=by)


@pytest.fixture(params=[date(2026, 11, 23), date(2027, 6, 15), date(2027, 1, 3)], ids=str)
def story(request, settings):
    settings.DEMO_PASSWORD = "demo"
    dates = Dates(as_of_moment(request.param))
    units = make_units()
    people = make_people(units, dates.at(dates.today.replace(day=1), 8))
    make_control_lines()
    story = SimpleNamespace(dates=dates, units=units, town=units[HOME], people=people, shelf=Shelf())
    make_drives(story)
    make_plans(story)
    return story


@pytest.fixture
def look(story, client, monkeypatch):
    """look(address) is the text of a page, or of a file, as the office sees it in Chinese."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: story.dates.now)
    client.force_login(story.people["office"], backend="django.contrib.auth.backends.ModelBackend")

    def text(address: str) -> str:
        response = client.get(address, headers={"accept-language": "zh-hans"})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", content.decode()))

    return text


JUNE = ("30余车", "7处", "5000多平方米", "108块", "12处", "800平方米")


def test_the_june_drive_has_the_reports_figures_on_page_sheet_list_and_file(look, story):
    drive = Drive.objects.get(starts_on__year=story.dates.report_year, starts_on__month=6)
    for address in (drive.get_absolute_url(), f"{drive.get_absolute_url()}sheet/", "/drives/", "/drives/?format=csv"):
        page = look(address)
        assert [words for words in JUNE if words not in page] == [], address


def test_the_fifteen_days_have_zones_with_groups_daily_results_and_looks(look, story):
    drive = Drive.objects.get(slogan__contains="十五天")
    page = look(drive.get_absolute_url())
    assert drive.days == 15
    assert "15天" in page
    assert "15天" in look("/drives/?format=csv")
    assert all(zone.group and zone.unit for zone in drive.zones.all())
    assert drive.results.values("day").distinct().count() == 15
    assert drive.afterchecks.count() == 2 * drive.zones.count()
    assert set(drive.afterchecks.values_list("days_after", flat=True)) == {14, 30}


def test_all_office_staff_take_part_in_groups(look):
    assert "全员参与，分组分片包干" in look(Drive.objects.first().get_absolute_url())


def test_one_drive_is_under_way_and_the_past_ones_are_closed(story):
    states = [drive.state_on(story.dates.today) for drive in Drive.objects.order_by("starts_on")]
    assert states == [DriveState.CLOSED] * 3 + [DriveState.RUNNING]


def test_two_plans_are_drawn_up_and_four_kinds_of_line_are_set(look):
    for address in ("/plans/", "/plans/?format=csv"):
        assert "四线" in look(address), address
    assert "编制中2项" in look("/plans/")
    assert Plan.objects.filter(stage="drawn_up").count() == 2


def test_the_master_plan_is_carried_out_and_the_control_plan_never_was(look):
    master, control = Plan.objects.get(stage="carried_out"), Plan.objects.get(stage="stalled")
    assert "总体规划" in look(master.get_absolute_url())
    assert "未能真正付诸实施" in look(control.get_absolute_url())
    assert "未能真正付诸实施" in look("/plans/?format=csv")


def test_cleaning_by_contract_is_being_prepared(look):
    page = look("/plans/")
    assert "清扫保洁市场化可行性研究" in page


def test_nothing_lies_ahead_of_the_day(story):
    now = story.dates.now
    for drive in Drive.objects.prefetch_related("results", "afterchecks"):
        assert all(result.entered_at <= now and result.day <= now.date() for result in drive.results.all())
        assert all(look.looked_on <= now.date() for look in drive.afterchecks.all())
