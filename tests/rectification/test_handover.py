"""What of the loop goes over when somebody leaves: names on tasks, answers to requests, and a trail that still tells the course."""

from datetime import timedelta

import pytest

from core.errors import Conflict
from core.models import Notice, Role, User
from core.people.leaving import note_leaving, preview
from rectification.models import RectificationTask, Request
from rectification.selectors.trail_check import differences
from rectification.services.requests import decide
from rectification.services.tasks import perform, report_finding
from tests import factories
from tests.core.people_scene import TODAY, YESTERDAY
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def successor(town):
    return make_person("何大勇", Role.UNIT, town.village, username="hedayong")


@pytest.fixture
def task(town, office, unit, now):
    """Assigned to 马桥村, which names 王建国."""
    point = factories.PointFactory(town=town.home, unit=town.village)
    made = report_finding(
        source="patrol", description="垃圾成堆", town=town.home, by=office, now=now - timedelta(days=3), point=point, auto=False,
        kind=factories.ProblemKindFactory(),
    )  # fmt: skip
    made = perform(
        task=made, verb="register", by=office, now=now - timedelta(days=3), kind=made.kind, severity="normal"
    )
    return perform(
        task=made, verb="assign", by=office, now=now - timedelta(days=3), unit=town.village, person=str(unit)
    )


def leave(person, successor, by, now):
    return note_leaving(person=person, last_day=YESTERDAY, successor=successor, posts_go_over=False, by=by, now=now)


def test_the_trail_tells_the_course_of_a_task_that_went_over(task, unit, successor, office, now):
    version = task.version
    leave(unit, successor, office, now)
    task.refresh_from_db()
    assert (task.person, task.version) == ("何大勇", version + 1)
    assert list(differences(RectificationTask.objects.all())) == []
    perform(task=task, verb="start", by=User.objects.get(pk=successor.pk), now=now, note="开始清理")
    assert list(differences(RectificationTask.objects.all())) == []


def test_a_form_that_was_open_meanwhile_puts_no_name_back(task, unit, successor, office, now):
    seen = task.version
    leave(unit, successor, office, now)
    with pytest.raises(Conflict):
        perform(task=task, verb="start", by=successor, now=now, note="x", person="王建国", seen_version=seen)


def test_the_answer_to_a_request_goes_to_the_unit_when_who_asked_has_left(task, unit, successor, office, now):
    until = now + timedelta(days=5)
    request = Request.objects.create(
        task=task, kind="extension", until=until, reason="下雨", asked_by=unit, asked_at=now
    )
    planned = preview(person=unit, last_day=YESTERDAY, successor=successor, posts_go_over=False, today=TODAY)
    assert {work.code: len(pieces) for work, pieces in planned.work} == {"tasks": 1, "requests": 1}
    leave(unit, successor, office, now)
    Notice.objects.all().delete()
    decide(request=request, granted=True, by=office, now=now)
    request.refresh_from_db()
    assert request.asked_by == unit  # who asked stays who asked
    assert list(Notice.objects.values_list("user__display_name", flat=True)) == ["何大勇"]
