"""The 7 to 21 days of a blind revisit: shown on the phone, refused before, taken and named afterwards."""

from datetime import date, timedelta

import pytest

from core.errors import DomainError
from inspections.models import Assignment, Level, Sheet, SheetState
from inspections.selectors.visits import visits_of
from inspections.services.draws import untimely_visits
from inspections.services.rounds import publication_problems
from inspections.services.sheets import submit_sheet
from tests.factories import NOW, AssignmentFactory, PointFactory
from tests.inspections.scenes import make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]

TODAY = date(2026, 11, 23)


@pytest.fixture
def scene(town, inspector):
    scene = make_scene(town, inspector)
    scene.round.level = Level.REVISIT
    scene.round.save()
    return scene


@pytest.fixture
def client(client_for):
    return client_for("inspector")


def days(first, last):
    """The visit's days, counted from today."""
    around = {"visit_from": TODAY + timedelta(days=first), "visit_until": TODAY + timedelta(days=last)}
    Assignment.objects.update(**around)


@pytest.mark.parametrize(("first", "last"), [(0, 14), (-14, 0), (0, 0)])
def test_the_first_and_the_last_day_belong_to_the_term(scene, client, inspector, first, last):
    days(first, last)
    visit = visits_of(inspector, TODAY).to_visit[0]
    assert (visit.is_early, visit.is_over) == (False, False)
    assert scene.send(client, "sheet_submit").status_code == 200
    assert untimely_visits(scene.round) == 0


def test_before_its_first_day_a_revisit_is_refused_and_the_draft_stays(scene, client):
    days(3, 17)
    assert scene.send(client, "sheet_draft", method="PUT").status_code == 200
    response = scene.send(client, "sheet_submit")
    assert response.status_code == 409
    answer = response.json()
    assert "11月26日" in answer["errors"][0]["message"]
    assert "手机" in answer["errors"][0]["message"]
    assert "sheet_url" not in answer  # the phone forgets what the server says it has
    sheet = Sheet.objects.get()
    assert (sheet.state, sheet.scores.count()) == (SheetState.DRAFT, 4)
    days(0, 14)
    assert scene.send(client, "sheet_submit").status_code == 200
    assert Sheet.objects.get().state == SheetState.SUBMITTED


def test_a_declared_visit_in_the_future_opens_nothing(scene, client):
    days(3, 17)
    content = scene.content(visited_at="2026-11-27T01:00:00Z")
    assert scene.send(client, "sheet_submit", content).status_code == 409


def test_the_day_changes_at_midnight_of_the_town(scene, inspector):
    days(0, 14)
    sent = {"key": scene.key, "round": scene.round, "point": scene.point, "inspector": inspector, "entries": {}}
    with pytest.raises(DomainError) as error:
        submit_sheet(now=NOW - timedelta(hours=9, minutes=1), **sent)  # 22 November, 23:59 in Shanghai
    assert error.value.code == "too_early"


def test_after_the_last_day_it_is_taken_and_named_before_publication(scene, client):
    days(-16, -2)
    assert scene.send(client, "sheet_submit").status_code == 200
    assert Sheet.objects.get().state == SheetState.SUBMITTED
    assert untimely_visits(scene.round) == 1
    assert any("7至21天" in problem or "7 to 21 days" in problem for problem in publication_problems(scene.round))


def test_a_sheet_that_came_in_answers_again_whatever_its_days_are(scene, client):
    first = scene.send(client, "sheet_submit")
    days(3, 17)
    assert scene.send(client, "sheet_submit").json() == first.json()


@pytest.mark.parametrize(
    ("first", "last", "mark", "day"),
    [(3, 17, "11月26日起", "11月26日"), (-16, -2, "截至11月21日", "11月21日"), (0, 14, "", ""), (-14, 0, "", "")],
)
def test_the_phone_marks_what_lies_outside_its_days(scene, client, first, last, mark, day):
    days(first, last)
    page, sheet = client.get("/inspections/mine/").text, client.get(scene.fill_url).text
    page, _marks_of_the_phone, _patterns = page.partition("<template data-mark")
    assert ('class="tag tag--line"' in page or 'class="tag tag--ink"' in page) == bool(mark)
    assert ("data-revisit-days" in sheet) == bool(mark)
    assert mark in page
    assert day in sheet


def test_what_cannot_be_handed_in_yet_stands_last(scene, inspector):
    days(3, 17)
    AssignmentFactory(round=scene.round, point=PointFactory(code="Z9", name="今天的点位"), inspector=inspector)
    assert [visit.point.name for visit in visits_of(inspector, TODAY).to_visit] == ["今天的点位", "集镇农贸市场"]


def test_a_round_without_days_is_never_early_or_over(scene, client, inspector):
    visit = visits_of(inspector, TODAY).to_visit[0]
    assert (visit.is_early, visit.is_over) == (False, False)
    assert scene.send(client, "sheet_submit").status_code == 200
