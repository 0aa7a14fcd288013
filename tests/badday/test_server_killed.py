"""The web server is killed while inspectors hand in: what was acknowledged is there once, the rest wholly or not at all."""

import os
import signal
import uuid

import pytest

from tests.badday.ground import serving, start_second, wait_until
from tests.badday.people import Crowd, cut_off, phones_of
from tests.badday.verdict import settled_by_sending_again, stands

SHEETS = 12
"""Acknowledged before the blow falls: it falls in the middle of the work."""


def kill_while_they_hand_in(installation) -> tuple[Crowd, dict]:
    """A second server is refused, a web worker dies and the server heals itself, then everything dies at once. Gives what stands then."""
    with serving(installation) as server:
        crowd = Crowd(phones_of(installation, server.port))
        crowd.start()
        wait_until(lambda: len(crowd.handed_in) >= SHEETS)
        second = start_second(installation)
        assert (second.returncode, "已有一个服务在运行" in second.stderr) == (1, True), second.stderr
        workers = server.pids("web")
        one_of_them = min(workers)
        os.kill(one_of_them, signal.SIGKILL)
        before = len(crowd.handed_in)
        wait_until(lambda: len(crowd.handed_in) >= before + SHEETS)
        wait_until(lambda: len(server.pids("web") - {one_of_them}) == len(workers))
        server.kill()
        crowd.stop()
    return crowd, installation.look()


def sent_again(installation, crowd: Crowd) -> None:
    with serving(installation) as server:
        settled_by_sending_again(crowd, server.port)
    found = installation.look()
    stands(found, crowd)
    assert set(crowd.handed_in) == set(crowd.tried) == set(found["sheets"])


@pytest.mark.long
def test_a_server_killed_among_inspectors_who_hand_in_loses_and_doubles_nothing(installation):
    crowd, found = kill_while_they_hand_in(installation)
    stands(found, crowd)
    sent_again(installation, crowd)


@pytest.mark.long
def test_the_same_on_postgresql(on_postgres):
    crowd, found = kill_while_they_hand_in(on_postgres)
    stands(found, crowd)
    sent_again(on_postgres, crowd)


@pytest.mark.long
def test_where_granian_itself_is_killed_nothing_of_it_holds_the_port(installation):
    with serving(installation) as server:
        workers = server.pids("web")
        parents = {parent for pid, (parent, _command) in server.commands().items() if pid in workers}
        assert len(parents) == 1
        os.kill(parents.pop(), signal.SIGKILL)
        assert server.process.wait(60) == 1
        wait_until(lambda: not server.commands())
        assert "The server ended by itself" in server.errors.read_text()
    with serving(installation, PORT=str(server.port)) as again:
        assert phones_of(installation, again.port)[0].whole_visit(with_photo=False).status == 200


CLEAR = """
from datetime import timedelta
from django.utils import timezone
from core.running.unfinished_files import drop_unfinished_files
print(drop_unfinished_files(now=timezone.now() + timedelta(hours=2)))
"""
"""What the daily work does, two hours later."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "has_row"), [("core.storage:write_through", False), ("core.running.unfinished_files:_forget", True)]
)
def test_a_photo_cut_off_between_its_file_and_its_row_is_kept_whole_or_not_at_all(installation, place, has_row):
    with serving(installation, BADDAY_HOLD=place) as server:
        phone = phones_of(installation, server.port)[0]
        phone.tried.append(key := str(uuid.uuid4()))
        assert phone.put_draft(key).status == 200
        sending = cut_off(lambda: phone.add_photo(key))
        wait_until((installation.data_dir / "held").exists)
        server.kill()
        sending.join()
    assert bool(installation.look()["unfinished"]) is not has_row
    assert installation.call(CLEAR) == (0 if has_row else 1)
    found = installation.look()
    stands(found, Crowd([phone]))
    assert found["unfinished"] == []
    assert len(found["photos"]) == has_row
