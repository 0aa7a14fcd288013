"""Two at the same moment: each decision is taken once, and what is published is what stands on the sheets."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections, transaction

from core.errors import DomainError
from core.models import Photo, Role, TrailEntry
from core.workdays.office import office_calendar
from inspections.models import Amendment, Appeal, RoundResult, RoundState, Sheet, SheetState, Standard
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.appeals import decide_appeal, file_appeal
from inspections.services.entries import Entry
from inspections.services.late_sheets import accept_late_sheet
from inspections.services.results import rebuild_results
from inspections.services.rounds import change_round, locked_for_edit
from inspections.services.sheet_photos import add_photo, remove_photo
from inspections.services.sheets import save_draft, submit_sheet, void_sheet
from inspections.services.standards import copy_standard, new_version
from rectification.models import RectificationTask
from tests.factories import NOW, StandardFactory, make_person, make_picture
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works) -> list[str]:
    """Lets all of them begin at the same moment; gives what became of each: 'done', or the message of the broken rule."""
    start, outcomes = threading.Barrier(len(works)), [""] * len(works)

    def run(number, work):
        start.wait(30)
        try:
            work()
            outcomes[number] = "done"
        except ValidationError as error:
            outcomes[number] = error.messages[0]
        except (
            DatabaseError,
            LookupError,
            TypeError,
            ValueError,
            OSError,
        ) as error:  # anything else is a fault: it stands in the outcome
            outcomes[number] = repr(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def one_done(outcomes, *words):
    """One was done; the others were told in these words."""
    assert outcomes.count("done") == 1, outcomes
    assert all(one == "done" or any(word in one for word in words) for one in outcomes), outcomes


@pytest.fixture
def published(town, inspector, office):
    return make_published(town, inspector, office)


def visit(scene, inspector, **more):
    entries = {
        scene.deduct.pk: Entry(count=3),
        scene.grade.pk: Entry(grade_id=scene.grade_of("B")),
        scene.passed.pk: Entry(passed=True),
        scene.other.pk: Entry(not_applicable=True),
    }
    known = {"key": scene.key, "round": scene.round, "point": scene.point, "inspector": inspector, "now": NOW}
    return known | {"entries": entries} | more


def test_an_appeal_is_filed_and_decided_once(published, office, leader, unit):
    said = {"score": published.score, "reason": "已清理", "by": unit, "now": NOW, "calendar": office_calendar()}
    one_done(at_once(*[lambda: file_appeal(**said)] * 3), "already", "提出过")
    appeal = Appeal.objects.get()

    def decide(by, uphold):
        return lambda: decide_appeal(
            appeal=appeal, uphold=uphold, decision="核实", by=by, now=NOW, entry=Entry(count=0) if uphold else None
        )

    one_done(
        at_once(decide(office, True), decide(leader, False), decide(office, True)),
        "decided already",
        "已处理",
        "已作出",
    )
    appeal.refresh_from_db()
    assert Amendment.objects.count() == (appeal.state == "upheld")
    assert TrailEntry.objects.about(appeal).count() == 2
    assert rebuild_results([published.round]) == []


def test_a_correction_is_proposed_and_decided_once(published, office, leader):
    said = {"score": published.score, "entry": Entry(count=0), "reason": "更正", "by": office, "now": NOW}
    one_done(at_once(*[lambda: propose_amendment(**said)] * 3), "already", "已有")
    amendment = Amendment.objects.get()
    decision = {"amendment": amendment, "decision": "核实", "by": leader, "now": NOW}
    one_done(
        at_once(*[lambda accept=accept: decide_amendment(accept=accept, **decision) for accept in (True, False, True)]),
        "already",
        "已",
    )
    assert rebuild_results([published.round]) == []


def test_a_late_sheet_is_accepted_once(scene, inspector, office):
    change_round(round=scene.round, verb="close", by=office, now=NOW)
    sheet = submit_sheet(**visit(scene, inspector, visited_at=NOW.replace(hour=0)))
    assert sheet.state == SheetState.LATE
    accept = {"sheet": sheet, "by": office, "now": NOW}
    one_done(at_once(*[lambda: accept_late_sheet(**accept)] * 3), "nothing to decide", "无需", "没有")
    assert TrailEntry.objects.about(sheet).filter(verb="accept_late").count() == 1
    assert RoundResult.objects.get(basis="total").observations == 3


@pytest.mark.parametrize("attempt", range(3))
def test_a_round_is_published_before_or_after_its_sheet_is_made_void(town, inspector, office, attempt):
    closed = make_published(town, inspector, office, publish=False)
    sheet = closed.score.sheet
    at_once(
        lambda: change_round(round=closed.round, verb="publish", by=office, now=NOW),
        lambda: void_sheet(sheet=sheet, reason="重复", by=office, now=NOW),
    )
    closed.round.refresh_from_db()
    assert closed.round.state == RoundState.PUBLISHED
    assert rebuild_results([closed.round]) == []


@pytest.mark.parametrize("attempt", range(3))
def test_a_round_is_closed_before_or_after_a_sheet_arrives(scene, inspector, office, attempt):
    at_once(
        lambda: change_round(round=scene.round, verb="close", by=office, now=NOW),
        lambda: submit_sheet(**visit(scene, inspector, visited_at=NOW.replace(hour=0))),
    )
    sheet = Sheet.objects.get()
    assert sheet.state in (SheetState.SUBMITTED, SheetState.LATE)
    assert RoundResult.objects.exists() == (sheet.state == SheetState.SUBMITTED)
    assert rebuild_results([scene.round]) == []


@pytest.mark.parametrize("attempt", range(3))
def test_a_photo_is_on_the_sheet_with_its_task_or_on_neither(scene, inspector, attempt):
    """Taken off while the sheet is handed in: never a task whose picture is gone."""
    sheet = save_draft(**visit(scene, inspector))
    key = uuid.uuid4()
    add_photo(sheet=sheet, item_id=scene.deduct.pk, upload=make_picture(), key=key, by=inspector, now=NOW)
    outcomes = at_once(
        lambda: submit_sheet(**visit(scene, inspector)),
        lambda: remove_photo(sheet=sheet, key=key),
    )
    assert outcomes[0] == "done"
    assert Photo.objects.filter(key=key).exists() == RectificationTask.objects.exists()
    assert all(photo.file.storage.exists(photo.file.name) for photo in Photo.objects.all())


@pytest.mark.parametrize("attempt", range(3))
def test_a_photo_that_arrives_with_the_sheet_makes_its_task_or_is_refused(scene, inspector, attempt):
    sheet = save_draft(**visit(scene, inspector))
    picture = make_picture()
    photo = {"item_id": scene.deduct.pk, "upload": picture, "key": uuid.uuid4(), "by": inspector, "now": NOW}
    outcomes = at_once(
        lambda: submit_sheet(**visit(scene, inspector)),
        lambda: add_photo(sheet=sheet, **photo),
    )
    assert outcomes[0] == "done"
    assert Photo.objects.exists() == RectificationTask.objects.exists()


def test_two_next_versions_are_two_versions(office):
    standard = StandardFactory()
    again = {"standard": standard, "by": office, "now": NOW}
    assert at_once(*[lambda: new_version(**again)] * 3) == ["done"] * 3
    versions = Standard.objects.filter(name=standard.name).order_by("version")
    assert list(versions.values_list("version", flat=True)) == [1, 2, 3, 4]


def test_a_name_is_given_to_one_copy(office):
    said = {"standard": StandardFactory(), "name": "另一细则", "by": office, "now": NOW}
    one_done(at_once(*[lambda: copy_standard(**said)] * 3), "standard of this name", "已有", "同名")


def test_a_form_that_was_made_before_publication_does_not_take_it_back(town, inspector, office, client_for):
    closed = make_published(town, inspector, office, publish=False)
    change_round(round=closed.round, verb="publish", by=office, now=NOW)
    with transaction.atomic(), pytest.raises(DomainError):
        locked_for_edit(closed.round)  # as it was when the form was made


def test_only_the_office_of_the_town_makes_a_sheet_void(town, scene, inspector):
    sheet = submit_sheet(**visit(scene, inspector))
    for stranger in (make_person("外镇", Role.OFFICE, town.peer), make_person("领导", Role.LEADER, town.home)):
        with pytest.raises(DomainError):
            void_sheet(sheet=sheet, reason="重复", by=stranger, now=NOW)
