"""The power goes at any moment: every copy of the SQLite files, taken in the middle of the work, holds all that was acknowledged."""

import random
import shutil
import sqlite3
import time

import pytest

from tests.badday.ground import serving, wait_until
from tests.badday.people import Crowd, phones_of
from tests.badday.verdict import is_whole

COPIES = 25
FILES = ("db.sqlite3", "db.sqlite3-wal")
"""The third one, -shm, is in memory alone and made anew from these."""


def take_copy(server, installation, crowd: Crowd, folder, number: int) -> list[str]:
    """All processes stand still as the power goes, and what the files hold at that moment is copied. Gives the keys of the sheets
    that had been acknowledged before."""
    server.stand_still()
    try:
        acknowledged = crowd.handed_in
        for name in FILES:
            shutil.copy(installation.data_dir / name, folder / name.replace("db", f"{number:02}"))
    finally:
        server.go_on()
    return acknowledged


@pytest.mark.long
def test_every_copy_made_in_the_middle_of_the_work_is_whole(installation, tmp_path):
    luck, folder, acknowledged = random.Random(7), tmp_path / "copies", {}
    folder.mkdir()
    with serving(installation) as server:
        crowd = Crowd(phones_of(installation, server.port))
        crowd.start()
        for number in range(COPIES):
            wait_until(lambda least=number: len(crowd.handed_in) > least)
            time.sleep(luck.uniform(0, 0.15))
            acknowledged[f"{number:02}.sqlite3"] = take_copy(server, installation, crowd, folder, number)
        crowd.stop()
    found = installation.call(f"from tests.badday import scene; scene.look_at_copies({str(folder)!r})")
    assert set(found) == set(acknowledged)
    for name, copy in found.items():
        # photos are files beside it and were not copied: they are on the disk before their row is
        assert {what for what in copy["broken"] if "photo" not in what} == set(), name
        assert {key for key, sheet in copy["sheets"].items() if sheet["state"] == "submitted"} >= set(
            acknowledged[name]
        )
        assert all(is_whole(sheet) for sheet in copy["sheets"].values()), name
    assert len({len(copy["sheets"]) for copy in found.values()}) > COPIES // 3, "they were made while people worked"


@pytest.mark.long
def test_a_torn_last_page_takes_unfinished_work_alone(installation, tmp_path):
    """What was being written when the power went may be torn anywhere: the file opens, and holds a beginning of the work, whole."""
    luck, folder = random.Random(11), tmp_path / "torn"
    folder.mkdir()
    with serving(installation) as server:
        crowd = Crowd(phones_of(installation, server.port))
        crowd.start()
        wait_until(lambda: len(crowd.handed_in) >= 20)
        take_copy(server, installation, crowd, folder, 0)
        crowd.stop()
    log = (folder / FILES[1].replace("db", "00")).read_bytes()
    for number in range(1, 13):
        shutil.copy(folder / "00.sqlite3", folder / f"{number:02}.sqlite3")
        (folder / f"{number:02}.sqlite3-wal").write_bytes(log[: luck.randrange(len(log))])
    found = installation.call(f"from tests.badday import scene; scene.look_at_copies({str(folder)!r})")
    for name, copy in found.items():
        assert {what for what in copy["broken"] if "photo" not in what} == set(), name
        assert all(is_whole(sheet) for sheet in copy["sheets"].values()), name


SYNCHRONOUS = """
from django.db import connection
with connection.cursor() as cursor:
    print(cursor.execute("PRAGMA synchronous").fetchone()[0] * 10 + (cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"))
"""


def test_sqlite_confirms_nothing_before_it_is_on_the_disk(empty):
    """SQLite's manual, 'PRAGMA synchronous': with NORMAL a commit may be rolled back by a power cut, with FULL (2) never."""
    assert sqlite3.sqlite_version_info >= (3, 35)
    assert empty.call(SYNCHRONOUS) == 21
