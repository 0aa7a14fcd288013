"""The inspector's first page: what is to be visited, begun, done."""

from datetime import date

import pytest

from core.models import Role
from inspections.models import RoundState, Sheet, SheetState
from inspections.selectors.visits import visits_of
from tests.factories import AssignmentFactory, PointFactory, RoundFactory, SheetFactory, make_person
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def names(visits) -> list[str]:
    return [visit.point.name for visit in visits]


def test_a_point_moves_from_to_visit_to_begun_to_done(scene, inspector):
    assert names(visits_of(inspector, TODAY).to_visit) == ["集镇农贸市场"]
    sheet = SheetFactory(round=scene.round, point=scene.point, inspector=inspector)
    assert names(visits_of(inspector, TODAY).drafts) == ["集镇农贸市场"]
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.SUBMITTED, submitted_at=sheet.started_at)
    visits = visits_of(inspector, TODAY)
    assert (visits.drafts, visits.to_visit, names(visits.done)) == ([], [], ["集镇农贸市场"])


def test_a_second_visit_that_is_begun_comes_before_the_first_that_is_done(scene, inspector):
    for state in (SheetState.SUBMITTED, SheetState.DRAFT):
        SheetFactory(round=scene.round, point=scene.point, inspector=inspector, state=state)
    visits = visits_of(inspector, TODAY)
    assert names(visits.drafts) == ["集镇农贸市场"]
    assert visits.done == []


def test_a_void_sheet_leaves_the_point_to_be_visited(scene, inspector):
    SheetFactory(round=scene.round, point=scene.point, inspector=inspector, state=SheetState.VOID)
    assert names(visits_of(inspector, TODAY).to_visit) == ["集镇农贸市场"]


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.PUBLISHED])
def test_only_open_rounds_are_listed(town, inspector, state):
    AssignmentFactory(round=RoundFactory(state=state), inspector=inspector)
    assert visits_of(inspector, TODAY).total == 0


def test_points_stand_by_round_and_code(town, inspector):
    later = RoundFactory(starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 27))
    sooner = RoundFactory(starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 27))
    for round, code in ((later, "A1"), (sooner, "B2"), (sooner, "B1")):
        AssignmentFactory(round=round, point=PointFactory(code=code, name=f"点{code}"), inspector=inspector)
    assert names(visits_of(inspector, TODAY).to_visit) == ["点B1", "点B2", "点A1"]


def test_what_others_have_to_visit_or_have_begun_is_not_mine(scene, town, client_for):
    other = make_person("赵强", Role.INSPECTOR)
    AssignmentFactory(round=scene.round, point=PointFactory(name="别人的点位"), inspector=other)
    SheetFactory(round=scene.round, point=scene.point, inspector=other)
    page = client_for("inspector").get("/inspections/mine/").content.decode()
    assert "集镇农贸市场" in page
    assert "别人的点位" not in page
    assert scene.fill_url in page


def test_an_empty_page_says_who_assigns_points(inspector, client_for):
    assert "由创建办分配" in client_for("inspector").get("/inspections/mine/").content.decode()


def test_the_cost_does_not_grow_with_the_points(town, inspector, client_for):
    round = RoundFactory()
    assert_same_query_count(
        client_for("inspector"), "/inspections/mine/", lambda: AssignmentFactory(round=round, inspector=inspector)
    )
