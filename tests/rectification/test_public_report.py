"""A resident reports a problem without an account: what becomes of it, and what holds off a flood."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import Notice, Photo, ThresholdValue, TrailEntry
from rectification.models import Finding, ProblemKind, PublicReport
from rectification.services import public_waiting
from rectification.services.public_guard import TRIES_PER_REPORT, give_ticket, read_ticket
from rectification.transitions import State
from tests.factories import PointFactory, ProblemKindFactory, make_picture

ADDRESS = "/public/report/"


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


@pytest.fixture
def send(client, town, frozen_now):
    """send(place=…, …): the form as the browser sends it, opened a minute ago. script=True: as the page's script sends it."""

    def post(*, script=False, opened=timedelta(minutes=1), photos=1, files=None, key=None, **fields):
        given = {
            "ticket": give_ticket(frozen_now - opened, key), "place": "南拓三路12号旁", "description": "垃圾桶满了",
            "photos": files or [make_picture(colour=colour) for colour in ("teal", "navy", "gray", "red")[:photos]],
        } | fields  # fmt: skip
        headers = {"accept": "application/json"} if script else {}
        return client.post(ADDRESS, given, headers=headers)

    return post


@pytest.fixture
def key():
    return uuid4()


def test_report_waits_for_the_office_with_photo_and_place(send, town, now):
    answer = send(photos=2)
    report = PublicReport.objects.get()
    assert answer.status_code == 302
    assert answer.url == report.get_absolute_url()
    task, finding = report.task, report.task.finding
    assert (task.state, finding.source, finding.place) == (State.REPORTED, "public", "南拓三路12号旁")
    assert (finding.found_by, finding.without_photo, report.received_at) == (None, False, now)
    assert Photo.objects.about(task).exclude(entry=None).count() == 2
    assert not Photo.objects.about(town.home).exists()


def test_a_report_is_never_assigned_by_itself(send, town):
    point = PointFactory(town=town.home, unit=town.village, in_charge=town.village)
    send(point=point.pk, kind=ProblemKindFactory().pk, place="")
    assert PublicReport.objects.get().task.state == State.REPORTED
    assert Finding.objects.get().point == point


def test_the_trail_names_a_resident_and_nothing_else(send):
    send(name="王大爷", telephone="13800001234")
    entry = TrailEntry.objects.about(PublicReport.objects.get().task).get()
    assert (entry.by, entry.by_name) == (None, "居民")
    assert "王大爷" not in str(entry.__dict__)


def test_the_office_is_told_once(send, office, leader, key):
    send(key=key)
    send(key=key)
    assert [notice.user for notice in Notice.objects.all()] == [office]
    assert "垃圾桶满了" in Notice.objects.get().title


def test_position_of_the_phone_is_a_place(send):
    send(place="", position="31.9012345678,121.2034")
    finding = Finding.objects.get()
    assert (finding.latitude, finding.longitude) == (Decimal("31.901235"), Decimal("121.203400"))
    assert "31.901235" in finding.place


@pytest.mark.parametrize("position", ["", "abc", "NaN,NaN", "91,0", "1", "1,2,3", "Infinity,0", "1e999999,0"])
def test_what_is_no_position_is_no_place(send, position):
    answer = send(place="", position=position)
    assert answer.status_code == 422
    assert answer.context["form"].has_error("place")


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"photos": 0}, "photos"),
        ({"place": ""}, "place"),
        ({"description": " "}, "description"),
        ({"description": "字" * 201}, "description"),
        ({"photos": 4}, "photos"),
        ({"telephone": "1" * 21}, "telephone"),
    ],
)
@pytest.mark.parametrize("script", [False, True], ids=["page", "script"])
def test_what_is_missing_is_said_at_its_field_and_nothing_is_made(send, fields, faulty, script):
    answer = send(script=script, **fields)
    errors = answer.json()["errors"] if script else answer.context["form"].errors
    assert answer.status_code == 422
    assert faulty in errors
    assert not PublicReport.objects.exists()


def test_a_file_that_is_no_photo_is_refused_by_its_content(send):
    answer = send(files=[SimpleUploadedFile("a.jpg", b"<?php evil", content_type="image/jpeg")])
    assert answer.status_code == 422
    assert not Photo.objects.exists()


def test_form_that_comes_back_keeps_words_and_photos(send, client, frozen_now, key):
    answer = send(key=key, place="", photos=2)
    page = answer.content.decode()
    assert "垃圾桶满了" in page
    assert page.count("data:image/jpeg;base64,") == 2
    kept = [photo["signed"] for photo in answer.context["form"].fields["photos"].widget.kept]
    send(key=key, photos=0, kept=kept)
    assert Photo.objects.about(PublicReport.objects.get().task).count() == 2


def test_photos_that_were_received_stay_where_there_is_no_room_for_more(send, key, take, now):
    answer = send(key=key, place="")
    kept = [photo["signed"] for photo in answer.context["form"].fields["photos"].widget.kept]
    limit("reports_per_hour", 1)
    take(address="127.0.0.1", now=now)
    answer = send(key=key, photos=0, kept=kept)
    assert answer.status_code == 422
    assert len(answer.context["form"].fields["photos"].widget.kept) == 1


def test_photos_of_another_form_are_not_taken(send, key):
    answer = send(key=key, place="")
    kept = [photo["signed"] for photo in answer.context["form"].fields["photos"].widget.kept]
    assert send(key=uuid4(), photos=0, kept=kept).status_code == 422


def test_the_script_keeps_its_photos_itself(send):
    send(script=True, photos=2, place="")
    assert not Photo.objects.exists()
    answer = send(script=True, photos=2)
    assert answer.status_code == 201
    assert answer.json() == {"url": PublicReport.objects.get().get_absolute_url()}


def test_sent_twice_is_one_report(send, key):
    first, second = send(key=key), send(key=key)
    assert first.url == second.url
    assert PublicReport.objects.count() == Finding.objects.count() == 1
    assert Photo.objects.count() == 1


def test_sent_twice_at_the_same_moment_is_one_report(take, key):
    """The second one did not see the first when it looked; the database does."""
    report = take(key=key)
    assert take(key=key, colour="red") == report
    assert PublicReport.objects.count() == Finding.objects.count() == Photo.objects.count() == 1


def test_a_ticket_is_ours_alone(now, key):
    ticket = read_ticket(give_ticket(now, key))
    assert (ticket.key, ticket.given_at) == (key, now)
    assert read_ticket("x") is None
    assert read_ticket(give_ticket(now, key)[:-1] + "x") is None
    assert isinstance(read_ticket(give_ticket(now)).key, UUID)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"opened": timedelta(seconds=1)}, "太快"),
        ({"opened": timedelta(days=1, minutes=1)}, "超过一天"),
        ({"ticket": "made-up"}, "超过一天"),
        ({"website": "http://spam.example"}, "隐藏"),
    ],
)
def test_what_only_machines_do_is_refused_in_words_and_loses_nothing(send, fields, words):
    answer = send(**fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "垃圾桶满了" in answer.content.decode()
    form = answer.context["form"]
    assert len(form.fields["photos"].widget.kept) == 1
    assert not PublicReport.objects.exists()
    assert form["website"].value() == ""


def test_a_form_that_was_open_too_long_is_still_the_same_report(send, key, frozen_now):
    answer = send(key=key, opened=timedelta(days=2))
    renewed = read_ticket(answer.context["form"]["ticket"].value())
    assert (renewed.key, renewed.given_at) == (key, frozen_now)


def limit(name, value):
    ThresholdValue.objects.update_or_create(pk=f"rectification.{name}", defaults={"value": value})


def test_one_address_sends_so_many_an_hour(send, take, now):
    limit("reports_per_hour", 2)
    take(address="127.0.0.1", now=now - timedelta(minutes=59))
    assert send().status_code == 302
    answer = send()
    assert answer.status_code == 422
    assert "一小时内提交较多" in answer.content.decode()
    assert "垃圾桶满了" in answer.content.decode()
    assert PublicReport.objects.count() == 2
    assert Photo.objects.count() == 2, "what is over the limit leaves nothing on the disk"


def test_forms_that_come_back_over_and_over_are_a_flood_too(send, monkeypatch):
    """Looking at photos takes the server's time, whether a report comes of it or not."""
    limit("reports_per_hour", 1)
    for _n in range(TRIES_PER_REPORT):
        assert "请说明地点" in send(place="").content.decode()
    assert "一小时内提交较多" in send().content.decode()


def test_an_hour_later_there_is_room_again(send, take, now):
    limit("reports_per_hour", 1)
    take(address="127.0.0.1", now=now - timedelta(minutes=61))
    assert send().status_code == 302


def test_the_hour_goes_on_over_midnight(send, take, now, monkeypatch):
    limit("reports_per_hour", 1)
    midnight = now.replace(hour=16, minute=10)  # 0:10 in Shanghai
    take(address="127.0.0.1", now=midnight - timedelta(minutes=30))
    monkeypatch.setattr("django.utils.timezone.now", lambda: midnight)
    assert send(ticket=give_ticket(midnight - timedelta(minutes=1))).status_code == 422


def test_all_together_send_so_many_an_hour(send, take, now):
    limit("reports_in_all", 2)
    take(address="203.0.113.1", now=now - timedelta(minutes=59))
    take(address="203.0.113.2", now=now)
    assert "提交的人很多" in send().content.decode()


def test_a_full_disk_takes_no_more(send, monkeypatch):
    monkeypatch.setattr("rectification.services.public_guard.FREE_BYTES", 10**18)
    assert send().status_code == 422
    assert not Photo.objects.exists()


def test_photos_that_wait_for_their_report_are_bounded(send, monkeypatch):
    monkeypatch.setattr(public_waiting, "WAITING_MOST", 2)
    for _n in range(4):
        send(place="")
    assert Photo.objects.count() == 2


def test_what_is_much_too_large_is_not_even_read(client, town, settings):
    settings.PHOTO_MAX_BYTES = 1
    answer = client.post(ADDRESS, {"photos": SimpleUploadedFile("a.jpg", b"x" * 1_100_000)})
    assert answer.status_code == 413


def test_another_site_cannot_send_it(town):
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {}).status_code == 403


def test_the_label_of_a_point_fills_in_the_place(client, town):
    point = PointFactory(name="南拓垃圾房", town=town.home)
    page = client.get(ADDRESS, {"point": point.pk})
    assert "南拓垃圾房" in page.content.decode()
    assert f'name="point" value="{point.pk}"' in page.content.decode()


@pytest.mark.parametrize("point", ["0", "abc", "9" * 30, "-1", "²"])
def test_a_point_that_is_none_is_left_out(client, town, point):
    assert client.get(ADDRESS, {"point": point}).context["point"] is None


def test_page_is_small_and_kept_nowhere(client, town):
    ProblemKind.objects.create(name="市容环卫")
    page = client.get(ADDRESS)
    assert "no-store" in page.headers["Cache-Control"]
    assert len(page.content) < 20_000
    assert "市容环卫" in page.content.decode()
    assert reverse("login") in page.content.decode()


def test_public_leads_to_the_report(client, town):
    assert f'href="{ADDRESS}"' in client.get("/public/").content.decode()
