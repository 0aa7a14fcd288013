"""The list of tasks: who sees what, what the filter means, and what the files hold."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from python_calamine import CalamineWorkbook

from core.attachments.photos import store_photo
from core.models import PhotoPurpose, Role
from rectification.models import RectificationTask
from rectification.services import perform
from rectification.transitions import Light
from rectification.views.counts import waiting_tasks
from tests.factories import TaskFactory, UnitFactory, make_person, make_picture
from tests.queries import assert_same_query_count, count_queries

URL = "/rectification/"

pytestmark = pytest.mark.usefixtures("frozen_now")


def listed(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    return [row.task.finding.description for row in response.context["rows"]]


def ledger(client, query=""):
    response = client.get(f"{URL}?format=csv{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(("role", "seen"), [("office", True), ("leader", True), ("unit", True), ("other_unit", False)])
def test_a_unit_sees_its_own_tasks_and_the_town_sees_all(client_for, assigned, role, seen):
    assert bool(listed(client_for(role))) is seen


def test_an_inspector_sees_what_waits_for_a_recheck(client_for, report, handed_in):
    report("还没有处置")
    assert listed(client_for("inspector")) == ["垃圾房满溢"]


def test_an_inspector_of_a_village_rechecks_in_the_others_and_not_in_the_own(handed_in, town):
    zone = UnitFactory(name="马桥一组", parent=town.village)
    RectificationTask.objects.filter(pk=handed_in.pk).update(responsible_unit=zone)
    there, own, below = (
        make_person(name, Role.INSPECTOR, unit)
        for name, unit in (("外村检查员", town.other_village), ("本村检查员", town.village), ("本组检查员", zone))
    )
    seen = {one.display_name for one in (there, own, below) if RectificationTask.objects.visible_to(one).exists()}
    assert seen == {there.display_name}


def test_the_reddest_stand_first(client_for, report, now):
    report("后天到期")
    report("超期已久", now=now - timedelta(days=20))
    report("刚超期", now=now - timedelta(days=6))
    report("还没有期限", kind=None)
    assert listed(client_for("office")) == ["超期已久", "刚超期", "后天到期", "还没有期限"]


def test_closed_tasks_are_left_out_until_they_are_asked_for(client_for, closed):
    office = client_for("office")
    assert listed(office) == []
    assert listed(office, "?state=closed") == listed(office, "?state=all") == ["垃圾房满溢"]


def test_an_empty_search_offers_to_look_among_all_tasks(client_for, closed):
    response = client_for("office").get(f"{URL}?q={closed.number}")
    assert 'href="?q=' in response.content.decode()
    assert "state=all" in response.content.decode()


@pytest.mark.parametrize("words", ["满溢", "马桥垃圾房", "mq-01", "马桥村", "满溢 马桥村"])
def test_search_looks_at_problem_place_point_and_unit(client_for, report, town, words):
    report()
    report("井盖破损", point=None, place="老街")
    assert listed(client_for("office"), f"?q={words}&state=all") == ["垃圾房满溢"]


def test_search_finds_a_task_by_its_number(client_for, assigned, report):
    report("另一件")
    assert listed(client_for("office"), f"?q={assigned.number}") == ["垃圾房满溢"]


def test_all_words_of_a_search_must_fit(client_for, assigned):
    assert listed(client_for("office"), "?q=满溢 焦山村") == []


def test_a_light_is_chosen_and_the_counts_at_the_lights_stay(client_for, report, at_work, leader, now):
    report("超期", now=now - timedelta(days=20))
    perform(
        task=at_work,
        verb="suspend",
        by=leader,
        now=now - timedelta(hours=1),
        reason="等资金",
        look_again=now.date() + timedelta(days=9),
    )
    response = client_for("office").get(f"{URL}?light=red")
    assert [row.task.finding.description for row in response.context["rows"]] == ["超期"]
    counts = {light: facet["n"] for light, facet in response.context["facets"]["light"].items()}
    assert counts == {"": 2, Light.RED: 1, Light.AMBER: 0, Light.GREEN: 0, Light.PAUSED: 1}


def test_a_unit_s_tasks_include_those_of_the_zones_below_it(client_for, report, town):
    zone = UnitFactory(name="马桥一组", parent=town.village)
    task = report()
    task.responsible_unit = zone
    task.save()
    assert listed(client_for("office"), f"?unit={town.village.pk}") == ["垃圾房满溢"]
    assert listed(client_for("unit")) == ["垃圾房满溢"]


def test_source_and_state_filter(client_for, report, handed_in):
    report("群众反映的", source="public")
    office = client_for("office")
    assert listed(office, "?source=public") == ["群众反映的"]
    assert listed(office, "?state=submitted") == ["垃圾房满溢"]


def test_most_points_at_stake_first(client_for, report):
    report("三分", at_stake=Decimal("3.00"))
    report("没有评分")
    report("十分", at_stake=Decimal("10.00"))
    assert listed(client_for("office"), "?sort=stake") == ["十分", "三分", "没有评分"]


@pytest.mark.parametrize(
    "query", ["?light=blue", "?unit=999999", "?unit=x", "?state=nowhere", "?sort=person", "?page=77"]
)
def test_what_cannot_be_understood_is_left_out_and_named(client_for, assigned, query):
    response = client_for("office").get(URL + query)
    assert response.status_code == 200
    assert response.context["ignored"]
    assert len(response.context["rows"]) == 1


def test_a_suspended_task_says_what_it_waits_for(client_for, at_work, leader, now):
    perform(
        task=at_work,
        verb="suspend",
        by=leader,
        now=now,
        reason="资金未落实",
        look_again=now.date() + timedelta(days=22),
    )
    page = client_for("unit").get(URL).content.decode()
    assert "资金未落实" in page
    assert "2026年12月15日再看" in page


def test_the_problem_s_photo_stands_in_the_row(client_for, town, report, now):
    photo = store_photo(upload=make_picture(), subject=town.home, purpose=PhotoPurpose.PROBLEM, by=None, now=now)
    report(photos=[photo])
    row = client_for("unit").get(URL).context["rows"][0]
    assert client_for("unit").get(row.thumb_url).status_code == 200
    assert client_for("other_unit").get(row.thumb_url).status_code == 404


def test_the_ledger_has_the_ten_columns_offices_hand_up_and_behind_them_the_number(client_for, closed):
    head, row = ledger(client_for("office"), "&state=all")
    assert head == [
        "序号", "问题", "点位", "责任单位", "责任人", "整改措施", "整改时限", "整改情况", "完成时间", "复查结果",
        "任务编号",
    ]  # fmt: skip
    assert row == [
        "1", "垃圾房满溢", "马桥垃圾房", "马桥村", "", "", "2026-11-25 17:30", "已清运2车", "2026-11-22 13:00",
        "核查通过，结案：现场干净", closed.number,
    ]  # fmt: skip


def test_the_ledger_holds_exactly_the_filtered_rows_of_all_pages(client_for, report):
    for n in range(30):
        report(f"散落垃圾{n}")
    report("井盖破损")
    office = client_for("office")
    assert len(ledger(office)) == 1 + 31
    assert len(ledger(office, "&q=散落")) == 1 + 30
    response = office.get(f"{URL}?format=xlsx&q=井盖")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert [row[1] for row in rows[1:]] == ["井盖破损"]


def test_the_ledger_tells_a_rework_with_its_reason(client_for, handed_in, inspector, now):
    perform(task=handed_in, verb="rework", by=inspector, now=now, reason="东侧未清")
    row = ledger(client_for("office"))[1]
    assert row[8:] == ["", "返工：东侧未清", handed_in.number]


def test_no_row_names_who_did_the_work(client_for, closed):
    assert "王建国" not in client_for("office").get(f"{URL}?state=all").content.decode()


def test_queries_do_not_grow_with_the_rows(client_for, town, now):
    def one_more():
        task = TaskFactory(responsible_unit=town.village, state="suspended", suspended_at=now)
        store_photo(upload=make_picture(), subject=task, purpose=PhotoPurpose.PROBLEM, by=None, now=now)

    assert_same_query_count(client_for("office"), URL, one_more)


def test_queries_of_the_ledger_do_not_grow_with_the_rows(client_for, town):
    office = client_for("office")

    class Reading:
        def get(self, url):
            response = office.get(url)
            b"".join(response.streaming_content)
            return response

    assert_same_query_count(Reading(), f"{URL}?format=csv", lambda: TaskFactory(responsible_unit=town.village))


def test_the_navigation_says_how_many_are_open_and_overdue(client_for, closed, report, unit, other_unit, now):
    in_time = report("按时")
    report("超期", now=now - timedelta(days=20))
    assert waiting_tasks(unit) == (2, 1, in_time.deadline - now)
    assert waiting_tasks(other_unit) == (0, 0, None)


def test_the_navigation_keeps_its_counts_but_not_beyond_a_change(client_for, report, settings):
    settings.KEPT_SECONDS = 60
    client = client_for("office")

    def counted():
        return re.findall(r'nav-link-side__count">(\d+)<', client.get("/menu/").content.decode())

    report("第一处")
    assert counted() == ["1"]
    assert not [sql for sql in count_queries(client, "/menu/") if "rectification_rectificationtask" in sql]
    report("第二处")
    assert counted() == ["2"]
    cache.clear()
