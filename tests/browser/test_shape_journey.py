"""What lies on the map is drawn there: with the mouse and the keyboard at a desk, with a finger on a phone."""

import json
import re

import pytest
from playwright.sync_api import expect

from campaign.models import ControlLine
from core.maps.datum import gcj02
from core.models import Measure
from facilities.models import Facility, Project
from tests.campaign.drive_scenes import make_line, make_plan
from tests.facilities.scenes import make_facility
from tests.facilities.works import make_project

pytestmark = pytest.mark.django_db(transaction=True)

TOWN = [[112.44, 30.62], [112.48, 30.62], [112.48, 30.66], [112.44, 30.66], [112.44, 30.62]]


@pytest.fixture(autouse=True)
def boundaries(settings, tmp_path):
    area = {"type": "Feature", "properties": {"name": "枫河村"}, "geometry": {"type": "Polygon", "coordinates": [TOWN]}}
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}), encoding="utf-8")
    settings.MAP_BOUNDARIES = str(path)


def opened(page, url: str):
    """The form's first shape, once its map has drawn the town."""
    page.goto(url)
    shape = page.locator("shape-field").first
    shape.locator("[data-map]").scroll_into_view_if_needed()
    expect(shape.locator("path.area")).to_have_count(1)
    return shape


def shown(page, drawn: str) -> None:
    """The record's page shows it on its map, which is fetched when it is seen."""
    page.locator("#point-map").scroll_into_view_if_needed()
    expect(page.locator(f"#point-map {drawn}")).to_have_count(1)


def rows_of(shape) -> list[str]:
    return shape.locator("textarea").input_value().splitlines()


def test_a_road_is_drawn_with_the_mouse_and_its_length_taken(desk, town, live_server, axe, no_sideways_scroll, shots):
    Measure.objects.get_or_create(name="米")
    Measure.objects.get_or_create(name="公里")
    project, asked = make_project("新路"), []
    page = desk("office")
    page.on("request", lambda one: asked.append(one.url))
    shape = opened(page, f"/projects/{project.pk}/edit/")
    drawing = shape.locator("[data-map]")
    for x, y in ((120, 300), (250, 200), (400, 220), (450, 100)):
        drawing.click(position={"x": x, "y": y})
    expect(shape.locator("[data-says]")).to_contain_text("4个顶点")
    assert len(rows_of(shape)) == 4
    shots(page, "shape-mouse")
    axe(page)
    no_sideways_scroll(page)

    before = rows_of(shape)
    corner = shape.locator(".corner").nth(1).bounding_box()
    page.mouse.move(corner["x"] + 12, corner["y"] + 12)
    page.mouse.down()
    page.mouse.move(corner["x"] + 60, corner["y"] - 40, steps=4)
    page.mouse.up()
    moved = rows_of(shape)
    assert [one == other for one, other in zip(before, moved, strict=True)] == [True, False, True, True]
    middle = shape.locator(".middle").first.bounding_box()
    page.mouse.move(middle["x"] + 12, middle["y"] + 12)
    page.mouse.down()
    page.mouse.move(middle["x"] + 12, middle["y"] - 30, steps=4)
    page.mouse.up()
    expect(shape.locator(".corner")).to_have_count(5)
    shape.get_by_role("button", name="撤销").click()
    shape.get_by_role("button", name="撤销").click()
    assert rows_of(shape) == before

    shape.locator("[data-take]").click()
    length = re.search(r"([\d.]+) 公里", shape.locator("[data-says]").inner_text())[1]
    expect(page.locator("[name=quantity]")).to_have_value(length)
    expect(page.locator("[name=measure] option:checked")).to_have_text("公里")
    page.get_by_role("button", name="保存").click()
    shown(page, "path.line")
    expect(page.locator(".page-head__sub")).to_contain_text(f"{length}公里")
    assert Project.objects.get().shape["type"] == "LineString"
    axe(page)
    shots(page, "shape-project")
    assert not [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))]


def test_an_area_is_drawn_with_the_keyboard_alone_and_a_crossing_is_named(desk, town, axe, shots):
    project = make_project("新广场")
    page = desk("office")
    shape = opened(page, f"/projects/{project.pk}/edit/")
    shape.get_by_role("button", name="面", exact=True).press("Enter")
    drawing = shape.locator("[data-map]")
    drawing.focus()
    bow = [
        "Enter",
        *["ArrowRight", "ArrowDown"] * 3,
        "Enter",
        *["ArrowLeft"] * 3,
        "Enter",
        *["ArrowRight", "ArrowUp"] * 3,
        "Enter",
    ]
    for key in bow:
        page.keyboard.press(key)
    expect(shape.locator("[data-says]")).to_contain_text("4个顶点")
    rows = rows_of(shape)
    assert (len(rows), rows[0]) == (5, rows[-1])
    shots(page, "shape-keyboard")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".form-error, .invalid-feedback").filter(has_text="自相交").first).to_be_visible()
    shape = page.locator("shape-field").first
    shape.locator("[data-map]").scroll_into_view_if_needed()
    expect(shape.locator(".corner")).to_have_count(4)
    assert rows_of(shape) == rows
    axe(page)

    shape.locator("[data-map]").focus()
    page.keyboard.press("Backspace")
    expect(shape.locator("[data-says]")).to_contain_text("3个顶点")
    shape.locator(".corner").first.focus()
    page.keyboard.press("ArrowUp")
    assert rows_of(shape)[0] != rows[0]
    page.keyboard.press("Control+z")
    assert rows_of(shape)[0] == rows[0]
    page.get_by_role("button", name="保存").click()
    shown(page, "path.drawn")
    assert len(Project.objects.get().shape["coordinates"][0]) == 4


def test_a_position_is_set_with_a_finger(phone, town, axe, no_sideways_scroll, shots):
    facility = make_facility("果壳箱")
    page = phone("office")
    shape = opened(page, f"/facilities/{facility.pk}/edit/")
    shape.locator("[data-map]").tap(position={"x": 100, "y": 90})
    shape.locator("[data-map]").tap(position={"x": 150, "y": 120})
    expect(shape.locator(".corner")).to_have_count(1)
    first = rows_of(shape)
    shape.get_by_role("button", name="在十字处设点").tap()
    assert rows_of(shape) != first
    axe(page)
    no_sideways_scroll(page)
    shots(page, "shape-phone")
    page.get_by_role("button", name="保存").tap()
    shown(page, ".pin")
    assert 30.6 < Facility.objects.get().latitude < 30.7


def test_a_control_line_is_drawn_in_a_row_that_was_added(phone, town, axe, shots):
    plan = make_plan("总规")
    line = make_line(plan, "蓝线", "河道")
    ControlLine.objects.filter(pk=line.pk).update(area=None)
    page = phone("office")
    page.goto(f"/plans/{plan.pk}/edit/")
    page.get_by_role("button", name="加一行").tap()
    row = page.locator("[data-row]").last
    row.locator("summary").tap()
    row.locator("[data-map]").scroll_into_view_if_needed()
    expect(row.locator("path.area")).to_have_count(1)
    for x, y in ((60, 60), (200, 60), (200, 200), (60, 200)):
        row.locator("[data-map]").tap(position={"x": x, "y": y})
    expect(row.locator("[data-says]")).to_contain_text("平方米")
    row.locator("select[name$=-kind]").select_option(label="蓝线")
    row.locator("input[name$=-name]").fill("新河道")
    axe(page)
    shots(page, "shape-plan")
    page.get_by_role("button", name="保存").tap()
    shown(page, "path.drawn")
    assert ControlLine.objects.get(name="新河道").area["type"] == "Polygon"


def test_what_is_pasted_is_drawn_and_can_be_had_back(desk, town):
    page = desk("office")
    shape = opened(page, f"/projects/{make_project().pk}/edit/")
    pasted = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [TOWN]}}
    shape.locator("textarea").fill(json.dumps(pasted))
    expect(shape.locator(".corner")).to_have_count(4)
    expect(shape.get_by_role("button", name="面", exact=True)).to_have_attribute("aria-pressed", "true")
    shape.get_by_role("button", name="清除").click()
    expect(shape.locator(".corner")).to_have_count(0)
    shape.get_by_role("button", name="撤销").click()
    expect(shape.locator(".corner")).to_have_count(4)
    shape.locator("textarea").fill("30.63, 112.4")
    expect(shape.locator(".corner")).to_have_count(1)
    page.reload()
    shape.locator("[data-map]").scroll_into_view_if_needed()
    expect(page.locator("shape-field .corner")).to_have_count(1)


def test_a_place_from_a_map_app_is_drawn_where_it_lies(desk, town, axe, shots):
    page = desk("office")
    shape = opened(page, f"/facilities/{make_facility('果壳箱').pk}/edit/")
    source = shape.get_by_label("坐标来源")
    shape.locator("textarea").fill("{:.6f}，{:.6f}".format(*gcj02(30.64, 112.46)))
    source.select_option("gcj02")
    assert shape.evaluate("field => field.shape.corners[0]") == pytest.approx([30.64, 112.46], abs=2e-6)
    axe(page)
    shots(page, "shape-datum")
    shape.locator("[data-map]").click(position={"x": 100, "y": 90})
    expect(source).to_have_value("wgs84")
    page.get_by_role("button", name="保存").click()
    shown(page, ".pin")
