"""Messages on their way out: once, tried again with growing pauses, given up after a day, never doubled by a kill or a crowd."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from core.errors import DomainError
from core.jobs import JOBS_KEPT, MOST_AT_ONCE, drop_done_jobs, plan_next_look, send_deliveries, wake_sender
from core.models import Delivery, DeliveryState, Robot, TrailEntry
from core.telling import deliveries
from core.telling.deliveries import CUT_OFF, PAUSES, next_look, send_again, send_due, send_next
from tests.crowd import at_once
from tests.receiver import receiving

MINUTE = timedelta(minutes=1)
REFUSED = (200, {"errcode": 93000, "errmsg": "invalid"})


@pytest.fixture
def receiver(settings):
    settings.ROBOT_HOSTS = ["127.0.0.1"]
    with receiving() as made:
        yield made


@pytest.fixture
def robot(receiver, db):
    return Robot.objects.create(name="环卫群", flavour="wecom", url=receiver.url, kinds=[])


@pytest.fixture
def waiting(robot, now):
    def make(event="e", **fields):
        given = {
            "robot": robot,
            "title": f"新任务{event}",
            "path": "/rectification/1/",
            "made_at": now,
            "next_try_at": now,
        }
        return Delivery.objects.create(event=event, **given | fields)

    return make


@pytest.fixture
def letter(waiting, unit):
    unit.email = "wang@example.org"
    unit.save()
    return waiting(robot=None, user=unit, text="马桥垃圾房")


def again(delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def outcome(delivery):
    now = again(delivery)
    return now.state, now.attempts


def test_a_message_is_sent_once_however_often_the_worker_runs(waiting, receiver, now):
    delivery = waiting()
    assert [send_due(now=now + n * MINUTE) for n in range(10)] == [1] + [0] * 9
    assert outcome(delivery) == (DeliveryState.SENT, 1)
    assert again(delivery).sent_at == now
    assert len(receiver.got) == 1


def test_its_link_leads_to_the_record_and_its_title_names_the_town(waiting, receiver, town, settings, now):
    settings.SITE_URL = "https://town.example"
    waiting()
    send_due(now=now)
    assert receiver.texts() == ["【枫河街道】新任务e\nhttps://town.example/rectification/1/"]


def test_a_refused_message_is_tried_again_with_growing_pauses_and_given_up_after_a_day(waiting, receiver, now):
    delivery = waiting()
    receiver.answers = [REFUSED] * 99
    tried, at = [], now
    while at := next_look(now=at):
        assert send_due(now=at - timedelta(seconds=1)) == 0
        assert send_due(now=at) == 1
        tried.append((at - now) / MINUTE)
    assert tried == [0, 1, 6, 21, 81, 321, 801, 1521]
    assert outcome(delivery) == (DeliveryState.GIVEN_UP, len(PAUSES) + 1)
    assert "93000" in again(delivery).trouble
    assert len(receiver.got) == 8


def test_after_a_failure_it_arrives_once(waiting, receiver, now):
    delivery = waiting()
    receiver.answers = [(500, {}), REFUSED]
    for minutes in (0, 1, 6, 7, 60):
        send_due(now=now + minutes * MINUTE)
    assert outcome(delivery) == (DeliveryState.SENT, 3)
    assert again(delivery).trouble == ""


def test_no_answer_is_an_unknown_outcome_and_never_tried_again_by_itself(waiting, receiver, now):
    delivery = waiting()
    receiver.answers = [(200, None)]
    for hours in range(0, 50, 5):
        send_due(now=now + timedelta(hours=hours))
    assert outcome(delivery) == (DeliveryState.UNKNOWN, 1)
    assert len(receiver.got) == 1


def test_a_shut_door_is_knocked_at_once_for_all_who_wait_there(waiting, robot, letter, receiver, now):
    both = [waiting("a"), waiting("b")]
    receiver.answers = [(500, {})]
    send_due(now=now)
    assert len(receiver.got) == 1
    assert [outcome(one) for one in both] == [(DeliveryState.WAITING, 1)] * 2
    assert [again(one).next_try_at - now for one in both] == [MINUTE] * 2
    assert outcome(letter) == (DeliveryState.SENT, 1), "another way out is open"


def test_a_message_that_waits_beside_a_shut_door_is_given_up_after_a_day_too(waiting, receiver, now):
    old, young = waiting("old", attempts=len(PAUSES), next_try_at=now), waiting("young", next_try_at=now - MINUTE)
    receiver.answers = [(500, {})]
    send_due(now=now)
    assert [outcome(one)[0] for one in (old, young)] == [DeliveryState.GIVEN_UP, DeliveryState.WAITING]


def test_after_too_many_the_others_wait_a_little_and_lose_no_attempt(waiting, receiver, now):
    first, second = waiting("a"), waiting("b")
    receiver.answers = [(200, {"errcode": 45009})]
    send_due(now=now)
    assert [outcome(one) for one in (first, second)] == [(DeliveryState.WAITING, 1), (DeliveryState.WAITING, 0)]
    send_due(now=now + 5 * MINUTE)
    assert [outcome(one)[0] for one in (first, second)] == [DeliveryState.SENT] * 2


def test_a_robot_out_of_use_is_sent_nothing(waiting, robot, receiver, now):
    delivery = waiting()
    Robot.objects.update(is_active=False)
    send_due(now=now)
    assert receiver.got == [] and outcome(delivery) == (DeliveryState.WAITING, 1)


def test_a_killed_worker_s_message_is_neither_sent_twice_nor_lost(waiting, receiver, office, now, monkeypatch):
    delivery = waiting()

    def killed(**fields):
        deliver(**fields)
        raise SystemExit  # after it left, before the outcome was stored

    deliver = deliveries.post
    monkeypatch.setattr(deliveries, "post", killed)
    with pytest.raises(SystemExit):
        send_due(now=now)
    monkeypatch.setattr(deliveries, "post", deliver)
    assert outcome(delivery) == (DeliveryState.SENDING, 1)
    assert next_look(now=now) == now + CUT_OFF
    assert send_due(now=now + CUT_OFF / 2) == 0
    assert send_due(now=next_look(now=now)) == 0
    assert outcome(delivery) == (DeliveryState.UNKNOWN, 1)
    assert len(receiver.got) == 1
    send_again(delivery=delivery, by=office, now=now, wake=lambda: None)
    assert send_due(now=now + timedelta(hours=1)) == 1
    assert outcome(delivery) == (DeliveryState.SENT, 1)
    assert len(receiver.got) == 2


def test_an_outcome_that_comes_late_is_still_stored_but_not_over_a_newer_attempt(waiting, office, now, monkeypatch):
    late, newer = waiting("late"), waiting("newer")
    for delivery in (late, newer):
        monkeypatch.setattr(deliveries, "post", lambda **fields: deliveries.mark_cut_off(now=now + CUT_OFF + MINUTE))
        if delivery == newer:
            monkeypatch.setattr(deliveries, "post", lambda **fields: _sent_again_meanwhile(newer, office, now))
        send_next(now=now)
    assert outcome(late)[0] == DeliveryState.SENT
    assert outcome(newer) == (DeliveryState.WAITING, 0)


def _sent_again_meanwhile(delivery, office, now):
    deliveries.mark_cut_off(now=now + CUT_OFF + MINUTE)
    send_again(delivery=delivery, by=office, now=now + CUT_OFF + MINUTE, wake=lambda: None)


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.SENT])
def test_only_what_came_to_an_end_without_arriving_is_sent_again(waiting, office, now, state):
    delivery = waiting(state=state)
    with pytest.raises(DomainError):
        send_again(delivery=delivery, by=office, now=now, wake=lambda: None)
    assert not TrailEntry.objects.exists()


def test_sending_again_is_in_the_trail_and_wakes_the_worker(waiting, office, now, django_capture_on_commit_callbacks):
    delivery = waiting(state=DeliveryState.GIVEN_UP, attempts=8)
    with django_capture_on_commit_callbacks(execute=True):
        send_again(delivery=delivery, by=office, now=now, wake=wake_sender)
    assert outcome(delivery) == (DeliveryState.WAITING, 0)
    entry = TrailEntry.objects.about(delivery).get()
    assert (entry.verb, entry.by, entry.old_state) == ("send_again", office, "given_up")
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_message_once(receiver, now):
    robot = Robot.objects.create(name="环卫群", flavour="wecom", url=receiver.url, kinds=[])
    Delivery.objects.bulk_create(
        Delivery(robot=robot, event=f"e{n}", title=f"第{n}件", made_at=now, next_try_at=now) for n in range(24)
    )
    at_once([lambda: send_due(now=now)] * 4)
    titles = sorted(text.partition("第")[2] for text in receiver.texts())
    assert titles == sorted(f"{n}件" for n in range(24))
    assert Delivery.objects.filter(state=DeliveryState.SENT, attempts=1).count() == 24


# ---- e-mail ----


def test_a_letter_says_what_where_and_how_to_have_no_more(letter, settings, now):
    settings.SITE_URL = "https://town.example"
    settings.DEFAULT_FROM_EMAIL = "noreply@town.example"
    send_due(now=now)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.from_email) == (["wang@example.org"], letter.title, "noreply@town.example")
    assert "马桥垃圾房" in sent.body and "https://town.example/rectification/1/" in sent.body
    assert "https://town.example/notices/choices/" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<delivery-{letter.pk}@town.example>"
    assert send_due(now=now + timedelta(days=1)) == 0 and len(mail.outbox) == 1


class Broken:
    """A mail connection that fails where it is told to."""

    def __init__(self, at_open=None, at_send=None):
        self.at_open, self.at_send = at_open, at_send

    def open(self):
        if self.at_open:
            raise self.at_open

    def send_messages(self, messages):
        raise self.at_send

    def close(self):
        raise SMTPServerDisconnected


@pytest.mark.parametrize(
    ("broken", "state"),
    [
        (Broken(at_open=ConnectionRefusedError()), DeliveryState.WAITING),
        (Broken(at_send=SMTPRecipientsRefused({})), DeliveryState.WAITING),
        (Broken(at_send=SMTPServerDisconnected()), DeliveryState.UNKNOWN),
        (Broken(at_send=TimeoutError()), DeliveryState.UNKNOWN),
        (Broken(at_send=ValueError("anything else")), DeliveryState.UNKNOWN),
    ],
)
def test_a_letter_is_tried_again_only_where_it_surely_did_not_leave(letter, now, monkeypatch, broken, state):
    monkeypatch.setattr(deliveries, "get_connection", lambda: broken)
    send_due(now=now)
    assert outcome(letter) == (state, 1)
    assert "anything else" not in again(letter).trouble


def test_who_lost_the_address_or_the_account_gets_no_letter(letter, unit, now):
    unit.is_active = False
    unit.save()
    send_due(now=now)
    assert mail.outbox == [] and outcome(letter) == (DeliveryState.WAITING, 1)


# ---- the worker's job ----


def planned():
    rows = DBTaskResult.objects.filter(task_path="core.jobs.send_deliveries")
    return [
        None if run_after == get_date_max() else run_after for run_after in rows.values_list("run_after", flat=True)
    ]


def test_the_job_sends_what_is_due_and_plans_nothing_where_nothing_waits(waiting, receiver):
    waiting(next_try_at=timezone.now() - MINUTE)
    send_deliveries.call()
    assert len(receiver.got) == 1 and planned() == []


def test_the_job_comes_back_when_the_next_attempt_is_due(waiting, receiver):
    delivery = waiting(next_try_at=timezone.now() - MINUTE)
    receiver.answers = [REFUSED]
    send_deliveries.call()
    assert planned() == [again(delivery).next_try_at]
    plan_next_look(now=timezone.now())
    assert len(planned()) == 1


def test_a_job_stops_after_a_while_and_lets_other_work_in_between(waiting, receiver):
    for n in range(MOST_AT_ONCE + 3):
        waiting(f"e{n}", next_try_at=timezone.now() - MINUTE)
    send_deliveries.call()
    assert len(receiver.got) == MOST_AT_ONCE
    assert planned() == [None]


def test_the_worker_wakes_for_a_message_that_was_cut_off(waiting, now):
    waiting(state=DeliveryState.SENDING, claimed_at=now)
    plan_next_look(now=now)
    assert planned() == [now + CUT_OFF]


@pytest.mark.django_db
def test_jobs_of_long_ago_are_dropped_and_waiting_ones_are_not(now):
    for ended in (now - JOBS_KEPT - MINUTE, now - MINUTE, None):
        send_deliveries.enqueue()
        job = DBTaskResult.objects.filter(status="READY").first()
        if ended:
            DBTaskResult.objects.filter(pk=job.pk).update(status="SUCCESSFUL", finished_at=ended)
    assert drop_done_jobs(now=now) == 1
    assert DBTaskResult.objects.count() == 2
