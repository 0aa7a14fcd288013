"""Last year's comparison still stands after units changed, and says on what footing."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import translation

from core.models import RankingGroup, Unit
from core.units.changes import merge, move, regroup, rename, split
from dashboards.selectors.outcome import FootingKind
from dashboards.words.footing import row_words
from inspections.models import Basis, Level, RoundResult, RoundState
from inspections.services.results import ranked_results, store_ranks
from tests.dashboards.scenes import make_round
from tests.factories import NOW, UnitFactory
from tests.queries import count_queries

CHANGED = date(2026, 1, 1)
LEVEL = Level.SELF_CHECK


@pytest.fixture
def asked(office):
    return {"day": CHANGED, "reason": "民政〔2026〕8号", "by": office, "now": NOW}


@pytest.fixture
def rows(client_for, town):
    """rows(page, **query) > the rows of a page by name."""

    def read(name="rankings", **query):
        context = client_for("office").get(reverse(name), {"level": LEVEL, "year": 2026} | query).context
        return {row.outcome.unit.name: row for group in context["ranking"].groups for row in group.rows}

    return read


def last_year(town, sums=None, **scores):
    """Round 1 of 2025: 马桥村 80 of 100 points, 焦山村 270 of 300, and what else is given."""
    found = make_round(town.home, {town.village: "80", town.other_village: "90"} | scores, level=LEVEL, year=2025)
    for unit, (awarded, maximum) in (sums or {town.village: (80, 100), town.other_village: (270, 300)}).items():
        RoundResult.objects.filter(round=found, unit=unit).update(awarded=D(awarded), maximum=D(maximum))
    return found


def merged(town, asked, **more):
    merge(
        units=[town.village, town.other_village],
        **({"into": None, "name": "马焦村", "kind": "village"} | more),
        **asked,
    )
    return more.get("into") or Unit.objects.get(name="马焦村")


def test_a_merged_unit_stands_beside_the_pooled_points_of_its_predecessors(rows, town, asked):
    last_year(town)
    heir = merged(town, asked)
    make_round(town.home, {heir: "90"}, level=LEVEL)
    for query in ({"round": 1}, {}):
        row = rows(**query)["马焦村"]
        assert row.pair.last == D("87.50") and row.pair.difference == D("2.50")  # 350 of 400
        assert (row.last_rank, row.move_year) == (None, None)
        footing = row.last.footings[0]
        assert (footing.kind, set(footing.names)) == (FootingKind.POOLED, {"马桥村", "焦山村"})


def test_without_points_it_is_the_mean_and_called_so(rows, town, asked):
    last_year(town, sums={town.village: (80, 100)})
    heir = merged(town, asked)
    make_round(town.home, {heir: "90"}, level=LEVEL)
    row = rows(round=1)["马焦村"]
    assert (row.pair.last, row.last.footings[0].kind) == (D("85.00"), FootingKind.MEAN)


def test_a_predecessor_without_a_result_is_named(rows, town, asked):
    make_round(town.home, {town.village: "80"}, level=LEVEL, year=2025)
    heir = merged(town, asked)
    make_round(town.home, {heir: "90"}, level=LEVEL)
    row = rows(round=1)["马焦村"]
    assert row.last.footings[0].without == ("焦山村",) and row.last_rank is None
    assert "焦山村" in " ".join(row_words(row, True))


def test_who_took_others_in_is_never_set_beside_its_own_past_alone(rows, town, asked):
    last_year(town)
    heir = merged(town, asked, into=town.other_village)
    make_round(town.home, {heir: "90"}, level=LEVEL)
    row = rows(round=1)["焦山村"]
    assert (row.pair.last, row.last_rank) == (D("87.50"), None)
    assert rows()["焦山村"].pair.last == D("87.50")


def test_a_page_of_the_past_stays_as_it_was(rows, town, asked):
    third = UnitFactory(name="第三村", parent=town.home)
    last_year(town)
    make_round(town.home, {town.village: "70", third: "95"}, level=LEVEL, year=2025, number=2)

    def seen():
        return {
            name: (row.outcome.score, row.outcome.rank, row.outcome.rounds)
            for query in ({}, {"round": 1}, {"round": 2})
            for name, row in rows(year=2025, **query).items()
        }

    before = seen()
    merged(town, asked, into=town.other_village)
    assert seen() == before
    assert set(before) == {"马桥村", "焦山村", "第三村"}


def test_a_merger_within_the_year_pools_the_rounds_before_it_and_says_so(rows, town, asked):
    first = make_round(town.home, {town.village: "80", town.other_village: "90"}, level=LEVEL, number=1)
    RoundResult.objects.filter(round=first).update(awarded=D(85), maximum=D(100))
    heir = merged(town, asked | {"day": date(2026, 3, 1)})
    make_round(town.home, {heir: "95"}, level=LEVEL, number=2)
    found = rows()
    assert set(found) == {"马焦村"}
    assert (found["马焦村"].outcome.score, found["马焦村"].outcome.rounds) == (D("90.00"), 2)
    assert found["马焦村"].outcome.footings[0].kind == FootingKind.POOLED
    assert set(rows(round=1)) == {"马桥村", "焦山村"}


def test_parts_stand_beside_the_whole_before_the_split_without_its_rank(rows, town, asked):
    last_year(town)
    split(unit=town.village, names=["东马桥村", "西马桥村"], shares={}, rest=0, **asked)
    parts = [Unit.objects.get(name=name) for name in ("东马桥村", "西马桥村")]
    make_round(town.home, {parts[0]: "85", parts[1]: "75", town.other_village: "91"}, level=LEVEL)
    for query in ({"round": 1}, {}):
        found = rows(**query)
        assert [found[one.name].pair.difference for one in parts] == [D("5.00"), D("-5.00")]
        assert [found[one.name].last_rank for one in parts] == [None, None]
        assert found["西马桥村"].last.footings[0][:2] == (FootingKind.BEFORE_SPLIT, ("马桥村",))
        assert (found["焦山村"].last_rank, found["焦山村"].pair.last) == (1, D("90.00"))
    assert set(rows("compare")) == {"东马桥村", "西马桥村", "焦山村"}, "the whole is no gap: its parts stand for it"


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def beside(row) -> tuple:
    """What stands beside a row of last year: difference, rank, and in words on what footing."""
    with translation.override("zh-hans"):
        return row.pair.difference, row.last_rank, row_words(row, is_round=False)


def test_what_merged_and_was_split_again_stands_beside_all_that_it_was_made_of(rows, town, asked):
    last_year(town)
    split(unit=merged(town, asked), names=["东", "西"], shares={}, rest=0, **asked | {"day": date(2026, 2, 1)})
    make_round(town.home, {unit("东"): "85", unit("西"): "75"}, level=LEVEL)
    found = rows("compare")
    assert {name: row.pair.difference for name, row in found.items()} == {"东": D("-2.50"), "西": D("-12.50")}
    assert beside(found["东"])[1:] == (None, ["去年拆分前的马桥村、焦山村"])


def test_a_part_that_was_split_again_stands_beside_the_first_whole(rows, town, asked):
    last_year(town)
    split(unit=town.village, names=["东", "西"], shares={}, rest=0, **asked)
    split(unit=unit("东"), names=["东一", "东二"], shares={}, rest=0, **asked | {"day": date(2026, 2, 1)})
    make_round(town.home, {unit("东一"): "85", unit("东二"): "75"}, level=LEVEL)
    assert beside(rows()["东二"]) == (D("-5.00"), None, ["去年拆分前的马桥村"])


def test_who_took_a_part_in_is_never_set_beside_its_other_half_alone(rows, town, asked):
    last_year(town)
    split(unit=town.village, names=["东", "西"], shares={}, rest=0, **asked)
    merge(
        units=[unit("东"), town.other_village],
        into=None,
        name="新",
        kind="village",
        **asked | {"day": date(2026, 2, 1)},
    )
    make_round(town.home, {unit("新"): "85", unit("西"): "75"}, level=LEVEL)
    assert beside(rows()["新"]) == (D("-2.50"), None, ["去年由焦山村、拆分前的马桥村合并计算"])


def test_in_the_year_of_a_split_nobody_gets_half_a_year_of_another(rows, town, asked):
    make_round(town.home, {town.village: "80"}, level=LEVEL, number=1)
    split(unit=town.village, names=["东马桥村", "西马桥村"], shares={}, rest=0, **asked | {"day": date(2026, 3, 1)})
    make_round(town.home, {Unit.objects.get(name="东马桥村"): "90"}, level=LEVEL, number=2)
    found = rows()
    assert {name: (row.outcome.score, row.outcome.rounds) for name, row in found.items()} == {
        "马桥村": (D("80.00"), 1), "东马桥村": (D("90.00"), 1),
    }  # fmt: skip


def test_a_renamed_unit_keeps_rank_and_score_and_its_past_page_the_old_name(rows, client_for, town, asked):
    last_year(town)
    rename(unit=town.village, name="新马村", kind="village", **asked)
    make_round(town.home, {town.village: "91", town.other_village: "90"}, level=LEVEL)
    row = rows(round=1)["新马村"]
    assert (row.move_year, row.pair.difference, row.last.unit.name) == (1, D("11.00"), "马桥村")
    assert "马桥村" in row_words(row, True)[0]
    assert set(rows(year=2025, round=1)) == {"马桥村", "焦山村"}
    html = client_for("office").get(reverse("rankings"), {"level": LEVEL, "year": 2025, "round": 1}).content.decode()
    assert "马桥村" in html and "现名新马村" in html


@pytest.mark.parametrize("how", ["regroup", "move"])
def test_another_group_leaves_the_scores_and_compares_no_places(rows, town, asked, how):
    last_year(town)
    if how == "regroup":
        group = RankingGroup.objects.create(name="大村")
        regroup(units=[town.village], group=group, **asked)
    else:
        zone = UnitFactory(name="东片区", kind="zone", parent=town.home)
        move(unit=town.village, parent=zone, **asked)
    village = Unit.objects.get(pk=town.village.pk)
    make_round(town.home, {village: "91", town.other_village: "90"}, level=LEVEL)
    row = rows(round=1, kind="village")["马桥村"]
    assert (row.pair.difference, row.rank, row.last_rank, row.move_year) == (D("11.00"), 1, 2, None)
    assert row.regrouped and any("名次不作比较" in str(words) for words in said(row))
    past = rows(year=2025, round=1)
    assert (past["马桥村"].outcome.rank, past["焦山村"].outcome.rank) == (2, 1)


def said(row):
    with translation.override("zh-hans"):
        return row_words(row, True)


def test_a_move_of_the_unit_above_is_no_other_group(rows, town, asked):
    zone, wide = (UnitFactory(name=name, kind="zone", parent=town.home) for name in ("东片区", "大片区"))
    group = [UnitFactory(name=f"东{n}村", parent=zone) for n in (1, 2)]
    make_round(town.home, dict(zip(group, ("80", "90"), strict=True)), level=LEVEL, year=2025)
    move(unit=zone, parent=wide, **asked)
    make_round(town.home, {Unit.objects.get(pk=one.pk): "85" for one in group}, level=LEVEL)
    row = rows(round=1, kind="village")["东1村"]
    assert (row.regrouped, row.last_rank, row.move_year) == (False, 2, 1)


def test_stored_ranks_of_the_past_do_not_follow_a_move(town, asked):
    found = last_year(town)
    store_ranks(found)
    before = {row.unit_id: row.rank for row in ranked_results(found, Basis.TERRITORY)}
    regroup(units=[town.village], group=RankingGroup.objects.create(name="大村"), **asked)
    store_ranks(found)
    after = ranked_results(found, Basis.TERRITORY)
    assert {row.unit_id: row.rank for row in after} == before == {town.other_village.pk: 1, town.village.pk: 2}


def test_the_file_and_the_years_say_the_footing_too(client_for, town, asked):
    last_year(town)
    heir = merged(town, asked)
    make_round(town.home, {heir: "90"}, level=LEVEL)
    page, query = reverse("compare"), {"level": LEVEL, "year": 2026}
    client = client_for("office")
    for part in ("units", "years"):
        answer = client.get(page, query | {"format": "csv", "part": part})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        line = next(line for line in text.splitlines() if "马焦村" in line)
        assert "87.50" in line and "马桥村、焦山村" in line and "合并计算" in line
    html = client.get(page, query).content.decode()
    assert html.count("马桥村、焦山村") >= 2


@pytest.mark.parametrize("name", ["rankings", "compare"])
def test_pages_cost_the_same_however_many_units_merged(client_for, town, asked, name):
    villages = [UnitFactory(name=f"{n}号村", parent=town.home) for n in range(12)]
    make_round(town.home, {one: "80" for one in villages}, level=LEVEL, year=2025)
    client, address = client_for("office"), f"{reverse(name)}?level={LEVEL}&year=2026"
    heirs = []

    def pair_up(n):
        merge(units=villages[2 * n : 2 * n + 2], into=None, name=f"合{n}村", kind="village", **asked)
        heirs.append(Unit.objects.get(name=f"合{n}村"))

    pair_up(0)
    found = make_round(town.home, {heirs[0]: "90"}, level=LEVEL, state=RoundState.PUBLISHED)
    count_queries(client, address)
    few = len(count_queries(client, address))
    for n in range(1, 6):
        pair_up(n)
        RoundResult.objects.create(round=found, unit=heirs[-1], base=D(88), score=D(88), rank=n + 1, points=5)
    assert len(count_queries(client, address)) == few


def test_the_day_before_is_still_the_old_tree(town, asked):
    heir = merged(town, asked)
    day = CHANGED - timedelta(days=1)
    assert heir not in Unit.objects.in_force(day) and town.village in Unit.objects.in_force(day)
