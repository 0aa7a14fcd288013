"""The disk is full: what comes in is refused in words, nothing of it stays behind, and all is well once there is room again."""

import os
import subprocess
import uuid
from pathlib import Path

import pytest

from tests.badday.ground import Installation, serving
from tests.badday.people import Crowd, office_of, phones_of
from tests.badday.verdict import settled_by_sending_again, stands

pytestmark = pytest.mark.long


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"only root may mount a small disk here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def on_small_disk(made, small_disk) -> Installation:
    return made.copy(small_disk / "data")


def fill(disk: Path) -> Path:
    """Takes all the room there is; gives the file that took it."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(os.urandom(size))
            except OSError:
                continue
    return filler


def test_a_full_disk_refuses_in_words_and_keeps_nothing_by_half(on_small_disk, small_disk):
    with serving(on_small_disk) as server:
        phones = phones_of(on_small_disk, server.port)
        crowd = Crowd(phones)
        for phone in phones:
            assert phone.whole_visit(with_photo=True).status == 200
        phone = phones[0]
        phone.tried.append(key := str(uuid.uuid4()))
        assert phone.put_draft(key).status == 200
        before = server.pids("web")
        filler = fill(small_disk)
        refused_in_words(phone.add_photo(key))
        until_refused(phones[1])
        assert office_of(on_small_disk, server.port).get("/rankings/").status == 200, "it can still be looked at"
        backup_fails_in_words(on_small_disk, small_disk / "data" / "backup.zip")
        filler.unlink()
        assert phone.add_photo(key).status == 200
        settled_by_sending_again(crowd, server.port)
        assert server.pids("web") == before
    stands(on_small_disk.look(), crowd)


def until_refused(phone) -> None:
    """SQLite writes into the room that its log already has, for a while; then it refuses, and goes on refusing."""
    for _visit in range(200):
        answer = phone.whole_visit(with_photo=False)
        if answer.status != 200:
            break
    refused_in_words(answer)
    refused_in_words(phone.hand_in(phone.tried[-1]))


def refused_in_words(answer) -> None:
    assert answer.status == 503
    assert answer.json["outage"] == "disk"
    assert answer.json["errors"][0]["message"] == "服务器磁盘已满，暂时存不下新的内容"


def backup_fails_in_words(installation: Installation, target: Path) -> None:
    done = installation.run("backup", str(target))
    assert done.returncode == 1 and "磁盘" in done.stderr, done.stderr
    assert not list(target.parent.glob("backup.zip*")), "no half of a backup stays"
