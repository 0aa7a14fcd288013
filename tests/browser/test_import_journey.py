"""The office brings a form in: upload, preview with its questions, progress, outcome; and takes it back in one step."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from core.models import ImportRun
from facilities.models import Point
from inspections.models import Round, Score, Sheet, Standard
from tests.factories import PointFactory
from tests.inspections.import_files import DATA, TWIN
from tests.inspections.test_import_form import bring_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_from_the_upload_to_its_result(desk, town, axe, monkeypatch):
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    page = desk("office")
    page.goto("/inspections/imports/new/")
    page.set_input_files("[name=file]", TWIN)
    page.set_input_files("[name=dictionary]", DATA / "items_twin.csv")
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("heading", name="词典中没有的项目")).to_be_visible()
    expect(page.get_by_label("“文明礼仪”对应的词条")).to_have_value("文明礼义")
    axe(page)
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("轮次名称").fill("2016年7月测评")
    page.get_by_label("检查日期").fill("2016-07-15")
    page.get_by_label("考核细则").fill("2016年测评细则")
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_text("正在排队")).to_be_visible()
    axe(page)
    call_command("run_jobs", batch=True, verbosity=0, startup_delay=False)
    expect(page.get_by_text("89.17")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="查看轮次").click()
    page.wait_for_url(f"**{Round.objects.get().get_absolute_url()}")


def test_an_import_is_taken_back_after_its_page_said_what_goes(desk, town, office, now, axe, no_sideways_scroll, shots):
    own = PointFactory(town=town.home, unit=town.village, name="集镇农贸市场")
    bring_in(now)
    run, round = ImportRun.objects.get(), Round.objects.get()
    there = (Sheet.objects.count(), Score.objects.count())
    page = desk("office")
    page.goto(f"/inspections/imports/{run.pk}/")
    page.get_by_role("link", name="撤回导入").click()
    goes = page.locator("[aria-labelledby=goes]")
    expect(goes).to_contain_text(round.name)
    for count in there:
        expect(goes.get_by_text(str(count), exact=True).first).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    shots(page, "take-back")
    assert (Sheet.objects.count(), Score.objects.count()) == there  # asking takes nothing
    page.get_by_role("link", name="不撤回").click()
    assert Round.objects.exists()

    page.get_by_role("link", name="撤回导入").click()
    page.locator("[name=reason]").fill("导错了文件")
    page.locator("form.panel .btn-primary").click()
    expect(page.get_by_text("导错了文件").first).to_be_visible()
    expect(page.get_by_role("link", name="查看轮次")).to_have_count(0)
    axe(page)
    shots(page, "taken-back")
    assert [model.objects.count() for model in (Round, Standard, Sheet, Score)] == [0, 0, 0, 0]
    assert Point.objects.get() == own
    page.goto("/inspections/")
    expect(page.get_by_text(round.name)).to_have_count(0)
    page.goto("/inspections/imports/")
    expect(page.locator("tbody tr")).to_contain_text(run.filename)
