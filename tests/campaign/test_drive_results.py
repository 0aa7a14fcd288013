"""What zones do in a drive: who enters it, when, once; corrections; the final sheet."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from campaign.drive_totals import Amount
from campaign.models import DriveResult, DriveState, DriveWork
from campaign.selectors.drive_totals import totals_by_drive, totals_in_zone
from campaign.services.drives import close_drive, enter_results, reopen_drive
from core.errors import NotAllowed
from core.models import Photo, TrailEntry
from core.quantities import Exactness
from tests.campaign.drive_scenes import TODAY, make_drive, make_past_drive, make_work, make_zone
from tests.factories import make_picture

KEY = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
OTHER = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


@pytest.fixture
def drive(town):
    return make_drive()


@pytest.fixture
def zone(drive, town):
    return make_zone(drive, unit=town.village)


@pytest.fixture
def enter(drive, zone, unit, now):
    def run(quantity="12", exactness=Exactness.EXACT, **more):
        work = more.pop("work", None) or make_work()
        amounts = {work: Amount(Decimal(quantity), work.measure.name, exactness)}
        given = {"drive": drive, "zone": zone, "day": TODAY, "note": "", "key": KEY, "by": unit, "now": now}
        return enter_results(**given | {"amounts": amounts} | more)

    return run


def total(drive) -> list[str]:
    return [str(one) for one in totals_by_drive([drive]).get(drive.pk, [])]


def test_a_unit_enters_what_its_zone_did_and_the_trail_says_so(enter, drive, unit):
    enter("30", Exactness.ODD)
    result = DriveResult.objects.get()
    assert (result.size, result.entered_by) == ("30余车", unit)
    entry = TrailEntry.objects.about(drive).get()
    assert (entry.verb, "30余车" in entry.reason, "老街片" in entry.reason) == ("drive_result", True, True)


def test_a_form_that_is_sent_twice_counts_once(enter, drive):
    first = enter()
    second = enter()
    assert [one.pk for one in first] == [one.pk for one in second]
    assert total(drive) == ["清运垃圾12车"]
    assert TrailEntry.objects.about(drive).count() == 1


def test_photos_that_are_sent_twice_are_kept_once(enter, zone):
    for _try in range(2):
        enter(amounts={}, photos={"before": [make_picture(colour="red")], "after": [make_picture(colour="blue")]})
    assert sorted(Photo.objects.about(zone).values_list("purpose", flat=True)) == ["after", "before"]


def test_nothing_at_all_is_refused(enter):
    with pytest.raises(ValidationError):
        enter("0")


def test_another_units_people_may_not_enter(enter, other_unit):
    with pytest.raises(NotAllowed):
        enter(by=other_unit)


@pytest.mark.parametrize("who", ["leader", "inspector"])
def test_who_only_looks_may_not_enter(enter, request, who):
    with pytest.raises(NotAllowed):
        enter(by=request.getfixturevalue(who))


def test_the_office_enters_for_every_zone_and_for_the_drive_as_a_whole(enter, drive, office):
    enter(by=office)
    enter("3", by=office, zone=None, key=OTHER)
    assert total(drive) == ["清运垃圾15车"]
    assert totals_in_zone(drive, None)[make_work().pk].quantity == 3


def test_a_unit_does_not_enter_for_the_drive_as_a_whole(enter):
    with pytest.raises(NotAllowed):
        enter(zone=None)


@pytest.mark.parametrize("days", [-4, 1, 7])
def test_a_day_outside_the_drive_or_to_come_is_refused(enter, days):
    with pytest.raises(ValidationError) as error:
        enter(day=TODAY + timedelta(days=days))
    assert "day" in error.value.message_dict


def test_a_zone_of_another_drive_is_refused(enter, office):
    with pytest.raises(ValidationError):
        enter(zone=make_zone(make_drive("另一次")), by=office)


def test_a_correction_is_an_entry_and_needs_a_note(enter, drive):
    enter("12")
    with pytest.raises(ValidationError):
        enter("-2", key=OTHER)
    enter("-2", key=OTHER, note="多记了2车")
    assert DriveResult.objects.count() == 2
    assert total(drive) == ["清运垃圾10车"]


def test_no_more_is_taken_away_than_was_entered(enter):
    enter("12")
    with pytest.raises(ValidationError):
        enter("-13", key=OTHER, note="更正")


def test_a_correction_of_something_never_entered_is_refused(enter):
    with pytest.raises(ValidationError):
        enter("-1", note="更正")


def test_the_final_sheet_freezes_the_totals(enter, drive, unit, office, now):
    drive.ends_on = TODAY
    drive.save()
    enter("108")
    closed = close_drive(drive=drive, outcome="面貌一新", by=office, now=now)
    assert closed.state_on(TODAY) == DriveState.CLOSED
    entry = TrailEntry.objects.about(drive).filter(verb="close_drive").get()
    assert entry.changes == {"清运垃圾": ["", "108车"]}
    with pytest.raises(ValidationError):
        enter("1", key=OTHER)


def test_a_drive_that_goes_on_has_no_final_sheet(drive, office, now):
    with pytest.raises(ValidationError):
        close_drive(drive=drive, outcome="面貌一新", by=office, now=now)


def test_a_final_sheet_needs_an_outcome_and_is_made_once(town, office, now):
    over = make_past_drive(2)
    with pytest.raises(ValidationError):
        close_drive(drive=over, outcome=" ", by=office, now=now)
    close_drive(drive=over, outcome="好", by=office, now=now)
    with pytest.raises(ValidationError):
        close_drive(drive=over, outcome="再来", by=office, now=now)


def test_only_the_office_makes_a_final_sheet(town, unit, leader, now):
    over = make_past_drive(2)
    for person in (unit, leader):
        with pytest.raises(NotAllowed):
            close_drive(drive=over, outcome="好", by=person, now=now)


def test_a_final_sheet_is_taken_back_with_a_reason_and_made_anew(enter, drive, office, now):
    drive.ends_on = TODAY
    drive.save()
    enter("108")
    close_drive(drive=drive, outcome="好", by=office, now=now)
    with pytest.raises(ValidationError):
        reopen_drive(drive=drive, reason="", by=office, now=now)
    reopen_drive(drive=drive, reason="漏记2车", by=office, now=now)
    enter("2", key=OTHER)
    assert total(drive) == ["清运垃圾110车"]


def test_what_two_people_enter_for_one_day_adds_up_and_the_second_one_is_told(client_for, drive, zone, enter, office):
    """From two phones: both may be right, so both count; whoever comes second reads what the first one entered."""
    enter("30", Exactness.ODD)
    client, url = client_for("office"), f"/drives/{drive.pk}/zones/{zone.pk}/"
    assert "30余车" in client.get(url).content.decode()
    work = make_work()
    sent = {"day": TODAY, "note": "", "key": OTHER, f"work_{work.pk}": "30", f"exact_{work.pk}": "exact"}
    assert "还有他人登记" in client.post(url, sent, follow=True).content.decode()
    assert total(drive) == ["清运垃圾60余车"]
    less = sent | {"key": UUID(int=9), f"work_{work.pk}": "-30", "note": "与村里重复"}
    assert "还有他人登记" not in client.post(url, less, follow=True).content.decode(), "a correction asks nothing"
    assert total(drive) == ["清运垃圾30余车"]


def test_a_work_that_was_retired_meanwhile_is_corrected_and_not_entered_any_more(
    client_for, drive, zone, enter, office
):
    work = make_work()
    enter("12")
    DriveWork.objects.filter(pk=work.pk).update(is_active=False)
    work.refresh_from_db()
    with pytest.raises(ValidationError, match="已停用"):
        enter("1", key=OTHER, work=work)
    page = client_for("office").get(f"/drives/{drive.pk}/zones/{zone.pk}/").content.decode()
    assert f'name="work_{work.pk}"' in page
    enter("-2", key=OTHER, work=work, note="多记了2车")
    assert total(drive) == ["清运垃圾10车"]


def test_the_measure_is_the_works_own(enter):
    enter("5000", Exactness.MORE, work=make_work("修剪绿化带", "平方米"))
    assert DriveResult.objects.get().size == "5000多平方米"
