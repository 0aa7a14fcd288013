"""What is kept of a resident for a while only."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from core.addresses import client_address
from core.attachments.photos import store_photo
from core.models import Photo, PhotoPurpose, TrailEntry
from rectification.models import PublicReport
from rectification.services.public_forgetting import forget_reporters
from rectification.services.public_guard import give_ticket, sender_digest
from tests.factories import make_picture


def test_name_and_telephone_go_after_the_office_s_days(take, now):
    old = take(name="王大爷", telephone="13800001234", now=now - timedelta(days=181))
    young = take(name="李奶奶", telephone="13900005678", now=now - timedelta(days=179))
    assert forget_reporters(now=now) == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, old.telephone, old.sender, old.forgotten_at) == ("", "", "", now)
    assert (young.name, young.telephone, young.forgotten_at) == ("李奶奶", "13900005678", None)
    assert old.task.finding.description == "垃圾桶满了，两天没清"


def test_the_trail_says_that_it_was_deleted_and_not_what(take, now):
    report = take(name="王大爷", now=now - timedelta(days=200))
    forget_reporters(now=now)
    entry = TrailEntry.objects.about(report.task).first()
    assert (entry.verb, entry.reason, entry.changes, entry.at) == ("forget_reporter", "", {}, now)


def test_forgetting_twice_does_nothing_twice(take, now):
    take(name="王大爷", now=now - timedelta(days=200))
    take(now=now - timedelta(days=200))
    assert forget_reporters(now=now) == 1
    assert forget_reporters(now=now + timedelta(days=1)) == 0
    assert TrailEntry.objects.filter(verb="forget_reporter").count() == 1


def test_the_digest_of_an_address_goes_after_two_days(take, now):
    old, young = take(now=now - timedelta(hours=49)), take(now=now - timedelta(hours=47))
    forget_reporters(now=now)
    assert PublicReport.objects.get(pk=old.pk).sender == ""
    assert len(PublicReport.objects.get(pk=young.pk).sender) == 64


def test_photos_whose_report_never_came_go_after_a_day(town, take, office, now, django_capture_on_commit_callbacks):
    report = take()
    kept = [
        store_photo(upload=make_picture(), subject=town.home, purpose=PhotoPurpose.PROBLEM, by=by, now=at)
        for by, at in ((None, now - timedelta(hours=23)), (office, now - timedelta(days=3)))
    ]
    gone = store_photo(
        upload=make_picture(), subject=town.home, purpose=PhotoPurpose.PROBLEM, by=None, now=now - timedelta(hours=25)
    )
    with django_capture_on_commit_callbacks(execute=True):
        forget_reporters(now=now)
    assert set(Photo.objects.about(town.home)) == set(kept)
    assert not gone.file.storage.exists(gone.file.name)
    assert Photo.objects.about(report.task).count() == 1


def test_a_digest_names_nobody_and_changes_every_day():
    today, tomorrow = date(2026, 11, 23), date(2026, 11, 24)
    assert sender_digest("203.0.113.7", today) == sender_digest("203.0.113.7", today)
    assert sender_digest("203.0.113.7", today) != sender_digest("203.0.113.7", tomorrow)
    assert "203.0.113" not in sender_digest("203.0.113.7", today)


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "address"),
    [
        ("203.0.113.7", None, False, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", False, "203.0.113.7"),
        ("127.0.0.1", "203.0.113.7", True, "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.7", True, "203.0.113.7"),
        ("127.0.0.1", None, True, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", None, False, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9::1", None, False, "2001:db8:1:2::/64"),
        ("", None, False, ""),
        ("127.0.0.1", "unknown", True, ""),
    ],
)
def test_the_address_is_the_visitor_s_and_the_proxy_is_believed_in_production_alone(
    settings, remote, forwarded, trusted, address
):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)) == address


def test_nothing_personal_is_logged(client, take, now, caplog, frozen_now):
    report = take(name="王大爷", telephone="13800001234")
    given = {"ticket": give_ticket(now - timedelta(minutes=1)), "name": "王大爷", "telephone": "13800001234"}
    client.post("/public/report/", given)
    client.get(report.get_absolute_url())
    client.get("/public/report/XXXX-XXXX-XXXX/")
    assert "王大爷" not in caplog.text and "13800001234" not in caplog.text and "127.0.0.1" not in caplog.text
