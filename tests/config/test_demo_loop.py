"""The demo's tasks show every history that the loop knows, at any date, and the daily work finds nothing left to do."""

from datetime import date

import pytest

from campaign.models import ControlLineKind
from config.demo.mornings import work
from core.models import Notice, TrailEntry, User
from rectification.models import (
    Escalation,
    Finding,
    OrderCause,
    OrderState,
    PublicReport,
    RectificationTask,
    Request,
    RequestKind,
    RequestState,
    RootCause,
    Source,
    SupervisionOrder,
    Talk,
)
from rectification.selectors.alike import likely_duplicates
from rectification.services.public_photos import released_photos
from rectification.transitions import Light, State
from tests.config.loading import NOVEMBER, loaded


@pytest.fixture(scope="module", params=[NOVEMBER, pytest.param(date(2027, 2, 8), marks=pytest.mark.long)], ids=str)
def now(request, django_db_setup, django_db_blocker):
    """The moment of a demo that stands for all tests of this file: a Monday in November, and one in spring."""
    with loaded(django_db_blocker, request.param) as now:
        yield now


@pytest.fixture(autouse=True)
def _in_the_demo(now, db):
    """Every test sees it."""


def task_of(words: str) -> RectificationTask:
    return RectificationTask.objects.select_related("finding__control_line").get(finding__description=words)


def verbs_of(task: RectificationTask) -> list[str]:
    """The steps that people took, in their order."""
    entries = TrailEntry.objects.about(task).exclude(by_name="").order_by("at", "pk")
    return [verb for verb in entries.values_list("verb", flat=True) if not verb.startswith("light_")]


def test_every_state_source_and_light_is_there(now):
    assert set(RectificationTask.objects.values_list("state", flat=True)) == set(State.values)
    open_tasks = RectificationTask.objects.open().annotate_light(now)
    assert set(open_tasks.values_list("light", flat=True)) == set(Light.values)
    assert set(open_tasks.values_list("finding__source", flat=True)) == set(Source.values)


def test_yards_along_the_national_road_break_a_control_line():
    """F24: stopped at the source, again and again."""
    assert set(ControlLineKind.objects.values_list("name", flat=True)) == {"绿线", "蓝线", "紫线", "黄线"}
    found = Finding.objects.filter(source=Source.ILLEGAL_BUILDING)
    assert set(found.values_list("control_line__name", flat=True)) >= {"绿线", "蓝线", "紫线", "黄线"}
    yard = task_of("G318国道K1087旁砖场占道堆料")
    assert (yard.finding.control_line.name, yard.state, yard.reworks) == ("黄线", State.IN_PROGRESS, 2)


def test_twice_sent_back_an_order_waits_for_the_leader_and_another_is_signed():
    waits = SupervisionOrder.objects.waiting().get()
    assert (waits.cause, waits.task.finding.description) == (OrderCause.REWORKED, "G318国道K1087旁砖场占道堆料")
    signed = SupervisionOrder.objects.get(state=OrderState.SIGNED)
    assert (signed.signed_by.username, signed.task.finding.description) == ("leader", "遮阳棚搭出门店红线3处")
    assert signed.opinion


def test_a_talk_is_proposed_after_three_deadlines_in_a_row():
    talk = Talk.objects.waiting().get(unit__name="马桥村")
    assert talk.tasks.count() == 3


def test_what_comes_back_is_linked_and_its_root_cause_asked_for(now):
    yard, garbage = task_of("G318国道沿线废品堆场回潮"), task_of("南拓垃圾房NT-12满溢，周边散落垃圾")
    assert yard.finding.recurrences >= 3
    assert garbage.finding.recurs_of.finding.description == "南拓垃圾房NT-12满溢"
    cause = RootCause.objects.open().get(point__code="MQ-04")
    assert cause.findings.count() >= 3
    assert cause.proposed_at <= now


def test_handed_back_it_went_to_another_unit():
    task = task_of("垃圾房NT-15门锁损坏")
    entries = TrailEntry.objects.about(task).filter(verb="assign").order_by("at", "pk")
    first, second = [entry.changes["responsible_unit"][1] for entry in entries]
    assert (first, second) == ("城建办", "集镇保洁公司")
    assert "hand_back" in verbs_of(task)


def test_requests_were_granted_and_refused_and_wait():
    kinds = set(Request.objects.values_list("kind", "state"))
    assert kinds >= {
        (RequestKind.EXTENSION, RequestState.ASKED),
        (RequestKind.EXTENSION, RequestState.GRANTED),
        (RequestKind.EXTENSION, RequestState.REFUSED),
        (RequestKind.SUSPENSION, RequestState.ASKED),
        (RequestKind.SUSPENSION, RequestState.GRANTED),
    }


def test_authorities_have_tasks_gave_one_back_and_answered_one():
    """F58."""
    assert RectificationTask.objects.filter(state=State.TRANSFERRED).exclude(authority="").count() == 2
    assert verbs_of(task_of("南拓三路路灯两盏不亮")) == ["report", "register", "transfer", "take_back", "assign"]
    answered = task_of("南拓三路电杆倾斜")
    assert (answered.state, answered.authority) == (State.CLOSED, "市供电公司")
    assert "close_on_answer" in verbs_of(answered)


def test_residents_reported_followed_and_said_that_it_is_not_fixed(now):
    not_fixed = task_of("南拓小区楼道口堆放杂物")
    assert (not_fixed.state, not_fixed.reopenings) == (State.IN_PROGRESS, 1)
    reopened = TrailEntry.objects.about(not_fixed).get(verb="reopen")
    assert (reopened.by, reopened.photos.count()) == (None, 1)
    shown = PublicReport.objects.exclude(photos_shown_at=None)
    assert shown.count() == 2
    assert all(len(released_photos(report)) == 2 for report in shown)
    assert not PublicReport.objects.filter(received_at__gt=now).exists()


def test_a_resident_is_remembered_for_half_a_year_only(now):
    old = [report for report in PublicReport.objects.all() if (now - report.received_at).days > 180]
    assert old
    assert not any(report.name or report.telephone for report in old)


def test_what_was_reported_twice_is_joined_and_one_more_may_be():
    joined = task_of("南拓二路水沟臭得很，全是垃圾")
    assert joined.duplicate_of == task_of("南拓排水沟淤塞，有生活垃圾")
    for task in RectificationTask.objects.filter(state=State.DUPLICATE).select_related("duplicate_of__finding"):
        assert task.finding.point == task.duplicate_of.finding.point
        assert task.reported_at > task.duplicate_of.reported_at
    office = User.objects.get(username="office")
    assert task_of("农贸市场后门污水外溢") in likely_duplicates(
        task_of("农贸市场后门下水道又堵了，污水流到路上"), office
    )


@pytest.mark.parametrize("account", ["office", "leader", "inspector", "unit"])
def test_everybody_has_read_and_unread_notices(account, now):
    own = Notice.objects.filter(user__username=account)
    assert 0 < own.unread().count() < own.count()
    assert not own.filter(at__gt=now).exists()


def test_the_daily_work_of_the_same_moment_finds_nothing_left(now):
    def all_there_is():
        return [model.objects.count() for model in (Escalation, SupervisionOrder, Talk, RootCause, Notice, TrailEntry)]

    before = all_there_is()
    work(now)
    assert all_there_is() == before
