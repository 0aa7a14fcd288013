"""What monitors ask: ready or not and why, the figures behind their token; and the line that each request leaves."""

import json
import logging
import re
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings
from django.urls import reverse

from core.models import CalendarFeed
from core.running import metrics
from core.running.health import own_migrations, static_is_there
from core.running.logs import JsonFormatter, without_keys
from core.running.request_log import shown_path

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-some-length-1234"
FULL_DISK = SimpleNamespace(total=10**9, free=10**6)


@pytest.fixture(autouse=True)
def data_of_its_own(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"


class TestReady:
    def test_a_server_that_can_serve_is_ready(self, client):
        answer = client.get(reverse("readyz"))
        assert (answer.status_code, answer.content) == (200, b"ready")

    def test_it_says_what_is_missing(self, client, monkeypatch):
        monkeypatch.setattr(
            "core.running.health.own_migrations", lambda: {("core", "0001_initial"), ("core", "9999_new")}
        )
        monkeypatch.setattr("core.running.health.shutil.disk_usage", lambda _folder: FULL_DISK)
        monkeypatch.setattr("core.running.health.static_is_there", lambda: False)
        answer = client.get(reverse("readyz"))
        said = answer.content.decode().splitlines()
        assert answer.status_code == 503
        assert said == ["1 migrations are not applied", "the disk is full", "static files are not collected"]

    def test_static_files_are_missed_by_their_list(self, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path
        assert static_is_there(), "in development nothing is collected"
        with override_settings(
            STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": "core.storage.HashedStaticStorage"}}
        ):
            assert not static_is_there()
            (tmp_path / "staticfiles.json").touch()
            assert static_is_there()

    def test_without_a_database_it_is_not_ready(self, client, monkeypatch):
        monkeypatch.setattr("core.running.health.database_answers", lambda: False)
        answer = client.get(reverse("readyz"))
        assert (answer.status_code, answer.content) == (503, b"the database does not answer")

    def test_every_own_migration_is_known_by_its_file(self):
        """What the names of files say, Django's own loader says too."""
        assert own_migrations() == set(MigrationLoader(None).disk_migrations)


class TestMetrics:
    def test_without_a_token_there_is_no_such_page(self, client, settings):
        settings.METRICS_TOKEN = ""
        assert client.get(reverse("metrics"), headers={"authorization": "Bearer "}).status_code == 404

    @pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer 令牌"])
    def test_a_wrong_token_gets_nothing(self, client, settings, given):
        settings.METRICS_TOKEN = TOKEN
        answer = client.get(reverse("metrics"), headers={"authorization": given})
        assert answer.status_code == 401 and b"campaign" not in answer.content

    def test_requests_and_figures_in_the_text_that_prometheus_reads(self, client, settings):
        settings.METRICS_TOKEN = TOKEN
        client.get(reverse("login"))
        client.get("/no/such/page/")
        text = client.get(reverse("metrics"), headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
        assert re.search(r'^campaign_requests_total\{method="GET",route="login",status="200"\} \d', text, re.MULTILINE)
        assert 'route="none"' in text and "no/such/page" not in text
        assert re.search(r'^campaign_request_seconds_bucket\{le="0\.1",route="login"\} \d', text, re.MULTILINE)
        for line in ("campaign_database_up 1.0", "campaign_jobs_failed 0.0", "campaign_migrations_pending 0.0"):
            assert line in text
        for name in (
            "campaign_disk_free_bytes",
            "campaign_worker_alive",
            "campaign_daily_run_age_seconds",
            "campaign_backup_age_seconds",
        ):
            assert re.search(rf"^{name} ", text, re.MULTILINE), name

    def test_they_answer_while_the_database_does_not(self, client, settings, monkeypatch):
        settings.METRICS_TOKEN = TOKEN

        def gone(**_when):
            raise DatabaseError

        monkeypatch.setattr(metrics, "database_answers", lambda: False)
        monkeypatch.setattr(metrics, "state", gone)
        answer = client.get(reverse("metrics"), headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200 and b"campaign_database_up 0.0" in answer.content


class TestLine:
    @pytest.fixture
    def lines(self, caplog):
        """What each request left, as the log has it."""
        caplog.set_level(logging.INFO, logger="access")
        return lambda: [json.loads(JsonFormatter().format(row)) for row in caplog.records if row.name == "access"]

    def test_it_says_who_what_and_how_long(self, client_for, office, lines):
        client_for("office").get(reverse("account") + "?q=secret")
        [line] = lines()
        assert (line["method"], line["route"], line["path"], line["status"]) == ("GET", "account", "/accounts/me/", 200)
        assert line["user"] == office.pk and line["ms"] >= 0
        assert "secret" not in json.dumps(line)

    def test_a_password_stands_nowhere(self, client, lines):
        client.post(reverse("login"), {"username": "limin", "password": "hunter-2-hunter"})
        assert "hunter" not in json.dumps(lines())
        assert lines()[0]["user"] is None

    def test_the_address_of_a_calendar_is_masked(self, client, office, now, lines):
        feed = CalendarFeed.objects.create(user=office, made_at=now)
        client.get(reverse("calendar_feed", args=[feed.token]))
        client.get(f"/calendar/{feed.token}")  # a slip: no such page
        assert feed.token not in json.dumps(lines())
        assert lines()[0]["path"] == "/calendar/***.ics"

    def test_django_s_own_lines_hide_keys_too(self):
        told = logging.LogRecord(
            "django.request", logging.WARNING, "", 0, "Not Found: %s", (f"/calendar/{'a' * 43}",), None
        )
        assert json.loads(JsonFormatter().format(told))["message"] == "Not Found: /calendar/***"

    def test_a_resident_s_number_is_masked(self, rf):
        request = rf.get("/public/reports/A1B2C3/photo/")
        request.resolver_match = type("Match", (), {"kwargs": {"number": "A1B2C3"}})
        assert shown_path(request) == "/public/reports/***/photo/"

    def test_monitors_leave_no_line(self, client, lines):
        client.get(reverse("healthz"))
        client.get(reverse("readyz"))
        assert lines() == []


@pytest.mark.parametrize(
    "text",
    ["/records/core.unit/12/photos/new/", "/inspections/standards/3/compare/", "/settings/dictionaries/problem-kinds/"],
)
def test_what_is_no_key_stays(text):
    assert without_keys(text) == text
