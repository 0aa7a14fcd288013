"""Rounds in the office: what may be changed when, the next step, rewards and penalties, the lists."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import Role, TrailEntry
from inspections.models import Adjustment, Draw, Level, Round, RoundResult, RoundState, Standard
from inspections.selectors.rounds import with_progress
from inspections.services.adjustments import add_adjustment
from inspections.services.rounds import change_round, publication_problems, steps_for
from tests.factories import (
    NOW,
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    RoundFactory,
    RoundResultFactory,
    SheetFactory,
    StandardFactory,
    UnitFactory,
    make_person,
)
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def office_client(client_for):
    return client_for("office")


def fields_of(town, **changed) -> dict:
    given = {
        "name": "12月街道自查",
        "year": 2026,
        "level": Level.SELF_CHECK,
        "series": "",
        "number": 12,
        "territory": town.home.pk,
        "standard": StandardFactory().pk,
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-05",
        "weight": "1",
        "source": "",
    }
    return given | changed


def test_a_new_round_is_a_draft_and_stands_in_the_trail(town, office_client):
    office_client.post("/inspections/rounds/new/", fields_of(town))
    round = Round.objects.get()
    assert (round.state, round.name) == (RoundState.DRAFT, "12月街道自查")
    assert TrailEntry.objects.about(round).get().verb == "create"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ends_on", "2026-11-01"),
        ("weight", "0"),
        ("weight", "-1"),
        ("weight", "1e9"),
        ("year", "二〇二六"),
        ("year", "99999999"),
        ("level", "galaxy"),
        ("standard", "999999"),
        ("name", ""),
        ("name", "长" * 81),
        ("number", "-3"),
    ],
)
def test_a_wrong_value_comes_back_with_what_was_typed(town, office_client, field, value):
    response = office_client.post("/inspections/rounds/new/", fields_of(town, **{field: value}))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Round.objects.count() == 0
    if field != "name":
        assert "12月街道自查" in response.content.decode()


def test_the_same_round_twice_is_refused_in_words(town, office_client):
    office_client.post("/inspections/rounds/new/", fields_of(town))
    page = office_client.post("/inspections/rounds/new/", fields_of(town, name="又一轮")).content.decode()
    assert "本年度已有同级别、同系列、同次序的检查" in page


def test_a_round_of_another_towns_ground_cannot_be_made(town, office_client):
    response = office_client.post("/inspections/rounds/new/", fields_of(town, territory=town.peer.pk))
    assert "territory" in response.context["form"].errors


def test_an_open_round_keeps_what_sheets_were_made_by(scene, office_client, town):
    url = f"/inspections/rounds/{scene.round.pk}/edit/"
    office_client.post(url, fields_of(town, name="改了名", ends_on="2026-12-31"))
    changed = Round.objects.get(pk=scene.round.pk)
    assert changed.name == "改了名"
    assert (changed.standard_id, changed.starts_on) == (scene.round.standard_id, scene.round.starts_on)


def test_a_published_round_cannot_be_edited(office_client, town):
    round = RoundFactory(state=RoundState.PUBLISHED)
    url = f"/inspections/rounds/{round.pk}/edit/"
    assert office_client.get(url).status_code == 302
    office_client.post(url, fields_of(town, name="改了名"))
    assert Round.objects.get().name == round.name
    assert not TrailEntry.objects.about(round).exists()


def test_a_form_that_was_opened_before_the_round_went_on_does_not_set_it_back(scene, office_client, town, monkeypatch):
    """The round is closed after the form's request has read it."""

    def read_before_closing(request, pk):
        round = Round.objects.select_related("standard", "territory").get(pk=pk)
        Round.objects.filter(pk=pk).update(state=RoundState.CLOSED)
        return round

    monkeypatch.setattr("inspections.views.rounds.kept_round", read_before_closing)
    response = office_client.post(f"/inspections/rounds/{scene.round.pk}/edit/", fields_of(town, name="改了名"))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    after = Round.objects.get(pk=scene.round.pk)
    assert (after.state, after.name) == (RoundState.CLOSED, scene.round.name)


def test_what_a_draw_was_made_from_is_fixed_with_its_terms(town, office_client):
    round = RoundFactory(territory=town.home, state=RoundState.DRAFT, level=Level.REVISIT)
    Draw.objects.create(round=round, seed="a" * 64, parameters={}, keys={}, committed_at=NOW)
    url = f"/inspections/rounds/{round.pk}/edit/"
    office_client.post(url, fields_of(town, name="改了名", territory=town.village.pk, ends_on="2026-12-31"))
    changed = Round.objects.get()
    assert (changed.name, changed.ends_on) == ("改了名", date(2026, 12, 31))
    assert (changed.level, changed.territory, changed.starts_on) == (Level.REVISIT, town.home, round.starts_on)


def test_the_buttons_take_a_round_from_draft_to_published(scene, client_for, inspector, office_client):
    Round.objects.filter(pk=scene.round.pk).update(state=RoundState.DRAFT)
    url = f"/inspections/rounds/{scene.round.pk}/"
    office_client.post(f"{url}open/")
    scene.send(client_for("inspector"), "sheet_submit")
    office_client.post(f"{url}close/")
    office_client.post(f"{url}publish/")
    assert Round.objects.get().state == RoundState.CLOSED, "publishing wants a word that the results were checked"
    office_client.post(f"{url}publish/", {"checked": "on"})
    round = Round.objects.get()
    assert round.state == RoundState.PUBLISHED
    page = client_for("unit").get(url).content.decode()
    assert "马桥村" in page
    assert "78.00" in page


def test_the_step_that_comes_next_is_offered_first(scene, office):
    scene.round.state = RoundState.CLOSED
    assert [step.verb for step in steps_for(scene.round, office)] == ["publish", "reopen"]


def test_a_step_that_is_not_possible_is_explained(scene, office_client):
    url = f"/inspections/rounds/{scene.round.pk}/"
    page = office_client.post(f"{url}publish/", {"checked": "on"}, follow=True).content.decode()
    assert "本轮检查现在是“进行中”，不能办理这一步" in page
    assert office_client.post(f"{url}explode/", follow=True).status_code == 200
    assert Round.objects.get().state == RoundState.OPEN


def test_a_round_without_points_cannot_be_opened(town, office_client):
    round = RoundFactory(state=RoundState.DRAFT)
    ItemFactory(section__standard=round.standard)
    page = office_client.post(f"/inspections/rounds/{round.pk}/open/", follow=True).content.decode()
    assert "先给点位分派检查员" in page


def test_results_of_an_open_round_are_for_the_office_and_leaders(scene, client_for):
    scene.send(client_for("inspector"), "sheet_submit")
    url = f"/inspections/rounds/{scene.round.pk}/"
    assert "截至目前" in client_for("leader").get(url).content.decode()
    assert "截至目前" not in client_for("inspector").get(url).content.decode()


def test_an_adjustment_changes_the_result_and_stands_in_the_trail(scene, client_for, office_client, town):
    scene.send(client_for("inspector"), "sheet_submit")
    fields = {"unit": town.village.pk, "points": "-0.50", "reason": "迟报", "paper": "细则第8条"}
    office_client.post(f"/inspections/rounds/{scene.round.pk}/adjustments/", fields)
    result = RoundResult.objects.get(round=scene.round, unit=town.village, basis="territory")
    assert (result.base, result.score) == (Decimal("78.00"), Decimal("77.50"))
    assert TrailEntry.objects.about(scene.round).get().changes == {"马桥村": ["", "-0.50"]}


@pytest.mark.parametrize(
    "changed",
    [
        {"points": "0"},
        {"points": "101"},
        {"points": "0.005"},
        {"points": "多"},
        {"reason": ""},
        {"paper": ""},
        {"unit": "0"},
    ],
)
def test_a_wrong_adjustment_comes_back_with_what_was_typed(scene, office_client, town, changed):
    fields = {"unit": town.village.pk, "points": "1", "reason": "获市级表彰", "paper": "文件"} | changed
    response = office_client.post(f"/inspections/rounds/{scene.round.pk}/adjustments/", fields)
    assert response.status_code == 422
    assert Adjustment.objects.count() == 0
    if "reason" not in changed:
        assert "获市级表彰" in response.content.decode()


def test_no_adjustment_after_publication(scene, client_for, office, office_client, town):
    scene.send(client_for("inspector"), "sheet_submit")
    for verb in ("close", "publish"):
        change_round(round=scene.round, verb=verb, by=office, now=NOW)
    fields = {"unit": town.village.pk, "points": "1", "reason": "表彰", "paper": "文件"}
    response = office_client.post(f"/inspections/rounds/{scene.round.pk}/adjustments/", fields)
    assert "成绩已公布" in response.content.decode()
    assert Adjustment.objects.count() == 0


def test_progress_counts_visits_that_are_done(scene, client_for, inspector):
    AssignmentFactory(round=scene.round, inspector=inspector)
    RoundFactory(name="没有分派的")
    scene.send(client_for("inspector"), "sheet_submit")
    rows = {round.name: (round.assigned, round.visited) for round in with_progress(Round.objects.all())}
    assert rows == {"11月街道自查": (2, 1), "没有分派的": (0, 0)}


def test_the_list_is_filtered_by_state_level_and_year(town, office_client):
    RoundFactory(name="去年的", year=2025)
    RoundFactory(name="市里的", level=Level.CITY)
    RoundFactory(name="截止的", state=RoundState.CLOSED)

    def names(query):
        return {round.name for round in office_client.get(f"/inspections/{query}").context["object_list"]}

    assert names("?year=2025") == {"去年的"}
    assert names("?level=city") == {"市里的"}
    assert names("?state=closed") == {"截止的"}
    assert len(names("?level=galaxy&year=x&state=')--")) == 3


def test_the_export_gives_the_filtered_rows(town, office_client):
    RoundFactory(name="去年的", year=2025)
    RoundFactory(name="今年的")
    text = b"".join(office_client.get("/inspections/?year=2025&format=csv").streaming_content).decode()
    assert "去年的" in text
    assert "今年的" not in text


def test_the_cost_of_the_list_does_not_grow(town, office_client):
    assert_same_query_count(
        office_client, "/inspections/", lambda: AssignmentFactory(round=RoundFactory(standard=StandardFactory()))
    )


def test_the_cost_of_a_round_does_not_grow_with_its_sheets(scene, client_for, office_client, town, inspector):
    def one_more():
        unit = UnitFactory(parent=town.home)
        point = PointFactory(town=town.home, unit=unit)
        AssignmentFactory(round=scene.round, point=point, inspector=inspector)
        SheetFactory(round=scene.round, point=point, inspector=inspector, state="submitted", score=90)
        RoundResultFactory(round=scene.round, unit=unit)

    assert_same_query_count(office_client, f"/inspections/rounds/{scene.round.pk}/", one_more)
    assert_same_query_count(office_client, f"/inspections/rounds/{scene.round.pk}/sheets/", lambda: None)


def test_the_admin_reads_what_is_open_submitted_or_published_but_does_not_change_it(scene, client_for):
    scene.send(client_for("inspector"), "sheet_submit")
    admin = client_for("admin")
    for path in (
        f"round/{scene.round.pk}",
        f"sheet/{scene.round.sheets.get().pk}",
        f"roundresult/{scene.round.results.first().pk}",
        f"item/{scene.deduct.pk}",
    ):
        page = admin.get(f"/admin/inspections/{path}/change/")
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode(), path
        assert admin.post(f"/admin/inspections/{path}/delete/", {"post": "yes"}).status_code == 403


def test_units_with_too_few_points_are_named_once_before_publication(scene, client_for, town):
    """Each has a result by its ground, perhaps one by what it answers for, and the whole has two."""
    Standard.objects.update(minimum_points=3)
    scene.point.responsible.add(town.village)
    scene.send(client_for("inspector"), "sheet_submit")
    assert RoundResult.objects.filter(standing="too_few").count() > 1
    few = [said for said in publication_problems(scene.round) if "点位不足" in said]
    assert few == ["有1个单位点位不足，只列出、不排名：马桥村。"]


def test_a_reward_of_a_unit_without_a_result_is_told_before_publication(scene, client_for, office, town):
    scene.send(client_for("inspector"), "sheet_submit")
    about = {"round": scene.round, "points": Decimal(1), "reason": "表彰", "paper": "文件", "by": office, "now": NOW}
    add_adjustment(unit=town.village, **about)
    assert not any("奖惩" in said for said in publication_problems(scene.round))
    add_adjustment(unit=town.other_village, **about)
    assert any(said.startswith("焦山村的奖惩") for said in publication_problems(scene.round))


def test_how_far_two_inspectors_agree_is_told_by_points_once_the_round_is_over(scene, client_for, inspector):
    """What the terms of a draw promise for points that are scored twice."""
    other = make_person("赵强", Role.INSPECTOR)
    for point, scores in ((scene.point, (80, 92)), (PointFactory(name="未重复的"), (70,))):
        for person, score in zip((inspector, other), scores, strict=False):
            SheetFactory(round=scene.round, point=point, inspector=person, state="submitted", score=score)
    url = f"/inspections/rounds/{scene.round.pk}/"
    assert client_for("leader").get(url).context["agreement"] is None
    Round.objects.filter(pk=scene.round.pk).update(state=RoundState.CLOSED)
    response = client_for("leader").get(url)
    told = response.context["agreement"]
    assert (told.count, told.mean, [one.point for one in told.farthest]) == (1, Decimal(12), [scene.point])
    assert "赵强" not in response.content.decode()
