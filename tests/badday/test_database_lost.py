"""PostgreSQL goes away while people work and comes back: pages say what to do and keep what was typed, and nobody has to start
anything again but the database."""

import html

import pytest

from tests.badday.ground import serving, wait_until
from tests.badday.people import Crowd, office_of, phones_of
from tests.badday.verdict import settled_by_sending_again, stands

pytestmark = pytest.mark.long

TYPED = "马桥村垃圾房门口污水横流，已两天"
JOB = """
from core.jobs import wake_sender
wake_sender()
"""
DONE = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status="SUCCESSFUL").count())
"""


def taken_away_and_back(installation, database, take_away) -> None:
    with serving(installation) as server:
        crowd = Crowd(phones_of(installation, server.port))
        crowd.start()
        wait_until(lambda: len(crowd.handed_in) >= 12)
        wait_until(lambda: server.pids("run_jobs"))
        before = server.pids("web"), server.pids("run_jobs")
        take_away()
        wait_until(lambda: all(phone.refused for phone in crowd.phones))
        says_what_to_do(office_of(installation, server.port))
        tells_phones(crowd)
        database.start()
        acknowledged = len(crowd.handed_in)
        wait_until(lambda: len(crowd.handed_in) >= acknowledged + 12)
        crowd.stop()
        assert office_of(installation, server.port).get("/").status == 200
        installation.call(JOB)
        wait_until(lambda: installation.call(DONE) >= 1)
        assert (server.pids("web"), server.pids("run_jobs")) == before, "the same processes go on"
        settled_by_sending_again(crowd, server.port)
    stands(installation.look(), crowd)


def says_what_to_do(office) -> None:
    page = office.get("/settings/?q=1")
    assert page.status == 503 and int(page.headers["retry-after"]) > 0
    assert "数据库暂时没有响应" in page.text and 'href="/settings/?q=1"' in page.text
    sent = office.post("/inspections/rounds/new/", name=TYPED)
    assert sent.status == 503
    assert "没有得到确认" in sent.text and "再提交一次" in sent.text
    assert f'value="{TYPED}"' in html.unescape(sent.text)
    assert office.get("/healthz").status == 503


def tells_phones(crowd: Crowd) -> None:
    """In the JSON that they understand, with a status on which they keep what they have and try again."""
    for phone in crowd.phones:
        assert {answer.status for answer in phone.refused} == {503}
        assert phone.refused[-1].json["errors"][0]["message"] == "数据库暂时没有响应"


def test_stopped_at_once_and_started_again(on_postgres, own_postgres):
    taken_away_and_back(on_postgres, own_postgres, own_postgres.stop_at_once)


def test_its_process_killed_and_started_again(on_postgres, own_postgres):
    taken_away_and_back(on_postgres, own_postgres, own_postgres.kill)
