"""The page of a sheet: filled in by whom it was given to, read by whom it concerns, made void with a reason."""

import re
from datetime import date
from os.path import normpath
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.formats import points
from core.models import Photo, Post, Role
from inspections.models import Draw, Method, RoundState, Sheet, SheetState
from inspections.selectors.sheet_page import sheet_sections
from tests.factories import (
    NOW,
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    PointKindFactory,
    RoundFactory,
    ScoreFactory,
    SheetFactory,
    UnitFactory,
    make_person,
    make_picture,
)
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_for, inspector):
    return client_for("inspector")


@pytest.fixture
def handed_in(scene, client):
    scene.send(client, "sheet_draft")
    scene.send_photo(client, make_picture())
    scene.send(client, "sheet_submit")
    return Sheet.objects.get()


def test_every_item_is_a_real_form_control(scene, client):
    ItemFactory(section=scene.deduct.section, method=Method.DIRECT, name="直接打分项")
    page = client.get(scene.fill_url).content.decode()
    for control in (
        'data-entry="count"',
        'data-entry="grade"',
        'value="yes" data-entry="passed"',
        'data-entry="points"',
        'data-entry="not_applicable"',
        'data-entry="remark"',
        "data-camera",
    ):
        assert control in page


def test_grades_show_the_points_they_earn(scene):
    [ground, _order] = sheet_sections(scene.round, scene.point, None)
    assert [points(choice.points) for choice in ground.lines[1].choices] == ["10", "6", "0"]


def test_items_of_other_kinds_of_point_are_left_out(scene):
    ItemFactory(section=scene.deduct.section, name="只查学校").kinds.add(PointKindFactory(name="学校"))
    here = ItemFactory(section=scene.deduct.section, name="只查这类")
    here.kinds.add(scene.point.kind)
    names = [line.item.name for section in sheet_sections(scene.round, scene.point, None) for line in section.lines]
    assert "只查这类" in names
    assert "只查学校" not in names


def test_a_fault_of_the_last_visit_counts_its_multiple_on_the_phone_too(scene):
    scene.round.standard.repeat_factor = 2
    scene.round.standard.save()
    earlier = RoundFactory(standard=scene.round.standard, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 9))
    past = SheetFactory(round=earlier, point=scene.point, state=SheetState.SUBMITTED)
    ScoreFactory(sheet=past, item=scene.deduct, count=1, awarded="9.5", maximum=10)
    [ground, _order] = sheet_sections(scene.round, scene.point, None)
    assert ground.lines[0].is_repeated
    assert points(ground.lines[0].each) == "1"


def test_a_point_that_is_done_leads_to_its_sheet_unless_it_is_visited_again(scene, client, handed_in):
    assert client.get(scene.fill_url).url == handed_in.get_absolute_url()
    assert client.get(f"{scene.fill_url}?again=1").status_code == 200


def test_the_own_draft_opens_to_be_filled_in(scene, client):
    scene.send(client, "sheet_draft")
    assert client.get(Sheet.objects.get().get_absolute_url()).url == scene.fill_url


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED])
def test_a_round_that_is_not_open_says_so_and_keeps_the_draft(scene, client, state):
    scene.send(client, "sheet_draft")
    scene.round.state = state
    scene.round.save()
    response = client.get(scene.fill_url)
    assert response.status_code == 409
    assert "您的草稿还在" in response.content.decode()


def test_an_inspector_of_one_village_opens_the_sheet_of_another(scene, client_for, client, inspector, town):
    """Nobody inspects the own unit: whoever has the post in a village visits points beyond it."""
    Post.objects.filter(user=inspector).update(unit=UnitFactory(parent=town.home))
    assert client.get(scene.fill_url).status_code == 200
    assert scene.send(client, "sheet_submit").status_code == 200


def test_a_point_that_was_given_to_somebody_else_says_who_has_it_and_what_to_do(scene, client, town, inspector):
    AssignmentFactory(round=scene.round, point=PointFactory(town=town.home), inspector=inspector)
    scene.round.assignments.filter(point=scene.point).update(inspector=make_person("赵强", Role.INSPECTOR))
    response = client.get(scene.fill_url)
    page = response.content.decode()
    assert response.status_code == 403
    for words in ("现由赵强检查", "请告知创建办", f'data-left="{inspector.pk}:{scene.round.pk}:{scene.point.pk}"'):
        assert words in page


def test_whose_last_point_of_a_round_was_given_away_is_told_too_but_not_of_the_round(scene, client, client_for):
    scene.round.assignments.update(inspector=make_person("赵强", Role.INSPECTOR))
    response = client.get(scene.fill_url)
    assert response.status_code == 404
    assert "请告知创建办" in response.content.decode()
    assert not {"赵强", scene.round.name, scene.point.name} & set(re.findall(r"[\w]+", response.content.decode()))
    assert "请告知创建办" not in client_for("unit").get(scene.fill_url).content.decode()


@pytest.mark.parametrize("secret", ["own unit", "blind"])
def test_nobody_learns_so_who_visits_the_own_unit_or_comes_blind(scene, client, inspector, town, secret):
    AssignmentFactory(round=scene.round, point=PointFactory(town=town.home), inspector=inspector)
    scene.round.assignments.filter(point=scene.point).update(inspector=make_person("赵强", Role.INSPECTOR))
    if secret == "blind":
        terms = {"seed": "a", "seed_hash": "b", "parameters": {}, "keys": {}}
        Draw.objects.create(round=scene.round, earlier=RoundFactory(), committed_at=NOW, **terms)
    else:
        Post.objects.filter(user=inspector).update(unit=town.village)
    response = client.get(scene.fill_url)
    assert response.status_code == 403
    assert "赵强" not in response.content.decode()


def test_a_sheet_reads_what_was_entered_and_what_came_of_it(handed_in, client):
    Photo.objects.update(taken_at=NOW)
    page = client.get(handed_in.get_absolute_url()).content.decode()
    for words in ("78.00", "3处", "8.5 / 10", "不涉及", "刘志强", "整-", "/photos/", ">11月23日 09:00</small>"):
        assert words in page


def test_the_village_reads_its_sheet_once_the_round_is_published(scene, handed_in, client_for):
    url = handed_in.get_absolute_url()
    assert client_for("unit").get(url).status_code == 404
    scene.round.state = RoundState.PUBLISHED
    scene.round.save()
    assert client_for("unit").get(url).status_code == 200
    assert client_for("other_unit").get(url).status_code == 404


def test_the_office_makes_a_sheet_void_with_a_reason(handed_in, client_for):
    office = client_for("office")
    office.post(f"{handed_in.get_absolute_url()}void/", {"reason": " "})
    handed_in.refresh_from_db()
    assert handed_in.state == SheetState.SUBMITTED
    response = office.post(f"{handed_in.get_absolute_url()}void/", {"reason": "查错了点位"}, follow=True)
    handed_in.refresh_from_db()
    assert handed_in.state == SheetState.VOID
    assert "查错了点位" in response.content.decode()


def test_a_text_with_markup_stays_text(scene, client):
    entries = scene.entries(deduct={"count": 3, "remark": "<script>alert(1)</script>"})
    scene.send(client, "sheet_submit", scene.content(entries=entries))
    page = client.get(Sheet.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_cost_does_not_grow_with_the_items(scene, client):
    def one_more_item():
        item = ItemFactory(section=scene.deduct.section, method=Method.GRADE, scale=scene.grade.scale)
        item.kinds.add(scene.point.kind)

    assert_same_query_count(client, scene.fill_url, one_more_item)


def test_the_cost_of_reading_does_not_grow_with_the_items(scene, handed_in, client):
    assert_same_query_count(
        client, handed_in.get_absolute_url(), lambda: ScoreFactory(sheet=handed_in, count=1, awarded=9, maximum=10)
    )


def test_a_second_visit_is_a_second_sheet(scene, client, handed_in):
    AssignmentFactory(round=scene.round, point=PointFactory())
    scene.key = handed_in.key.__class__(int=1)
    assert scene.send(client, "sheet_submit").status_code == 200
    assert sorted(Sheet.objects.values_list("occurrence", flat=True)) == [1, 2]


def imported(module: str) -> set[str]:
    """The names of the static files that a module imports, directly or through another."""
    folder = module.rpartition("/")[0]
    text = Path(finders.find(module)).read_text(encoding="utf-8")
    own = {normpath(f"{folder}/{name}") for name in re.findall(r"^import .*'(\..+\.js)';$", text, re.MULTILINE)}
    return own.union(*(imported(name) for name in own))


def test_the_page_asks_for_all_its_modules_at_once(client, scene):
    page = client.get(scene.fill_url).content.decode()
    asked = re.findall(r'(?:rel="modulepreload" href|async src)="([^"]+)"', page)
    names = [address.removeprefix(settings.STATIC_URL) for address in asked]
    assert sorted(names) == sorted({"js/sheet.js", *imported("js/sheet.js")})


def test_the_page_holds_the_icons_that_it_shows(client, scene):
    scene.grade.scale.grades.update(description="归类摆放")
    page = client.get(scene.fill_url).content.decode()
    shown, held = set(re.findall(r'href="#icon-([^"]+)"', page)), set(re.findall(r'<symbol id="icon-([^"]+)"', page))
    assert shown and shown <= held
    assert "icons.svg" not in page
