"""Submitting a sheet: once, whole, and by whom; what comes of it."""

import threading
import uuid
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connections

from core.attachments.photos import store_photo
from core.errors import DomainError, NotAllowed
from core.models import PhotoPurpose, TrailEntry
from inspections.models import Basis, Item, Method, Round, RoundResult, RoundState, Score, Sheet, SheetState
from inspections.services.entries import Entry, EntryErrors
from inspections.services.results import rebuild_results
from inspections.services.rounds import change_round
from inspections.services.sheets import save_draft, submit_sheet, void_sheet
from rectification.models import RectificationTask
from rectification.transitions import State
from tests.core.test_photos import picture
from tests.factories import (
    NOW,
    AssignmentFactory,
    GradeScaleFactory,
    ItemFactory,
    PointFactory,
    ProblemKindFactory,
    RoundFactory,
    SectionFactory,
    StandardFactory,
    make_person,
)


class Visit:
    """An open round with one point and the four items of the worked example."""

    def __init__(self, town, inspector):
        self.inspector = inspector
        standard = StandardFactory()
        section = SectionFactory(standard=standard)
        self.deduct = ItemFactory(section=section, problem_kind=ProblemKindFactory())
        self.grade = ItemFactory(section=section, method=Method.GRADE)
        self.passed = ItemFactory(section=section, method=Method.PASS_FAIL, max_points=5)
        self.direct = ItemFactory(section=section, method=Method.DIRECT, max_points=5)
        self.round = RoundFactory(standard=standard, territory=town.home)
        self.point = PointFactory(town=town.home, unit=town.village, in_charge=town.village)
        AssignmentFactory(round=self.round, point=self.point, inspector=inspector)
        self.key = uuid.uuid4()

    def entries(self, **changed):
        given = {
            "deduct": Entry(count=3),
            "grade": Entry(grade_id=self.grade.scale.grades.get(label="B").pk),
            "passed": Entry(passed=True),
            "direct": Entry(not_applicable=True),
        } | changed
        return {getattr(self, name).pk: entry for name, entry in given.items() if entry is not None}

    def submit(self, entries=None, **fields):
        sent = {
            "key": self.key,
            "round": self.round,
            "point": self.point,
            "inspector": self.inspector,
            "entries": self.entries() if entries is None else entries,
            "now": NOW,
        }
        return submit_sheet(**sent | fields)


@pytest.fixture
def visit(town, inspector):
    return Visit(town, inspector)


def test_the_worked_example_scores_78(visit, town):
    sheet = visit.submit()
    assert (sheet.score, sheet.awarded, sheet.maximum) == (Decimal(78), Decimal("19.5"), Decimal(25))
    assert RoundResult.objects.get(basis=Basis.TERRITORY, unit=town.village).score == Decimal("78.00")
    assert TrailEntry.objects.about(sheet).get().verb == "submit"


def test_a_sheet_sent_twice_is_one_sheet(visit):
    first, again = visit.submit(), visit.submit()
    assert first.pk == again.pk
    assert Sheet.objects.count() == 1
    assert RoundResult.objects.get(basis=Basis.TOTAL).observations == 3


def test_a_submitted_sheet_is_not_changed_by_sending_another_content(visit):
    visit.submit()
    visit.submit(visit.entries(deduct=Entry(count=0)))
    assert Sheet.objects.get().score == Decimal(78)


def test_a_draft_keeps_what_is_there_and_is_not_counted(visit):
    sheet = save_draft(
        key=visit.key, round=visit.round, point=visit.point, inspector=visit.inspector,
        entries={visit.deduct.pk: Entry(count=2, remark="西侧")}, now=NOW,
    )  # fmt: skip
    assert sheet.state == SheetState.DRAFT
    assert sheet.scores.get(item=visit.deduct).remark == "西侧"
    assert not RoundResult.objects.exists()
    assert visit.submit().pk == sheet.pk


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("deduct", Entry(count=-1)),
        ("deduct", Entry(count=1000)),
        ("deduct", Entry(count="3")),
        ("deduct", Entry(count=True)),
        ("deduct", None),
        ("grade", Entry(grade_id=0)),
        ("direct", Entry(points=Decimal("5.01"))),
        ("direct", Entry(points=Decimal("-0.01"))),
        ("direct", Entry(points=Decimal("1.001"))),
        ("direct", Entry(points=Decimal("NaN"))),
        ("direct", Entry(points=Decimal("1E+40"))),
        ("direct", Entry(points=1.5)),
        ("passed", Entry(count=1)),
    ],
)
def test_a_wrong_or_missing_value_is_named_and_nothing_is_stored(visit, name, entry):
    with pytest.raises(EntryErrors) as refused:
        visit.submit(visit.entries(**{name: entry}))
    assert list(refused.value.errors) == [getattr(visit, name).pk]
    assert not Sheet.objects.exists()


def test_an_item_of_another_standard_is_refused(visit):
    stranger = ItemFactory()
    with pytest.raises(EntryErrors) as refused:
        visit.submit(visit.entries() | {stranger.pk: Entry(count=0)})
    assert list(refused.value.errors) == [stranger.pk]


def test_a_grade_of_another_scale_is_refused(visit):
    other = GradeScaleFactory(name="另一个").grades.first()
    with pytest.raises(EntryErrors):
        visit.submit(visit.entries(grade=Entry(grade_id=other.pk)))


def test_a_point_that_is_not_assigned_is_refused(visit, town):
    with pytest.raises(NotAllowed):
        visit.submit(point=PointFactory(town=town.home))
    with pytest.raises(NotAllowed):
        visit.submit(inspector=make_person("别人", "inspector", town.home))


def test_another_persons_sheet_is_not_reached_by_its_key(visit, town):
    visit.submit()
    other = make_person("别人", "inspector", town.home)
    AssignmentFactory(round=visit.round, point=visit.point, inspector=other)
    with pytest.raises(NotAllowed):
        visit.submit(inspector=other)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.PUBLISHED])
def test_a_round_that_is_not_open_takes_no_sheet(visit, state):
    Round.objects.update(state=state, published_at=NOW)
    with pytest.raises(DomainError) as refused:
        visit.submit()
    assert refused.value.code == ("round_published" if state == RoundState.PUBLISHED else "round_closed")
    assert not Sheet.objects.exists()


def test_a_lost_item_with_a_photo_becomes_a_task_of_the_unit_in_charge_once(visit, town):
    sheet = save_draft(
        key=visit.key, round=visit.round, point=visit.point, inspector=visit.inspector, entries=visit.entries(), now=NOW
    )
    for item in (visit.deduct, visit.passed):  # the passed one lost nothing
        store_photo(
            upload=SimpleUploadedFile("a.jpg", picture((80, 60))), subject=sheet.scores.get(item=item),
            purpose=PhotoPurpose.PROBLEM, by=visit.inspector, now=NOW,
        )  # fmt: skip
    visit.submit()
    visit.submit()
    task = RectificationTask.objects.get()
    assert (task.state, task.responsible_unit, task.finding.at_stake) == (State.ASSIGNED, town.village, Decimal("1.50"))
    assert [entry.verb for entry in TrailEntry.objects.about(task)] == ["assign", "register", "report"]


def test_a_lost_item_without_photo_makes_no_finding(visit):
    visit.submit()
    assert Score.objects.get(item=visit.deduct).lost == Decimal("1.5")
    assert not RectificationTask.objects.exists()


def test_a_failed_veto_item_caps_the_sheet_or_the_unit(visit, town):
    visit.passed.veto = "round"
    visit.passed.save()
    visit.submit(visit.entries(passed=Entry(passed=False)))
    assert Sheet.objects.get().vetoed == "round"
    assert RoundResult.objects.get(basis=Basis.TERRITORY, unit=town.village).standing == "vetoed"


def test_a_void_sheet_leaves_the_results(visit, office):
    sheet = visit.submit()
    with pytest.raises(DomainError):
        void_sheet(sheet=sheet, reason=" ", by=office, now=NOW)
    with pytest.raises(NotAllowed):
        void_sheet(sheet=sheet, reason="误报", by=visit.inspector, now=NOW)
    void_sheet(sheet=sheet, reason="误报", by=office, now=NOW)
    assert not RoundResult.objects.exists()


def test_publishing_stores_ranks_and_freezes(visit, office):
    visit.submit()
    change_round(round=visit.round, verb="close", by=office, now=NOW)
    published = change_round(round=visit.round, verb="publish", by=office, now=NOW)
    assert published.is_published
    assert RoundResult.objects.filter(basis=Basis.TERRITORY, rank=1, tied=False).count() == 2
    for verb in ("close", "reopen", "publish", "nonsense"):
        with pytest.raises(DomainError):
            change_round(round=visit.round, verb=verb, by=office, now=NOW)
    assert rebuild_results([published]) == []


def test_only_the_office_of_the_town_moves_a_round(visit, inspector, town):
    for person in (inspector, make_person("外人", "office", town.peer)):
        with pytest.raises(NotAllowed):
            change_round(round=visit.round, verb="close", by=person, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_lose_and_double_nothing(town):
    """Twenty inspectors submit at the same moment, each the same sheet twice."""
    inspectors = [make_person(f"检查员{n}", "inspector", town.home) for n in range(20)]
    first = Visit(town, inspectors[0])
    for inspector in inspectors[1:]:
        AssignmentFactory(round=first.round, point=first.point, inspector=inspector)
    entries, failures = first.entries(), []

    def send(inspector, key):
        try:
            first.submit(entries, inspector=inspector, key=key)
        except (DomainError, DatabaseError) as error:  # the thread has no other way to tell
            failures.append(error)
        finally:
            connections.close_all()

    keys = [(inspector, uuid.uuid4()) for inspector in inspectors] * 2
    threads = [threading.Thread(target=send, args=pair) for pair in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert Sheet.objects.official().count() == 20
    assert RoundResult.objects.get(basis=Basis.TOTAL).observations == 60
    assert rebuild_results([first.round]) == []


def test_submitting_takes_a_bounded_number_of_queries(visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        visit.submit()


@pytest.mark.parametrize(("scope", "capped"), [("sheet", True), ("round", False), ("year", False)])
def test_only_a_veto_of_the_sheet_caps_the_sheet(visit, scope, capped):
    visit.passed.veto = scope
    visit.passed.save()
    visit.round.standard.veto_cap = Decimal(40)
    visit.round.standard.save()
    sheet = visit.submit(visit.entries(passed=Entry(passed=False)))
    assert (sheet.vetoed, sheet.capped) == (scope, capped)
    assert sheet.score == (Decimal(40) if capped else Decimal(58))
    assert RoundResult.objects.get(basis=Basis.TOTAL).base == sheet.score


@pytest.mark.parametrize("won", [None, Decimal(0)])
def test_a_bonus_that_is_not_won_fails_no_veto(visit, won):
    Item.objects.filter(pk=visit.passed.pk).update(method=Method.BONUS, veto="sheet")
    sheet = visit.submit(visit.entries(passed=Entry(points=won)))
    assert (sheet.vetoed, sheet.capped) == ("", False)
