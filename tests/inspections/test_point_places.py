"""Points in the field: the map asks nobody outside, labels lead to where the reader has work to do."""

import json

import pytest
from django.urls import reverse

from core.qr import qr_svg
from inspections.models import RoundState, SheetState
from tests.factories import AssignmentFactory, PointFactory, RoundFactory, SheetFactory

pytestmark = pytest.mark.django_db
BOUNDARIES = {"type": "FeatureCollection", "features": []}


@pytest.fixture
def point(town):
    return PointFactory(code="JM-01", name="集镇农贸市场", unit=town.village, latitude="31.2", longitude="121.4")


@pytest.fixture
def boundary_file(settings, tmp_path):
    path = tmp_path / "boundaries.geojson"
    settings.MAP_BOUNDARIES = str(path)
    return path


def go(point) -> str:
    return reverse("inspections:point_go", args=[point.pk])


def fill(round, point) -> str:
    return reverse("inspections:fill", args=[round.pk, point.pk])


def test_the_map_shows_the_points_of_the_filter_and_counts_those_without_a_position(client_for, point):
    PointFactory(name="无坐标点位")
    page = client_for("office").get("/inspections/points/map/")
    assert [place["name"] for place in page.context["places"]] == ["集镇农贸市场"]
    assert page.context["places"][0]["at"] == [31.2, 121.4]
    assert page.context["without_place"] == 1
    assert "无坐标点位" in page.text  # the list beside the map has all of them
    assert client_for("office").get("/inspections/points/map/?q=没有").context["places"] == []


def test_the_map_names_no_other_host_and_loosens_nothing(client_for, point, boundary_file):
    page = client_for("office").get("/inspections/points/map/")
    told = page.context["map_settings"]
    assert (told["tiles"]["url"], told["tiles"]["by"], told["boundaries"]) == ("", "", "")
    assert "http://" not in page.text.replace("http://www.w3.org", "")
    assert "https://" not in page.text
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "http" not in page.headers["Content-Security-Policy"]


def test_own_boundaries_come_from_a_file(client_for, point, boundary_file):
    client = client_for("office")
    boundary_file.write_text(json.dumps(BOUNDARIES), encoding="utf-8")
    address = client.get("/inspections/points/map/").context["map_settings"]["boundaries"]
    assert client.get(address).json() == BOUNDARIES


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "Topology"}'])
def test_a_file_that_is_no_geojson_is_as_good_as_none(client_for, boundary_file, content):
    boundary_file.write_text(content, encoding="utf-8")
    client = client_for("office")
    assert client.get("/inspections/points/map/").context["map_settings"]["boundaries"] == ""
    assert client.get("/map/boundaries/").json()["features"] == []


def test_another_towns_points_are_on_no_map(client_for, town, point):
    PointFactory(name="别家点位", town=town.peer, unit=town.peer, latitude=1, longitude=1)
    assert "别家点位" not in client_for("office").get("/inspections/points/map/").text


def test_labels_stand_three_by_eight_a_sheet_for_points_in_use(client_for, point):
    for number in range(25):
        PointFactory(name=f"点位{number}", unit=point.unit)
    PointFactory(name="停用点位", is_active=False, unit=point.unit)
    page = client_for("office").get("/inspections/points/labels/")
    assert [len(rows) for rows in page.context["label_pages"]] == [24, 2]
    assert page.text.count('class="qr"') == 26
    assert "停用点位" not in page.text


def test_labels_follow_the_filter_of_the_list(client_for, point):
    PointFactory(name="焦山村口")
    page = client_for("office").get("/inspections/points/labels/?q=农贸")
    assert [row.name for rows in page.context["label_pages"] for row in rows] == ["集镇农贸市场"]


def test_a_symbol_is_inline_without_styles():
    svg = qr_svg("https://example.org/inspections/points/1/go/")
    assert svg.startswith("<svg ") and "viewBox" in svg
    assert "style" not in svg and "width" not in svg


def test_a_scan_leads_an_inspector_to_the_sheet_of_an_open_round(client_for, inspector, point):
    round = RoundFactory()
    AssignmentFactory(round=round, point=point, inspector=inspector)
    assert client_for("inspector").get(go(point)).url == fill(round, point)


def test_of_two_open_rounds_the_scan_takes_the_one_that_is_not_done(client_for, inspector, point):
    done, left = RoundFactory(), RoundFactory()
    for round in (done, left):
        AssignmentFactory(round=round, point=point, inspector=inspector)
    SheetFactory(round=done, point=point, inspector=inspector, state=SheetState.SUBMITTED)
    assert client_for("inspector").get(go(point)).url == fill(left, point)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.PUBLISHED])
def test_without_an_open_round_the_scan_leads_to_the_point(client_for, inspector, point, state):
    AssignmentFactory(round=RoundFactory(state=state), point=point, inspector=inspector)
    assert client_for("inspector").get(go(point)).url == point.get_absolute_url()


def test_somebody_elses_visit_is_not_mine(client_for, inspector, office, point):
    AssignmentFactory(round=RoundFactory(), point=point)
    assert client_for("inspector").get(go(point)).url == point.get_absolute_url()
    assert client_for("office").get(go(point)).url == point.get_absolute_url()


def test_who_may_not_see_the_point_learns_nothing_and_who_is_nobody_signs_in_first(client_for, point):
    assert client_for("other_unit").get(go(point)).status_code == 404
    assert go(point) in client_for("anonymous").get(go(point)).url


def test_whoever_scans_a_label_without_an_account_may_report_a_problem_there(client, point):
    page = client.get(go(point), follow=True)
    assert page.context["report_here"] == f"{reverse('public_report_new')}?point={point.pk}"
    assert page.context["report_here"] in page.content.decode()
    assert client.get(page.context["report_here"]).context["point"] == point


@pytest.mark.parametrize("wanted", ["/", "/inspections/points/", "/nowhere/", "//elsewhere.example/x", ""])
def test_only_a_label_offers_a_report_at_a_point(client, wanted):
    assert client.get(reverse("login"), {"next": wanted}).context["report_here"] is None
