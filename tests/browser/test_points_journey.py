"""Points in the field: the map that asks nobody outside, the labels that are printed, and where a scanned one leads."""

import json
import re

import pytest
from playwright.sync_api import expect

from core.qr import qr_svg
from inspections.models import RoundState
from tests.factories import PointFactory, PointKindFactory
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)

MM = 96 / 25.4
"""CSS pixels in a millimetre."""

SQUARE = [[121.38, 31.18], [121.42, 31.18], [121.42, 31.22], [121.38, 31.22], [121.38, 31.18]]


@pytest.fixture
def boundaries(settings, tmp_path):
    """马桥村 is a square around its points."""
    area = {
        "type": "Feature",
        "properties": {"name": "马桥村"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}), encoding="utf-8")
    settings.MAP_BOUNDARIES = str(path)


@pytest.fixture
def placed(town, boundaries):
    market = PointFactory(
        name="集镇农贸市场", code="JZ-04", unit=town.village, kind=PointKindFactory(name="农贸市场"),
        latitude="31.205", longitude="121.405",
    )  # fmt: skip
    PointFactory(name="枫焦路口", unit=town.village, latitude="31.195", longitude="121.395")
    PointFactory(name="没有坐标的点", unit=town.other_village)
    return market


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_the_map_shows_points_and_boundaries_and_asks_nobody_outside(
    request, screen, placed, live_server, axe, no_sideways_scroll, shots
):
    page, asked = request.getfixturevalue(screen)("office"), []
    page.on("request", lambda one: asked.append(one.url))
    page.goto("/inspections/points/")
    page.get_by_role("link", name="地图").first.click()
    expect(page.locator("#point-map .pin")).to_have_count(2)
    expect(page.locator("#point-map path.area")).to_have_count(1)
    expect(page.locator("#point-map .area-name")).to_have_text("马桥村")
    listed = page.locator(".point-map__list li")
    expect(listed).to_have_count(3)
    expect(listed.filter(has_text="没有坐标的点")).to_contain_text("没有坐标")
    axe(page)
    no_sideways_scroll(page)
    shots(page, f"map-{screen}")

    page.locator("#point-map .pin[title='集镇农贸市场']").press("Enter")
    popup = page.locator("#point-map .leaflet-popup")
    expect(popup).to_contain_text("JZ-04")
    popup.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(placed.name)

    outside = [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))]
    assert asked and not outside


def test_the_map_shows_what_the_filter_chooses(desk, placed):
    page = desk("office")
    page.goto("/inspections/points/map/")
    page.get_by_placeholder("编号、名称、地址").fill("农贸")
    page.keyboard.press("Enter")
    expect(page.locator("#point-map .pin")).to_have_count(1)
    expect(page.locator(".point-map__list li")).to_have_count(1)


def test_labels_are_printed_three_by_eight_on_a4(desk, town, live_server, axe, shots):
    points = [PointFactory(code=f"P{n:02}", name=f"第{n}号点位", unit=town.village) for n in range(30)]
    page = desk("office")
    page.goto("/inspections/points/")
    page.get_by_role("link", name="标签").click()
    expect(page.locator(".label")).to_have_count(30)
    axe(page)
    shots(page, "labels")
    go = f"{live_server.url}/inspections/points/{points[0].pk}/go/"
    symbol = page.locator(".label", has_text="P00").locator("svg.qr path")
    assert f'd="{symbol.get_attribute("d")}"' in qr_svg(go)

    page.emulate_media(media="print")
    expect(page.locator(".page-head")).to_be_hidden()
    first, second, ninth = (page.locator(".label").nth(n).bounding_box() for n in (0, 1, 3))
    assert first["width"] / MM == pytest.approx(70, abs=0.2)
    assert first["height"] / MM == pytest.approx(37.125, abs=0.2)
    assert second["x"] - first["x"] == pytest.approx(first["width"], abs=0.5)
    assert ninth["y"] - first["y"] == pytest.approx(first["height"], abs=0.5)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
    assert re.search(rb"/MediaBox\s*\[\s*0 0 (59[45](\.\d+)?) (84[12](\.\d+)?)\s*\]", paper)


def test_scanning_a_label_leads_an_inspector_to_the_sheet(phone, town, inspector, shots):
    scene = make_scene(town, inspector)
    page = phone("inspector")
    page.goto(f"/inspections/points/{scene.point.pk}/go/")
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()
    expect(page.locator("h1")).to_contain_text(scene.point.name)
    page.locator(f"#item-{scene.deduct.pk} [data-step='1']").tap()
    expect(page.locator("[data-done]")).to_contain_text("已评1项")

    scene.round.state = RoundState.CLOSED
    scene.round.save()
    page.goto(f"/inspections/points/{scene.point.pk}/go/")
    expect(page).to_have_url(re.compile(rf"/inspections/points/{scene.point.pk}/$"))


def test_scanning_a_label_without_being_signed_in_leads_there_after_signing_in(phone, town, inspector):
    scene = make_scene(town, inspector)
    inspector.set_password("a good one 2026")
    inspector.save()
    page = phone("anonymous")
    page.goto(f"/inspections/points/{scene.point.pk}/go/")
    page.locator("input[name=username]").fill(inspector.username)
    page.locator("input[name=password]").fill("a good one 2026")
    page.locator("button[type=submit].btn-primary").tap()
    expect(page).to_have_url(re.compile(re.escape(scene.fill_url)))
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()


def test_scanning_a_label_shows_everybody_else_the_point(phone, town, inspector):
    scene = make_scene(town, inspector)
    page = phone("unit")
    page.goto(f"/inspections/points/{scene.point.pk}/go/")
    expect(page).to_have_url(re.compile(rf"/inspections/points/{scene.point.pk}/$"))
    expect(page.locator("h1")).to_have_text(scene.point.name)
