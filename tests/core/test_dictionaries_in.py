"""Dictionaries go out to Excel and come back: by the page and by the same declaration."""

import pytest

from campaign.models import DriveWork, HonourKind
from core.dictionaries.book import BOOK
from core.dictionaries.file import file_of
from core.files_out.exports import ExcelBook
from core.models import Measure, TrailEntry
from core.table_in.service import take_table
from facilities.models import FacilityKind, ProjectKind
from rectification.models import Limit, ProblemKind
from tests.facilities.scenes import make_facility

pytestmark = pytest.mark.django_db

BOOKS = "/settings/dictionaries/"


@pytest.fixture
def take(tmp_path, town, office, now):
    def run(code, *lines, path=None, by=office, **options):
        if path is None:
            path = tmp_path / "词典.csv"
            path.write_text("\n".join(lines), encoding="utf-8")
        return take_table(table_in=file_of(BOOK[code]), path=path, by=by, now=now, **options)

    return run


def exported(client, code: str) -> str:
    answer = client.get(f"{BOOKS}{code}/?format=csv")
    return b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("code", sorted(BOOK))
def test_every_dictionary_that_goes_out_comes_back_unchanged(take, tmp_path, code):
    fields = {"measure": Measure.objects.create(name="车")} if code == "drive-works" else {}
    for name, is_active in (("甲", True), ("=乙", False)):
        BOOK[code].model.objects.create(name=name, is_active=is_active, **fields)
    book = ExcelBook()
    sheet = book.add_table("词", file_of(BOOK[code]).export_columns)
    for word in BOOK[code].rows():
        sheet.add(word)
    path = tmp_path / "词.xlsx"
    path.write_bytes(book.finish().read())
    report = take(code, path=path)
    assert (report.rejected, report.imported) == ([], 0)
    assert report.unchanged == BOOK[code].model.objects.count()


def test_the_page_gives_the_file_and_leads_to_its_way_back(client_for, town):
    ProjectKind.objects.create(name="道路")
    client = client_for("office")
    assert exported(client, "project-kinds").split() == ["名称,在用", "道路,是"]
    page = client.get(f"{BOOKS}project-kinds/").content.decode()
    assert "?kind=project-kinds" in page
    upload = client.get("/inspections/imports/new/?kind=project-kinds").content.decode()
    assert 'value="project-kinds"' in upload
    assert "project-kinds" not in client.get("/inspections/imports/new/").content.decode()


def test_new_words_come_last_in_the_order_of_the_file(take):
    ProjectKind.objects.create(name="道路", order=7)
    report = take("project-kinds", "名称", "排水", "道路", "路灯")
    assert (report.imported, report.unchanged) == (2, 1)
    assert list(ProjectKind.objects.values_list("name", flat=True)) == ["道路", "排水", "路灯"]
    assert TrailEntry.objects.about(ProjectKind.objects.get(name="路灯")).get().verb == "import"


def test_a_word_is_retired_by_the_file_and_stays_with_its_records(take):
    facility = make_facility(kind=FacilityKind.objects.create(name="果壳箱"))
    take("facility-kinds", "名称,在用", "果壳箱,否")
    facility.kind.refresh_from_db()
    assert not facility.kind.is_active
    assert TrailEntry.objects.about(facility.kind).first().changes == {"is_active": ["是", "否"]}


@pytest.mark.parametrize(
    ("code", "lines", "row"),
    [
        ("measures", ("名称", "KM"), 2),
        ("measures", ("名称", "ha", "HA"), 3),
        ("measures", ("名称", "长" * 21), 2),
        ("honour-kinds", ("名称,至少星数", "十星清洁户,3"), 2),
        ("drive-works", ("名称,计量单位", "清运垃圾,"), 2),
        ("problem-kinds", ("名称,一般时限", "市容环卫,三天"), 2),
        ("problem-kinds", ("名称,一般时限", "市容环卫,0个工作日"), 2),
    ],
)
def test_a_word_that_cannot_be_taken_is_named_and_nothing_is_written(take, code, lines, row):
    Measure.objects.create(name="km")
    before = BOOK[code].model.objects.count()
    report = take(code, *lines)
    assert [one.row for one in report.rejected] == [row] and not report.written
    assert BOOK[code].model.objects.count() == before


def test_a_kind_of_honour_brings_its_stars(take):
    take("honour-kinds", "名称,授予对象,星级名称,至少星数", "十星清洁户,家庭,庭院净、厨房净、厕所净,2")
    kind = HonourKind.objects.get(name="十星清洁户")
    assert (kind.stars, kind.least_stars, kind.objection_days) == (["庭院净", "厨房净", "厕所净"], 2, 7)


def test_limits_come_with_their_kind_and_a_blank_one_stays(take):
    report = take("problem-kinds", "名称,一般时限,紧急时限", "市容环卫,3个工作日,4个工作小时")
    kind = ProblemKind.objects.get(name="市容环卫")
    assert report.written and {str(limit) for limit in kind.limits.all()} == {"3 个工作日", "4 个工作小时"}
    take("problem-kinds", "名称,一般时限,紧急时限", "市容环卫,5个自然日,")
    assert {str(limit) for limit in Limit.objects.filter(kind=kind)} == {"5 个自然日", "4 个工作小时"}
    assert TrailEntry.objects.about(kind).filter(verb="set_limits").exists()


def test_a_dry_run_of_a_dictionary_writes_nothing(take):
    report = take("drive-works", "名称,计量单位", "清运垃圾,车", dry_run=True)
    assert report.imported == 1 and not DriveWork.objects.exists() and not Measure.objects.exists()
