"""The log of all upkeep: who sees which, how it is filtered, what leaves as a file; and the month of clearance in sums."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from facilities.models import Upkeep
from tests.facilities.scenes import clear, make_facility
from tests.factories import NOW
from tests.queries import assert_same_query_count

LOG = "/facilities/upkeep/"


def log(facility, work="绿化修剪", on=date(2026, 11, 3), **fields) -> Upkeep:
    return Upkeep.objects.create(facility=facility, work=work, on=on, entered_at=NOW, **fields)


def rows(client, path: str) -> list[list[str]]:
    content = b"".join(client.get(path).streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


@pytest.mark.parametrize(("role", "seen"), [("office", 2), ("leader", 2), ("inspector", 2), ("unit", 1)])
def test_everybody_sees_the_upkeep_of_the_facilities_in_sight(client_for, town, role, seen):
    log(make_facility("马桥绿化", unit=town.village))
    log(make_facility("焦山绿化", unit=town.other_village))
    assert len(rows(client_for(role), f"{LOG}?format=csv")) == seen


@pytest.mark.parametrize(
    ("query", "found"), [("", 3), ("q=修剪", 2), ("q=老街", 1), ("year=2025", 1), ("year=2031", 3), ("q=无", 0)]
)
def test_the_log_is_filtered(client_for, town, query, found):
    log(make_facility("老街绿化"), on=date(2025, 5, 1))
    log(make_facility("南拓绿化"))
    log(make_facility("垃圾房"), work="外墙粉刷")
    assert len(rows(client_for("office"), f"{LOG}?format=csv&{query}")) == found


def test_a_removed_facility_takes_its_log_out_of_sight(client_for, town):
    log(make_facility("旧垃圾房", removed_at=NOW))
    assert rows(client_for("office"), f"{LOG}?format=csv") == []


def test_queries_do_not_grow_with_the_log(client_for, town):
    assert_same_query_count(client_for("office"), LOG, lambda: log(make_facility()), n1=2, n2=8)


def test_the_month_in_sums_says_what_may_be_said(client_for, town, frozen_now):
    house = make_facility("垃圾房", unit=town.village, built_on=date(2026, 11, 20))
    for day in (20, 21, 22):
        clear(house, date(2026, 11, day), same_day=day != 21)
    *_units, whole = rows(client_for("office"), "/facilities/clearance/totals/?format=csv&month=2026-11")
    assert whole[:6] == ["合计", "3", "2", "1", "0", "66"]
    assert whole[-1] == "尚未做到日产日清"


def test_a_wrong_entry_is_removed_after_a_question_and_can_be_brought_back(client_for, town):
    entry = log(make_facility("马桥绿化", unit=town.village))
    office, path = client_for("office"), f"{LOG}{entry.pk}/remove/"
    assert path in office.get(LOG).content.decode() and office.get(path).status_code == 200
    assert office.post(path).status_code == 302
    assert rows(office, f"{LOG}?format=csv") == []
    assert office.get(entry.facility.get_absolute_url()).context["upkeep"] == []
    assert office.post(f"/settings/removed/facilities.upkeep/{entry.pk}/").status_code == 302
    assert len(rows(office, f"{LOG}?format=csv")) == 1


def test_a_facility_goes_once_its_log_is_removed(client_for, town):
    entry = log(make_facility())
    office = client_for("office")
    assert office.post(f"/facilities/{entry.facility_id}/remove/").status_code == 409
    office.post(f"{LOG}{entry.pk}/remove/")
    assert office.post(f"/facilities/{entry.facility_id}/remove/").status_code == 302


@pytest.mark.parametrize(("query", "found"), [("", 2), ("q=老街", 1), ("q=无", 0)])
def test_the_month_of_clearance_is_filtered_with_its_sums_and_its_file(client_for, town, frozen_now, query, found):
    for name in ("老街垃圾房", "南拓垃圾房"):
        clear(make_facility(name), date(2026, 11, 2))
    office = client_for("office")
    assert len(rows(office, f"/facilities/clearance/month/?month=2026-11&format=csv&{query}")) == found
    page = office.get(f"/facilities/clearance/month/?month=2026-11&{query}")
    assert len(page.context["grid"]) == found and page.context["total"].truckloads == found
    assert 'value="2026-11"' in page.content.decode()
    total = rows(office, f"/facilities/clearance/totals/?month=2026-11&format=csv&{query}")[-1]
    assert Decimal(total[6]) == found
