"""/lasting/: announced minus unannounced, what came back, what was left of drives."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse

from campaign.models import Drive, DriveAftercheck, DriveZone
from inspections.models import VisitGap
from tests.dashboards.scenes import make_round
from tests.factories import UnitFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
URL = "/lasting/"


@pytest.fixture
def make_gap(town):
    make_round(town.home, {town.home: "90"})

    def make(unit, gap, low=None, high=None, year=2026):
        gap = D(gap)
        return VisitGap.objects.create(
            year=year, territory=town.home, unit=unit, points=6, announced_score=80 + gap, unannounced_score=80,
            gap=gap, low=low, high=high,
        )  # fmt: skip

    return make


@pytest.fixture
def page(client_for):
    return lambda query="": client_for("leader").get(URL + query)


def test_units_stand_in_the_order_of_their_gap_and_the_whole_apart(make_gap, town, page):
    make_gap(None, "2.00")
    make_gap(town.village, "1.00")
    make_gap(town.other_village, "3.00")
    seen = page().context["seen"]
    assert seen.whole.gap == 2
    assert [row.gap for row in seen.units] == [3, 1]


def test_only_an_interval_above_zero_is_called_different(make_gap, town, page):
    make_gap(None, "2.00")
    make_gap(town.village, "1.00", D("-0.50"), D("2.50"))
    sure = make_gap(town.other_village, "3.00", D("0.10"), D("5.90"))
    answer = page()
    assert answer.context["seen"].different == [sure]
    verdicts = [line.verdict for line in answer.context["gaps"]]
    assert verdicts == ["事先通知时更好", "没有明显差别"]


def test_too_few_points_say_so(make_gap, town, page):
    make_gap(town.village, "9.00")
    assert [line.verdict for line in page().context["gaps"]] == ["点位太少，无法判断"]


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [
        ("3.00", "各点位都是事先通知时更好，差距相同"),
        ("0.00", "各点位都没有差别"),
        ("-3.00", "各点位都是不通知时更好，差距相同"),
    ],
)
def test_points_that_all_differ_by_the_same_have_no_interval_and_say_so(make_gap, town, page, gap, verdict):
    for unit in (None, town.village):
        make_gap(unit, gap, D(gap), D(gap))
    answer = page()
    (line,) = answer.context["gaps"]
    assert (line.interval, line.verdict) == ("", verdict)
    assert "6个点位的差距都相同" in answer.content.decode() and f"{gap} – " not in answer.content.decode()
    assert answer.context["seen"].different == ([line.gap] if D(gap) > 0 else [])


def test_a_year_without_visits_in_both_ways_says_how_to_get_them(make_gap, page):
    answer = page()
    assert answer.context["seen"].whole is None
    assert "抽签暗访" in answer.content.decode()


@pytest.mark.parametrize("query", ["?year=1990", "?year=abc", "?part=nonsense", "?year=99999"])
def test_a_bad_choice_gives_the_usual_year(make_gap, town, page, query):
    make_gap(None, "2.00")
    assert page(query).context["seen"].whole.gap == 2


@pytest.mark.parametrize("part", ["gaps", "came_back", "drives"])
def test_every_table_comes_as_a_file(make_gap, town, page, part):
    make_gap(town.village, "2.00")
    answer = page(f"?part={part}&format=csv")
    assert answer["Content-Type"].startswith("text/csv")


def test_the_points_behind_a_units_gap(make_gap, town, client_for):
    make_gap(town.village, "2.00")
    answer = client_for("leader").get(reverse("lasting_unit", args=[town.village.pk]))
    assert answer.context["gap"].gap == 2
    assert answer.context["points"] == []


def test_the_same_number_of_queries_for_one_and_for_twenty_units(make_gap, town, client_for):
    make_gap(None, "2.00")
    assert_same_query_count(client_for("leader"), URL, lambda: make_gap(UnitFactory(parent=town.home), "1.00"))


def test_a_mean_over_some_zones_of_a_drive_says_over_how_many(make_gap, town, page):
    day = date(2026, 6, 8)
    drive = Drive.objects.create(town=town.home, name="六月整治", starts_on=day, ends_on=day)
    zones = [DriveZone.objects.create(drive=drive, name=f"{n}区", group="甲组") for n in range(3)]
    for days, looked in ((14, zones), (30, zones[:1])):
        for zone in looked:
            DriveAftercheck.objects.create(
                drive=drive, zone=zone, days_after=days, looked_on=day, kept_percent=90, looked_by=None
            )
    answer = page()
    (line,) = answer.context["drives"]
    assert line[1] == [(D(90), ""), (D(90), "3个责任区回看了1个")]
    assert "3个责任区回看了1个" in answer.context["figures"][-1].sub
