"""What a page answers when the ground gives way, and what it does not mistake for that."""

import errno
import json
import logging
import sqlite3

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, ProgrammingError
from django.test import RequestFactory
from django.utils import translation

from core.running.logs import JsonFormatter
from core.running.outage import Outage, outage_of
from core.views.errors import MOST_TO_CARRY, server_error

LOST = OperationalError("server closed the connection unexpectedly")


def raised(work) -> Exception:
    with pytest.raises(Exception) as caught:
        work()
    return caught.value


def wrapped(cause: Exception) -> Exception:
    """As Django hands on what a driver raised."""
    error = OperationalError(*cause.args)
    error.__cause__ = cause
    return error


def full(folder) -> Exception:
    database = sqlite3.connect(folder / "full.sqlite3")
    database.execute("CREATE TABLE t (x)")
    database.execute("PRAGMA max_page_count = 4")
    return raised(lambda: database.execute("INSERT INTO t VALUES (zeroblob(100000))"))


def locked(folder) -> Exception:
    first = sqlite3.connect(folder / "locked.sqlite3", isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    second = sqlite3.connect(folder / "locked.sqlite3", isolation_level=None, timeout=0)
    return raised(lambda: second.execute("BEGIN IMMEDIATE"))


def test_what_drivers_say_is_told_apart(tmp_path):
    assert outage_of(wrapped(full(tmp_path))) == Outage.DISK
    assert outage_of(wrapped(locked(tmp_path))) == Outage.BUSY
    assert outage_of(wrapped(raised(lambda: sqlite3.connect(tmp_path / "no" / "where")))) == Outage.DATABASE
    assert outage_of(wrapped(raised(lambda: psycopg2.connect(host=str(tmp_path), dbname="x")))) == Outage.DATABASE
    assert outage_of(OSError(errno.ENOSPC, "No space left on device")) == Outage.DISK


def test_what_followed_from_it_is_it_too():
    try:
        try:
            raise LOST
        except OperationalError as error:
            raise KeyError("session") from error
    except KeyError as error:
        assert outage_of(error) == Outage.DATABASE


def test_a_fault_of_the_program_is_no_outage(tmp_path):
    database = sqlite3.connect(tmp_path / "t.sqlite3")
    missing = raised(lambda: database.execute("SELECT * FROM nothing"))
    for error in (
        wrapped(missing),
        IntegrityError(),
        ProgrammingError(),
        ValueError(),
        FileNotFoundError(2, "no"),
        None,
    ):
        assert outage_of(error) is None


def answer_to(request, error=LOST):
    """As Django calls it: while the error is being handled."""
    request.id = "4f1d"
    try:
        raise error
    except type(error):
        with translation.override("zh-hans"):
            return server_error(request)


def page_to(request, error=LOST) -> str:
    response = answer_to(request, error)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0 and response["Cache-Control"] == "no-store"
    return response.content.decode()


def test_a_form_that_was_on_its_way_is_carried_and_can_be_sent_once_more():
    page = page_to(RequestFactory().post("/x/?a=1", {"reason": ["雨天<b>", "第二行"], "csrfmiddlewaretoken": "k"}))
    assert 'name="reason" value="雨天&lt;b&gt;"' in page and 'value="第二行"' in page
    assert 'name="csrfmiddlewaretoken" value="k"' in page
    assert "再提交一次" in page and "4f1d" in page and "data-refused" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "limin", "password": "secret-word"},
        {"reason": "雨天", "photo": SimpleUploadedFile("a.jpg", b"x")},
        {"reason": "字" * (MOST_TO_CARRY + 1)},
    ],
)
def test_what_a_page_cannot_carry_stays_in_the_browser_and_it_says_so(fields):
    page = page_to(RequestFactory().post("/x/", fields, headers={"referer": "http://testserver/form/?p=2"}))
    assert "secret-word" not in page and "雨天" not in page and len(page) < 20_000
    assert 'href="/form/?p=2"' in page and "保留在这台设备上" in page and "<form" not in page


def test_a_page_that_was_only_looked_at_is_tried_again():
    page = page_to(RequestFactory().get("/inspections/?page=2"))
    assert 'href="/inspections/?page=2"' in page and "<form" not in page


def test_a_full_disk_is_for_the_administrator_now():
    page = page_to(RequestFactory().get("/"), OSError(errno.ENOSPC, "full"))
    assert "磁盘已满" in page and "告诉系统管理员" in page


def test_what_asks_for_json_is_told_in_json():
    response = answer_to(
        RequestFactory().post("/x/", b"{}", "application/json", headers={"accept": "application/json"})
    )
    assert response.status_code == 503
    assert b'"outage": "database"' in response.content and b'"item": null' in response.content


def test_any_other_error_is_our_fault_and_says_so():
    response = answer_to(RequestFactory().get("/"), ValueError("no"))
    assert response.status_code == 500 and "Retry-After" not in response


def test_the_log_has_one_line_for_each_and_a_traceback_for_a_fault_of_ours():
    def logged(error) -> dict:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "f", 1, "Service Unavailable", (), (type(error), error, None)
        )
        return json.loads(JsonFormatter().format(record))

    assert (
        logged(OperationalError("gone\n\tIs it running?"))["error"] == "database: OperationalError: gone Is it running?"
    )
    assert "ValueError: no" in logged(ValueError("no"))["error"]
