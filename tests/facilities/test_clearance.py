"""The daily clearance: a day in one step, gaps that stay gaps, the month."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import DomainError, NotAllowed
from core.models import TrailEntry
from facilities.clearing import Tally
from facilities.models import Clearance, Condition, Facility
from facilities.selectors.clearance import month_by_unit, month_grid, month_total
from facilities.services.clearance import Entry, save_day, shown_as
from tests.facilities.scenes import clear, make_facility, make_kind
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)
DAY = "/facilities/clearance/2026-11-23/"
MONTH = "/facilities/clearance/month/"


@pytest.fixture
def house(town):
    return make_facility("一号垃圾房", unit=town.village, code="L1")


@pytest.fixture
def other_house(town):
    return make_facility("二号垃圾房", unit=town.other_village, code="L2")


def row(facility, truckloads="", same_day=True, note="", shown="") -> dict:
    fields = {"truckloads": truckloads, "note": note, "shown": shown} | ({"same_day": "on"} if same_day else {})
    return {f"f{facility.pk}-{name}": value for name, value in fields.items()}


@pytest.fixture
def save(office, now):
    def run(*entries, day=TODAY, by=office):
        return save_day(day=day, entries=entries, by=by, now=now)

    return run


# ---- the service ----


def test_what_is_left_blank_stays_a_gap(save, house, other_house):
    assert save(Entry(house.pk, Decimal("3.5")), Entry(other_house.pk, None)) == 1
    record = Clearance.objects.get()
    assert (record.facility, record.truckloads, record.same_day) == (house, Decimal("3.5"), True)
    assert TrailEntry.objects.about(record).get().verb == "create"


def test_nothing_taken_away_is_a_record_and_not_a_gap(save, house):
    save(Entry(house.pk, Decimal(0), same_day=False, note="道路施工"))
    assert Clearance.objects.get().truckloads == 0


def test_a_correction_stands_in_the_trail_and_a_blanked_row_is_a_gap_again(save, house):
    record = clear(house, TODAY, 2)
    save(Entry(house.pk, Decimal(3), shown=shown_as(record)))
    record.refresh_from_db()
    assert record.truckloads == 3
    save(Entry(house.pk, None, shown=shown_as(record)))
    assert not Clearance.objects.exists()
    assert [entry.verb for entry in TrailEntry.objects.filter(subject_id=record.pk).order_by("pk")][-2:] == [
        "edit",
        "remove",
    ]


def test_two_people_with_the_same_page_do_not_wipe_out_each_other(save, house, other_house):
    save(Entry(house.pk, Decimal(2)))
    assert save(Entry(house.pk, None, shown=""), Entry(other_house.pk, Decimal(1))) == 1
    assert Clearance.objects.count() == 2


def test_another_value_that_was_entered_meanwhile_is_not_overwritten(save, house, other_house):
    save(Entry(house.pk, Decimal(2)))
    with pytest.raises(DomainError, match="一号垃圾房"):
        save(Entry(house.pk, Decimal(5)), Entry(other_house.pk, Decimal(1)))
    assert [one.truckloads for one in Clearance.objects.all()] == [Decimal(2)]


def test_the_same_again_changes_nothing(save, house):
    save(Entry(house.pk, Decimal(2)))
    save(Entry(house.pk, Decimal(2)))
    assert Clearance.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 10, 31)])
def test_days_to_come_and_before_it_was_in_use_are_refused(save, house, day):
    Facility.objects.update(built_on=date(2026, 11, 1))
    with pytest.raises(DomainError):
        save(Entry(house.pk, Decimal(1)), day=day)


def test_a_unit_enters_its_own_facilities_only(save, unit, house, other_house):
    assert save(Entry(house.pk, Decimal(1)), by=unit) == 1
    with pytest.raises(NotAllowed):
        save(Entry(other_house.pk, Decimal(1)), by=unit)


def test_a_leader_enters_nothing(save, leader, house):
    with pytest.raises(NotAllowed):
        save(Entry(house.pk, Decimal(1)), by=leader)


def test_only_kinds_that_are_cleared_and_in_use_are_entered(save, town):
    bins = make_facility(kind=make_kind("垃圾桶", "只"))
    closed = make_facility(condition=Condition.OUT_OF_USE)
    for facility in (bins, closed):
        with pytest.raises(NotAllowed):
            save(Entry(facility.pk, Decimal(1)))


# ---- the page of a day ----


def test_a_day_is_saved_in_one_step(client_for, frozen_now, house, other_house):
    client = client_for("office")
    fields = row(house, "3.5") | row(other_house, "0", same_day=False, note="车辆故障")
    assert client.post(DAY, fields).url == DAY
    assert set(Clearance.objects.values_list("facility", "truckloads", "same_day", "note")) == {
        (house.pk, Decimal("3.5"), True, ""),
        (other_house.pk, Decimal(0), False, "车辆故障"),
    }


@pytest.mark.parametrize("wrong", [{"truckloads": "三车"}, {"truckloads": "-1"}, {"note": "雨"}, {"same_day": False}])
def test_a_wrong_row_is_marked_and_nothing_is_saved(client_for, frozen_now, house, other_house, wrong):
    response = client_for("office").post(DAY, row(house, **wrong) | row(other_house, "1.5", note="照常"))
    assert response.status_code == 422
    assert "is-wrong" in response.content.decode()
    assert "照常" in response.content.decode()
    assert not Clearance.objects.exists()


def test_somebody_elses_value_is_told_and_what_was_typed_stays(client_for, frozen_now, house):
    clear(house, TODAY, 9)
    response = client_for("office").post(DAY, row(house, "3.5"))
    assert response.status_code == 409
    assert 'value="3.5"' in response.content.decode()


def test_a_unit_has_its_own_facilities_on_the_page_and_a_leader_only_reads(client_for, frozen_now, house, other_house):
    page = client_for("unit").get(DAY).content.decode()
    assert ("一号垃圾房" in page, "二号垃圾房" in page) == (True, False)
    clear(house, TODAY, Decimal("2.5"))
    page = client_for("leader").get(DAY).content.decode()
    assert "2.5" in page
    assert 'type="submit">' not in page.split('id="main"')[1].split("</main>")[0]


@pytest.mark.parametrize("day", ["2026-11-24", "2026-13-01", "gestern", "0001-01-01"])
def test_there_is_no_page_of_a_day_to_come_or_of_no_day(client_for, frozen_now, day):
    assert client_for("office").get(f"/facilities/clearance/{day}/").status_code == 404


def test_todays_page_has_its_day_in_the_address(client_for, frozen_now):
    assert client_for("office").get("/facilities/clearance/").url == DAY


def test_the_cost_of_a_day_and_of_a_month_does_not_grow(town, client_for, frozen_now):
    def one_more():
        clear(make_facility(unit=town.village, kept_by=town.department), TODAY)

    for url in (DAY, MONTH):
        assert_same_query_count(client_for("office"), url, one_more)


# ---- the month ----


def test_a_month_shows_late_days_and_gaps_up_to_yesterday(house):
    Facility.objects.update(built_on=date(2026, 11, 20))
    house.refresh_from_db()
    clear(house, date(2026, 11, 20))
    clear(house, date(2026, 11, 21), same_day=False)
    [line] = month_grid([house], date(2026, 11, 1), TODAY)
    states = {cell.day.day: cell.state for cell in line.cells if cell.state}
    assert states == {20: "same", 21: "late", 22: "gap"}
    assert line.tally == Tally(expected=3, same_day=1, late=1, truckloads=Decimal(2))


def test_units_sum_up_what_their_facilities_show(town, house, other_house):
    for facility, days in ((house, (1, 2, 3)), (other_house, (1, 23))):
        for day in days:
            clear(facility, date(2026, 11, day), Decimal("1.5"), same_day=day != 2)
    found = month_by_unit(Facility.objects.cleared(), date(2026, 11, 1), TODAY)
    assert found == {
        town.village.pk: Tally(22, 2, 1, Decimal("4.5")),
        town.other_village.pk: Tally(23, 2, 0, Decimal(3)),
    }
    grid = month_grid([house, other_house], date(2026, 11, 1), TODAY)
    assert [line.tally for line in grid] == [found[town.village.pk], found[town.other_village.pk]]


def test_what_went_out_of_use_stays_in_the_months_it_was_cleared_in(house, other_house, client_for, frozen_now):
    for number in (1, 2, 4):
        clear(house, date(2026, 10, number))
    before = month_total(Facility.objects.all(), date(2026, 10, 1), TODAY)
    Facility.objects.filter(pk=house.pk).update(condition=Condition.OUT_OF_USE)
    tally = month_total(Facility.objects.all(), date(2026, 10, 1), TODAY)
    assert (before.same_day, tally.same_day, tally.expected - 31) == (3, 3, 4)
    page = client_for("office").get("/facilities/clearance/month/?month=2026-10")
    [line] = [line for line in page.context["grid"] if line.facility == house]
    assert [cell.state for cell in line.cells[:6]] == ["same", "same", "gap", "same", "", ""]
    assert month_total(Facility.objects.all(), date(2026, 11, 1), TODAY).expected == 22
    [line] = month_grid([Facility.objects.get(pk=house.pk)], date(2026, 11, 1), TODAY)
    assert not any(cell.state for cell in line.cells)


def test_a_month_that_is_over_expects_all_its_days(town, house):
    [tally] = month_by_unit(Facility.objects.cleared(), date(2026, 10, 1), TODAY).values()
    assert (tally.expected, tally.gaps) == (31, 31)


def test_basically_is_said_on_the_list_and_on_the_month_and_never_as_achieved(client_for, frozen_now, house):
    for day in range(1, 23):
        clear(house, date(2026, 11, day), same_day=day != 7)
    for url in (MONTH, "/facilities/"):
        assert client_for("office").get(url).context["claim"] == "basic", url
    assert "基本日产日清" in client_for("office").get("/facilities/").content.decode()
    Clearance.objects.filter(day=date(2026, 11, 7)).update(same_day=True)
    assert client_for("office").get("/facilities/").context["claim"] == "all"
    Clearance.objects.filter(day=date(2026, 11, 7)).delete()
    assert client_for("office").get("/facilities/").context["claim"] == "basic"


@pytest.mark.parametrize("month", ["2026-10", "2027-05", "x", "0001-01", ""])
def test_any_month_in_the_address_is_answered(client_for, frozen_now, house, month):
    assert client_for("office").get(f"{MONTH}?month={month}").status_code == 200


def test_the_export_holds_the_records_of_the_month(client_for, frozen_now, house):
    clear(house, YESTERDAY, Decimal("2.5"), note="照常")
    clear(house, date(2026, 10, 5))
    text = b"".join(client_for("office").get(f"{MONTH}?format=csv").streaming_content).decode()
    assert text.count("L1") == 1
    assert "L1,2026-11-22,2.5,是,照常,一号垃圾房,马桥村" in text
