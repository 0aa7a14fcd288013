"""The mapping of the last file alike is proposed again; every sheet from a file says where it came from."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from core.models import ImportRun
from inspections.imports.bulletin.service import import_bulletin
from inspections.imports.memory import fingerprint
from inspections.models import Sheet
from tests.inspections.import_files import DATA, HEADINGS, TWIN, form_file, write_mapping
from tests.inspections.test_import_pages import DETAILS, run_jobs, upload

pytestmark = pytest.mark.django_db
FIELDS = ("year", "turn", "date", "unit", "score")


@pytest.fixture
def browser(client_for):
    return client_for("office")


@pytest.fixture
def first(browser, now):
    """A form that was imported with choices that nobody could guess."""
    address = upload(browser, TWIN, dictionary=DATA / "items_twin.csv").url
    chosen = {"match:文明礼仪": "=", "match:诚信制度": "公共安全", "column_departments": ["责任单位3"]}
    browser.post(address, DETAILS | chosen | {"start": "1"})
    run_jobs(now)
    return ImportRun.objects.get(state="done")


def test_the_next_file_alike_is_proposed_what_was_chosen(browser, first):
    page = browser.get(upload(browser, TWIN).url)
    desk = page.context["desk"]
    assert desk.remembered == first and first.filename in page.content.decode()
    assert desk.form["column_departments"].value() == ["责任单位3"]
    assert desk.form["standard"].value() == "2016年测评细则"
    assert {question.name: question.chosen for question in desk.questions} == {"文明礼仪": "=", "诚信制度": "公共安全"}


def test_name_and_date_of_the_round_are_each_files_own(browser, first):
    form = browser.get(upload(browser, TWIN).url).context["form"]
    assert not form["round"].value() and not form["date"].value()


def test_what_is_proposed_may_be_changed(browser, first, now):
    address = upload(browser, TWIN).url
    browser.post(
        address, DETAILS | {"round": "八月", "match:文明礼仪": "文明礼义", "match:诚信制度": "=", "start": "1"}
    )
    run = ImportRun.objects.order_by("-pk").first()
    assert run.mapping["matches"] == {"文明礼仪": "文明礼义", "诚信制度": ""}
    assert run.mapping["columns"]["departments"] == ["责任单位2", "责任单位3"]


def test_other_headings_or_an_unfinished_import_propose_nothing(browser, first, tmp_path):
    path = form_file(tmp_path, [[1, "公共服务1", "社区1", 0.2, 0.8, "", ""]])
    assert browser.get(upload(browser, path).url).context["desk"].remembered is None
    ImportRun.objects.filter(pk=first.pk).update(state="taken_back")
    assert browser.get(upload(browser, TWIN).url).context["desk"].remembered is None


def test_what_the_command_line_brought_in_is_remembered_as_well(browser, now, tmp_path):
    call_command("import_form", str(TWIN), mapping=str(write_mapping(tmp_path)), accept_proposals=True)
    desk = browser.get(upload(browser, TWIN).url).context["desk"]
    assert desk.remembered == ImportRun.objects.get(state="done")
    assert desk.form["standard"].value() == "2016年测评细则"
    assert desk.form["column_departments"].value() == ["责任单位2", "责任单位3"]
    assert {question.name: question.chosen for question in desk.questions} == {
        "文明礼仪": "文明礼义", "诚信制度": "诚信制度建设",
    }  # fmt: skip


def test_a_bulletin_of_the_command_line_is_remembered_as_well(browser, now, tmp_path):
    headings = ["年度", "轮次", "日期", "单位名", "得分"]
    path = form_file(tmp_path, [[2023, 1, "2023-03-15", "平桥街道", 91.5]], headings=headings)
    import_bulletin(path=path, by=None, now=now, columns=dict(zip(FIELDS, headings, strict=True)), create_units=True)
    desk = browser.get(upload(browser, path, kind="bulletin").url).context["desk"]
    assert desk.remembered == ImportRun.objects.get(state="done")
    assert desk.form["column_unit"].value() == "单位名"
    assert desk.form["create_units"].value() is True


def test_the_order_of_the_columns_does_not_matter_but_the_kind_does():
    assert fingerprint("form", HEADINGS) == fingerprint("form", reversed(HEADINGS))
    assert fingerprint("form", HEADINGS) != fingerprint("bulletin", HEADINGS)
    assert fingerprint("form", HEADINGS) != fingerprint("form", HEADINGS[1:])


def test_a_sheet_says_file_worksheet_rows_who_and_when(browser, first):
    sheet = Sheet.objects.filter(imported_by=first).first()
    page = browser.get(reverse("inspections:sheet", args=[sheet.pk]))
    source = page.context["source"]
    assert source["run"] == first and source["worksheet"] == "模板"
    assert source["rows"] == sorted(sheet.scores.values_list("source_row", flat=True))
    text = page.content.decode()
    assert first.filename in text and str(first.by) in text
    assert reverse("inspections:import", args=[first.pk]) in text
