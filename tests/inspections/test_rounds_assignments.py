"""Who visits which point: evenly, never the own unit, changed only while it harms no sheet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError, NotAllowed
from core.models import Role
from facilities.models import Point
from inspections.draw import Stratum
from inspections.models import Assignment, Draw, RoundState
from inspections.services.assignments import assign_points, may_be_assigned, remove_assignment, spread
from inspections.services.draws import commit_draw, perform_draw
from tests.factories import (
    NOW,
    AssignmentFactory,
    PointFactory,
    PointKindFactory,
    PostFactory,
    RoundFactory,
    SheetFactory,
    make_person,
)
from tests.queries import assert_same_query_count

TODAY = date(2026, 11, 23)


class FakePoint:
    """A point with nothing but its key and the paths of its units."""

    def __init__(self, pk, path):
        self.pk, self.unit, self.in_charge = pk, type("Unit", (), {"path": path}), None
        self.responsible = type("Many", (), {"all": staticmethod(list)})


@given(
    paths=st.lists(st.sampled_from(["0001", "00010001", "00010002", "0002"]), max_size=30),
    own=st.dictionaries(st.integers(1, 4), st.lists(st.sampled_from(["00010001", "0002"]), max_size=1)),
)
def test_nobody_gets_the_own_unit_and_the_spread_is_even_where_all_may_go(paths, own):
    points = [FakePoint(number, path) for number, path in enumerate(paths)]
    chosen = spread(points, [1, 2, 3, 4], {}, own)
    assert chosen.keys() == {point.pk for point in points}
    for point in points:
        assert not any(point.unit.path.startswith(path) for path in own.get(chosen[point.pk], ()))
    if not any(own.values()):
        counts = [list(chosen.values()).count(one) for one in (1, 2, 3, 4)]
        assert max(counts) - min(counts) <= 1


def test_whoever_has_fewest_so_far_is_next():
    chosen = spread([FakePoint(1, "0001"), FakePoint(2, "0001")], [7, 8], {7: 5, 8: 1}, {})
    assert chosen == {1: 8, 2: 8}


@pytest.fixture
def round(town):
    return RoundFactory(territory=town.home, state=RoundState.DRAFT)


def points_of(town, *units):
    for unit in units:
        PointFactory(town=town.home, unit=unit)
    return Point.objects.select_related("unit", "in_charge").prefetch_related("responsible").order_by("pk")


def assign(round, office, points, inspectors):
    return assign_points(round=round, points=points, inspectors=inspectors, by=office, now=NOW, today=TODAY)


@pytest.mark.django_db
def test_an_inspector_with_a_post_in_the_village_does_not_inspect_it(town, office, round, inspector):
    PostFactory(user=inspector, role=Role.UNIT, unit=town.village)
    outcome = assign(round, office, points_of(town, town.village, town.other_village), [inspector])
    assert outcome.made == 1
    assert [point.unit for point in outcome.left] == [town.village]
    assert Assignment.objects.get().point.unit == town.other_village


@pytest.mark.django_db
def test_assigning_again_leaves_what_is_there(town, office, round, inspector):
    points = points_of(town, town.village)
    assert assign(round, office, points, [inspector]).made == 1
    again = assign(round, office, points, [make_person("赵强", Role.INSPECTOR)])
    assert (again.made, again.known) == (0, 1)
    assert Assignment.objects.get().inspector == inspector


@pytest.mark.django_db
@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.PUBLISHED])
def test_a_round_that_is_over_gets_no_points(town, office, inspector, state):
    with pytest.raises(DomainError):
        assign(RoundFactory(territory=town.home, state=state), office, points_of(town, town.village), [inspector])


@pytest.mark.django_db
def test_only_the_office_assigns(town, round, inspector, leader):
    with pytest.raises(NotAllowed):
        assign(round, leader, points_of(town, town.village), [inspector])


@pytest.mark.django_db
def test_who_can_be_assigned_holds_an_inspectors_post_here_today(town, round, inspector, office):
    make_person("别镇的", Role.INSPECTOR, town.peer)
    ended = make_person("离任的", Role.INSPECTOR, town.home)
    ended.posts.update(ends_on=date(2026, 1, 1))
    left = make_person("停用的", Role.INSPECTOR, town.home)
    left.is_active = False
    left.save()
    assert list(may_be_assigned(round, TODAY)) == [inspector]


@pytest.mark.django_db
def test_an_assignment_with_a_sheet_stays(town, office, round, inspector):
    free, begun = (AssignmentFactory(round=round, inspector=inspector) for _ in range(2))
    SheetFactory(round=round, point=begun.point, inspector=inspector)
    remove_assignment(assignment=free, by=office, now=NOW)
    with pytest.raises(DomainError):
        remove_assignment(assignment=begun, by=office, now=NOW)
    assert list(Assignment.objects.all()) == [begun]
    begun.round.sheets.update(state="void")
    remove_assignment(assignment=begun, by=office, now=NOW)  # else nobody else could ever visit the point
    assert not Assignment.objects.exists()


@pytest.mark.django_db
def test_the_form_takes_kinds_units_and_codes_together(town, round, inspector, client_for):
    school = PointKindFactory(name="学校")
    wanted = PointFactory(town=town.home, unit=town.village, kind=school, code="X1")
    PointFactory(town=town.home, unit=town.village, code="X2")
    PointFactory(town=town.home, unit=town.other_village, kind=school, code="X3")
    PointFactory(town=town.home, unit=town.village, kind=school, code="X4", is_active=False)
    fields = {"inspectors": [inspector.pk], "kinds": [school.pk], "units": [town.village.pk], "codes": ""}
    response = client_for("office").post(f"/inspections/rounds/{round.pk}/assignments/new/", fields, follow=True)
    assert "已分派1个点位" in response.content.decode()
    assert Assignment.objects.get().point == wanted


@pytest.mark.django_db
def test_a_code_that_is_not_there_is_named(town, round, inspector, client_for):
    PointFactory(town=town.home, unit=town.village, code="X1")
    url = f"/inspections/rounds/{round.pk}/assignments/new/"
    response = client_for("office").post(url, {"inspectors": [inspector.pk], "codes": "X1，X9"})
    assert "X9" in response.content.decode()
    assert Assignment.objects.count() == 0


@pytest.mark.django_db
def test_nothing_chosen_or_a_stranger_chosen_is_refused(town, round, inspector, unit, client_for):
    PointFactory(town=town.home, unit=town.village)
    url = f"/inspections/rounds/{round.pk}/assignments/new/"
    for inspectors in ([], [unit.pk], ["x"]):
        assert client_for("office").post(url, {"inspectors": inspectors}).context["form"].errors
    assert Assignment.objects.count() == 0


@pytest.mark.django_db
def test_the_list_names_nobody_by_how_much_they_did(town, round, inspector, client_for):
    """Places are ranked, people never: it can't be ordered by inspector."""
    AssignmentFactory(round=round, inspector=inspector)
    response = client_for("office").get(f"/inspections/rounds/{round.pk}/assignments/?sort=inspector")
    assert response.context["sort"] == "point"


@pytest.mark.django_db
def test_the_cost_of_the_list_does_not_grow(town, round, inspector, client_for):
    url = f"/inspections/rounds/{round.pk}/assignments/"
    assert_same_query_count(client_for("office"), url, lambda: AssignmentFactory(round=round, inspector=inspector))


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["inspectors", "kinds", "units"])
def test_a_key_that_no_database_holds_is_refused_in_words(client_for, round, field):
    page = client_for("office").post(f"/inspections/rounds/{round.pk}/assignments/new/", {field: "9" * 26})
    assert page.status_code == 200
    assert page.context["form"].errors[field]


# ---- by hand in a round that was drawn ----


@pytest.fixture
def revisit(town, office, inspector):
    """Of three points one was visited by 检查员 on the 12th, one 40 days before, and one never."""
    earlier = RoundFactory(
        territory=town.home, level="self_check", state=RoundState.CLOSED, starts_on=date(2026, 10, 1), ends_on=date(2026, 11, 15)
    )  # fmt: skip
    points = list(points_of(town, town.village, town.village, town.village))
    for point, days in zip(points, (11, 40), strict=False):
        at = NOW - timedelta(days=days)
        SheetFactory(round=earlier, point=point, inspector=inspector, state="submitted", submitted_at=at)
    round = RoundFactory(territory=town.home, level="revisit", state=RoundState.DRAFT)
    keys = {"inspectors": [], "points": {}}
    Draw.objects.create(
        round=round, earlier=earlier, seed="a" * 64, parameters={}, keys=keys, committed_at=NOW, performed_at=NOW
    )
    return round


@pytest.mark.django_db
def test_a_blind_revisit_given_out_by_hand_is_another_inspector_s_on_its_days(town, office, revisit, inspector):
    points = list(Point.objects.select_related("unit", "in_charge").prefetch_related("responsible").order_by("pk"))
    assert assign(revisit, office, points, [inspector]).left == points
    other = make_person("赵强", Role.INSPECTOR)
    outcome = assign(revisit, office, points, [inspector, other])
    assert (outcome.made, outcome.left) == (1, points[1:])
    visit = Assignment.objects.get()
    assert (visit.inspector, visit.point) == (other, points[0])
    assert (visit.visit_from, visit.visit_until) == (date(2026, 11, 19), min(date(2026, 12, 3), revisit.ends_on))


@pytest.mark.django_db
def test_a_point_drawn_for_two_gets_a_second_one_again(town, office, inspector):
    others = [inspector, make_person("孙丽娟", Role.INSPECTOR), make_person("赵文斌", Role.INSPECTOR)]
    round = RoundFactory(territory=town.home, state=RoundState.DRAFT)
    points = points_of(town, town.village, town.village)
    terms = {"stratum": Stratum.KIND, "least": 0, "size": 2, "twice": 100, "seed": "a" * 64}
    commit_draw(
        round=round,
        points=points.select_related("kind"),
        inspectors=others[:2],
        by=office,
        now=NOW,
        today=TODAY,
        **terms,
    )
    perform_draw(round=round, by=office, now=NOW)
    assert assign(round, office, points, others).made == 0
    gone = round.assignments.filter(inspector=inspector).first()
    remove_assignment(assignment=gone, by=office, now=NOW)
    outcome = assign(round, office, points, [others[1]])
    assert (outcome.made, [point.pk for point in outcome.left]) == (0, [gone.point_id]), (
        "the other visit is theirs already"
    )
    assert assign(round, office, points, others[1:]).made == 1
    assert set(round.assignments.filter(point=gone.point_id).values_list("inspector", flat=True)) == {
        others[1].pk,
        others[2].pk,
    }
