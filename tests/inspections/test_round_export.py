"""A round as one zip: what is in it, who gets it, and that it is sent piece by piece."""

import io
import tempfile
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.attachments.photos import store_photo
from core.models import Photo, PhotoPurpose, TrailEntry
from inspections import archive
from inspections.archive import PhotoNames, round_archive, safe_name
from inspections.models import Score, Sheet, SheetState
from tests.factories import (
    NOW,
    ItemFactory,
    PointFactory,
    RoundFactory,
    ScoreFactory,
    SheetFactory,
    make_picture,
)

INDEX = "检查表.xlsx"


@pytest.fixture
def round(town):
    return RoundFactory(territory=town.home, name="11月街道自查")


@pytest.fixture
def item(round):
    return ItemFactory(section__standard=round.standard, section__name="环境卫生", code="A1", name="地面无垃圾")


@pytest.fixture
def point(town):
    return PointFactory(town=town.home, unit=town.village, code="马桥/01", name="集镇农贸市场")


@pytest.fixture
def make_sheet(round, point, item, inspector):
    """A sheet with one score on which points were lost, and as many photos as asked for."""

    def make(*, photos=0, remark="", **fields) -> Sheet:
        fields = {"state": SheetState.SUBMITTED, "point": point, "inspector": inspector} | fields
        sheet = SheetFactory(round=round, awarded=Decimal("8.5"), maximum=10, score=85, **fields)
        score = ScoreFactory(sheet=sheet, item=item, count=3, awarded=Decimal("8.5"), maximum=10, remark=remark)
        for _ in range(photos):
            put_photo(score)
        return sheet

    return make


def put_photo(score: Score) -> Photo:
    photo = {"upload": make_picture(), "subject": score, "purpose": PhotoPurpose.PROBLEM, "by": None, "now": NOW}
    return store_photo(**photo)


def url_of(round) -> str:
    return reverse("inspections:round_export", args=[round.pk])


def unpacked(client, round) -> zipfile.ZipFile:
    response = client.get(url_of(round))
    assert response.status_code == 200
    assert response.streaming
    packed = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert packed.testzip() is None
    return packed


def index_of(packed: zipfile.ZipFile) -> dict[str, list[dict]]:
    """The rows of each sheet of the index, by their heads."""
    book = openpyxl.load_workbook(io.BytesIO(packed.read(INDEX)))
    found = {}
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def pictures_in(packed: zipfile.ZipFile) -> list[str]:
    return [name for name in packed.namelist() if name != INDEX]


def test_the_zip_holds_every_official_sheet_score_and_photo(client_for, round, make_sheet):
    sheets = [make_sheet(photos=2), make_sheet(photos=1)]
    packed = unpacked(client_for("office"), round)
    index = index_of(packed)
    assert [row["检查表编号"] for row in index["检查表"]] == [sheet.pk for sheet in sheets]
    assert [row["检查表编号"] for row in index["得分"]] == [sheet.pk for sheet in sheets]
    assert [row["压缩包内文件名"] for row in index["照片"]] == pictures_in(packed)
    stored = [photo.file.open().read() for photo in Photo.objects.order_by("pk")]
    assert [packed.read(name) for name in pictures_in(packed)] == stored


def test_the_index_says_what_the_records_say(client_for, round, make_sheet, inspector):
    make_sheet(remark="东门")
    index = index_of(unpacked(client_for("office"), round))
    sheet, score = index["检查表"][0], index["得分"][0]
    assert (sheet["点位"], sheet["单位"], sheet["检查员"], sheet["得分"]) == ("集镇农贸市场", "马桥村", "刘志强", 85)
    assert (score["测评项"], score["录入内容"], score["得分"], score["失分"]) == ("地面无垃圾", "3处", 8.5, 1.5)
    assert (score["测评项目"], score["备注"]) == ("环境卫生", "东门")


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.LATE, SheetState.VOID])
def test_what_does_not_count_is_left_out(client_for, round, make_sheet, state):
    make_sheet(photos=1, state=state)
    packed = unpacked(client_for("office"), round)
    assert pictures_in(packed) == []
    assert index_of(packed) == {"检查表": [], "得分": [], "照片": []}


def test_other_rounds_stay_out(client_for, round, make_sheet):
    mine = make_sheet()
    ScoreFactory(sheet=SheetFactory(state=SheetState.SUBMITTED))
    index = index_of(unpacked(client_for("office"), round))
    assert [row["检查表编号"] for row in index["得分"]] == [mine.pk]


def test_names_are_chinese_safe_and_each_there_once(client_for, round, make_sheet):
    make_sheet(photos=2)
    make_sheet(photos=1)  # the same point again
    names = pictures_in(unpacked(client_for("office"), round))
    assert names == [f"照片/马桥-01_A1_{n}.jpg" for n in (1, 2, 3)]


@pytest.mark.parametrize("text", ["../../etc", "a\\b", 'a:*?"<>|b', "", "...", "长" * 200])
def test_no_name_leads_out_of_its_folder(text):
    name = safe_name(text)
    assert name and not set(name) & set('/\\:*?"<>|.') and len(name) <= 40


def test_codes_that_look_alike_when_made_safe_share_no_name(make_sheet, town, item):
    names = PhotoNames()
    scores = [make_sheet(point=PointFactory(town=town.home, code=code)).scores.get() for code in ("a/1", "a:1", "A-1")]
    given = [names.next(score).casefold() for score in scores]
    assert len(set(given)) == 3


@pytest.mark.parametrize("harm", ["gone", "nameless"])
def test_a_photo_without_its_file_is_named_and_breaks_nothing(client_for, round, make_sheet, harm):
    make_sheet(photos=3)
    lost = Photo.objects.order_by("pk")[1]
    if harm == "gone":
        Path(lost.file.path).unlink()
    else:
        Photo.objects.filter(pk=lost.pk).update(file="")
    packed = unpacked(client_for("office"), round)
    notes = {row["压缩包内文件名"]: row["说明"] for row in index_of(packed)["照片"]}
    missing = "照片/马桥-01_A1_2.jpg"
    assert notes[missing] == "服务器上缺少该文件。"
    assert [name for name, note in notes.items() if not note] == pictures_in(packed)
    assert missing not in pictures_in(packed) and len(notes) == 3


def test_a_photo_that_breaks_off_is_told_and_the_rest_comes(client_for, round, make_sheet, monkeypatch):
    make_sheet(photos=2)
    whole = archive.FieldFile.chunks
    broken = Photo.objects.order_by("pk")[0].file.name

    def chunks(file, size):
        for piece in whole(file, size):
            yield piece[:10] if file.name == broken else piece
            if file.name == broken:
                raise OSError("disk")

    monkeypatch.setattr(archive.FieldFile, "chunks", chunks)
    packed = unpacked(client_for("office"), round)
    assert [row["说明"] for row in index_of(packed)["照片"]] == ["该文件未能完整读取。", ""]
    assert len(pictures_in(packed)) == 2


def test_what_starts_like_a_formula_is_text(client_for, round, make_sheet):
    make_sheet(remark="=HYPERLINK(1)")
    assert index_of(unpacked(client_for("office"), round))["得分"][0]["备注"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("role", ["inspector", "unit", "other_unit"])
def test_who_sees_only_part_of_the_sheets_takes_none_out(client_for, round, make_sheet, role):
    make_sheet()
    round.state, round.published_at = "published", NOW
    round.save()
    assert client_for(role).get(url_of(round)).status_code == 403
    assert not TrailEntry.objects.about(round).exists()


def test_the_trail_tells_who_took_it_out(client_for, round, office):
    client_for("office").get(url_of(round))
    entry = TrailEntry.objects.about(round).get()
    assert (entry.verb, entry.by) == ("export", office)


def test_the_page_of_the_round_leads_to_it_for_who_may(client_for, round, make_sheet, town, inspector):
    make_sheet()
    page = reverse("inspections:round", args=[round.pk])
    assert url_of(round) in client_for("leader").get(page).content.decode()
    round.state, round.published_at = "published", NOW
    round.save()
    assert url_of(round) not in client_for("unit").get(page).content.decode()


def test_queries_grow_by_portions_and_not_by_rows(round, make_sheet, office, monkeypatch):
    monkeypatch.setattr(archive, "SHEETS_AT_ONCE", 5)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            b"".join(round_archive(round, office))
        return len(captured)

    for _ in range(2):
        make_sheet(photos=1)
    queries()
    one_portion = queries()
    for _ in range(3):
        make_sheet(photos=2)
    assert queries() == one_portion
    for _ in range(5):
        make_sheet(photos=1)
    assert queries() == one_portion + 4


def test_memory_does_not_grow_with_the_photos(round, make_sheet, office, monkeypatch):
    """48 MB go out in photos of 4 MB; less than a single one of them is ever held."""
    monkeypatch.setattr(archive, "SHEETS_AT_ONCE", 3)
    for _ in range(12):
        make_sheet(photos=1)
    for photo in Photo.objects.all():
        photo.file.save("large.jpg", ContentFile(bytes(4 * 2**20)))
    b"".join(round_archive(RoundFactory(), office))  # what is imported and kept on the first use is not the photos'
    tracemalloc.start()
    try:
        sent = sum(len(piece) for piece in round_archive(round, office))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent > 48 * 2**20
    assert peak < 4 * 2**20, peak


def test_a_reader_who_goes_away_leaves_nothing_behind(round, make_sheet, office, tmp_path, monkeypatch):
    make_sheet(photos=2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pieces = round_archive(round, office)
    next(pieces)
    assert list(tmp_path.iterdir())
    pieces.close()
    assert list(tmp_path.iterdir()) == []
