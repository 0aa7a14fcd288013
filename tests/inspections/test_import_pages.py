"""The pages of an import: upload, preview, start, progress, outcome; what is typed is kept, what is wrong is said."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from core.models import ImportRun
from core.models.imports import ImportState
from inspections.imports.runs import work_off
from inspections.models import Round, RoundResult, Section, Standard
from tests.inspections.import_files import DATA, TWIN, form_file
from tests.inspections.test_import_standard import GOOD, csv_file
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
DETAILS = {
    "round": "2016年7月测评",
    "date": "2016-07-15",
    "level": "third_party",
    "town": "枫河街道",
    "standard": "2016年测评细则",
    "aggregation": "by_item",
    "points_per_observation": "1",
    "sheet": "模板",
    "seen_sheet": "模板",
    "column_item": "项目",
    "column_point": "考察点位",
    "column_deducted": "扣分",
    "column_score": "得分",
    "column_unit": "区域",
    "column_serial": "序号",
    "column_departments": ["责任单位2", "责任单位3"],
}
MATCHES = {"match:文明礼仪": "文明礼义", "match:诚信制度": "诚信制度建设"}


@pytest.fixture
def browser(client_for):
    return client_for("office")


def upload(browser, path: Path, kind="form", dictionary: Path | None = None):
    files = {"file": SimpleUploadedFile(path.name, path.read_bytes())}
    if dictionary:
        files["dictionary"] = SimpleUploadedFile(dictionary.name, dictionary.read_bytes())
    return browser.post(reverse("inspections:import_new"), {"kind": kind, **files})


@pytest.fixture
def twin(browser):
    """The address of the twin's preview."""
    return upload(browser, TWIN, dictionary=DATA / "items_twin.csv").url


def run_jobs(now):
    for job in DBTaskResult.objects.all():
        work_off(run_id=job.args_kwargs["args"][0], now=now)


def test_a_form_goes_the_whole_way(browser, twin, now):
    page = browser.get(twin)
    assert [question.rows for question in page.context["desk"].questions] == [[21, 22, 23], [24, 25]]
    assert "公共服务" in page.content.decode()
    started = browser.post(twin, DETAILS | MATCHES | {"start": "1"})
    assert started.url == twin
    run = ImportRun.objects.get()
    assert run.state == ImportState.QUEUED and DBTaskResult.objects.count() == 1
    assert "data-progress" in browser.get(twin).content.decode()
    run_jobs(now)
    outcome = browser.get(twin)
    assert outcome.context["outcome"]["imported"] == 24
    assert "89.17" in outcome.content.decode()
    assert Round.objects.get().get_absolute_url() in outcome.content.decode()
    assert Section.objects.get(name="文明礼仪").alias == "文明礼义"


def test_the_preview_guesses_columns_and_proposes_entries(browser, twin):
    form = browser.get(twin).context["form"]
    assert form["column_item"].value() == "项目"
    assert form["column_departments"].value() == ["责任单位2", "责任单位3"]
    assert form["town"].value() == "枫河街道"
    assert '<option value="文明礼义" selected>' in browser.get(twin).content.decode()


def test_a_proposal_may_be_changed_or_left(browser, twin, now):
    browser.post(twin, DETAILS | {"match:文明礼仪": "=", "match:诚信制度": "公共安全", "start": "1"})
    run_jobs(now)
    assert Section.objects.get(name="文明礼仪").alias == ""
    assert Section.objects.get(name="诚信制度").alias == "公共安全"


def test_nothing_starts_while_a_name_is_undecided(browser, twin):
    page = browser.post(twin, DETAILS | {"match:文明礼仪": "", "match:诚信制度": "乱写", "start": "1"})
    assert page.status_code == 200 and not DBTaskResult.objects.exists()
    assert [question.name for question in page.context["desk"].undecided] == ["文明礼仪", "诚信制度"]


def test_what_was_typed_is_kept_when_something_is_missing(browser, twin):
    page = browser.post(twin, DETAILS | MATCHES | {"date": "十五日", "round": "七月", "start": "1"})
    form = page.context["form"]
    assert form.errors.keys() == {"date"}
    assert (form["round"].value(), form["date"].value()) == ("七月", "十五日")
    assert not DBTaskResult.objects.exists()


def test_the_preview_tries_the_import_without_writing(browser, twin):
    page = browser.post(twin, DETAILS | MATCHES | {"preview": "1"})
    assert page.context["desk"].report.imported == 24
    assert not Round.objects.exists() and ImportRun.objects.get().state == ImportState.UPLOADED


def test_rows_that_cannot_be_taken_are_listed_and_nothing_starts(browser, tmp_path):
    path = form_file(tmp_path, [[1, "公共服务1", "社区1", "一处"], [2, "公共服务1", "社区2"]])
    address = upload(browser, path).url
    page = browser.get(address)
    assert [row.row for row in page.context["desk"].rejected] == [2]
    assert "一处" in page.content.decode()
    browser.post(address, DETAILS | {"column_departments": ["责任单位"], "start": "1"})
    assert not DBTaskResult.objects.exists()


def test_merged_cells_are_marked_in_the_preview(browser, tmp_path):
    path = form_file(tmp_path, [[1, None, "社区1"], [2, None, "社区2"]], merged={"B2:B3": "公共服务1"})
    assert browser.get(upload(browser, path).url).content.decode().count('class="cell-filled"') == 1


def test_columns_that_nobody_can_guess_are_asked_for(browser, tmp_path):
    path = form_file(tmp_path, [[1, 2, 3]], headings=["甲", "乙", "丙"])
    page = browser.get(upload(browser, path).url)
    assert page.status_code == 200 and page.context["desk"].problem


def test_choosing_another_sheet_shows_its_columns(browser, tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(form_file(tmp_path, [[1, "公共服务1", "社区1"]]))
    other = book.create_sheet("第二组")
    other.append(["测评项目", "点位名称", "扣分"])
    other.append(["公共服务2", "社区9", 0.5])
    book.save(tmp_path / "two.xlsx")
    address = upload(browser, tmp_path / "two.xlsx").url
    page = browser.post(address, DETAILS | {"round": "七月", "sheet": "第二组", "preview": "1"})
    form = page.context["form"]
    assert (form["column_item"].value(), form["round"].value()) == ("测评项目", "七月")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"PK\x03\x04 not really"), ("a.xls", b"<html></html>"), ("a.csv", b""), ("a.csv", b"\x00\x01\x02")],
)
def test_a_file_that_cannot_be_used_is_refused_at_its_field(browser, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    page = upload(browser, path, kind="bulletin")
    assert page.context["form"].errors.keys() == {"file"}
    assert page.context["form"]["kind"].value() == "bulletin"
    assert not ImportRun.objects.exists()


@override_settings(IMPORT_MAX_BYTES=100)
def test_a_file_that_is_too_big_is_refused(browser):
    assert "file" in upload(browser, TWIN).context["form"].errors


def test_a_dictionary_that_cannot_be_used_is_said_at_its_field(browser, tmp_path):
    (tmp_path / "d.csv").write_text("a,b\n1,2\n")
    assert "dictionary" in upload(browser, TWIN, dictionary=tmp_path / "d.csv").context["form"].errors


def test_start_pressed_twice_is_one_import(browser, twin, now):
    browser.post(twin, DETAILS | MATCHES | {"start": "1"})
    browser.post(twin, DETAILS | MATCHES | {"start": "1"})
    assert DBTaskResult.objects.count() == 1


def test_progress_tells_when_nobody_works(browser, twin, now, monkeypatch):
    browser.post(twin, DETAILS | MATCHES | {"start": "1"})
    run = ImportRun.objects.get()
    address = reverse("inspections:import_progress", kwargs={"pk": run.pk})
    assert browser.get(address).json() | {"words": ""} == {
        "state": "queued", "done": 0, "total": 0, "waiting": False, "ended": False, "words": "",
    }  # fmt: skip
    run.outcome["queued_at"] = "2026-01-01T00:00:00+00:00"
    run.save()
    assert browser.get(address).json()["waiting"] is True
    run_jobs(now)
    assert browser.get(address).json()["ended"] is True


def test_a_stopped_import_goes_back_to_its_preview_with_what_was_chosen(browser, twin, now):
    browser.post(twin, DETAILS | MATCHES | {"start": "1"})
    Round.objects.create(
        year=2016, level="third_party", series="2016年7月测评", number=1, name="别的",
        territory_id=Round._meta.get_field("territory").remote_field.model.objects.home().pk,
        starts_on="2016-07-01", ends_on="2016-07-01",
    )  # fmt: skip
    run_jobs(now)
    page = browser.get(twin)
    assert page.context["outcome"]["error"]
    browser.post(reverse("inspections:import_again", kwargs={"pk": ImportRun.objects.get().pk}))
    form = browser.get(twin).context["form"]
    assert (form["round"].value(), form["standard"].value()) == ("2016年7月测评", "2016年测评细则")


def test_a_bulletin_goes_the_whole_way(town, browser, tmp_path, now):
    path = tmp_path / "通报.csv"
    path.write_text(
        "年度,轮次,日期,单位,上级单位,得分,名次\n2025,1,2025-03-14,枫河街道,,90,1\n2025,1,2025-03-14,东湖街道,,91,2\n"
    )
    address = upload(browser, path, kind="bulletin").url
    page = browser.get(address)
    assert [row.value for row in page.context["desk"].rejected] == ["东湖街道"]
    columns = {
        "column_year": "年度", "column_turn": "轮次", "column_date": "日期", "column_unit": "单位",
        "column_parent": "上级单位", "column_score": "得分", "column_rank": "名次",
    }  # fmt: skip
    browser.post(address, columns | {"create_units": "on", "kind": "", "start": "1"})
    run_jobs(now)
    assert RoundResult.objects.count() == 2
    assert browser.get(address).context["outcome"]["rounds"] == [Round.objects.get()]


def test_a_standard_goes_the_whole_way(browser, tmp_path, now):
    address = upload(browser, csv_file(tmp_path, [GOOD]), kind="standard").url
    assert browser.get(address).context["desk"].report.changes == {"added": ["HW-01"]}
    browser.post(address, {"name": "新细则", "aggregation": "by_item", "start": "1"})
    run_jobs(now)
    standard = Standard.objects.get()
    assert (standard.name, standard.aggregation) == ("新细则", "by_item")
    assert standard.get_absolute_url() in browser.get(address).content.decode()
    assert browser.get(reverse("inspections:standard_file", kwargs={"pk": standard.pk})).status_code == 200


def test_the_list_costs_the_same_for_twenty(browser, office, now):
    def one_more():
        ImportRun.objects.create(kind="form", filename="a.csv", by=office, at=now)

    assert_same_query_count(browser, reverse("inspections:imports"), one_more)


def test_only_keepers_may_bring_files_in(client_for, twin):
    for role in ("leader", "inspector", "unit"):
        assert client_for(role).get(twin).status_code == 403
        assert client_for(role).post(twin, DETAILS | {"start": "1"}).status_code == 403
    assert not DBTaskResult.objects.exists()


def test_the_progress_is_plain_json(browser, twin):
    run = ImportRun.objects.get()
    answer = browser.get(reverse("inspections:import_progress", kwargs={"pk": run.pk}))
    assert json.loads(answer.content)["state"] == "uploaded"
