"""Cleaning teams: their routes, and how they did when they were assessed."""

from decimal import Decimal

import pytest

from core.models import TrailEntry, UnitKind
from facilities.models import CleaningRoute
from inspections.models import Basis, Level, RoundState
from tests.factories import PointFactory, RoundFactory, RoundResultFactory, UnitFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

LIST = "/facilities/teams/"


@pytest.fixture
def team(town):
    return UnitFactory(name="枫钱保洁队", kind=UnitKind.CLEANING_TEAM, parent=town.home)


def result(team, score="92.50", **round_fields):
    round = RoundFactory(
        **{"level": Level.CLEANING, "state": RoundState.PUBLISHED, "name": "11月保洁考核"} | round_fields
    )
    return RoundResultFactory(round=round, unit=team, basis=Basis.DEPARTMENT, base=Decimal(score))


def fields_of(team, **changed) -> dict:
    return {
        "team": team.pk, "name": "集镇线", "times_a_day": 2, "workers": 4, "is_active": "on",
        "line": "30.6382, 112.4625\n30.6390，112.4630",
    } | changed  # fmt: skip


def test_a_route_has_its_points_and_a_line_of_corners(town, team, client_for):
    point = PointFactory(town=town.home)
    response = client_for("office").post("/facilities/routes/new/", fields_of(team, points=[point.pk]))
    route = CleaningRoute.objects.get()
    assert response.url == f"{LIST}{team.pk}/"
    assert route.line == {"type": "LineString", "coordinates": [[112.4625, 30.6382], [112.463, 30.639]]}
    assert list(route.points.all()) == [point]
    assert TrailEntry.objects.about(route).get().verb == "create"


def test_a_point_with_a_key_that_no_database_holds_is_refused(town, team, client_for):
    response = client_for("office").post("/facilities/routes/new/", fields_of(team, points=["9" * 26]))
    assert "points" in response.context["form"].errors
    assert not CleaningRoute.objects.exists()


@pytest.mark.parametrize("line", ["30.6", "30.6, 112.4", "a, b\nc, d", "91, 0\n0, 0", "1, 2, 3\n1, 2"])
def test_a_line_that_is_none_comes_back_as_typed(town, team, client_for, line):
    response = client_for("office").post("/facilities/routes/new/", fields_of(team, line=line))
    assert response.context["form"].errors["line"]
    assert line.splitlines()[0] in response.content.decode()
    assert not CleaningRoute.objects.exists()


def test_a_route_is_of_a_cleaning_team(town, team, client_for):
    response = client_for("office").post("/facilities/routes/new/", fields_of(town.department))
    assert "team" in response.context["form"].errors


def test_an_edited_route_shows_its_line_again_and_only_changes_what_changed(town, team, client_for):
    client = client_for("office")
    client.post("/facilities/routes/new/", fields_of(team))
    route = CleaningRoute.objects.get()
    url = f"/facilities/routes/{route.pk}/edit/"
    shown = client.get(url).context["form"]["line"].value()
    assert shown == "30.638200, 112.462500\n30.639000, 112.463000"
    client.post(url, fields_of(team, line=shown, name="老街线"))
    assert set(TrailEntry.objects.about(route).first().changes) == {"name"}


def test_a_route_keeps_its_point_that_went_out_of_use(town, team, client_for):
    route, old, other = (
        CleaningRoute.objects.create(town=town.home, team=team, name="南线"),
        *PointFactory.create_batch(2, town=town.home, is_active=False),
    )
    route.points.add(old)
    form = client_for("office").get(f"/facilities/routes/{route.pk}/edit/").context["form"]
    assert old in form.fields["points"].queryset and other not in form.fields["points"].queryset


def test_the_latest_assessment_stands_at_the_team(town, team, client_for):
    result(team, "90.00", name="10月保洁考核", starts_on="2026-10-15", ends_on="2026-10-20")
    result(team, "92.50")
    result(team, "99.00", level=Level.SELF_CHECK)
    [row] = client_for("unit").get(LIST).context["teams"]
    assert (row.result.name, row.result.score) == ("11月保洁考核", Decimal("92.50"))
    page = client_for("unit").get(f"{LIST}{team.pk}/")
    assert [one.name for one in page.context["results"]] == ["11月保洁考核", "10月保洁考核"]


def test_a_result_that_is_not_published_is_for_office_and_leaders(town, team, client_for):
    result(team, state=RoundState.CLOSED, territory=town.home)
    seen = {role: bool(client_for(role).get(f"{LIST}{team.pk}/").context["results"]) for role in ("office", "unit")}
    assert seen == {"office": True, "unit": False}


def test_routes_sum_up_at_the_team(town, team, client_for):
    both, once = PointFactory(town=town.home), PointFactory(town=town.home)
    for name, points, workers in (("一线", [both], 2), ("二线", [both, once], None)):
        route = CleaningRoute.objects.create(town=town.home, team=team, name=name, workers=workers)
        route.points.set(points)
    CleaningRoute.objects.create(town=town.home, team=team, name="旧线", workers=9, is_active=False)
    [row] = client_for("office").get(LIST).context["teams"]
    assert (row.routes, row.points, row.workers) == (2, 2, 2)


def test_a_unit_that_is_no_team_has_no_page_here(town, client_for):
    assert client_for("office").get(f"{LIST}{town.village.pk}/").status_code == 404


def test_the_cost_of_the_teams_does_not_grow(town, team, client_for):
    def one_more():
        another = UnitFactory(kind=UnitKind.CLEANING_TEAM, parent=town.home)
        route = CleaningRoute.objects.create(town=town.home, team=another, name="线")
        route.points.add(PointFactory(town=town.home))
        result(another)

    assert_same_query_count(client_for("office"), LIST, one_more)


def test_the_routes_of_all_teams_stand_in_one_list_that_goes_out(town, team, client_for):
    UnitFactory(name="集镇保洁公司", kind=UnitKind.CLEANING_TEAM, parent=town.home)
    client = client_for("office")
    client.post("/facilities/routes/new/", fields_of(team))
    for path, found in (
        ("routes/", 1),
        ("routes/?q=集镇线", 1),
        ("routes/?state=no", 0),
        ("teams/?q=集镇线", 1),
        ("teams/", 2),
    ):
        content = b"".join(client.get(f"/facilities/{path}{'&' if '?' in path else '?'}format=csv").streaming_content)
        assert len(content.decode().strip().splitlines()) == found + 1, path


def test_a_removed_route_gives_its_name_back_and_comes_back_only_beside_no_other(team, client_for):
    client = client_for("office")
    client.post("/facilities/routes/new/", fields_of(team))
    route = CleaningRoute.objects.get()
    assert client.get(f"/facilities/routes/{route.pk}/remove/").status_code == 200
    client.post(f"/facilities/routes/{route.pk}/remove/", follow=True)
    assert (
        "集镇线" not in client.get(f"{LIST}{team.pk}/").content.decode().partition("<main")[2].partition("办理记录")[0]
    )
    client.post("/facilities/routes/new/", fields_of(team))
    client.post(f"/settings/removed/facilities.cleaningroute/{route.pk}/")
    assert CleaningRoute.objects.present().get().pk != route.pk
