"""Twenty people at the same moment: nothing is lost, nothing is done twice, nobody gets an error that isn't theirs."""

from collections import Counter

import pytest

from core.attachments.photos import store_photo
from core.errors import Conflict, DomainError
from core.models import PhotoPurpose, Serial, TrailEntry, User
from rectification.models import RectificationTask, Source
from rectification.services import add_progress, ask, decide, perform, report_finding
from rectification.transitions import State
from tests.crowd import at_once
from tests.factories import NOW, PointFactory, ProblemKindFactory, make_picture

PEOPLE = 20

pytestmark = pytest.mark.django_db(transaction=True)


def found(town, point, kind, now, description="垃圾房满溢"):
    return report_finding(
        source=Source.PATROL, description=description, town=town.home, by=None, now=now, point=point, kind=kind
    )


@pytest.fixture
def place(town):
    return PointFactory(town=town.home, unit=town.village, in_charge=town.village), ProblemKindFactory()


@pytest.fixture
def at_work(town, place, unit, now):
    """Twenty tasks in progress at 马桥村."""
    tasks = [found(town, *place, now, f"第{n}处") for n in range(PEOPLE)]
    return [perform(task=task, verb="start", by=unit, now=now, note="安排") for task in tasks]


def outcome(work, *errors):
    """What came of it: 'done', or the name of the error that was expected."""

    def tried():
        try:
            work()
        except errors as error:
            return type(error).__name__
        return "done"

    return tried


def again(user):
    """The same person in another tab: nothing is shared between the threads."""
    return User.objects.get(pk=user.pk)


def test_reports_at_the_same_moment_each_get_a_number_of_their_own(town, place, now):
    at_once([lambda n=n: found(town, *place, now, f"第{n}处") for n in range(PEOPLE)])
    numbers = RectificationTask.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"整-2026-{n:04d}" for n in range(1, PEOPLE + 1)]
    assert Serial.objects.get(name="task-2026").last == PEOPLE
    assert Counter(TrailEntry.objects.values_list("verb", flat=True)) == {
        "report": PEOPLE, "register": PEOPLE, "assign": PEOPLE,
    }  # fmt: skip


def test_one_record_sent_by_many_at_once_is_one_task(town, place, now):
    def send():
        return report_finding(
            source=Source.INSPECTION, description="满溢", town=town.home, by=None, now=now, point=place[0], kind=place[1],
            source_key="sheet:1:item:2",
        ).pk  # fmt: skip

    assert len(set(at_once([send] * PEOPLE))) == 1
    assert RectificationTask.objects.count() == 1


def test_many_who_saw_the_same_version_change_it_once_and_the_others_are_told(at_work, unit, now):
    task = at_work[0]
    words = [
        outcome(
            lambda n=n: add_progress(task=task, by=again(unit), now=now, note=f"进度{n}", seen_version=task.version),
            Conflict,
        )
        for n in range(PEOPLE)
    ]
    assert Counter(at_once(words)) == {"done": 1, "Conflict": PEOPLE - 1}
    task.refresh_from_db()
    assert TrailEntry.objects.about(task).filter(verb="progress").count() == 1
    assert task.version == TrailEntry.objects.about(task).count()


def test_many_entries_without_a_version_are_all_kept(at_work, unit, now):
    task = at_work[0]
    at_once([lambda n=n: add_progress(task=task, by=again(unit), now=now, note=f"进度{n}") for n in range(PEOPLE)])
    kept = set(TrailEntry.objects.about(task).filter(verb="progress").values_list("reason", flat=True))
    assert kept == {f"进度{n}" for n in range(PEOPLE)}
    task.refresh_from_db()
    assert task.version == TrailEntry.objects.about(task).count()


def test_two_who_check_the_same_task_do_not_both_decide(at_work, unit, inspector, office, now):
    photo = store_photo(upload=make_picture(), subject=at_work[0], purpose=PhotoPurpose.PROGRESS, by=unit, now=now)
    task = perform(task=at_work[0], verb="submit", by=unit, now=now, note="做了", photos=[photo])
    verdicts = [("close", inspector), ("rework", office)] * (PEOPLE // 2)
    tried = [
        outcome(
            lambda verb=verb, who=who: perform(
                task=task, verb=verb, by=again(who), now=now, note="看过", reason="未清", photos=[photo]
            ),
            DomainError,
        )
        for verb, who in verdicts
    ]
    assert Counter(at_once(tried)) == {"done": 1, "DomainError": PEOPLE - 1}
    task.refresh_from_db()
    assert (task.state == State.CLOSED) + task.reworks == 1


def test_twenty_people_on_twenty_tasks_all_get_through(at_work, unit, office, leader, now):
    """Different steps on different tasks, among them new reports and requests with their answers."""

    def work(n, task):
        def done():
            add_progress(task=task, by=again(unit), now=now, note="到场")
            until = NOW.replace(month=12, day=20)
            asked = ask(task=task, kind="extension", reason="下雨", until=until, by=again(unit), now=now)
            decide(request=asked, granted=bool(n % 2), by=again(office), now=now, reason="同意与否")
            return perform(task=task, verb="cancel", by=again(office), now=now, reason="并入") if n % 3 == 0 else task

        return done

    at_once([work(n, task) for n, task in enumerate(at_work)])
    tasks = RectificationTask.objects.filter(pk__in=[task.pk for task in at_work])
    assert tasks.filter(state=State.CANCELLED).count() == len(range(0, PEOPLE, 3))
    assert TrailEntry.objects.filter(verb="progress").count() == PEOPLE
    assert TrailEntry.objects.filter(verb__in=["grant_extension", "refuse_extension"]).count() == PEOPLE
