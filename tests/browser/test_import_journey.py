"""The office brings a form in: upload, preview with its questions, progress, outcome."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from inspections.models import Round
from tests.inspections.import_files import DATA, TWIN

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
