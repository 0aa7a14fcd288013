"""What was left of a drive some days later: who looks, when, and the reminder."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from campaign.models import DriveAftercheck
from campaign.selectors.drive_looks import looks_of
from campaign.services.drive_looks import look_after, remind_of_looks
from campaign.thresholds import look_days
from core.errors import NotAllowed
from core.models import Notice, ThresholdValue, TrailEntry
from tests.campaign.drive_scenes import TODAY, make_drive, make_past_drive, make_zone


@pytest.fixture
def over(town):
    return make_past_drive(15)


@pytest.fixture
def zone(over, town):
    return make_zone(over, unit=town.village)


@pytest.fixture
def look(over, zone, inspector, now):
    def run(**more):
        given = {"drive": over, "zone": zone, "days_after": 14, "looked_on": TODAY, "kept_percent": 85, "note": "",
                 "by": inspector, "now": now}  # fmt: skip
        return look_after(**given | more)

    return run


def test_a_look_is_kept_with_the_trail(look, over):
    look(note="桥头有倾倒")
    entry = TrailEntry.objects.about(over).get()
    assert (entry.verb, entry.changes) == ("look_after", {"+14": ["", "85%"]})


def test_looking_again_corrects_the_look(look, over):
    look()
    look(kept_percent=70)
    assert DriveAftercheck.objects.get().kept_percent == 70
    assert TrailEntry.objects.about(over).first().changes == {"+14": ["85%", "70%"]}


def test_a_drive_without_zones_is_looked_at_as_a_whole_once(look, over):
    look(zone=None)
    look(zone=None, kept_percent=60)
    assert DriveAftercheck.objects.get().kept_percent == 60


def test_who_cleaned_does_not_look(look, unit, leader):
    for person in (unit, leader):
        with pytest.raises(NotAllowed):
            look(by=person)


@pytest.mark.parametrize("days", [-15, 1])
def test_a_look_lies_after_the_drive_and_not_ahead(look, days):
    with pytest.raises(ValidationError):
        look(looked_on=TODAY + timedelta(days=days))


def test_a_look_after_so_many_days_is_not_taken_before_they_have_passed(look, over):
    """It ended 15 days ago: a look today is none after 30 days, one of yesterday is one after 14."""
    with pytest.raises(ValidationError) as error:
        look(days_after=30)
    assert "looked_on" in error.value.message_dict
    with pytest.raises(ValidationError):
        look(looked_on=TODAY - timedelta(days=2))
    look(looked_on=TODAY - timedelta(days=1))


def test_a_look_is_corrected_from_the_page_with_what_was_entered(look, over, zone, client_for, frozen_now):
    look(kept_percent=85, note="桥头有倾倒")
    href = f"/drives/{over.pk}/look/?days_after=14&amp;zone={zone.pk}"
    assert href in client_for("inspector").get(over.get_absolute_url()).content.decode()
    form = client_for("inspector").get(href.replace("&amp;", "&")).context["form"]
    assert (form["kept_percent"].value(), form["note"].value()) == (85, "桥头有倾倒")
    assert client_for("inspector").get(f"/drives/{over.pk}/look/?days_after=30&zone={zone.pk}").status_code == 200


def test_the_last_day_stays_once_it_was_looked_after(look, over):
    look()
    over.name = "改名"
    over.clean()
    over.ends_on += timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        over.clean()
    assert "ends_on" in error.value.message_dict


def test_more_than_all_is_refused(look):
    with pytest.raises(ValidationError):
        look(kept_percent=101)


def test_the_days_of_looking_are_the_offices(town):
    assert look_days() == [14, 30]
    ThresholdValue.objects.create(name="campaign.first_look", value=10)
    assert look_days() == [10, 30]


def test_the_mean_counts_only_what_was_looked_at(look, over, zone, office):
    other = make_zone(over, "国道片")
    look(kept_percent=80)
    first, second = looks_of(over, [zone, other], office, TODAY)["look_days"]
    assert (first.kept, first.looked, first.of) == (80, 1, 2)
    assert (second.kept, second.looked) == (None, 0)


def test_the_office_is_reminded_of_a_missing_look_once(over, zone, office, unit, now):
    assert remind_of_looks(now=now) == {"told": 1}
    assert remind_of_looks(now=now + timedelta(days=1)) == {"told": 0}
    notice = Notice.objects.get()
    assert (notice.user, notice.path, zone.name in notice.text) == (office, over.get_absolute_url(), True)


def test_each_of_the_two_days_is_reminded_of(over, zone, office, now):
    remind_of_looks(now=now)
    assert remind_of_looks(now=now + timedelta(days=16)) == {"told": 1}


def test_nobody_is_reminded_when_every_zone_was_looked_at(look, office, now):
    look()
    assert remind_of_looks(now=now) == {"told": 0}


def test_nobody_is_reminded_of_drives_that_go_on_are_removed_or_long_over(town, office, now):
    make_drive()
    make_past_drive(200)
    make_past_drive(20, removed_at=now)
    assert remind_of_looks(now=now) == {"told": 0}
