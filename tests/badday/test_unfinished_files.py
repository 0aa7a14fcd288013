"""A file whose change came to nothing goes; one that a row names stays; what was never noted is nobody's to delete."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.utils import timezone

from core.attachments.photos import store_photo
from core.models import Photo
from core.running import unfinished_files
from core.running.unfinished_files import LONGEST_CHANGE, drop_unfinished_files, dropped_at_the_end
from core.storage import LastingFileStorage
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "photos"


def files() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


def notes() -> list[Path]:
    return list((Path(default_storage.location).parent / "unfinished").glob("*"))


def photo_for(town, now) -> Photo:
    return store_photo(upload=make_picture(), subject=town.home, purpose="record", by=None, now=now)


def broken_off(town, now) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        photo_for(town, now)
        raise RuntimeError


def test_what_was_saved_stays_and_its_note_goes(town, now):
    with dropped_at_the_end():
        photo_for(town, now)
        assert len(notes()) == 2
    assert (len(files()), notes()) == (2, [])


def test_what_came_to_nothing_goes_at_the_end_of_the_request(town, now):
    with dropped_at_the_end():
        broken_off(town, now)
        assert len(files()) == 2
    assert (files(), notes()) == ([], [])


def test_while_the_database_does_not_answer_nothing_is_judged(town, now, monkeypatch):
    def lost(_names):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(unfinished_files, "_in_use", lost)
        with dropped_at_the_end():
            broken_off(town, now)
    assert (len(files()), len(notes())) == (2, 2)
    assert drop_unfinished_files(now=timezone.now() + 2 * LONGEST_CHANGE) == 2
    assert (files(), notes()) == ([], [])


def test_what_a_kill_left_goes_with_the_daily_work_after_an_hour(town, now):
    broken_off(town, now)
    photo_for(town, now)
    written = timezone.now()
    assert drop_unfinished_files(now=written) == 0
    assert drop_unfinished_files(now=written + 2 * LONGEST_CHANGE) == 2
    assert (len(files()), notes()) == (2, [])


def test_a_file_without_a_note_is_never_touched(now):
    with transaction.atomic():
        kept = Path(default_storage.location) / "aa" / "old.jpg"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(b"evidence of another database")
    assert drop_unfinished_files(now=now + timedelta(days=400)) == 0
    assert kept.exists()


@pytest.mark.parametrize("full_at", ["write", "fsync"])
def test_a_full_disk_leaves_no_half_file(full_at, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        if full_at == "write":
            disk.setattr(ContentFile, "chunks", lambda self: iter([b"half", full()]))
        with pytest.raises(OSError):
            LastingFileStorage(location=default_storage.location).save("aa/new.jpg", ContentFile(b"half of it"))
    assert files() == []


def test_a_note_that_its_commit_takes_away_meanwhile_troubles_nobody(town, now, monkeypatch):
    """The daily work goes through the notes while people send photos: one is listed and gone before it is looked at."""
    broken_off(town, now)
    listed = notes()
    listed[0].unlink()
    monkeypatch.setattr(Path, "glob", lambda *_args: listed)
    assert drop_unfinished_files(now=timezone.now() + 2 * LONGEST_CHANGE) == 1


def test_a_file_that_cannot_be_deleted_today_keeps_its_note_for_tomorrow(town, now, monkeypatch):
    def failing(*_args):
        raise OSError(errno.EIO, "Input/output error")

    broken_off(town, now)
    later = timezone.now() + 2 * LONGEST_CHANGE
    with monkeypatch.context() as disk:
        disk.setattr(LastingFileStorage, "delete", failing)
        assert drop_unfinished_files(now=later) == 0
    assert (len(files()), len(notes())) == (2, 2)
    assert drop_unfinished_files(now=later) == 2
    assert (files(), notes()) == ([], [])
