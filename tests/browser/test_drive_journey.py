"""A drive from its zones to the final sheet, on a phone and at a desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaign.models import Drive, DriveResult
from core.models import Photo
from tests.browser.walking import open_record, sign_on, walk_to
from tests.campaign.drive_scenes import make_drive, make_line, make_plan, make_result, make_work, make_zone
from tests.factories import FindingFactory, TaskFactory, make_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(town):
    return [make_work("清运垃圾", "车"), make_work("修剪绿化带", "平方米", 1)]


def save(page):
    page.locator(".form-panel__foot .btn-primary").click()


def picture(name: str, colour: str) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": make_picture(size=(400, 300), colour=colour).read()}


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_from_zones_to_the_final_sheet(request, size, works, town, axe, no_sideways_scroll, shots):
    today, screen = timezone.localdate(), request.getfixturevalue(size)
    office = sign_on(screen("office"))
    walk_to(office, "专项行动")
    axe(office)
    office.get_by_role("link", name="新建行动").first.click()
    office.locator("[name=name]").fill("清脏治乱行动")
    office.locator("[name=slogan]").fill("奋战两天")
    office.locator("[name=starts_on]").fill(str(today - timedelta(days=1)))
    office.locator("[name=ends_on]").fill(str(today))
    office.locator("[name=zones-0-name]").fill("老街片")
    office.locator("[name=zones-0-unit]").select_option(label=town.village.name)
    office.locator("[name=zones-0-group]").fill("第一组")
    office.locator("[name=zones-1-name]").fill("国道片")
    axe(office)
    no_sideways_scroll(office)
    save(office)
    expect(office.locator("h1")).to_have_text("清脏治乱行动")
    drive = Drive.objects.get()
    assert [zone.name for zone in drive.zones.all()] == ["老街片", "国道片"]

    unit = sign_on(screen("unit"))
    walk_to(unit, "专项行动")
    open_record(unit, "清脏治乱行动")
    axe(unit)
    no_sideways_scroll(unit)
    unit.locator(".next-step").get_by_role("link", name="老街片").click()
    first, second = works
    for _time in range(2):
        unit.get_by_role("button", name="清运垃圾：加一").click()
    expect(unit.locator(f"[name=work_{first.pk}]")).to_have_value("2")
    unit.locator(f"[name=work_{second.pk}]").fill("5000")
    unit.locator(f"[name=exact_{second.pk}]").select_option("more")
    unit.locator("[name=before]").set_input_files([picture("a.jpg", "brown")])
    unit.locator("[name=after]").set_input_files([picture("b.jpg", "green")])
    axe(unit)
    no_sideways_scroll(unit)
    shots(unit, f"drive-zone-{size}")
    right = unit.locator("[name=day]").input_value()
    unit.locator("[name=day]").fill(str(today - timedelta(days=9)))
    save(unit)
    expect(unit.locator("[name=day]")).to_be_focused()  # refused: and the photos are still there
    expect(unit.locator("[data-photo-chosen] img")).to_have_count(2)
    expect(unit.locator("[data-came]")).to_have_count(0)
    axe(unit)
    no_sideways_scroll(unit)
    shots(unit, f"drive-zone-refused-{size}")
    unit.locator("[name=day]").fill(right)
    save(unit)
    expect(unit.locator(".drive-totals")).to_contain_text("5000多平方米")
    expect(unit.locator(".compare")).to_have_count(1)
    assert DriveResult.objects.count() == Photo.objects.count() == 2

    office.reload()
    office.locator(".next-step").get_by_role("link", name="生成成果单").click()
    expect(office.locator(".drive-totals")).to_contain_text("2车")
    office.locator("[name=outcome]").fill("老街面貌一新")
    axe(office)
    save(office)
    expect(office.locator(".task-state")).to_contain_text("已总结")
    axe(office)
    shots(office, f"drive-{size}")
    office.get_by_role("link", name="成果单", exact=True).click()
    expect(office.locator("main")).to_contain_text("老街面貌一新")
    expect(office.locator("main")).to_contain_text("5000多平方米")
    axe(office)
    no_sideways_scroll(office)
    shots(office, f"drive-sheet-{size}")


def test_what_was_left_is_seen_by_an_inspector_on_the_phone(phone, town, axe, no_sideways_scroll):
    today = timezone.localdate()
    drive = make_drive(first=today - timedelta(days=20), days=5)
    zone = make_zone(drive, unit=town.village)
    make_result(drive, zone)
    page = phone("inspector")
    page.goto(drive.get_absolute_url())
    page.locator(".next-step .btn-primary").click()
    expect(page.locator("[name=zone]")).to_have_value(str(zone.pk))
    page.locator("[name=kept_percent]").fill("85")
    page.locator("[name=note]").fill("桥头有零星倾倒")
    axe(page)
    no_sideways_scroll(page)
    save(page)
    expect(page.locator("#looks").locator("xpath=ancestor::section")).to_contain_text("85%")


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_a_plan_goes_a_stage_further_and_shows_its_lines(request, screen, town, axe, no_sideways_scroll, shots):
    plan = make_plan("集镇控制性详细规划")
    line = make_line(plan, "蓝线", "枫河河道")
    words = "G318国道集镇段防护绿地内堆放砂石，河道两岸三十米内填占"
    finding = FindingFactory(control_line=line.kind, description=words, found_at=timezone.now())
    TaskFactory(finding=finding, responsible_unit=town.village, state="in_progress", deadline=timezone.now())
    page = request.getfixturevalue(screen)("office")
    page.goto("/plans/")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name=plan.name).click()
    page.locator("#point-map").scroll_into_view_if_needed()
    expect(page.locator(".point-map .area-name")).to_have_text("蓝线 枫河河道")
    axe(page)
    no_sideways_scroll(page)
    shots(page, f"plan-{screen}")
    page.locator(".next-step .btn-primary").click()
    save(page)
    expect(page.locator(".task-state")).to_contain_text("编制中")
    page.goto(f"/plans/{plan.pk}/edit/")
    axe(page)
    no_sideways_scroll(page)
