"""The office at a desk: a standard, a round, its points and inspectors; it is opened, closed, published."""

import pytest
from playwright.sync_api import expect

from inspections.models import Assignment, Method, Round, RoundState, Standard
from tests.factories import ItemFactory, PointFactory, RoundFactory, SectionFactory, StandardFactory
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)


def test_look(desk, phone, town, inspector, office, leader, shots, axe, no_sideways_scroll):
    scene = make_scene(town, inspector)
    PointFactory(town=town.home, unit=town.other_village)
    new = StandardFactory(name="试行细则")
    section = SectionFactory(standard=new, name="第一节")
    ItemFactory(section=section, method=Method.GRADE)
    draft = RoundFactory(territory=town.home, name="12月街道自查", state="draft", standard=new)
    pages = {
        "rounds": "/inspections/",
        "round": f"/inspections/rounds/{scene.round.pk}/",
        "round-draft": f"/inspections/rounds/{draft.pk}/",
        "round-edit": f"/inspections/rounds/{draft.pk}/edit/",
        "round-new": "/inspections/rounds/new/",
        "assignments": f"/inspections/rounds/{scene.round.pk}/assignments/",
        "assign": f"/inspections/rounds/{scene.round.pk}/assignments/new/",
        "round-sheets": f"/inspections/rounds/{scene.round.pk}/sheets/",
        "points": "/inspections/points/",
        "point": f"/inspections/points/{scene.point.pk}/",
        "point-edit": f"/inspections/points/{scene.point.pk}/edit/",
        "standards": "/inspections/standards/",
        "standard": f"/inspections/standards/{scene.round.standard.pk}/",
        "standard-edit": f"/inspections/standards/{new.pk}/edit/",
        "standard-items": f"/inspections/standards/{new.pk}/sections/{section.pk}/",
        "standard-scales": f"/inspections/standards/{new.pk}/scales/",
    }
    trouble = []
    for page, kind in ((desk("office"), "desk"), (phone("office"), "phone")):
        for name, path in pages.items():
            page.goto(path)
            shots(page, f"o-{name}-{kind}")
            for check in (axe, no_sideways_scroll):
                try:
                    check(page)
                except AssertionError as error:
                    trouble.append(str(error)[:600])
    assert not trouble, "\n".join(trouble)
