"""An inspector on a phone: finds the point, scores by tapping, leaves and comes back, hands in; what goes wrong loses nothing."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def photo_file(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800), (90, 110, 100)).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def card(page, item):
    return page.locator(f"#item-{item.pk}")


def open_sheet(page, scene):
    page.goto(scene.fill_url)
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()


def test_look(phone, scene, shots, axe, no_sideways_scroll):
    page = phone("inspector")
    page.goto("/inspections/mine/")
    shots(page, "mine")
    axe(page)
    open_sheet(page, scene)
    shots(page, "sheet-new")
    deduct = card(page, scene.deduct)
    for _place in range(3):
        deduct.locator("[data-step='1']").tap()
    deduct.locator("[data-camera]").set_input_files([photo_file(), photo_file()])
    card(page, scene.grade).locator("label", has_text="B").tap()
    card(page, scene.passed).locator("label:has([value=yes])").tap()
    card(page, scene.other).locator(".na-switch").tap()
    expect(page.locator("[data-total]")).to_have_text("78.00")
    expect(page.locator("[data-saved=saved]")).to_be_visible()
    shots(page, "sheet-done")
    axe(page)
    no_sideways_scroll(page)
    page.locator("[data-submit]").tap()
    shots(page, "review")
    axe(page)
    page.locator("[data-review-hand]").tap()
    page.wait_for_url("**/inspections/sheets/*/")
    shots(page, "sheet-read")
    axe(page)
    no_sideways_scroll(page)
