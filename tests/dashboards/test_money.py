"""/funding/against-score/: money by kind of project beside the change of the items that it should move; a description."""

import uuid
from datetime import date
from decimal import Decimal as D

import pytest

from facilities.models import FundingEntry, FundingSource, FundingStep, Project, ProjectKind
from inspections.models import Basis, ExpectedEffect, ItemResult, Level
from tests.dashboards.scenes import make_round
from tests.factories import NOW, ItemFactory, UnitFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
URL = "/funding/against-score/"


@pytest.fixture
def item():
    return ItemFactory(code="排水-1", name="沟渠畅通")


@pytest.fixture
def kind(item):
    kind = ProjectKind.objects.create(name="排水")
    ExpectedEffect.objects.create(kind=kind, item_code=item.code)
    return kind


@pytest.fixture
def rounds(town, item):
    return [
        make_round(town.home, {}, level=Level.SELF_CHECK, year=year, standard=item.standard) for year in (2025, 2026)
    ]


@pytest.fixture
def won(rounds, item):
    """Points won of 10 on the item: this year and last."""

    def set_to(unit, last, this):
        for round, points in zip(rounds, (last, this), strict=True):
            ItemResult.objects.create(
                round=round, basis=Basis.TERRITORY, unit=unit, item=item, awarded=points, maximum=10, observations=1
            )

    return set_to


@pytest.fixture
def pay(town, kind):
    source = FundingSource.objects.create(name="办事处自筹")

    def pay(unit, amount="10000"):
        number = f"项-2026-{Project.objects.count():04}"
        project = Project.objects.create(number=number, name=number, kind=kind, town=town.home, unit=unit)
        FundingEntry.objects.create(
            town=town.home, project=project, year=2026, source=source, step=FundingStep.PAID, amount=amount,
            on=date(2026, 5, 1), key=uuid.uuid4(), entered_at=NOW,
        )  # fmt: skip

    return pay


@pytest.fixture
def rows(client_for):
    return lambda: client_for("leader").get(URL).context["seen"].rows


def test_units_where_it_was_paid_stand_beside_those_where_it_was_not(town, won, pay, rows):
    won(town.village, 6, 8)
    won(town.other_village, 7, 7)
    pay(town.village, "123456.78")
    (row,) = rows()
    assert (row.paid, row.projects) == (D("123456.78"), 1)
    assert (row.spent.pair.difference, row.unspent.pair.difference, row.difference) == (D(20), D(0), D(20))


def test_money_of_no_single_unit_is_named_and_compared_with_nobody(town, won, pay, rows):
    won(town.village, 6, 8)
    pay(None)
    (row,) = rows()
    assert (row.elsewhere, row.spent, row.difference) == (D(10000), None, None)


def test_what_was_corrected_away_is_paid_nowhere(town, won, pay, rows):
    won(town.village, 6, 8)
    won(town.other_village, 7, 7)
    pay(town.village, "10000")
    paid = FundingEntry.objects.get()
    FundingEntry.objects.create(
        town=town.home, project=paid.project, year=2026, source=paid.source, step=FundingStep.PAID, amount="-10000",
        on=date(2026, 5, 2), key=uuid.uuid4(), entered_at=NOW, corrects=paid,
    )  # fmt: skip
    (row,) = rows()
    assert (row.paid, row.projects, row.spent) == (D(0), 0, None)


def test_paid_everywhere_leaves_nobody_to_compare_with(town, won, pay, rows):
    won(town.village, 6, 8)
    pay(town.village)
    assert rows()[0].unspent is None


def test_a_round_without_the_same_last_year_is_not_compared(town, item, pay, client_for):
    this = make_round(town.home, {}, level=Level.SELF_CHECK, standard=item.standard)
    for unit in (town.village, town.other_village):
        ItemResult.objects.create(
            round=this, basis=Basis.TERRITORY, unit=unit, item=item, awarded=1, maximum=10, observations=1
        )
    pay(town.village)
    answer = client_for("leader").get(URL)
    assert answer.context["seen"].rounds == 0
    assert answer.context["seen"].rows[0].difference is None
    assert "两年没有相同轮次" in answer.content.decode()


def test_the_page_says_that_it_proves_nothing(won, town, pay, client_for):
    pay(town.village)
    assert "不是证明" in client_for("leader").get(URL).content.decode()


def test_a_year_without_payments_says_so(town, client_for):
    assert "该年度没有工程支付" in client_for("leader").get(URL).content.decode()


@pytest.mark.parametrize("query", ["?year=abc", "?level=nonsense", "?year=1990"])
def test_a_bad_choice_gives_the_usual_one(town, pay, client_for, query):
    pay(town.village)
    assert client_for("leader").get(URL + query).status_code == 200


def test_the_file_has_the_same_rows(town, won, pay, client_for):
    won(town.village, 6, 8)
    won(town.other_village, 7, 7)
    pay(town.village)
    text = b"".join(client_for("leader").get(URL + "?format=csv").streaming_content).decode()
    assert "排水" in text
    assert "沟渠畅通" in text
    assert "20.00" in text


def test_the_same_number_of_queries_for_one_and_for_twenty_units(town, won, pay, client_for):
    def one_more():
        unit = UnitFactory(parent=town.home)
        won(unit, 6, 8)
        pay(unit)

    assert_same_query_count(client_for("leader"), URL, one_more)
