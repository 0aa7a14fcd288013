"""An inspector leaves: which visits go over and which may not; drafts, draws, duties that stay separate."""

from datetime import timedelta

import pytest

from core.models import Role, TrailEntry, User
from core.people.handover import open_work
from core.people.leaving import note_leaving, preview
from inspections.draw import Stratum
from inspections.models import Assignment, RoundState, Sheet, SheetState
from inspections.services.draws import commit_draw, faults_of, perform_draw
from rectification.services.permits import why_not
from rectification.transitions import BY_VERB
from tests import factories
from tests.core.people_scene import TODAY, YESTERDAY, give
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(town):
    return make_person("孙丽娟", Role.INSPECTOR, town.home, username="sunlijuan")


@pytest.fixture
def round(town):
    return factories.RoundFactory(territory=town.home)


@pytest.fixture
def visit(round, town, inspector):
    def make(**fields):
        point = fields.pop("point", None) or factories.PointFactory(town=town.home, unit=town.village)
        return factories.AssignmentFactory(**{"round": round, "point": point, "inspector": inspector} | fields)

    return make


@pytest.fixture
def leave(inspector, second, office, now):
    def run(successor=second, **fields):
        wanted = {"person": inspector, "last_day": YESTERDAY, "successor": successor, "posts_go_over": False}
        return note_leaving(**wanted | {"by": office, "now": now} | fields)

    return run


def whose(*visits) -> list[User | None]:
    found = dict(Assignment.objects.values_list("pk", "inspector__display_name"))
    return [found.get(visit.pk) for visit in visits]


def left_because(done) -> list[str]:
    return [piece["why_not"] for kind in done.outcome for piece in kind["left_pieces"]]


def test_open_visits_go_over_and_made_ones_stay(leave, visit, inspector, round):
    to_make, made = visit(), visit()
    factories.SheetFactory(round=round, point=made.point, inspector=inspector, state=SheetState.SUBMITTED)
    leave()
    assert whose(to_make, made) == ["孙丽娟", "刘志强"]
    assert Sheet.objects.get().inspector == inspector
    entry = TrailEntry.objects.about(round).get(verb="hand_over")
    assert entry.changes == {"inspector": ["刘志强", "孙丽娟"]} and to_make.point.name in entry.reason


def test_visits_of_published_rounds_are_history(leave, visit):
    old = visit(round=factories.RoundFactory(state=RoundState.PUBLISHED))
    leave()
    assert whose(old) == ["刘志强"]


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED])
def test_a_round_that_is_opened_or_opened_again_names_nobody_who_left(leave, visit, state, town):
    there = visit(round=factories.RoundFactory(territory=town.home, state=state))
    leave()
    assert whose(there) == ["孙丽娟"]


def test_nobody_takes_a_point_of_their_own_unit_over(leave, visit, second, town):
    give(second, Role.UNIT, town.village)
    own = visit()
    others = visit(point=factories.PointFactory(town=town.home, unit=town.other_village))
    done = leave()
    assert whose(own, others) == [None, "孙丽娟"]
    assert ["孙丽娟" in reason for reason in left_because(done)] == [True]


def test_nor_one_that_comes_with_the_posts_of_who_leaves(leave, visit, inspector, second, town, admin):
    give(inspector, Role.UNIT, town.village)
    planned = preview(person=inspector, last_day=YESTERDAY, successor=second, posts_go_over=True, today=TODAY)
    own = visit()
    planned = preview(person=inspector, last_day=YESTERDAY, successor=second, posts_go_over=True, today=TODAY)
    assert [piece.goes_over for _work, pieces in planned.work for piece in pieces] == [False]
    leave(posts_go_over=True, by=admin)
    assert whose(own) == [None]


def test_the_second_visit_of_a_point_is_somebody_elses(leave, visit, second, round):
    first = visit()
    visit(point=first.point, inspector=second)
    done = leave()
    assert whose(first) == [None] and len(left_because(done)) == 1


def test_who_holds_no_inspectors_post_takes_no_visit(leave, visit, unit, town):
    there = visit()
    leave(successor=unit)
    assert whose(there) == [None]


def test_one_who_gets_the_inspectors_post_takes_the_visits(leave, visit, unit, admin, town):
    there = visit(point=factories.PointFactory(town=town.home, unit=town.other_village))
    planned = preview(person=there.inspector, last_day=YESTERDAY, successor=unit, posts_go_over=True, today=TODAY)
    assert [piece.goes_over for _work, pieces in planned.work for piece in pieces] == [True]
    leave(successor=unit, posts_go_over=True, by=admin)
    assert whose(there) == ["王建国"]


def test_a_preview_says_what_then_happens(leave, visit, inspector, second, town):
    give(second, Role.UNIT, town.village)
    visit(), visit(point=factories.PointFactory(town=town.home, unit=town.other_village))
    planned = preview(person=inspector, last_day=YESTERDAY, successor=second, posts_go_over=False, today=TODAY)
    said = {(work.code, piece.text, piece.why_not) for work, pieces in planned.work for piece in pieces}
    done = leave()
    kept = {
        (kind["code"], piece["text"], piece["why_not"])
        for kind in done.outcome
        for piece in kind["pieces"] + kind["left_pieces"]
    }
    assert said == kept


def test_a_draft_goes_over_to_nobody_and_ends_as_void(leave, visit, inspector, round):
    begun = visit()
    draft = factories.SheetFactory(round=round, point=begun.point, inspector=inspector)
    leave()
    draft.refresh_from_db()
    assert (draft.state, draft.inspector) == (SheetState.VOID, inspector)
    assert whose(begun) == ["孙丽娟"] and TrailEntry.objects.about(draft).get().verb == "void"


def test_after_it_nothing_open_is_left_with_who_left(leave, visit, inspector, round, town, unit):
    for _one in range(3):
        visit()
    begun = visit()
    factories.SheetFactory(round=round, point=begun.point, inspector=inspector)
    assert {work.code: count for work, count in open_work(inspector, TODAY)} == {"sheet_drafts": 1, "visits": 4}
    leave(successor=unit)
    assert open_work(User.objects.get(pk=inspector.pk), TODAY) == []


# ---- draws ----


@pytest.fixture
def draw(town, inspector, office, now):
    """Terms are fixed; only 刘志强 was to inspect."""
    drawn = factories.RoundFactory(territory=town.home, state=RoundState.DRAFT)
    points = [factories.PointFactory(town=town.home, unit=town.other_village) for _one in range(3)]
    return commit_draw(
        round=drawn, points=points, inspectors=[inspector], stratum=Stratum.KIND, least=1, size=3, twice=0,
        seed="1" * 64, by=office, now=now, today=TODAY,
    )  # fmt: skip


def test_a_drawn_visit_that_went_over_is_no_fault_of_the_draw(leave, draw, office, now):
    perform_draw(round=draw.round, by=office, now=now)
    leave()
    draw.refresh_from_db()
    assert set(draw.round.assignments.values_list("inspector__display_name", flat=True)) == {"孙丽娟"}
    assert faults_of(draw) == []


def test_one_that_was_taken_away_still_is(leave, draw, office, now):
    perform_draw(round=draw.round, by=office, now=now)
    leave(successor=None)
    draw.refresh_from_db()
    assert len(faults_of(draw)) == 1


def test_a_draw_held_after_somebody_left_gives_the_visits_on(leave, draw, office, now, inspector, second):
    planned = preview(person=inspector, last_day=YESTERDAY, successor=second, posts_go_over=False, today=TODAY)
    assert [work.code for work, _pieces in planned.work] == ["draws"]
    leave()
    perform_draw(round=draw.round, by=office, now=now + timedelta(hours=1))
    draw.refresh_from_db()
    assert set(draw.round.assignments.values_list("inspector__display_name", flat=True)) == {"孙丽娟"}
    assert faults_of(draw) == []


# ---- duties stay separate ----


def test_who_wrote_progress_does_not_check_it_after_a_handover_either(town, office, leader, admin, now):
    task = factories.TaskFactory(
        responsible_unit=town.village, state="submitted", person=str(office), pass_started_at=now - timedelta(days=2)
    )
    heir = make_person("陈静", Role.OFFICE, town.home, username="chenjing")
    for by in (office, heir):
        TrailEntry.objects.create(subject=task, by=by, by_name=str(by), verb="progress", at=now - timedelta(days=1))
    note_leaving(person=office, last_day=YESTERDAY, successor=heir, posts_go_over=False, by=admin, now=now)
    task.refresh_from_db()
    assert task.person == "陈静"
    assert why_not(task, BY_VERB["close"], User.objects.get(pk=heir.pk))
    third = make_person("赵文斌", Role.INSPECTOR, town.home)
    assert why_not(task, BY_VERB["close"], third) is None
    assert why_not(task, BY_VERB["close"], User.objects.get(pk=admin.pk))  # handing over gave no right


def test_the_successor_in_the_unit_does_not_check_its_work(town, unit, office, now):
    task = factories.TaskFactory(responsible_unit=town.village, state="submitted", person=str(unit))
    heir = make_person("何大勇", Role.UNIT, town.village)
    give(heir, Role.INSPECTOR, town.home)
    note_leaving(person=unit, last_day=YESTERDAY, successor=heir, posts_go_over=False, by=office, now=now)
    assert why_not(task, BY_VERB["close"], User.objects.get(pk=heir.pk))
