"""Blind means not reachable: before a blind revisit is closed, what was found at its points is kept from its inspector."""

import pytest
from django.urls import reverse

from core.attachments.photos import store_photo
from core.models import PhotoPurpose, Role, User
from inspections.models import Amendment, Appeal, Assignment, Draw, Level, Round, RoundState, SheetState
from inspections.selectors.points import point_page
from rectification.models import Finding, RectificationTask, RootCause
from rectification.transitions import State
from tests.factories import (
    NOW,
    AssignmentFactory,
    FindingFactory,
    PointFactory,
    PostFactory,
    RoundFactory,
    ScoreFactory,
    TaskFactory,
    make_person,
    make_picture,
)
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]

LIST = reverse("rectification:list")


@pytest.fixture
def point(town):
    return PointFactory(unit=town.village, in_charge=town.village, name="集镇农贸市场")


def waiting(point, unit, found_by=None):
    """A task that waits for its recheck."""
    place = {"point": point, "unit": unit, "place": "" if point else "老街"}
    return TaskFactory(
        state=State.SUBMITTED, passes=1, submitted_at=NOW, responsible_unit=unit,
        finding=FindingFactory(found_by=found_by, **place),
    )  # fmt: skip


@pytest.fixture
def task(town, point):
    return waiting(point, town.village)


@pytest.fixture
def revisit(town, point, inspector):
    """A blind revisit of the point is ahead of the inspector."""
    earlier = RoundFactory(territory=town.home, level=Level.CLEANING, state=RoundState.CLOSED)
    round = RoundFactory(territory=town.home, level=Level.REVISIT)
    AssignmentFactory(round=round, point=point, inspector=inspector)
    Draw.objects.create(
        round=round, earlier=earlier, seed="a" * 64, parameters={}, keys={}, committed_at=NOW, performed_at=NOW
    )
    return round


def sees(user, task):
    return RectificationTask.objects.visible_to(user).contains(task)


def test_no_page_shows_the_task_while_the_revisit_is_ahead(client_for, task, revisit):
    browser = client_for("inspector")
    address = task.get_absolute_url()
    for state in (RoundState.DRAFT, RoundState.OPEN):
        Round.objects.filter(pk=revisit.pk).update(state=state)
        assert browser.get(address).status_code == 404
        for page in (LIST, f"{LIST}?state=all", f"{LIST}?q={task.number}", task.finding.point.get_absolute_url()):
            response = browser.get(page)
            assert response.status_code == 200
            assert address not in response.text
        ledger = b"".join(browser.get(f"{LIST}?format=csv").streaming_content).decode()
        assert task.number not in ledger
    Round.objects.filter(pk=revisit.pk).update(state=RoundState.CLOSED)
    assert browser.get(address).status_code == 200
    assert address in browser.get(LIST).text


def test_a_step_of_a_withheld_task_is_out_of_reach(client_for, task, revisit):
    step = reverse("rectification:perform", args=[task.pk, "close"])
    browser = client_for("inspector")
    assert browser.get(step).status_code == browser.post(step, {"note": "现场干净"}).status_code == 404
    task.refresh_from_db()
    assert task.state == State.SUBMITTED


def test_the_photos_of_what_is_withheld_are_too(client_for, task, revisit):
    for subject in (task, task.finding):
        photo = store_photo(upload=make_picture(), subject=subject, purpose=PhotoPurpose.PROBLEM, by=None, now=NOW)
        address = reverse("photo", args=[photo.key])
        assert client_for("inspector").get(address).status_code == 404
        assert client_for("office").get(address).status_code == 200


def test_another_post_opens_no_other_door(town, inspector, task, revisit):
    PostFactory(user=inspector, role=Role.LEADER, unit=town.home)
    both = User.objects.get(pk=inspector.pk)
    assert not sees(both, task)
    assert not Finding.objects.visible_to(both).contains(task.finding)
    assert point_page(task.finding.point, both, NOW)["task_count"] == 0


def test_a_root_cause_at_the_point_names_nothing_of_it(client_for, town, inspector, task, revisit):
    PostFactory(user=inspector, role=Role.LEADER, unit=town.home)
    cause = RootCause.objects.create(point=task.finding.point, proposed_at=NOW)
    cause.findings.add(task.finding)
    address = cause.get_absolute_url()
    shown = {role: task.number in client_for(role).get(address).text for role in ("inspector", "office")}
    assert shown == {"inspector": False, "office": True}


def test_everybody_else_still_sees_it(office, leader, unit, task, revisit):
    assert all(sees(user, task) for user in (office, leader, unit, make_person("孙丽娟", Role.INSPECTOR)))


def test_other_points_places_without_a_point_and_own_findings_stay(town, inspector, point, revisit):
    elsewhere = PointFactory(unit=town.village)
    own = waiting(point, town.village, found_by=inspector)
    assert sees(inspector, waiting(elsewhere, town.village))
    assert sees(inspector, waiting(None, town.village))
    assert sees(inspector, own)
    assert Finding.objects.visible_to(inspector).contains(own.finding)


@pytest.mark.parametrize("role", ["office", "inspector"])
def test_withholding_costs_no_query(client_for, monkeypatch, task, role):
    browser = client_for(role)
    count_queries(browser, LIST)
    with_rule = count_queries(browser, LIST)
    monkeypatch.setattr("rectification.withheld._rules", [])
    assert len(with_rule) == len(count_queries(browser, LIST))
    rule_in_sql = any(Assignment._meta.db_table in sql for sql in with_rule if "rectification" in sql)
    assert rule_in_sql == (role == "inspector")


def test_a_correction_or_an_appeal_about_the_earlier_sheet_is_out_of_reach(client_for, town, inspector, revisit, point):
    """Both tell the score; also in a bulletin, and to an inspector who holds a post in the office."""
    PostFactory(user=inspector, role=Role.OFFICE, unit=town.home)
    earlier, both = revisit.draw.earlier, User.objects.get(pk=inspector.pk)
    scores = [
        ScoreFactory(sheet__round=earlier, sheet__point=one, sheet__state=SheetState.SUBMITTED, sheet__inspector=None)
        for one in (point, PointFactory(unit=town.village))
    ]
    amendments = [
        Amendment.objects.create(score=score, reason="更正", proposed_at=NOW, proposed_by=None) for score in scores
    ]
    appeals = [Appeal.objects.create(score=s, unit=town.village, reason="已清理", by=both, at=NOW) for s in scores]
    assert list(Amendment.objects.visible_to(both)) == amendments[1:]
    assert list(Appeal.objects.visible_to(both)) == appeals[1:]
    for one in (amendments[0], appeals[0]):
        assert client_for("inspector").get(one.get_absolute_url()).status_code == 404
        assert client_for("office").get(one.get_absolute_url()).status_code == 200
    Round.objects.filter(pk=revisit.pk).update(state=RoundState.CLOSED)
    assert set(Amendment.objects.visible_to(both)) == set(amendments)
    assert set(Appeal.objects.visible_to(both)) == set(appeals)
