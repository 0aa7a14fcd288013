"""visible_to(user) of every record: the town, one's own, the neighbour, nobody."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from core.models import Role
from facilities.models import Point, PointResponsibility
from inspections.models import Basis, Round, RoundResult, RoundState, Score, Sheet, SheetState
from rectification.models import Finding, RectificationTask
from rectification.transitions import State
from tests.factories import (
    AssignmentFactory,
    PointFactory,
    RoundFactory,
    RoundResultFactory,
    ScoreFactory,
    SheetFactory,
    TaskFactory,
    UserFactory,
    make_person,
)

pytestmark = pytest.mark.django_db

OWN_APPS = ("core", "campaign", "facilities", "rectification", "inspections")


def seen(model, user) -> int:
    return model.objects.visible_to(user).count()


def test_nobody_sees_a_row_without_signing_in(town):
    TaskFactory(finding__town=town.home)
    ScoreFactory(sheet__round__state=RoundState.PUBLISHED)
    RoundResultFactory()
    models = [
        m for name in OWN_APPS for m in apps.get_app_config(name).get_models() if hasattr(m.objects, "visible_to")
    ]
    assert RectificationTask in models
    for model in models:
        if model.__name__ not in ("Photo", "Paper"):  # asked through their records
            assert seen(model, AnonymousUser()) == 0, model


@pytest.mark.parametrize("state", RoundState.values)
def test_a_round_is_for_its_town_until_it_is_published(town, office, unit, inspector, state):
    round = RoundFactory(territory=town.home, state=state)
    published = int(state == RoundState.PUBLISHED)
    assert seen(Round, office) == 1
    assert seen(Round, unit) == seen(Round, inspector) == published
    assert seen(Round, make_person("外人", Role.OFFICE, town.peer)) == published
    AssignmentFactory(round=round, inspector=inspector)
    assert seen(Round, inspector) == 1


def test_results_are_for_everybody_once_published(town, office, unit):
    RoundResultFactory(round=RoundFactory(territory=town.home, state=RoundState.CLOSED), basis=Basis.TERRITORY)
    assert (seen(RoundResult, office), seen(RoundResult, unit)) == (1, 0)
    Round.objects.update(state=RoundState.PUBLISHED)
    assert seen(RoundResult, unit) == 1


def test_a_sheet_is_for_the_town_its_inspector_and_once_published_for_the_unit(
    town, office, leader, inspector, unit, other_unit
):
    point = PointFactory(town=town.home, unit=town.village)
    sheet = SheetFactory(
        round=RoundFactory(territory=town.home), point=point, inspector=inspector, state=SheetState.SUBMITTED
    )
    ScoreFactory(sheet=sheet)
    assert [seen(Sheet, person) for person in (office, leader, inspector, unit, other_unit)] == [1, 1, 1, 0, 0]
    Round.objects.update(state=RoundState.PUBLISHED)
    assert [seen(Score, person) for person in (office, inspector, unit, other_unit)] == [1, 1, 1, 0]
    sheet.departments.add(town.other_village)
    assert seen(Sheet, other_unit) == 1
    assert seen(Sheet, make_person("另一检查员", Role.INSPECTOR, town.home)) == 0


def test_a_task_is_for_the_town_and_the_responsible_unit(town, office, leader, inspector, unit, other_unit):
    task = TaskFactory(finding__town=town.home, responsible_unit=town.village, state=State.ASSIGNED)
    everybody = (office, leader, unit, other_unit, inspector)
    assert [seen(RectificationTask, person) for person in everybody] == [1, 1, 1, 0, 0]
    assert [seen(Finding, person) for person in everybody] == [1, 1, 1, 0, 0]
    assert seen(RectificationTask, make_person("外人", Role.LEADER, town.peer)) == 0
    task.state = State.SUBMITTED
    task.save()
    assert seen(RectificationTask, inspector) == 1


def test_an_inspector_follows_what_came_of_the_own_findings(town, inspector):
    TaskFactory(finding__town=town.home, finding__found_by=inspector)
    assert seen(RectificationTask, inspector) == seen(Finding, inspector) == 1


def test_a_unit_sees_the_points_on_its_ground_in_its_charge_and_that_it_answers_for(town, unit, other_unit, office):
    PointFactory(town=town.home, unit=town.village, in_charge=None)
    PointFactory(town=town.home, unit=None, in_charge=town.village)
    answered = PointFactory(town=town.home, unit=None, in_charge=None)
    PointResponsibility.objects.create(point=answered, unit=town.village)
    assert [seen(Point, person) for person in (office, unit, other_unit)] == [3, 3, 0]


def test_somebody_without_a_post_sees_published_results_only(town):
    stranger = UserFactory()
    RoundResultFactory(round__territory=town.home)
    TaskFactory(finding__town=town.home)
    assert (seen(RoundResult, stranger), seen(RectificationTask, stranger), seen(Point, stranger)) == (1, 0, 0)
