"""Photos that nothing shows go after a week, with their files; whatever anybody can still see stays."""

from datetime import timedelta

import pytest

from core.attachments.photos import attach_copy, store_photo
from core.attachments.unused_photos import KEPT_FOR, drop_photos, drop_unused_photos
from core.models import Photo, PhotoPurpose
from core.trail import record
from tests.factories import ItemFactory, ScoreFactory, TaskFactory, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(now):
    """keep(subject): a photo that arrived so long ago that nobody waits for its form any more."""

    def store(subject, *, at=None, purpose=PhotoPurpose.PROGRESS, **fields):
        at = at or now - KEPT_FOR - timedelta(minutes=1)
        return store_photo(upload=make_picture(), subject=subject, purpose=purpose, by=None, now=at, **fields)

    return store


@pytest.fixture
def drop(now, django_capture_on_commit_callbacks):
    """Runs the service as if its transactions were final."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            return drop_unused_photos(now=now)

    return run


def files_of(photo) -> list[bool]:
    return [file.storage.exists(file.name) for file in (photo.file, photo.thumb)]


def test_a_photo_of_a_form_that_was_never_sent_goes_with_its_files(keep, drop, town):
    photos = [keep(TaskFactory()), keep(town.home)]
    assert drop() == 2
    assert not Photo.objects.exists()
    assert [files_of(photo) for photo in photos] == [[False, False]] * 2


def test_a_week_is_left_to_send_the_form(keep, drop, now):
    photo = keep(TaskFactory(), at=now - KEPT_FOR)
    assert drop() == 0
    assert files_of(photo) == [True, True]


def test_a_picture_of_an_item_that_was_taken_off_goes(keep, drop):
    item, other = ItemFactory(), ItemFactory()
    gone, stays = keep(item, purpose=PhotoPurpose.SAMPLE), keep(other, purpose=PhotoPurpose.SAMPLE)
    item.delete()
    assert drop() == 1
    assert list(Photo.objects.all()) == [stays]
    assert (files_of(gone), files_of(stays)) == ([False, False], [True, True])


def test_a_photo_on_a_sheet_lives_as_long_as_the_sheet(keep, drop):
    photo = keep(ScoreFactory())
    assert drop() == 0
    assert files_of(photo) == [True, True]


def test_what_the_trail_shows_is_never_dropped(keep, drop, now):
    task, item = TaskFactory(), ItemFactory()
    entry = record(subject=task, by=None, verb="progress", at=now)
    keep(task, entry=entry)
    keep(item, entry=entry)
    item.delete()
    assert drop() == 0
    assert Photo.objects.count() == 2


def test_a_file_that_another_row_shows_stays(keep, drop, now):
    task, item = TaskFactory(), ItemFactory()
    keep(item)
    copy = attach_copy(
        Photo.objects.get(), subject=task, entry=record(subject=task, by=None, verb="report", at=now), purpose="problem"
    )
    item.delete()
    assert drop() == 1
    assert list(Photo.objects.all()) == [copy]
    assert files_of(copy) == [True, True]


def test_the_last_two_rows_of_a_file_take_it_with_them(keep, drop):
    one, other = ItemFactory(), ItemFactory()
    photo = keep(one)
    attach_copy(Photo.objects.get(), subject=other, entry=None, purpose=PhotoPurpose.SAMPLE)
    for item in (one, other):
        item.delete()
    assert drop() == 2
    assert files_of(photo) == [False, False]


def test_a_file_that_is_gone_already_stops_nothing(keep, drop):
    photo = keep(TaskFactory())
    photo.file.storage.delete(photo.file.name)
    assert drop() == 1
    assert files_of(photo) == [False, False]


def test_files_stay_where_the_deletion_is_taken_back(keep, django_capture_on_commit_callbacks):
    photo = keep(TaskFactory())
    with django_capture_on_commit_callbacks(execute=False):
        drop_photos([photo])
    assert files_of(photo) == [True, True]


def test_more_than_a_batch_goes_in_one_run(keep, drop, monkeypatch):
    monkeypatch.setattr("core.attachments.unused_photos.BATCH", 2)
    task = TaskFactory()
    for _one in range(5):
        keep(task)
    assert drop() == 5
    assert drop() == 0
