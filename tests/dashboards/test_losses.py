"""/losses/: where points are lost, from stored results; what open tasks would win back."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db.models import F
from django.urls import reverse

from inspections.models import ItemResult, KindResult, PointResult, RoundResult, Score
from rectification.services import report_finding
from tests.dashboards.scenes import make_round
from tests.factories import NOW
from tests.inspections.published import make_published
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
URL = "/losses/"


@pytest.fixture
def published(town, inspector, office):
    """马桥村 lost 5.5 points of 25, 焦山村 4: together 9.5 of 50."""
    return make_published(town, inspector, office)


@pytest.fixture
def page(client_for, leader):
    def get(query=""):
        return client_for("leader").get(URL + query)

    return get


def test_what_was_lost_agrees_whichever_way_it_is_sorted(published, page):
    losses = page().context["losses"]
    assert losses.lost == D("9.5")
    for part in (losses.items, losses.kinds, losses.units, losses.by_round, losses.departments):
        assert sum(row.lost for row in part) == D("9.5")
        assert sum(row.share for row in part) == 1


def test_items_stand_in_the_order_of_what_was_lost(published, page):
    lost = [row.lost for row in page().context["losses"].items]
    assert lost == sorted(lost, reverse=True) == [D(8), D("1.5"), D(0)]


def test_points_that_lost_most_are_named(published, page):
    rows = page().context["losses"].points
    assert [(row.point.unit.name, row.lost) for row in rows] == [("马桥村", D("5.5")), ("焦山村", D(4))]


def test_single_points_are_for_the_town_and_for_a_unit_its_own(published, client_for, unit, inspector):
    assert PointResult.objects.visible_to(inspector).count() == 0
    seen = client_for("unit").get(URL).context["losses"].points
    assert {row.unit.name for row in seen} == {"马桥村"}


def test_an_unpublished_round_is_not_told(town, inspector, office, client_for, unit):
    make_published(town, inspector, office, publish=False)
    assert client_for("unit").get(URL).context["losses"].total is None


def test_a_year_of_bulletins_says_where_losses_come_from(town, page):
    make_round(town.home, {town.home: "90.00"})
    answer = page("?level=city")
    assert answer.context["losses"].total is None
    assert answer.status_code == 200


@pytest.mark.parametrize("query", ["?year=1999", "?round=99", "?level=nonsense", "?year=abc", "?part=nonsense"])
def test_a_bad_choice_gives_the_usual_one(published, page, query):
    assert page(query).context["losses"].lost == D("9.5")


def test_all_right_says_so(published, page):
    for model in (ItemResult, RoundResult, KindResult):
        model.objects.update(awarded=F("maximum"))
    PointResult.objects.update(lost=0)
    answer = page()
    assert answer.context["losses"].lost == 0
    assert "没有失分" in answer.content.decode()


def test_open_tasks_show_score_and_rank_that_closing_them_would_give(published, page, make_stake):
    """2 points back of 25 at 马桥村's only point are 8.00: 86.00, before 焦山村's 84.00."""
    make_stake(published.score.sheet, published.score.item.code, "2.00")
    gain = next(one for one in page().context["back"].gains if one.unit.name == "马桥村")
    assert (gain.score, gain.would_be, gain.rank, gain.would_rank) == (D("78.00"), D("86.00"), 2, 1)


@pytest.fixture
def make_stake(town, office):
    def make(sheet, code, stake):
        return report_finding(
            source="inspection", description="垃圾满溢", town=town.home, point=sheet.point, unit=sheet.unit,
            item_code=code, at_stake=D(stake), by=office, now=NOW,
        )  # fmt: skip

    return make


def test_an_item_names_the_units_and_sheets_that_lost_on_it(published, client_for, leader):
    code = Score.objects.get(pk=published.score.pk).item.code
    found = client_for("leader").get(reverse("loss_item", args=[code])).context["found"]
    assert [(row.name, row.lost) for row in found.units] == [("马桥村", D("1.5")), ("焦山村", D(0))]
    assert [score.lost for score in found.scores] == [D("1.5")]


def test_an_unknown_item_is_not_found(published, client_for, leader):
    assert client_for("leader").get(reverse("loss_item", args=["no such"])).status_code == 404


@pytest.mark.parametrize("part", ["items", "kinds", "units", "departments", "rounds", "points", "gains"])
def test_every_table_comes_as_a_file(published, page, part):
    answer = page(f"?format=csv&part={part}")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) > (0 if part == "gains" else 1)


def test_the_same_number_of_queries_however_many_tasks(published, client_for, make_stake):
    codes = (f"X{n}" for n in range(99))

    def one_more():
        make_stake(published.score.sheet, next(codes), "1.00")

    one_more()
    assert_same_query_count(client_for("leader"), URL, one_more)


def test_an_estimate_starts_from_the_latest_round_alone(published, page, make_stake, town):
    """What came after an earlier round is known: nothing is estimated from it, and the page leads to the latest one."""
    make_stake(published.score.sheet, published.score.item.code, "2.00")
    assert page().context["back"].gains
    last = published.round
    later = make_round(town.home, {}, level=last.level, number=last.number + 1, standard=last.standard)
    day = last.starts_on + timedelta(days=9)
    type(later).objects.filter(pk=later.pk).update(starts_on=day, ends_on=day)
    answer = page(f"?round={last.number}")
    assert answer.context["back"].gains == [] and answer.context["back"].later == later
    assert f"按最近一轮{later.name}估算" in answer.content.decode()


def test_a_bonus_makes_no_items_share_larger_than_the_whole(published, page):
    RoundResult.objects.update(awarded=F("awarded") + 8)
    losses = page().context["losses"]
    assert sum(row.share for row in losses.items) == 1
    RoundResult.objects.update(awarded=F("maximum") + 1)
    assert page().context["losses"].lost == 0
