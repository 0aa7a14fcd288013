"""The leader's first page: made from the records, each figure a link, in everybody's own scope."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.html import strip_tags

from core.trail import record
from inspections.models import Level
from rectification.transitions import State
from tests.dashboards import overview_scene
from tests.dashboards.scenes import make_round
from tests.facilities.works import make_project
from tests.factories import NOW, FindingFactory, PointFactory, TaskFactory

D = Decimal


@pytest.fixture
def page(client_for, frozen_now):
    def visit(role="leader", **query):
        response = client_for(role).get(reverse("overview"), query)
        assert response.status_code == 200
        return response

    return visit


def city_year(town, year, *scores):
    for number, score in enumerate(scores, start=1):
        make_round(
            town.city, {town.home: score, town.peer: "92"}, year=year, number=number, name=f"{year}年第{number}次市检"
        )


@pytest.fixture
def make_task(town, now):
    def make(state=State.ASSIGNED, *, due=None, closed=None, stake=None, unit=None):
        unit = unit or town.village
        deadline = now + (timedelta(days=1) if due is None else due)
        finding = FindingFactory(
            town=town.home, point=PointFactory(town=town.home, unit=unit), at_stake=stake,
            source="inspection" if stake else "patrol",
        )  # fmt: skip
        return TaskFactory(
            finding=finding,
            state=state,
            responsible_unit=unit,
            deadline=deadline,
            warn_at=deadline - timedelta(hours=2),
            closed_at=None if closed is None else now + closed,
        )

    return make


def test_the_sentence_is_made_from_the_records(page, town, make_task):
    city_year(town, 2025, "90", "93")
    city_year(town, 2026, "93", "91.50")
    make_task(due=-timedelta(hours=3), stake=D("0.50"))
    first, second = page().context["lead"]
    assert "2026年第2次市检" in first and "列全市街道第2名" in first
    assert "得91.50分，比去年同次低1.50分" in strip_tags(first)
    assert "今年2次检查" in first and "1个第一、1个第二" in first
    assert "1件整改已超期" in second and "0.50分检查扣分尚未整改" in second


def test_every_figure_leads_to_its_records(page, town, make_task):
    city_year(town, 2025, "90")
    city_year(town, 2026, "93")
    make_task()
    figures = page().context["figures"]
    assert len(figures) == 5
    assert all(figure.href for figure in figures)
    assert all(page_line.count("<a ") >= 1 for page_line in page().context["lead"])


@pytest.mark.parametrize("role", ["leader", "office", "admin", "unit", "inspector"])
def test_every_link_of_the_page_answers(client_for, page, town, make_task, role):
    city_year(town, 2025, "90", "91")
    city_year(town, 2026, "93", "91")
    for number in (1, 2):
        make_round(town.home, {town.village: "90", town.home: "90"}, level=Level.SELF_CHECK, number=number)
    make_task(due=-timedelta(hours=3), stake=D("0.50"))
    context = page(role).context
    rankings = client_for(role).get(reverse("rankings")).context
    assert rankings["records"]
    addresses = {rankings["records"], context["seen"].round.get_absolute_url()}
    addresses |= {figure.href for figure in context["figures"]} | {line.href for line in context["year_lines"]}
    addresses |= {light["href"] for light in context["lights"]} | {context["villages_url"], context["compare_url"]}
    for address in addresses:
        assert client_for(role).get(address).status_code == 200, address


def test_lights_are_those_of_the_open_tasks(page, make_task, now):
    make_task(due=-timedelta(hours=1))
    make_task(due=timedelta(hours=1))
    make_task(due=timedelta(days=3))
    make_task(State.SUSPENDED)
    make_task(State.CLOSED, due=-timedelta(days=2), closed=-timedelta(days=3))
    lights = {light["colour"]: light["n"] for light in page().context["lights"]}
    assert lights == {"red": 1, "amber": 1, "green": 1, "paused": 1}


def test_the_reddest_four_come_first(page, make_task):
    late = [make_task(due=-timedelta(hours=hours)) for hours in (1, 30, 5, 20, 2)]
    shown = [row.task for row in page().context["seen"].reddest]
    assert shown == [late[1], late[3], late[2], late[4]]


def test_points_at_stake_are_those_of_open_tasks(page, make_task):
    make_task(stake=D("0.50"))
    make_task(stake=D("2.70"))
    make_task(State.CLOSED, due=-timedelta(days=1), closed=-timedelta(days=2), stake=D("9"))
    seen = page().context["seen"].tasks
    assert (seen.at_stake, seen.at_stake_tasks) == (D("3.20"), 2)


def test_on_time_counts_what_was_due_and_leaves_out_what_is_suspended(page, make_task):
    for _ in range(4):
        make_task(State.CLOSED, due=-timedelta(days=2), closed=-timedelta(days=3))
    make_task(State.CLOSED, due=-timedelta(days=2), closed=-timedelta(days=1))
    make_task(due=-timedelta(days=1))
    make_task(State.SUSPENDED, due=-timedelta(days=1))
    make_task(State.CANCELLED, due=-timedelta(days=1))
    make_task(State.CLOSED, due=timedelta(days=5), closed=-timedelta(days=1))
    share = page().context["seen"].on_time.this
    assert (share.part, share.whole) == (4, 6)
    assert "应结6件，按期4件" in page().content.decode()


def test_last_years_share_is_of_the_same_part_of_the_year(page, make_task):
    year = timedelta(days=365)
    for _ in range(5):
        make_task(State.CLOSED, due=-year - timedelta(days=9), closed=-year - timedelta(days=10))
    make_task(State.CLOSED, due=-year + timedelta(days=20), closed=-year + timedelta(days=30))
    assert page().context["seen"].on_time.last == (5, 5)


def test_under_five_tasks_there_is_no_percentage(page, make_task):
    make_task(State.CLOSED, due=-timedelta(days=2), closed=-timedelta(days=3))
    html = page().content.decode()
    assert "1/1" in html
    assert "100.0" not in html


def test_the_latest_published_self_check_is_shown_with_its_moves(page, town):
    make_round(town.home, {town.village: "90", town.other_village: "91"}, level=Level.SELF_CHECK, number=1)
    make_round(town.home, {town.village: "93", town.other_village: "91"}, level=Level.SELF_CHECK, number=2)
    make_round(town.home, {town.village: "50"}, level=Level.SELF_CHECK, number=3, state="closed")
    villages = page().context["seen"].villages
    assert villages.board.round.number == 2
    assert [row.move_before for row in villages.groups[0].rows] == [1, -1]


def test_another_round_can_be_chosen(page, town):
    city_year(town, 2025, "90", "93")
    city_year(town, 2026, "93", "91.50")
    assert page(round=1).context["seen"].round.number == 1
    assert page(year=2025).context["seen"].round.year == 2025


def test_a_unit_sees_published_results_and_its_own_tasks(page, town, make_task):
    city_year(town, 2026, "93")
    make_task(unit=town.village)
    make_task(unit=town.other_village)
    seen = page("unit").context["seen"]
    assert seen.own.outcome.score == D("93.00")
    assert seen.tasks.open == 1


def test_an_empty_page_offers_what_would_stand_there(page, town):
    html = page().content.decode()
    assert "本年度还没有公布的轮次" in html
    assert "没有未结的任务" in html
    assert "没有超期的整改任务" in html


def test_both_years_stand_side_by_side(page, town):
    city_year(town, 2025, "90", "92.50", "99")
    city_year(town, 2026, "93", "91.50")
    lines = {line.label: (line.this, line.last) for line in page().context["year_lines"]}
    assert lines["市级检查平均得分"] == ("92.25", "91.25")
    assert lines["市级检查第一名次数"] == ("1", "1")


@pytest.fixture
def whole_scene(town):
    overview_scene.fill(town)


def test_what_got_better_or_worse_is_named_with_its_points(page, whole_scene):
    better, worse = page().context["sides"]
    assert [(line.name, line.points) for line in better.items] == [("测评项1.1", "+5.00")]
    assert [(line.name, line.points) for line in worse.items] == [("测评项1.2", "-2.50")]
    assert [(line.name, line.points) for line in better.units] == [("马桥村", "+1.00")]
    assert [(line.name, line.points) for line in worse.units] == [("焦山村", "-1.00")]


def test_the_three_things_that_matter_are_what_is_red(page, whole_scene):
    line = page().context["lead"][1]
    assert line.count("<a ") == 3
    assert "2件整改已超期" in line and "1个项目严重落后计划" in line and "资金还缺87.00万元" in line


def test_an_order_waits_for_whoever_signs(page, whole_scene):
    assert "1份督办单等您签发" in page("leader").content.decode()
    assert "1份督办单等领导签发" in page("office").content.decode()
    assert "督办单等" not in page("unit").content.decode()


def test_nobody_reads_who_reported_or_what_nobody_has_read_yet(page, whole_scene):
    html = page().content.decode()
    assert "路灯不亮" in html
    assert "谁也没看过" not in html


def test_a_unit_sees_neither_other_projects_nor_the_towns_money(page, whole_scene):
    html = page("unit").content.decode()
    assert "背街排水" not in html
    assert "开发区财政" not in html


def test_each_empty_part_says_what_would_stand_there(page, town):
    html = page().content.decode()
    for words in ("没有未完工的项目", "本年度还没有登记资金", "还没有群众反映", "还没有专项行动", "还没有清运记录"):
        assert words in html, words
    assert "列出影响得分最大的测评项和单位" in html


def test_all_tied_and_all_zero_move_nothing(page, town):
    for year in (2025, 2026):
        make_round(
            town.home, {town.village: "0", town.other_village: "0"}, level=Level.SELF_CHECK, year=year,
            standard=overview_scene.make_standard("1.1"),
        )  # fmt: skip
    html = page().content.decode()
    assert "没有变好的" in html and "没有变差的" in html


def test_what_is_kept_goes_with_the_next_change(page, town, make_task, settings, office):
    settings.KEPT_SECONDS = 60
    cache.clear()
    make_project("马钱路修理")
    assert "背街排水" not in page().content.decode()
    record(subject=make_project("背街排水"), by=office, verb="add", at=NOW)
    assert "背街排水" in page().content.decode()
