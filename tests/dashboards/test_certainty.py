"""How sure a rank is stands beside the official figures: likely ranks, tiers, lists that are not certain."""

from decimal import Decimal as D

import pytest

from core.models import UnitKind
from inspections.models import Level, ResultEstimate, RoundEstimate, RoundResult, Severity
from tests.dashboards.scenes import make_round
from tests.factories import NOW, StandardFactory, UnitFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
URL = "/rankings/?level=self_check&round=1"


@pytest.fixture
def villages(town):
    return [
        UnitFactory(parent=town.home, kind=UnitKind.VILLAGE, name=name) for name in ("甲村", "乙村", "丙村", "丁村")
    ]


@pytest.fixture
def round(town, villages):
    scores = dict(zip(villages, ("94", "92", "91", "80"), strict=True))
    found = make_round(town.home, scores, level=Level.SELF_CHECK, standard=StandardFactory())
    RoundEstimate.objects.create(
        round=found, seed="0" * 64, replicates=2000, confidence=D("0.9"), severity=Severity.ONE_INSPECTOR, inspectors=1,
        components=1, made_at=NOW,
    )  # fmt: skip
    return found


def estimate(unit, **values):
    known = {"rank_low": 1, "rank_high": 1, "score_low": D(80), "score_high": D(95), "tier": 1} | values
    return ResultEstimate.objects.create(result=RoundResult.objects.get(unit=unit), **known)


@pytest.fixture
def table(client_for):
    def read():
        return client_for("leader").get(URL).context["tables"][0]

    return read


def test_the_likely_ranks_stand_beside_the_official_one_and_change_nothing(round, villages, table):
    estimate(villages[0], rank_low=1, rank_high=2)
    row = table()["rows"][0].row
    assert (row.outcome.rank, row.outcome.score) == (1, D(94))
    assert (row.outcome.sure.rank_low, row.outcome.sure.rank_high) == (1, 2)


def test_the_first_and_the_last_quarter_stand_on_the_lists(round, villages, table):
    assert [line.on for line in table()["rows"]] == ["red", "", "", "black"]


def test_a_place_that_is_not_likely_enough_is_called_not_certain_with_what_would_settle_it(round, villages, table):
    estimate(villages[3], in_bottom=D("0.62"), is_certain=False, more_points=7)
    (doubt,) = table()["doubts"]
    assert "丁村列黑榜把握不足（可能性62%）" in doubt
    assert "约再查7个点位" in doubt


def test_a_certain_place_raises_no_doubt(round, villages, table):
    estimate(villages[3], in_bottom=D("0.95"), is_certain=True)
    assert table()["doubts"] == []


def test_units_that_cannot_be_told_apart_are_named_as_one_tier(round, villages, table):
    estimate(villages[0], tier=1)
    estimate(villages[1], tier=1, rank_low=1, rank_high=2)
    assert table()["tiers"] == "第1档：甲村、乙村。"


def test_one_inspector_means_nothing_to_adjust_and_the_page_says_so(round, villages, client_for):
    assert "无需校正" in client_for("leader").get(URL).context["severity"]


def test_a_bulletin_says_that_nothing_is_known_of_its_points(town, client_for):
    make_round(town.city, {town.home: "90", town.peer: "91"})
    answer = client_for("leader").get("/rankings/?round=1")
    assert "没有点位明细" in answer.context["explanation"]
    assert not answer.context["tables"][0]["sure"]


def test_a_unit_under_the_minimum_is_listed_without_a_rank(round, villages, table):
    RoundResult.objects.filter(unit=villages[3]).update(standing="too_few", rank=None)
    estimate(villages[3], rank_low=None, rank_high=None, tier=None)
    line = table()["rows"][-1]
    assert line.row.outcome.rank is None
    assert line.row.outcome.sure.score_low == 80


def test_the_file_has_the_likely_ranks_too(round, villages, client_for):
    estimate(villages[0], rank_low=1, rank_high=2)
    text = b"".join(client_for("leader").get(URL + "&format=csv").streaming_content).decode()
    assert "名次区间" in text
    assert "1–2" in text


def test_the_chart_has_them_too(round, villages, client_for):
    estimate(villages[0], rank_low=1, rank_high=2)
    data = client_for("leader").get("/rankings/chart.json?level=self_check&round=1").json()
    assert data["range"][0] == [1, 2]
    assert data["places"] == 4


def test_the_same_number_of_queries_however_many_estimates(round, villages, client_for):
    left = iter(villages)
    assert_same_query_count(client_for("leader"), URL, lambda: estimate(next(left)), n2=3)
