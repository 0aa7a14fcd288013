"""The office's desk: several tasks at once, what may be known already, what comes back."""

from datetime import timedelta

import pytest

from campaign.models import ControlLineKind
from core.models import Notice, TrailEntry
from facilities.models import Project, ProjectKind
from rectification.models import Finding, RootCause
from rectification.selectors.alike import likely_duplicates
from rectification.services import perform
from rectification.services.batches import remind_many
from rectification.services.root_causes import propose_root_causes, write_root_cause
from rectification.transitions import State
from tests.factories import ProblemKindFactory

pytestmark = pytest.mark.usefixtures("frozen_now")
BATCH = "/rectification/batch/"


def registered(report, office, now, n=1, **more):
    tasks = [report(f"第{i}处", auto=False, **more) for i in range(n)]
    for task in tasks:
        perform(task=task, verb="register", kind=task.finding.kind, severity="normal", by=office, now=now)
    return tasks


def test_several_tasks_are_assigned_in_one_step(client_for, report, office, town, now):
    tasks = registered(report, office, now, 3)
    data = {"task": [task.pk for task in tasks], "unit": town.village.pk, "assign": "", "back": "/rectification/?q=x"}
    response = client_for("office").post(BATCH, data)
    assert (response.status_code, response["Location"]) == (302, "/rectification/?q=x")
    for task in tasks:
        task.refresh_from_db()
        assert (task.state, task.responsible_unit) == (State.ASSIGNED, town.village)


def test_what_cannot_be_assigned_is_named_and_the_rest_is_done(client_for, report, office, town, now, assigned):
    (task,) = registered(report, office, now)
    data = {"task": [task.pk, assigned.pk], "unit": town.village.pk, "assign": ""}
    page = client_for("office").post(BATCH, data, follow=True).content.decode()
    task.refresh_from_db()
    assert task.state == State.ASSIGNED
    assert assigned.number in page


def test_an_address_of_another_site_is_not_gone_to(client_for):
    response = client_for("office").post(BATCH, {"back": "https://example.org/"})
    assert response["Location"] == "/rectification/"


def test_the_leader_reminds_and_assigns_nothing(client_for, report, office, leader, town, now):
    (task,) = registered(report, office, now)
    client_for("leader").post(BATCH, {"task": [task.pk], "unit": town.village.pk, "assign": ""})
    task.refresh_from_db()
    assert task.state == State.REGISTERED


def test_a_reminder_reaches_the_unit_once_a_day(assigned, office, unit, now):
    first = remind_many(tasks=[assigned], by=office, now=now)
    again = remind_many(tasks=[assigned], by=office, now=now + timedelta(hours=1))
    tomorrow = remind_many(tasks=[assigned], by=office, now=now + timedelta(days=1))
    assert (len(first.done), len(again.done), len(tomorrow.done)) == (1, 0, 1)
    assert Notice.objects.filter(user=unit, kind="reminded").count() == 2
    assert TrailEntry.objects.about(assigned).filter(verb="remind").count() == 2


def test_the_same_place_and_kind_may_be_known_already(report, office, assigned):
    again = report("又满溢了", auto=False)
    elsewhere = report("别处", point=None, place="老街", auto=False)
    assert likely_duplicates(again, office) == [assigned]
    assert likely_duplicates(elsewhere, office) == []


def test_joined_the_problem_stands_in_one_task(client_for, report, assigned, office, now):
    again = report("又满溢了", auto=False)
    page = client_for("office").get(f"/rectification/{again.pk}/").content.decode()
    assert f"mark_duplicate/?other={assigned.number}" in page
    form = client_for("office").get(f"/rectification/{again.pk}/mark_duplicate/?other={assigned.number}")
    assert assigned.number in form.content.decode()
    perform(task=again, verb="mark_duplicate", other_task=assigned, by=office, now=now)
    page = f"/rectification/{assigned.pk}/"
    shown = {role: again.number in client_for(role).get(page).text for role in ("office", "unit")}
    assert shown == {"office": True, "unit": False}, "only who may open the other one is told its words"


def test_a_page_links_no_task_that_its_reader_may_not_open(client_for, report, assigned, town, now):
    again = report("又来了", auto=False)
    again.finding.recurs_of = again.duplicate_of = assigned
    again.finding.save()
    again.responsible_unit = town.other_village
    again.save()
    address = f'href="{assigned.get_absolute_url()}"'
    pages = {role: client_for(role).get(again.get_absolute_url()).text for role in ("office", "other_unit")}
    assert {role: assigned.number in page for role, page in pages.items()} == {"office": True, "other_unit": True}
    assert {role: address in page for role, page in pages.items()} == {"office": True, "other_unit": False}


def came_back(closed, report, times, now):
    """The same point and item, closed and found again so many times."""
    task = closed
    for n in range(times):
        task.finding.item_code = "A1"
        task.finding.save()
        task = report("又来了", item_code="A1", now=now + timedelta(days=n + 1), auto=False)
        type(task).objects.filter(pk=task.pk).update(state=State.CLOSED, closed_at=now + timedelta(days=n + 1))
        task.refresh_from_db()
    return task


def test_an_open_task_whose_kind_is_not_known_yet_may_be_the_same(report, office):
    unknown, other = (
        report("说不清", kind=None),
        report("井盖破损", kind=ProblemKindFactory(name="市政设施"), auto=False),
    )
    task = report("垃圾房满溢", auto=False, kind=ProblemKindFactory(name="市容环卫"))
    assert likely_duplicates(task, office) == [unknown]
    assert likely_duplicates(unknown, office) == [other, task], "whose kind is not known may be any of them"


def test_what_comes_back_is_linked_and_counted(closed, report, now):
    task = came_back(closed, report, 2, now)
    assert task.finding.recurrences == 2
    assert task.finding.recurs_of.finding.recurrences == 1


def test_three_times_at_one_point_ask_for_the_root_cause_once(closed, report, now):
    came_back(closed, report, 2, now)
    assert propose_root_causes(now=now + timedelta(days=3)) == 0
    came_back(closed, report, 1, now + timedelta(days=4))
    later = now + timedelta(days=9)
    assert (propose_root_causes(now=later), propose_root_causes(now=later)) == (1, 0)
    assert RootCause.objects.get().findings.count() == Finding.objects.filter(recurs_of__isnull=False).count()


def test_while_a_root_cause_is_not_written_no_second_one_is_asked_for(closed, report, now):
    last = came_back(closed, report, 3, now)
    assert propose_root_causes(now=now + timedelta(days=5)) == 1
    came_back(last, report, 3, now + timedelta(days=5))
    assert propose_root_causes(now=now + timedelta(days=10)) == 0
    RootCause.objects.update(written_at=now)
    assert propose_root_causes(now=now + timedelta(days=10)) == 1


def test_the_root_cause_is_written_with_the_project_that_would_end_it(
    client_for, closed, report, town, office, leader, now
):
    came_back(closed, report, 3, now)
    propose_root_causes(now=now + timedelta(days=5))
    cause = RootCause.objects.get()
    kind = ProjectKind.objects.create(name="垃圾中转站")
    project = Project.objects.create(number="项-2026-0001", name="中转站", kind=kind, town=town.home)
    client_for("office").post(cause.get_absolute_url(), {"note": "垃圾房太小", "project": project.pk})
    cause.refresh_from_db()
    assert (cause.note, cause.project, cause.written_by) == ("垃圾房太小", project, office)
    page = client_for("leader").get(cause.get_absolute_url()).content.decode()
    assert "已提出根源分析" in page and "已填写根源分析" in page
    assert "root_cause" not in page
    assert propose_root_causes(now=now + timedelta(days=6)) == 0
    tasks = [finding.task.get_absolute_url() for finding in cause.findings.all()]
    assert tasks and all(address in page for address in tasks)
    for_the_unit = client_for("unit").get(cause.get_absolute_url()).text
    assert not any(address in for_the_unit for address in tasks), "they were never given to it"


def test_the_second_of_two_who_write_a_root_cause_sees_both_and_sends_again(client_for, closed, report, unit, now):
    came_back(closed, report, 3, now)
    propose_root_causes(now=now + timedelta(days=5))
    cause, browser = RootCause.objects.get(), client_for("office")
    seen = browser.get(cause.get_absolute_url()).context["form"]["seen"].value()
    write_root_cause(cause=cause, note="清运车太少", project=None, by=unit, now=now)
    answer = browser.post(cause.get_absolute_url(), {"note": "垃圾房太小", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409 and "清运车太少" in page and "垃圾房太小" in page
    cause.refresh_from_db()
    assert cause.note == "清运车太少", "nothing is overwritten unseen"
    again = {"note": "垃圾房太小，清运车太少", "seen": answer.context["form"]["seen"].value()}
    assert browser.post(cause.get_absolute_url(), again).status_code == 302
    cause.refresh_from_db()
    assert cause.note == again["note"]


def test_a_blank_root_cause_is_refused(client_for, closed, report, now):
    came_back(closed, report, 3, now)
    propose_root_causes(now=now + timedelta(days=5))
    response = client_for("office").post(RootCause.objects.get().get_absolute_url(), {"note": "  "})
    assert response.status_code == 200
    assert RootCause.objects.open().exists()


def test_an_illegal_building_names_the_line_it_breaks(client_for, town):
    line = ControlLineKind.objects.create(name="黄线", protects="基础设施用地")
    data = {
        "place": "318国道 12 公里处", "description": "新搭堆场棚", "source": "illegal_building",
        "control_line": line.pk, "position": "31.123456,121.123456",
    }  # fmt: skip
    client_for("office").post("/rectification/new/", data)
    finding = Finding.objects.get()
    assert (finding.control_line, finding.source) == (line, "illegal_building")
    assert f"{finding.latitude},{finding.longitude}" == "31.123456,121.123456"
