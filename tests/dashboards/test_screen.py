"""The wall: the overview's own figures, large; nothing that doesn't belong into a public room; never stale, never signed out."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from core.models import Session, UnitKind
from dashboards.selectors.beside import beside, covered_percent
from dashboards.selectors.rankings import Group
from dashboards.selectors.screen import UNITS, beside_screen, residents_of, standings, works_of
from facilities.models import FundingStep
from facilities.selectors.funding import Sums
from facilities.selectors.funding_page import Needs
from inspections.models import Level
from rectification.models import PublicReport
from rectification.transitions import State
from tests.dashboards.scenes import add_results, make_round
from tests.facilities.works import make_project, money, plan, report
from tests.factories import NOW, FindingFactory, TaskFactory, UnitFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def wall(client_for):
    return lambda name="screen", role="leader": client_for(role).get(reverse(name))


@pytest.fixture
def years(town):
    for year, score in ((2025, "92.17"), (2026, "94.12")):
        make_round(town.city, {town.home: score, town.peer: "91"}, year=year)
        make_round(town.home, {town.village: "93", town.other_village: "90"}, level=Level.SELF_CHECK, year=year)


@pytest.fixture
def make_report(town):
    def make(state, description="沟里很臭，我姓王，电话13800000000"):
        finding = FindingFactory(town=town.home, description=description, source="public", kind=None)
        closed = NOW if state == State.CLOSED else None
        task = TaskFactory(finding=finding, state=state, responsible_unit=town.village, closed_at=closed)
        return PublicReport.objects.create(
            key=uuid4(), task=task, name="王某", telephone="13900000000", received_at=NOW - timedelta(days=1)
        )

    return make


def figures_of(answer, key: str) -> dict:
    found = re.search(rf'<script id="{key}" type="application/json">(.*?)</script>', answer.content.decode())
    return json.loads(found[1])


def test_the_wall_has_its_four_pages_in_their_order(wall, years):
    pages = re.findall(r'data-page="(\w+)"', wall().content.decode())
    assert (
        pages == [key for key, _name in wall().context["page_names"]] == ["overview", "villages", "works", "residents"]
    )


def test_it_says_what_the_overview_says(wall, years, client_for):
    answer, overview = wall(), client_for("leader").get("/")
    assert answer.context["seen"].own.outcome.rank == overview.context["seen"].own.outcome.rank == 1
    assert "94.12分，高去年同次1.95分" in answer.content.decode()
    drawn = figures_of(answer, "wall-course")
    assert drawn == client_for("leader").get(reverse("course_chart")).json()


def test_the_figures_come_alone_and_are_never_kept(wall, years):
    answer = wall("screen_pages")
    assert "<html" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert re.search(r'data-as-of="\d{4}-\d\d-\d\dT[^"]*\+08:00"', answer.content.decode())


def test_a_wall_that_is_on_stays_signed_in(client_for, town):
    client = client_for("leader")
    Session.objects.update(expire_date=NOW.replace(year=2099))
    client.get(reverse("screen_pages"))
    assert Session.objects.get().expire_date.year != 2099


def test_it_knows_the_release_by_the_names_of_its_files(wall, town, monkeypatch):
    monkeypatch.setattr("dashboards.views.screen.staticfiles_storage.manifest_hash", "abc123", raising=False)
    assert 'data-release="abc123"' in wall("screen_pages").content.decode()


def test_an_empty_town_says_so_on_every_page(wall, town):
    text = wall().content.decode()
    for words in ("今年还没有公布市级检查成绩", "没有正在计时的任务", "没有在办项目", "还没有群众反映"):
        assert words in text


def test_what_a_resident_wrote_waits_for_the_office_and_who_it_was_is_never_shown(wall, make_report):
    make_report(State.REPORTED)
    make_report(State.IN_PROGRESS, "南拓二路沟渠淤塞")
    text = wall().content.decode()
    assert "南拓二路沟渠淤塞" in text and "等待受理" in text
    for secret in ("沟里很臭", "13800000000", "王某", "13900000000"):
        assert secret not in text


def test_reports_are_counted_by_what_became_of_them(wall, leader, make_report, frozen_now):
    for state in (State.IN_PROGRESS, State.CLOSED, State.CLOSED, State.REJECTED):
        make_report(state)
    residents = residents_of(leader, NOW.date())
    assert (residents.received, residents.open, residents.closed) == (4, 1, 2)
    assert figures_of(wall(), "wall-residents")["series"][0]["data"][10:] == [4, None]


def test_a_part_of_the_year_is_compared_with_the_same_part(leader, make_report):
    """Reports of this November are left out, for it is not over; so are those of last November."""
    for year in (2025, 2026):
        for month in (10, 11):
            PublicReport.objects.filter(pk=make_report(State.CLOSED).pk).update(
                received_at=NOW.replace(year=year, month=month, day=5)
            )
    residents = residents_of(leader, NOW.date())
    assert (residents.compared, residents.last_compared) == (1, 1)


def test_money_and_clearance_are_the_overviews_own(town, leader, now):
    project = make_project(need=1_700_000)
    money(project, FundingStep.SECURED, "900000")
    money(make_project(need=100), FundingStep.SECURED, "200")
    on_wall, on_overview = beside_screen(leader, now.date()), beside(leader, 2026, now)
    assert on_wall.works.secured_percent == on_overview.money.percent == Decimal("52.9")
    assert on_wall.clearance == on_overview.clearance


def test_projects_furthest_behind_stand_first_and_unknown_is_not_zero(wall, leader, frozen_now):
    slow, fast, silent = (make_project(name) for name in ("慢的", "快的", "没报的"))
    for project, percent in ((slow, 40), (fast, 75)):
        plan(project, 60, 70, 80)
        report(project, {10: percent})
    rows = works_of(leader, NOW.date()).rows
    assert [row.project for row in rows] == [slow, fast, silent]
    assert "尚未填报" in wall().content.decode()


@pytest.mark.parametrize(("n", "first", "last", "left_out"), [(1, 1, 0, 0), (UNITS, UNITS, 0, 0), (30, 6, 6, 18)])
def test_of_a_long_table_the_first_and_the_last_are_shown(n, first, last, left_out):
    [shown] = standings([Group("村", list(range(n)))])
    assert (len(shown.first), len(shown.last), shown.left_out) == (first, last, left_out)
    assert len({*shown.first, *shown.last}) == len(shown.first) + len(shown.last)


@pytest.mark.parametrize("name", ["screen", "screen_pages"])
def test_the_same_number_of_queries_for_one_and_for_twenty(client_for, town, years, make_report, name):
    rounds = [make_round(town.city, {town.home: "90"}, year=year, number=2) for year in (2025, 2026)]

    def one_more():
        peer = UnitFactory(kind=UnitKind.SUBDISTRICT, parent=town.city)
        for round in rounds:
            add_results(round, {peer: "90"})
        plan(make_project(), 60, 70, 80)
        TaskFactory(responsible_unit=town.village)
        make_report(State.IN_PROGRESS)

    assert_same_query_count(client_for("leader"), reverse(name), one_more)


def test_before_the_first_inspection_of_a_year_the_figures_say_of_which_year_they_are(wall, town, frozen_now):
    make_round(town.city, {town.home: "92.17", town.peer: "92.17"}, year=2025)
    text = wall().content.decode()
    assert "2025年全年平均得分" in text and "2025年按期结案率" in text and "2025年与2024年同次" in text
    assert "今年与去年同次" not in text
    assert "并列" in text


def test_a_mean_of_more_rounds_than_are_compared_stands_beside_both_over_the_same(wall, town, frozen_now):
    for year, number, score in ((2025, 1, "90"), (2026, 1, "91"), (2026, 2, "99")):
        make_round(town.city, {town.home: score, town.peer: "80"}, year=year, number=number)
    assert "相同1次91.00分，去年90.00分" in wall().content.decode()


@pytest.mark.parametrize(("need", "gap", "percent"), [(0, 0, None), (1000, 0, "100.0"), (100_000, 10, "99.9")])
def test_all_is_secured_only_where_nothing_is_short(need, gap, percent):
    found = covered_percent(Needs([], Sums(need=Decimal(need)), Decimal(gap)))
    assert found == (percent and Decimal(percent))
