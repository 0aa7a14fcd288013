"""The league table: official ranks, ties, moves, who is listed only, and who may see what is not published."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import RankingGroup, UnitKind
from inspections.models import Basis, Level, RoundState, Standing
from tests.dashboards.scenes import add_results, make_round
from tests.factories import UnitFactory

D = Decimal


@pytest.fixture
def page(client_for):
    """page("leader", round=5) is the context of the rankings page."""

    def visit(role="leader", **query):
        response = client_for(role).get(reverse("rankings"), query)
        assert response.status_code == 200
        return response.context

    return visit


def rows_of(context) -> dict:
    return {line.name: line.row for table in context["tables"] for line in table["rows"]}


@pytest.fixture
def peers(town):
    """枫河街道, 柳林街道 and two more subdistricts of the city."""
    more = [UnitFactory(name=name, kind=UnitKind.SUBDISTRICT, parent=town.city) for name in ("石桥街道", "平湖街道")]
    return [town.home, town.peer, *more]


def test_the_first_page_is_the_year_of_the_city(page, town, peers):
    make_round(town.city, dict(zip(peers, ["92", "91", "90", "89"], strict=True)), number=1)
    make_round(town.city, dict(zip(peers, ["90", "93", "90", "89"], strict=True)), number=2)
    context = page()
    assert (context["board"].level, context["board"].year, context["board"].round) == (Level.CITY, 2026, None)
    rows = rows_of(context)
    assert [row.outcome.rank for row in rows.values()] == [1, 2, 3, 4]
    assert list(rows) == ["柳林街道", "枫河街道", "石桥街道", "平湖街道"]
    assert rows["柳林街道"].outcome.score == D("92.00")


def test_equal_scores_share_a_rank_and_say_so(page, client_for, town, peers):
    make_round(town.city, dict(zip(peers, ["94.12", "92.06", "92.06", "90"], strict=True)))
    rows = rows_of(page(round=1))
    assert [(row.outcome.rank, row.outcome.tied) for row in rows.values()] == [
        (1, False),
        (2, True),
        (2, True),
        (4, False),
    ]
    html = client_for("leader").get(reverse("rankings"), {"round": 1}).content.decode()
    assert "柳林街道、石桥街道并列第2名。" in html


def test_all_tied_are_all_first(page, town, peers):
    make_round(town.city, dict.fromkeys(peers, "90"))
    assert {row.outcome.rank for row in rows_of(page(round=1)).values()} == {1}


def test_moves_are_against_the_round_before_and_the_same_round_last_year(page, town, peers):
    home, peer = peers[:2]
    make_round(town.city, {home: "90", peer: "91"}, year=2025, number=2)
    make_round(town.city, {home: "90", peer: "91"}, number=1)
    make_round(town.city, {home: "94", peer: "93"}, number=2)
    row = rows_of(page(round=2))["枫河街道"]
    assert (row.move_before, row.change_before) == (1, D("4.00"))
    assert (row.move_year, row.pair.difference, row.last_rank) == (1, D("4.00"), 2)


def test_the_first_round_follows_the_last_one_of_the_year_before(page, town, peers):
    home, peer = peers[:2]
    make_round(town.city, {home: "90", peer: "91"}, year=2025, number=5)
    make_round(town.city, {home: "92", peer: "91"}, number=1)
    row = rows_of(page(round=1))["枫河街道"]
    assert row.move_before == 1
    assert row.move_year is None


def test_without_last_year_there_are_gaps_not_zeros(page, town, peers):
    make_round(town.city, {peers[0]: "90"})
    row = rows_of(page(round=1))["枫河街道"]
    assert (row.outcome.rank, row.move_before, row.move_year, row.pair.difference) == (1, None, None, None)


def test_a_unit_with_too_few_points_is_listed_last_without_a_rank(page, client_for, town, peers):
    home, peer, other = peers[:3]
    make_round(town.city, {home: "90", peer: "99", other: "80"}, standings={peer: Standing.TOO_FEW})
    rows = rows_of(page(round=1))
    assert list(rows) == ["枫河街道", "石桥街道", "柳林街道"]
    assert rows["柳林街道"].outcome.rank is None
    assert "点位不足，只列示不排名" in client_for("leader").get(reverse("rankings"), {"round": 1}).content.decode()


def test_a_vetoed_unit_is_ranked_last(page, town, peers):
    home, peer = peers[:2]
    make_round(town.city, {home: "99", peer: "80"}, standings={home: Standing.VETOED})
    rows = rows_of(page(round=1))
    assert [(name, row.outcome.rank) for name, row in rows.items()] == [("柳林街道", 1), ("枫河街道", 2)]


def test_the_territory_itself_is_listed_where_no_unit_below_it_is_named(page, town):
    """So a form that names the town or nobody shows both; the real one has 172 rows of the one and 56 of the other."""
    make_round(town.home, {town.home: "93.45", None: "96.88"}, level=Level.THIRD_PARTY)
    rows = rows_of(page(level="third_party", round=1))
    assert list(rows) == ["枫河街道", "未注明"]


def test_a_unit_vetoed_for_the_year_is_ranked_last_over_the_year(page, town, peers):
    home, peer = peers[:2]
    make_round(town.city, {home: "99", peer: "80"}, number=1, standings={home: Standing.VETOED_YEAR})
    make_round(town.city, {home: "99", peer: "80"}, number=2)
    assert [(name, row.outcome.rank) for name, row in rows_of(page()).items()] == [("柳林街道", 1), ("枫河街道", 2)]
    assert [(name, row.outcome.rank) for name, row in rows_of(page(round=2)).items()] == [
        ("枫河街道", 1),
        ("柳林街道", 2),
    ]


def test_an_imported_rank_stands_and_is_flagged(page, client_for, town, peers):
    home, peer = peers[:2]
    make_round(town.city, {home: "90", peer: "91"}, ranks={home: 1, peer: 2})
    assert [row.outcome.rank for row in rows_of(page(round=1)).values()] == [1, 2]
    html = client_for("leader").get(reverse("rankings"), {"round": 1}).content.decode()
    assert "按得分应为第2名，以公布为准" in html


def test_a_bulletin_of_the_year_stands_before_the_mean_of_its_rounds(page, town, peers):
    home, peer = peers[:2]
    make_round(town.city, {home: "90", peer: "91"}, number=1)
    make_round(town.city, {home: None, peer: None}, number=None, ranks={home: 1, peer: 2})
    rows = rows_of(page())
    assert rows["枫河街道"].outcome.rank == 1
    assert rows["枫河街道"].outcome.score == D("90.00")
    assert rows["枫河街道"].outcome.rank_differs


def test_villages_and_communities_are_ranked_by_themselves(page, town):
    community = UnitFactory(name="南拓社区", kind=UnitKind.COMMUNITY, parent=town.home)
    make_round(
        town.home,
        {town.village: "90", town.other_village: "91", community: "80", town.home: "88"},
        level=Level.SELF_CHECK,
    )
    context = page(level="self_check", round=1)
    assert [[line.name for line in table["rows"]] for table in context["tables"]] == [
        ["焦山村", "马桥村"],
        ["南拓社区"],
    ]
    assert rows_of(context)["南拓社区"].outcome.rank == 1
    assert context["board"].kinds == ["village", "community"]


def test_a_ranking_group_of_the_office_cuts_across_kinds(page, town):
    group = RankingGroup.objects.create(name="第一组")
    community = UnitFactory(name="南拓社区", kind=UnitKind.COMMUNITY, parent=town.home, ranking_group=group)
    type(community).objects.filter(pk=town.village.pk).update(ranking_group=group)
    town.village.ranking_group = group
    make_round(town.home, {town.village: "90", community: "95", town.other_village: "80"}, level=Level.SELF_CHECK)
    context = page(level="self_check", round=1)
    assert [table["title"] for table in context["tables"]] == ["第一组", "村"]
    assert rows_of(context)["马桥村"].outcome.rank == 2


def test_kind_chooses_zones_or_responsible_units(page, town):
    zone = UnitFactory(name="集镇片区", kind=UnitKind.ZONE, parent=town.village)
    check = make_round(town.home, {town.village: "90", zone: "85"}, level=Level.SELF_CHECK)
    add_results(check, {town.department: "96.00"}, basis=Basis.DEPARTMENT)
    assert list(rows_of(page(level="self_check", round=1))) == ["马桥村"]
    assert list(rows_of(page(level="self_check", round=1, kind="zone"))) == ["集镇片区"]
    assert list(rows_of(page(level="self_check", round=1, kind="department"))) == ["城管中队"]


def test_what_has_no_unit_is_listed_as_such(page, town):
    make_round(town.home, {town.village: "90", None: "70"}, level=Level.SELF_CHECK)
    rows = rows_of(page(level="self_check", round=1))
    assert list(rows) == ["马桥村", "未注明"]
    assert rows["未注明"].outcome.rank is None


def test_ones_own_unit_is_marked(page, town, peers):
    make_round(town.home, {town.village: "90", town.other_village: "91"}, level=Level.SELF_CHECK)
    assert [name for name, row in rows_of(page("unit", level="self_check", round=1)).items() if row.own] == ["马桥村"]
    assert not [row for row in rows_of(page("leader", level="self_check", round=1)).values() if row.own]
    make_round(town.city, dict.fromkeys(peers, "90"))
    assert [name for name, row in rows_of(page("leader", round=1)).items() if row.own] == ["枫河街道"]


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_ranks_that_are_not_published_are_for_the_office_and_leaders_only(page, client_for, town, state):
    make_round(town.home, {town.village: "91.37", town.other_village: "90"}, level=Level.SELF_CHECK, state=state)
    for role in ("leader", "office", "admin"):
        rows = rows_of(page(role, level="self_check", round=1))
        assert [row.outcome.rank for row in rows.values()] == [1, 2]
        html = client_for(role).get(reverse("rankings"), {"level": "self_check", "round": 1}).content.decode()
        assert "未公布" in html
    for role in ("unit", "inspector"):
        for url in (reverse("rankings"), reverse("compare"), reverse("rankings_chart"), reverse("overview")):
            response = client_for(role).get(url, {"level": "self_check", "round": 1})
            assert "91.37" not in response.content.decode(), f"{role} {url}"


def test_the_year_is_made_of_published_rounds_alone(page, town):
    make_round(town.home, {town.village: "90"}, level=Level.SELF_CHECK, number=1)
    make_round(town.home, {town.village: "50"}, level=Level.SELF_CHECK, number=2, state=RoundState.CLOSED)
    assert rows_of(page(level="self_check"))["马桥村"].outcome.score == D("90.00")


def test_a_renamed_unit_keeps_its_comparison(page, town):
    renamed = UnitFactory(name="新马桥村", parent=town.home)
    make_round(town.home, {town.village: "88", town.other_village: "90"}, level=Level.SELF_CHECK, year=2025)
    type(renamed).objects.filter(pk=town.village.pk).update(successor=renamed)
    make_round(town.home, {renamed: "91", town.other_village: "90"}, level=Level.SELF_CHECK)
    row = rows_of(page(level="self_check", round=1))["新马桥村"]
    assert (row.move_year, row.pair.difference) == (1, D("3.00"))
    rows = rows_of(page(level="self_check"))
    assert set(rows) == {"新马桥村", "焦山村"}
    assert rows["新马桥村"].pair.difference == D("3.00")


def test_a_merged_unit_is_compared_with_the_mean_and_without_a_rank(page, town):
    merged = UnitFactory(name="马焦村", parent=town.home)
    make_round(town.home, {town.village: "88", town.other_village: "90"}, level=Level.SELF_CHECK, year=2025)
    type(merged).objects.filter(pk__in=[town.village.pk, town.other_village.pk]).update(successor=merged)
    make_round(town.home, {merged: "91"}, level=Level.SELF_CHECK)
    row = rows_of(page(level="self_check", round=1))["马焦村"]
    assert (row.pair.last, row.pair.difference, row.last_rank) == (D("89.00"), D("2.00"), None)


def test_rounds_of_two_series_are_kept_apart(page, town):
    make_round(town.home, {town.village: "90"}, level=Level.SELF_CHECK, number=1, series="", weight=70)
    make_round(town.home, {town.village: "80"}, level=Level.SELF_CHECK, number=1, series="月末", weight=30)
    assert rows_of(page(level="self_check", round=1))["马桥村"].outcome.score == D("90.00")
    assert rows_of(page(level="self_check", round=1, series="月末"))["马桥村"].outcome.score == D("80.00")
    assert rows_of(page(level="self_check"))["马桥村"].outcome.score == D("87.00")


def test_a_kind_without_results_gives_way_to_the_usual_table_with_its_comparison(page, town):
    for year, score in ((2025, "88"), (2026, "90")):
        make_round(town.home, {town.village: score}, level=Level.SELF_CHECK, year=year)
    context = page(level="self_check", kind="zone")
    assert rows_of(context)["马桥村"].pair.difference == D("2.00")
    assert "单位类别" in context["ignored"]


def test_a_bulletin_of_units_further_below_is_ranked_too(page, town):
    for year, score in ((2025, "88"), (2026, "90")):
        make_round(town.city, {town.village: score, town.other_village: "89"}, year=year)
    row = rows_of(page(round=1))["马桥村"]
    assert (row.outcome.rank, row.move_year, row.pair.difference) == (1, 1, D("2.00"))


def test_the_year_says_how_often_the_town_was_first(client_for, town):
    for number, score in enumerate(("90", "92", "93"), start=1):
        make_round(town.city, {town.home: score, town.peer: "91"}, number=number)
    assert "3次检查：2个第一、1个第二" in client_for("leader").get(reverse("rankings")).content.decode()


def figure_of(context, label: str):
    return next(figure for figure in context["figures"] if label in figure.label)


def test_who_is_first_by_the_bulletin_with_fewer_points_is_not_ahead(page, town, peers):
    """The rank that was given stands; what is said of points is what the points say."""
    home, peer = peers[:2]
    make_round(town.city, {home: "90", peer: "91"}, ranks={home: 1, peer: 2})
    assert figure_of(page(round=1), "第2名").label == "落后第2名"


def test_a_rank_without_a_score_leaves_nothing_to_compare(page, town, peers):
    home, peer, *_rest = peers
    make_round(town.city, {home: "90", peer: None}, ranks={home: 2, peer: 1})
    assert figure_of(page(round=1), "领先").value == "—"


def test_a_tie_is_said_with_the_rank_and_with_who_shares_it(page, town, peers):
    make_round(town.city, dict(zip(peers, ["92", "92", "90", "90"], strict=True)))
    context = page(round=1)
    assert figure_of(context, "名次").before == "并列第"
    assert figure_of(context, "第1名").label == "与第1名持平"
    make_round(town.home, {town.village: "92", town.other_village: "92"}, level=Level.SELF_CHECK)
    context = page(level="self_check", round=1)
    assert "、" in figure_of(context, "第一名").sub and figure_of(context, "末位").value == "—"
