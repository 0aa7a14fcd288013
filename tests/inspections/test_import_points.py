"""Points come in from Excel and CSV: every row that cannot be taken is named, and an exported list comes back unchanged."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.files_in.problems import FileProblem
from core.models import ImportRun, TrailEntry
from core.models.imports import ImportState
from facilities.models import Point, PointKind, PointResponsibility
from inspections.imports.points.draft import COLUMNS
from inspections.imports.points.service import import_points
from inspections.imports.runs import queue_run, work_off
from tests.factories import PointFactory, PointKindFactory

pytestmark = pytest.mark.django_db
GOOD = {"code": "JM-01", "name": "集镇农贸市场", "kind": "农贸市场", "unit": "马桥村", "in_charge": "城管中队"}


def csv_file(folder, rows, columns=tuple(COLUMNS)):
    lines = [
        ",".join(COLUMNS[key] for key in columns),
        *(",".join(row.get(key, "") for key in columns) for row in rows),
    ]
    path = folder / "points.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def bring_in(town, now, tmp_path):
    def run(*rows, path=None, by=None, columns=tuple(COLUMNS), **options):
        return import_points(path=path or csv_file(tmp_path, rows, columns), by=by, now=now, **options)

    return run


def test_new_points_come_in_with_all_that_the_file_says(bring_in, town, office):
    full = GOOD | {
        "lead": "城管中队", "assist": "马桥村、焦山村", "address": "枫河路1号", "latitude": "31.2304161",
        "longitude": "121.4", "is_active": "否",
    }  # fmt: skip
    report = bring_in(full, by=office)
    assert (report.rows, report.imported, report.rejected, report.written) == (1, 1, [], True)
    assert report.created == {"points": ["集镇农贸市场"], "kinds": ["农贸市场"]}
    point = Point.objects.get()
    assert (point.town, point.unit, point.in_charge, point.is_active) == (
        town.home,
        town.village,
        town.department,
        False,
    )
    assert (point.latitude, point.longitude) == (Decimal("31.230416"), Decimal("121.4"))
    assert set(PointResponsibility.objects.values_list("unit__name", "part")) == {
        ("城管中队", "lead"), ("马桥村", "assist"), ("焦山村", "assist"),
    }  # fmt: skip
    assert TrailEntry.objects.about(point).get().verb == "import"


def test_a_known_code_is_changed_and_what_is_the_same_stays(bring_in):
    bring_in(GOOD, GOOD | {"code": "JM-02", "name": "集镇老街"})
    report = bring_in(GOOD, GOOD | {"code": "JM-02", "name": "集镇新街"})
    assert (report.imported, report.unchanged) == (1, 1)
    assert list(Point.objects.values_list("name", flat=True)) == ["集镇农贸市场", "集镇新街"]


def test_a_column_that_is_not_there_leaves_things_as_they_are(bring_in):
    bring_in(GOOD | {"address": "枫河路1号"})
    report = bring_in(GOOD, columns=("code", "name", "kind"))
    assert report.unchanged == 1
    assert Point.objects.get().address == "枫河路1号"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "X" * 25}, "code"),
        ({"name": ""}, "name"),
        ({"kind": ""}, "kind"),
        ({"unit": "无此村"}, "unit"),
        ({"unit": "城管中队"}, "unit"),
        ({"unit": "柳林街道"}, "unit"),
        ({"in_charge": "无此单位"}, "in_charge"),
        ({"lead": "马桥村、无此单位"}, "lead"),
        ({"lead": "马桥村", "assist": "马桥村"}, "assist"),
        ({"latitude": "北纬31", "longitude": "121"}, "latitude"),
        ({"latitude": "91", "longitude": "121"}, "latitude"),
        ({"latitude": "31"}, "longitude"),
        ({"is_active": "也许"}, "is_active"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_written(bring_in, row, field):
    report = bring_in({**GOOD, "code": "A-1", "name": "好的一行"}, GOOD | row)
    assert [(bad.row, bad.field) for bad in report.rejected] == [(3, COLUMNS[field])]
    assert not report.written
    assert Point.objects.count() == 0


def test_spaces_and_wide_letters_are_read_as_they_were_meant(bring_in, town):
    odd = {
        "code": "ＭＱ－０１",
        "name": "第１居民区 南门",
        "kind": "主次 干道",
        "unit": "马 桥 村",
        "in_charge": "城管　中队",
    }
    assert bring_in(odd).rejected == []
    point = Point.objects.get()
    assert (point.code, point.name, point.kind.name) == ("MQ-01", "第1居民区南门", "主次干道")
    assert (point.unit, point.in_charge) == (town.village, town.department)
    assert bring_in(odd).unchanged == 1


def test_what_was_typed_on_the_page_with_spaces_comes_back_unchanged(bring_in, town):
    PointFactory(code="Ａ－１", name="老街 南口", unit=town.village, in_charge=None, kind=PointKindFactory(name="街道"))
    report = bring_in({"code": "Ａ－１", "name": "老街 南口", "kind": "街道", "unit": "马桥村"})
    assert (report.unchanged, report.rejected) == (1, [])
    assert Point.objects.get().name == "老街 南口"


def test_a_code_or_name_twice_is_named_with_the_earlier_row(bring_in):
    report = bring_in(GOOD, GOOD | {"name": "另一个"}, GOOD | {"code": "JM-03"})
    assert [(bad.row, bad.field) for bad in report.rejected] == [(3, COLUMNS["code"]), (4, COLUMNS["name"])]


def test_the_name_of_another_stored_point_is_refused(bring_in):
    PointFactory(code="ALT", name=GOOD["name"])
    assert bring_in(GOOD).rejected[0].field == COLUMNS["name"]


def test_a_dry_run_writes_nothing(bring_in):
    report = bring_in(GOOD, dry_run=True)
    assert (report.imported, report.written, Point.objects.count(), PointKind.objects.count()) == (1, False, 0, 0)


def test_another_towns_people_bring_nothing_in(bring_in, unit):
    with pytest.raises(FileProblem):
        bring_in(GOOD, by=unit)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_exported_list_comes_back_unchanged(bring_in, client_for, town, tmp_path, format):
    point = PointFactory(
        code="007", name="=集镇,老街", unit=town.village, in_charge=None, address="-1号", latitude="30.600000",
        longitude="112.123456",
    )  # fmt: skip
    PointResponsibility.objects.create(point=point, unit=town.department)
    PointResponsibility.objects.create(point=point, unit=town.village, part="assist")
    PointFactory(
        code="A-2", name="无主", unit=None, in_charge=None, is_active=False, kind=PointKindFactory(name="学校")
    )
    answer = client_for("office").get(f"/inspections/points/?format={format}")
    path = tmp_path / f"export.{format}"
    path.write_bytes(b"".join(answer.streaming_content))
    report = bring_in(path=path)
    assert (report.rows, report.unchanged, report.rejected) == (2, 2, [])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_export_has_the_imports_headings_in_either_language(client_for, town, language):
    PointFactory()
    client = client_for("office")
    client.cookies["django_language"] = language
    text = b"".join(client.get("/inspections/points/?format=csv").streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == ",".join(COLUMNS.values())


def upload(client, folder, *rows):
    file = SimpleUploadedFile("points.csv", csv_file(folder, rows).read_bytes())
    answer = client.post("/inspections/imports/new/", {"kind": "points", "file": file})
    return ImportRun.objects.get(), answer.url


def test_the_page_tries_it_out_then_the_worker_brings_it_in(client_for, town, now, tmp_path):
    client = client_for("office")
    run, address = upload(client, tmp_path, GOOD)
    page = client.get(address)
    assert page.context["desk"].report.imported == 1
    assert Point.objects.count() == 0
    queue_run(run=run, mapping=page.context["desk"].form.initial, now=now, enqueue=lambda pk: None)
    work_off(run_id=run.pk, now=now)
    run.refresh_from_db()
    assert (run.state, run.outcome["imported"]) == (ImportState.DONE, 1)
    assert Point.objects.get().code == "JM-01"
    assert "集镇农贸市场" in client.get(address).text


def test_the_page_names_the_rows_that_stand_against_it(client_for, town, tmp_path):
    client = client_for("office")
    _run, address = upload(client, tmp_path, GOOD | {"unit": "无此村"})
    answer = client.post(address, {"sheet": "", "seen_sheet": "", "start": "1"})
    assert "无此村" in answer.text
    assert Point.objects.count() == 0


def test_a_file_without_the_needed_columns_is_refused(bring_in, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("编号,别的\n1,2\n", encoding="utf-8")
    with pytest.raises(FileProblem, match="名称"):
        bring_in(path=path)


@pytest.mark.parametrize(("datum", "kept"), [("wgs84", "39.916404"), ("gcj02", "39.915000")])
def test_positions_are_kept_by_what_the_preview_was_told_of_them(client_for, town, now, tmp_path, datum, kept):
    client = client_for("office")
    run, address = upload(client, tmp_path, GOOD | {"latitude": "39.916404", "longitude": "116.410244"})
    assert 'value="gcj02"' in client.get(address).content.decode()
    client.post(address, {"sheet": "", "seen_sheet": "", "datum": datum, "start": "1"})
    work_off(run_id=run.pk, now=now)
    assert Point.objects.get().latitude == Decimal(kept)
