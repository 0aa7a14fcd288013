"""Who is told, how, and that nobody is told twice."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from core.models import Delivery, DeliveryState, Notice, NoticeChoice, Robot
from core.telling.notices import KEPT, KINDS, NoticeKind, choose, forget_old, kinds_for, tell
from tests.crowd import at_once
from tests.factories import UserFactory, make_person


@pytest.fixture
def kind():
    made = NoticeKind("test_kind", "测试")
    yield made
    del KINDS["test_kind"]


@pytest.fixture
def mailed():
    made = NoticeKind("test_mailed", "测试（邮件）", by_email=True)
    yield made
    del KINDS["test_mailed"]


@pytest.fixture
def with_mail(settings):
    settings.SENDS_EMAIL = True


def told(user, **fields):
    return Notice.objects.visible_to(user).filter(**fields).count()


def test_each_is_told_once_however_often_it_is_told(kind, unit, office, now):
    for _time in range(10):
        counts = tell(kind=kind, event="e-1", users=[unit, office, unit], title="新任务", now=now)
    assert counts == 0
    assert (told(unit), told(office)) == (1, 1)


def test_whoever_comes_later_is_told_and_the_others_not_again(kind, unit, office, now):
    tell(kind=kind, event="e-1", users=[unit], title="新任务", now=now)
    assert tell(kind=kind, event="e-1", users=[unit, office], title="新任务", now=now) == 1
    assert tell(kind=kind, event="e-2", users=[unit], title="另一件", now=now) == 1


def test_an_account_out_of_use_is_not_told(kind, unit, now):
    unit.is_active = False
    assert tell(kind=kind, event="e", users=[unit], title="新任务", now=now) == 0


def test_a_title_is_one_line_of_at_most_120_characters(kind, unit, now):
    tell(kind=kind, event="e", users=[unit], title="路面\n" + "散落垃圾" * 50, now=now)
    title = Notice.objects.get().title
    assert len(title) == 120 and "\n" not in title


def test_who_wants_none_in_the_site_sees_none_and_still_is_told_once(kind, unit, now):
    NoticeChoice.objects.create(user=unit, kind=kind.code, in_site=False)
    assert tell(kind=kind, event="e", users=[unit], title="新任务", now=now) == 1
    assert told(unit) == 0 and not unit.notices.unread().exists()
    assert tell(kind=kind, event="e", users=[unit], title="新任务", now=now) == 0


@pytest.mark.usefixtures("with_mail")
def test_mail_goes_to_those_who_want_it_and_have_an_address(kind, mailed, unit, office, leader, now):
    for person in (unit, office):
        person.email = f"{person.username}@example.org"
        person.save()
    choose(user=office, email=office.email, choices={kind.code: (True, True), mailed.code: (True, False)})
    tell(kind=kind, event="e-1", users=[unit, office, leader], title="不发的", now=now)
    tell(kind=mailed, event="e-2", users=[unit, office, leader], title="默认发的", now=now)
    assert set(Delivery.objects.values_list("event", "user")) == {("e-1", office.pk), ("e-2", unit.pk)}


def test_without_a_mail_server_no_mail_is_made(mailed, unit, now):
    unit.email = "unit@example.org"
    tell(kind=mailed, event="e", users=[unit], title="新任务", now=now)
    assert not Delivery.objects.exists()


def robot(name, unit=None, kinds=("test_kind",), **fields):
    return Robot.objects.create(name=name, flavour="wecom", url="https://x", unit=unit, kinds=list(kinds), **fields)


def test_robots_of_the_unit_and_above_are_told_of_their_kinds(kind, town, now):
    wanted = {robot("全镇"), robot("街道", town.home), robot("马桥", town.village)}
    robot("焦山", town.other_village), robot("别的事", kinds=["other"]), robot("停用", is_active=False)
    for _time in range(3):
        tell(kind=kind, event="e", users=[], title="新任务", unit=town.village, now=now)
    assert {delivery.robot for delivery in Delivery.objects.all()} == wanted
    assert Delivery.objects.count() == 3


def test_what_concerns_no_unit_is_for_the_robots_of_the_whole_town(kind, town, now):
    whole = robot("全镇")
    robot("马桥", town.village)
    tell(kind=kind, event="e", users=[], title="公告", now=now)
    assert [delivery.robot for delivery in Delivery.objects.all()] == [whole]


@pytest.mark.usefixtures("with_mail")
def test_telling_takes_five_queries_for_one_and_for_thirty(mailed, town, now):
    def queries(event, people):
        with CaptureQueriesContext(connection) as captured:
            tell(kind=mailed, event=event, users=people, title="新任务", unit=town.village, now=now)
        return [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]

    people = [UserFactory(email=f"p{n}@example.org") for n in range(30)]
    assert len(queries("e-1", people[:1])) == len(queries("e-2", people)) == 5


def test_the_worker_is_woken_once_after_the_commit(mailed, unit, settings, now, django_capture_on_commit_callbacks):
    settings.SENDS_EMAIL = True
    unit.email = "unit@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        for event in ("e-1", "e-2", "e-3"):
            tell(kind=mailed, event=event, users=[unit], title="新任务", now=now)
    assert DBTaskResult.objects.filter(task_path="core.jobs.send_deliveries").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_at_the_same_moment_tell_once(mailed, settings, now):
    settings.SENDS_EMAIL = True
    people = [make_person(f"村干部{n}", "unit") for n in range(5)]
    for person in people:
        person.email = f"p{person.pk}@example.org"
        person.save()
    robot("全镇", kinds=["test_mailed"])
    orders = [people, people[::-1], people[2:] + people[:2], people[1:]]
    at_once([partial(tell, kind=mailed, event="e", users=order, title="新任务", now=now) for order in orders])
    assert Notice.objects.count() == 5
    assert (Delivery.objects.filter(robot=None).count(), Delivery.objects.filter(user=None).count()) == (5, 1)


def test_what_was_told_long_ago_is_forgotten_and_what_still_waits_is_not(kind, unit, now):
    tell(kind=kind, event="old", users=[unit], title="去年的", now=now - KEPT - timedelta(days=1))
    tell(kind=kind, event="new", users=[unit], title="新的", now=now)
    group = robot("全镇")
    for state in DeliveryState:
        long_ago = now - KEPT - timedelta(days=1)
        Delivery.objects.create(event=state, robot=group, state=state, title="x", made_at=long_ago, next_try_at=now)
    assert forget_old(now=now) == 4
    assert [notice.event for notice in Notice.objects.all()] == ["new"]
    assert {delivery.state for delivery in Delivery.objects.all()} == {"waiting", "sending"}


def test_kinds_are_offered_to_those_who_may_be_told(kind):
    only_leaders = NoticeKind("test_leaders", "给领导的", roles=frozenset({"leader"}))
    try:
        assert only_leaders in kinds_for(frozenset({"leader", "unit"})) and kind in kinds_for(frozenset({"unit"}))
        assert only_leaders not in kinds_for(frozenset({"unit"}))
    finally:
        del KINDS["test_leaders"]


@pytest.mark.parametrize("code", ["test_kind", "x" * 25])
def test_a_kind_is_declared_once_and_its_code_fits_its_column(kind, code):
    with pytest.raises(ValueError, match="declared twice, or its code is too long"):
        NoticeKind(code, "又一个")
