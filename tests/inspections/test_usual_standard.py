"""The usual standard: shown first, taken as a draft of a name that is free, with the words that its items use."""

import csv

import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowed
from core.usual_words.offered import LISTS
from facilities.models import PointKind
from inspections.imports.standard.draft import draft_of
from inspections.imports.standard.usual import FILE, take_usual_standard, usual_name, usual_standard
from inspections.models import Item, Method, Standard
from rectification.models import Limit, ProblemKind

pytestmark = pytest.mark.django_db
NAME = "枫河街道集镇文明创建考核细则"


@pytest.fixture
def take(office, now):
    return lambda name=NAME, by=office: take_usual_standard(name=name, by=by, now=now)


def usual_words(code: str) -> set[str]:
    with (LISTS / f"{code}.csv").open(encoding="utf-8", newline="") as file:
        return {row["名称"] for row in csv.DictReader(file)}


def test_it_comes_in_whole_and_may_be_changed(take):
    standard = take()
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (standard.name, standard.version, standard.is_frozen) == (NAME, 1, False)
    assert draft_of(standard).items == usual_standard().draft.items and len(rows) == standard.items.count()
    assert set(standard.items.values_list("method", flat=True)) == set(Method.values) - {Method.BONUS}
    assert [grade.label for grade in standard.scales.get().grades.order_by("-share")] == ["好", "一般", "差"]


def test_every_kind_of_point_that_is_usual_has_items_of_its_own(take):
    take()
    for name in usual_words("point-kinds"):
        assert Item.objects.filter(kinds__name=name).exists(), name


def test_the_words_of_its_items_come_with_it_and_are_usual_ones(take):
    usual = usual_standard()
    assert set(usual.point_kinds) <= usual_words("point-kinds")
    assert set(usual.problem_kinds) <= usual_words("problem-kinds")
    take()
    assert set(PointKind.objects.values_list("name", flat=True)) == set(usual.point_kinds)
    assert Limit.objects.filter(kind__name="市容环卫").count() == 3
    assert (usual_standard().point_kinds, usual_standard().problem_kinds) == ([], [])


def test_the_offices_own_words_stay_and_a_retired_one_stays_retired(take):
    PointKind.objects.create(name="村组", is_active=False)
    own = ProblemKind.objects.create(name="市容环卫")
    take()
    assert not PointKind.objects.get(name="村组").is_active
    assert not Limit.objects.filter(kind=own).exists()
    assert Item.objects.get(code="HW-01").problem_kind == own


def test_a_name_that_is_taken_is_refused_and_nothing_is_written_over(take):
    standard = take()
    Item.objects.filter(standard=standard, code="HW-01").update(max_points=3)
    with pytest.raises(DomainError):
        take()
    assert Standard.objects.count() == 1 and Item.objects.get(code="HW-01").max_points == 3
    assert take("另一份细则").version == 1


def test_only_those_who_keep_the_settings_take_it(take, leader):
    with pytest.raises(NotAllowed):
        take(by=leader)
    assert not Standard.objects.exists() and not PointKind.objects.exists()


def test_the_first_day_leads_to_it_and_it_to_the_standard(client_for, office, frozen_now):
    client, page = client_for("office"), reverse("inspections:standard_usual")
    for door in ("ready", "inspections:standards", "inspections:standard_new"):
        assert page in client.get(reverse(door)).content.decode(), door
    shown = client.get(page).content.decode()
    assert usual_name() == NAME and NAME in shown and "活禽区与其他区分开" in shown and "一并加入" in shown
    made = client.post(page, {"name": f" {NAME} "})
    assert made.headers["Location"] == Standard.objects.get(name=NAME).get_absolute_url()
    again = client.post(page, {"name": NAME})
    assert again.status_code == 200 and "is-invalid" in again.content.decode()
    assert "一并加入" not in again.content.decode()
