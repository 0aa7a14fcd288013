"""What a kind of project should move: kept by the office, with the trail."""

import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowed
from core.models import TrailEntry
from facilities.models import ProjectKind
from inspections.models import ExpectedEffect
from inspections.services.effects import set_expected_effects
from tests.factories import NOW, ItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return ProjectKind.objects.create(name="绿化")


@pytest.fixture
def items():
    return [ItemFactory(code=code, name=name) for code, name in (("绿-1", "无枯死"), ("绿-2", "无缺株"))]


def codes(kind):
    return set(ExpectedEffect.objects.filter(kind=kind).values_list("item_code", flat=True))


def test_the_office_names_the_items_and_the_trail_keeps_what_changed(kind, items, office):
    set_expected_effects(kind=kind, codes=["绿-1"], by=office, now=NOW)
    set_expected_effects(kind=kind, codes=["绿-1", "绿-2"], by=office, now=NOW)
    assert codes(kind) == {"绿-1", "绿-2"}
    assert TrailEntry.objects.about(kind).filter(verb="set_effects").count() == 2


def test_naming_the_same_again_leaves_no_entry(kind, items, office):
    for _again in range(2):
        set_expected_effects(kind=kind, codes=["绿-1"], by=office, now=NOW)
    assert TrailEntry.objects.about(kind).filter(verb="set_effects").count() == 1


def test_an_item_that_no_standard_has_is_refused(kind, items, office):
    with pytest.raises(DomainError):
        set_expected_effects(kind=kind, codes=["没有"], by=office, now=NOW)
    assert not codes(kind)


def test_only_the_office_decides(kind, items, unit):
    with pytest.raises(NotAllowed):
        set_expected_effects(kind=kind, codes=["绿-1"], by=unit, now=NOW)


def test_the_page_shows_and_saves_what_was_ticked(kind, items, client_for):
    url = reverse("inspections:effects_edit", args=[kind.pk])
    assert client_for("office").post(url, {"codes": ["绿-2"]}).status_code == 302
    assert codes(kind) == {"绿-2"}
    assert "无缺株" in client_for("leader").get(reverse("inspections:effects")).content.decode()


def test_nonsense_is_refused_in_words_and_keeps_the_ticks(kind, items, client_for):
    answer = client_for("office").post(
        reverse("inspections:effects_edit", args=[kind.pk]), {"codes": ["绿-2", "9" * 26]}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["codes"]
    assert not codes(kind)
