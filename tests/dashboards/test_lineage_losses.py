"""After units merged, last year stands beside them on the pages of losses, lasting effect and money too, and says on what footing."""

import uuid
from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse

from core.models import Unit
from core.units.changes import merge, split
from facilities.models import FundingEntry, FundingSource, FundingStep, Project, ProjectKind
from inspections.models import Basis, ExpectedEffect, ItemResult, Level, RoundResult, VisitGap
from tests.dashboards.scenes import add_results, make_round
from tests.factories import NOW, ItemFactory, UnitFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LEVEL = Level.SELF_CHECK
WORDS = "由马桥村、焦山村合并计算"


@pytest.fixture
def item():
    return ItemFactory(code="排水-1", name="沟渠畅通")


@pytest.fixture
def scored(town, item):
    """scored(year, {unit: (awarded, maximum)}): a published round with sheets behind it."""

    def make(year, won):
        found = make_round(
            town.home, {unit: "80" for unit in won}, level=LEVEL, year=year, standard=item.standard, number=1
        )
        add_results(found, {town.home: "80"}, basis=Basis.TOTAL)
        whole = tuple(sum(D(one[at]) for one in won.values()) for at in (0, 1))
        for unit, basis, (awarded, maximum) in (
            *((unit, Basis.TERRITORY, sums) for unit, sums in won.items()),
            (town.home, Basis.TOTAL, whole),
        ):
            sums = {"awarded": D(awarded), "maximum": D(maximum)}
            RoundResult.objects.filter(round=found, unit=unit, basis=basis).update(**sums)
            ItemResult.objects.create(round=found, unit=unit, basis=basis, item=item, observations=1, **sums)
        return found

    return make


@pytest.fixture
def heir(town, office, scored):
    """马焦村, of two villages that won 80 of 100 and 270 of 300 last year; this year it won 360 of 400."""
    scored(2025, {town.village: (80, 100), town.other_village: (270, 300)})
    merge(
        units=[town.village, town.other_village], into=None, name="马焦村", kind="village", day=date(2026, 1, 1),
        reason="民政〔2026〕8号", by=office, now=NOW,
    )  # fmt: skip
    heir = Unit.objects.get(name="马焦村")
    scored(2026, {heir: (360, 400)})
    return heir


@pytest.fixture
def page(client_for):
    def read(name, **query):
        return client_for("leader").get(reverse(name), {"level": LEVEL, "year": 2026} | query)

    return read


def csv(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_losses_set_the_pooled_points_of_its_predecessors_beside_a_merged_unit(page, heir):
    (row,) = page("losses").context["losses"].units
    assert (row.name, row.rate.this, row.rate.last, row.rate.difference) == ("马焦村", D(90), D("87.50"), D("2.50"))
    assert WORDS in page("losses").content.decode()
    assert WORDS in csv(page("losses", part="units", format="csv"))


def test_losses_of_a_past_year_stay_with_who_lost_them(page, heir):
    rows = page("losses", year=2025).context["losses"].units
    assert {row.name: row.lost for row in rows} == {"马桥村": D(20), "焦山村": D(30)}


def test_a_part_stands_beside_the_whole_before_the_split(town, office, page, scored):
    scored(2025, {town.village: (80, 100)})
    split(
        unit=town.village, names=("马东村", "马西村"), shares={}, rest=0, day=date(2026, 1, 1), reason="民政〔2026〕9号",
        by=office, now=NOW,
    )  # fmt: skip
    scored(2026, {Unit.objects.get(name="马东村"): (90, 100)})
    (row,) = page("losses").context["losses"].units
    assert row.rate.difference == D(10)
    assert "拆分前的马桥村" in page("losses").content.decode()


def test_lasting_weighs_last_years_gaps_by_their_points(town, page, heir):
    for year, unit, points, gap in (
        (2025, town.village, 2, "1.00"),
        (2025, town.other_village, 6, "5.00"),
        (2026, heir, 8, "2.00"),
        (2026, None, 8, "2.00"),
    ):
        VisitGap.objects.create(
            year=year, territory=town.home, unit=unit, points=points, gap=gap, announced_score=90, unannounced_score=88
        )
    (line,) = page("lasting").context["gaps"]
    assert line.last == D("4.00")
    assert WORDS in line.footing
    assert WORDS in page("lasting").content.decode()
    assert "4.00" in csv(page("lasting", format="csv")) and WORDS in csv(page("lasting", format="csv"))


def test_lasting_names_units_as_they_were_called_that_year(town, page, heir):
    VisitGap.objects.create(
        year=2025, territory=town.home, unit=town.village, points=5, gap=1, announced_score=90, unannounced_score=89
    )
    assert [line.gap.unit.name for line in page("lasting", year=2025).context["gaps"]] == ["马桥村"]


@pytest.fixture
def paid(town, heir, item):
    """Drainage in the merged village alone; another village has none."""
    kind = ProjectKind.objects.create(name="排水")
    ExpectedEffect.objects.create(kind=kind, item_code=item.code)
    project = Project.objects.create(number="项-2026-0001", name="排水", kind=kind, town=town.home, unit=heir)
    FundingEntry.objects.create(
        town=town.home, project=project, year=2026, source=FundingSource.objects.create(name="自筹"),
        step=FundingStep.PAID, amount=D(10000), on=date(2026, 5, 1), key=uuid.uuid4(), entered_at=NOW,
    )  # fmt: skip
    other = UnitFactory(name="第三村", kind="village", parent=town.home)
    for year, awarded in ((2025, 50), (2026, 60)):
        ItemResult.objects.create(
            round_id=RoundResult.objects.filter(round__year=year).first().round_id, basis=Basis.TERRITORY, unit=other,
            item=item, awarded=awarded, maximum=100, observations=1,
        )  # fmt: skip


def test_money_compares_a_merged_unit_with_all_that_went_into_it(page, paid):
    (row,) = page("money_score").context["seen"].rows
    assert row.spent.units == ["马焦村"]
    assert (row.spent.pair.last, row.spent.pair.this) == (D("87.50"), D(90))
    assert row.unspent.pair.difference == D(10)
    assert f"马焦村去年{WORDS}" in page("money_score").content.decode()
    assert WORDS in csv(page("money_score", format="csv"))


@pytest.mark.parametrize("name", ["losses", "lasting", "money_score"])
def test_pages_cost_the_same_however_many_units_merged(client_for, heir, town, office, name):
    client, address = client_for("leader"), f"{reverse(name)}?level={LEVEL}&year=2026"
    count_queries(client, address)
    few = len(count_queries(client, address))
    last, this = (RoundResult.objects.filter(round__year=year).first() for year in (2025, 2026))
    sums = {"basis": Basis.TERRITORY, "score": D(80), "awarded": D(80), "maximum": D(100)}
    for n in range(3):
        villages = [UnitFactory(name=f"{n}{part}村", kind="village", parent=town.home) for part in "甲乙"]
        for village in villages:
            RoundResult.objects.create(round=last.round, unit=village, **sums)
        merge(
            units=villages,
            into=None,
            name=f"合{n}村",
            kind="village",
            day=date(2026, 1, 1),
            reason="批复",
            by=office,
            now=NOW,
        )
        RoundResult.objects.create(round=this.round, unit=Unit.objects.get(name=f"合{n}村"), **sums)
    assert len(count_queries(client, address)) == few
