"""The pages of drives: what they show, who may do what, that they cost the same for many rows."""

import re
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

import pytest

from campaign.models import Drive, DriveResult, DriveZone
from campaign.services.drives import close_drive
from campaign.tables.drives import DRIVES
from core.attachments.photos import store_photo
from core.files_out.exports import ExcelBook
from core.models import PhotoPurpose
from core.quantities import Exactness
from core.table_in.service import take_table
from tests.campaign.drive_scenes import TODAY, make_drive, make_past_drive, make_result, make_work, make_zone
from tests.factories import make_picture
from tests.queries import assert_same_query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]


def text_of(response) -> str:
    """What stands on the page, without tags and gaps."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def june(town):
    """A drive with figures as offices write them."""
    drive = make_drive("六月突击整治", date(2026, 6, 8), 7, slogan="集中整治")
    one, other = make_zone(drive, "南拓片", town.village), make_zone(drive, "集镇片", order=1)
    make_result(drive, one, 22)
    make_result(drive, other, 8, Exactness.ODD)
    make_result(drive, one, 108, work=make_work("拆除破损广告", "块", 1), day=date(2026, 6, 10))
    return drive


def test_the_list_and_its_file_show_the_totals_in_words(client_for, june):
    client = client_for("leader")
    assert "清运垃圾30余车、拆除破损广告108块" in text_of(client.get("/drives/"))
    file = b"".join(client.get("/drives/?format=csv").streaming_content).decode()
    assert "清运垃圾30余车、拆除破损广告108块" in file
    assert "7天" in file


def test_a_figure_that_changes_changes_the_page(client_for, june):
    make_result(june, None, 5)
    page = text_of(client_for("unit").get(june.get_absolute_url()))
    assert "35余车" in page
    assert "30余车" not in page.split("历史")[0]


def test_the_page_shows_zones_groups_and_days_with_gaps(client_for, june):
    response = client_for("leader").get(june.get_absolute_url())
    assert [line.cells[0].words for line in response.context["zone_lines"]] == ["22车", "8余车"]
    gaps = [line.day for line in response.context["day_lines"] if line.is_gap]
    assert gaps == [date(2026, 6, day) for day in (14, 13, 12, 11, 9)]
    assert "第一组" in text_of(response)


def test_a_drive_is_set_beside_earlier_ones_that_did_the_same(client_for, june):
    before = make_drive("春季行动", date(2026, 4, 1), 5)
    make_result(before, None, 12)
    make_drive("无关", date(2026, 3, 1), 5)
    compared = client_for("leader").get(june.get_absolute_url()).context["compared"]
    assert [drive.name for drive in compared.drives] == ["六月突击整治", "春季行动"]
    assert compared.lines == [("清运垃圾", ["30余车", "12车"]), ("拆除破损广告", ["108块", "—"])]


def test_a_drive_that_measured_other_things_says_that_nothing_is_comparable(client_for, june):
    other = make_drive("宣传行动", date(2026, 7, 1), 3)
    make_result(other, None, 500, work=make_work("发放传单", "份"))
    assert "以往的行动没有统计过相同的整治项目" in text_of(client_for("leader").get(other.get_absolute_url()))
    assert "以前的行动没有统计过" not in text_of(client_for("leader").get(june.get_absolute_url())), "the first of all"


def test_photos_before_and_after_stand_together(client_for, june, now):
    zone = june.zones.first()
    for purpose, colour in ((PhotoPurpose.BEFORE, "red"), (PhotoPurpose.AFTER, "green")):
        store_photo(upload=make_picture(colour=colour), subject=zone, purpose=purpose, by=None, now=now)
    client = client_for("leader")
    [pair] = client.get(june.get_absolute_url()).context["pairs"]
    assert pair.title == "南拓片"
    assert client.get(pair.before["url"]).status_code == 200


def test_a_single_photo_of_a_zone_is_shown_too(client_for, june, now):
    zone = june.zones.first()
    store_photo(upload=make_picture(), subject=zone, purpose=PhotoPurpose.AFTER, by=None, now=now)
    response = client_for("leader").get(june.get_absolute_url())
    assert response.context["pairs"] == []
    assert [(one.name, len(photos)) for one, photos in response.context["zone_photos"]] == [("南拓片", 1)]


def test_the_final_sheet_says_what_it_is_before_it_is_made(client_for, june, office, now):
    client = client_for("leader")
    assert "成果单尚未生成" in text_of(client.get(f"/drives/{june.pk}/sheet/"))
    close_drive(drive=june, outcome="环境明显改观", by=office, now=now)
    page = text_of(client.get(f"/drives/{june.pk}/sheet/"))
    assert "成果单尚未生成" not in page
    assert "环境明显改观" in page


@pytest.mark.parametrize(
    ("state", "name"), [("planned", "未来"), ("running", "现在"), ("over", "过去"), ("closed", "收尾")]
)
def test_the_list_is_filtered_by_state(client_for, office, now, state, name):
    make_drive("未来", TODAY + timedelta(days=1))
    make_drive("现在")
    make_past_drive(1, name="过去")
    close_drive(drive=make_past_drive(9, name="收尾"), outcome="好", by=office, now=now)
    rows = client_for("office").get(f"/drives/?state={state}").context["rows"]
    assert [row.drive.name for row in rows] == [name]
    assert rows[0].state == state


def test_the_list_is_searched_and_filtered_by_year(client_for, june):
    make_drive("去年的", date(2025, 6, 1), 3)
    client = client_for("office")
    for query, names in (("q=集镇片", ["六月突击整治"]), ("year=2025", ["去年的"]), ("q=无", [])):
        assert [row.drive.name for row in client.get(f"/drives/?{query}").context["rows"]] == names


def test_a_drive_is_made_with_its_zones_in_order(client_for, town):
    data = {
        "name": "秋季行动", "starts_on": "2026-11-25", "ends_on": "2026-11-30", "zones-TOTAL_FORMS": "2",
        "zones-INITIAL_FORMS": "0", "zones-0-name": "东片", "zones-0-unit": town.village.pk, "zones-0-group": "第一组",
        "zones-1-name": "西片",
    }  # fmt: skip
    response = client_for("office").post("/drives/new/", data)
    drive = Drive.objects.get()
    assert response.url == drive.get_absolute_url()
    assert [(zone.name, zone.unit) for zone in drive.zones.all()] == [("东片", town.village), ("西片", None)]


def test_a_faulty_zone_keeps_the_drive_from_being_saved(client_for, town):
    data = {
        "name": "秋季行动", "starts_on": "2026-11-25", "ends_on": "2026-11-30", "zones-TOTAL_FORMS": "2",
        "zones-INITIAL_FORMS": "0", "zones-0-name": "东片", "zones-1-name": "东片",
    }  # fmt: skip
    response = client_for("office").post("/drives/new/", data)
    assert response.status_code == 200
    assert not Drive.objects.exists()


def edit_data(drive, *zones, **more):
    data = {
        "name": drive.name, "starts_on": drive.starts_on, "ends_on": drive.ends_on,
        "zones-TOTAL_FORMS": len(zones), "zones-INITIAL_FORMS": len(zones),
    }  # fmt: skip
    for number, zone in enumerate(zones):
        data |= {f"zones-{number}-id": zone.pk, f"zones-{number}-name": zone.name}
    return data | more


def test_a_zone_with_results_is_not_taken_off(client_for, june):
    one, other = june.zones.all()
    make_zone(june, "空片", order=2)
    three = june.zones.last()
    client = client_for("office")
    client.post(f"/drives/{june.pk}/edit/", edit_data(june, one, other, three, **{"zones-0-DELETE": "on"}))
    assert june.zones.count() == 3
    client.post(f"/drives/{june.pk}/edit/", edit_data(june, one, other, three, **{"zones-2-DELETE": "on"}))
    assert [zone.name for zone in june.zones.all()] == ["南拓片", "集镇片"]


def test_a_zone_with_photos_alone_is_not_taken_off(client_for, town, office, now):
    """They are evidence too, and would be thrown away a week later."""
    zone = make_zone(make_drive())
    store_photo(upload=make_picture(), subject=zone, purpose=PhotoPurpose.BEFORE, by=office, now=now)
    url, data = f"/drives/{zone.drive_id}/edit/", edit_data(zone.drive, zone, **{"zones-0-DELETE": "on"})
    assert client_for("office").post(url, data).status_code == 200
    assert zone.drive.zones.exists()


def test_the_days_that_have_results_stay_within_the_drive(client_for, june, office, now, tmp_path):
    data = edit_data(june, *june.zones.all(), ends_on="2026-06-09")
    assert client_for("office").post(f"/drives/{june.pk}/edit/", data).status_code == 200
    path = tmp_path / "行动.csv"
    path.write_text(f"名称,开始日期,结束日期\n{june.name},{june.starts_on},2026-06-09", encoding="utf-8")
    report = take_table(table_in=DRIVES, path=path, by=office, now=now)
    assert [row.field for row in report.rejected] == ["结束日期"], "the file keeps the rule of the form"
    june.refresh_from_db()
    assert june.ends_on == date(2026, 6, 14)


@pytest.mark.parametrize("year", ["0026", "9999"])
def test_a_year_of_two_digits_or_of_another_age_is_refused(client_for, town, year):
    """'26' typed into the browser's calendar is the year 26; thirty days after 9999-12-31 there is no day."""
    values = {"name": "秋季行动", "starts_on": f"{year}-12-30", "ends_on": f"{year}-12-31"}
    zones = {"zones-TOTAL_FORMS": 0, "zones-INITIAL_FORMS": 0}
    form = client_for("office").post("/drives/new/", values | zones).context["form"]
    assert set(form.errors) == {"starts_on", "ends_on"} and not Drive.objects.exists()


def test_a_closed_drive_is_not_edited(client_for, june, office, now):
    close_drive(drive=june, outcome="好", by=office, now=now)
    data = edit_data(june, *june.zones.all(), name="改名")
    assert client_for("office").post(f"/drives/{june.pk}/edit/", data).status_code == 200
    june.refresh_from_db()
    assert june.name == "六月突击整治"


def test_a_drive_with_results_is_not_removed_and_one_without_is(client_for, june):
    client, empty = client_for("office"), make_drive()
    assert client.post(f"/drives/{june.pk}/remove/").status_code == 409
    client.post(f"/drives/{empty.pk}/remove/")
    assert [row.drive for row in client.get("/drives/").context["rows"]] == [june]


def test_a_unit_enters_its_zones_results_from_the_screen(client_for, town):
    drive = make_drive()
    zone, work = make_zone(drive, unit=town.village), make_work()
    client, url = client_for("unit"), f"/drives/{drive.pk}/zones/{zone.pk}/"
    page = client.get(url)
    assert str(TODAY) in page.content.decode()
    data = {
        "day": TODAY, "note": "", "key": uuid4(), f"work_{work.pk}": "12", f"exact_{work.pk}": "odd",
        "before": make_picture(), "after": make_picture(colour="red"),
    }  # fmt: skip
    response = client.post(url, data)
    assert response.url == drive.get_absolute_url()
    assert DriveResult.objects.get().size == "12余车"
    assert "12余车" in text_of(client.get(url))


def test_what_was_typed_stays_when_a_rule_is_broken(client_for, town):
    drive = make_drive()
    zone, work = make_zone(drive, unit=town.village), make_work()
    data = {"day": "2026-01-01", "note": "雨天", "key": uuid4(), f"work_{work.pk}": "7"}
    response = client_for("unit").post(f"/drives/{drive.pk}/zones/{zone.pk}/", data)
    assert response.status_code == 200
    assert 'value="7"' in response.content.decode()
    assert "雨天" in response.content.decode()


def test_who_comes_after_the_final_sheet_is_told_before_filling_in_the_form(client_for, june, office, now):
    zone = june.zones.first()
    close_drive(drive=june, outcome="好", by=office, now=now)
    answer = client_for("office").get(f"/drives/{june.pk}/zones/{zone.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == june.get_absolute_url()
    assert "不能再填报" in answer.content.decode()


def test_a_zone_of_another_drive_has_no_screen_here(client_for, town):
    zone = make_zone(make_drive("另一次"))
    assert client_for("office").get(f"/drives/{make_drive().pk}/zones/{zone.pk}/").status_code == 404


def test_a_look_is_entered_from_the_page(client_for, town):
    drive = make_past_drive(15)
    zone = make_zone(drive)
    url = f"/drives/{drive.pk}/look/?days_after=14&zone={zone.pk}"
    client = client_for("inspector")
    assert client.get(url).context["form"]["zone"].value() == str(zone.pk)
    data = {"zone": zone.pk, "days_after": 14, "looked_on": TODAY, "kept_percent": 85, "note": "零星"}
    assert client.post(url, data).status_code == 302
    assert "85%" in text_of(client.get(drive.get_absolute_url()))


def test_what_goes_out_comes_back_unchanged(client_for, june, office, now, tmp_path):
    make_drive("=春季", date(2026, 4, 1), 5)
    path = tmp_path / "drives.xlsx"
    book = ExcelBook()
    table = book.add_table("行动", DRIVES.export_columns)
    for drive in Drive.objects.order_by("pk"):
        table.add(drive)
    path.write_bytes(book.finish().read())
    report = take_table(table_in=DRIVES, path=path, by=office, now=now)
    assert (report.unchanged, report.imported, report.rejected) == (2, 0, [])


def test_the_pages_own_file_comes_back_too(client_for, june, office, now, tmp_path):
    path = tmp_path / "drives.csv"
    file = b"".join(client_for("office").get("/drives/?format=csv").streaming_content).decode()
    path.write_text(file.replace("集中整治", "集中整治、美化集镇"), encoding="utf-8")
    report = take_table(table_in=DRIVES, path=path, by=office, now=now)
    june.refresh_from_db()
    assert (report.imported, june.slogan) == (1, "集中整治、美化集镇")


def test_a_file_does_not_change_a_closed_drive_or_turn_its_days_round(june, office, now, tmp_path):
    close_drive(drive=june, outcome="好", by=office, now=now)
    path = tmp_path / "drives.csv"
    path.write_text(
        "名称,开始日期,结束日期\n六月突击整治,2026-06-08,2026-06-20\n倒着,2026-06-08,2026-06-01\n", encoding="utf-8"
    )
    report = take_table(table_in=DRIVES, path=path, by=office, now=now)
    assert [row.row for row in report.rejected] == [2, 3]
    assert not report.written


def test_the_cost_of_the_list_does_not_grow(client_for, town):
    numbers = count()

    def one_more():
        drive = make_drive(f"行动{next(numbers)}")
        make_result(drive, make_zone(drive))

    assert_same_query_count(client_for("office"), "/drives/", one_more)


def test_the_cost_of_a_drives_page_does_not_grow_with_zones_and_entries(client_for, town):
    drive, numbers = make_drive(), count()

    def one_more():
        number = next(numbers)
        zone = make_zone(drive, f"片{number}", town.village)
        make_result(drive, zone, work=make_work(f"工作{number}"))
        earlier = make_drive(f"早{number}", date(2026, 1, 1) + timedelta(days=number), 3)
        make_result(earlier, work=make_work(f"工作{number}"))

    assert_same_query_count(client_for("office"), drive.get_absolute_url(), one_more)


def test_zones_are_seen_by_those_who_see_the_drive(town, office, june):
    assert DriveZone.objects.visible_to(office).count() == 2
    assert make_zone(make_drive(town=town.peer)) not in DriveZone.objects.visible_to(office)
