"""Taking a backup and bringing it back: the same to the last character, while people work, or not at all."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from config.backup import taking
from config.backup.checking import checked
from config.backup.errors import NoSpace
from config.backup.restoring import restore
from config.backup.taking import take
from core.attachments.photos import store_photo
from core.attachments.unused_photos import drop_photos
from core.errors import DomainError
from core.models import Paper, Photo, Unit, User
from inspections.models import Item, Round, RoundResult, Score, Sheet
from inspections.services.entries import Entry
from inspections.services.results import rebuild_results
from inspections.services.sheets import submit_sheet
from rectification.models import RectificationTask
from tests.config.backup_scenes import ODD, empty_place, fill_town, hand_in
from tests.factories import NOW, AssignmentFactory, PointFactory, UnitFactory, make_person, make_picture

pytestmark = pytest.mark.django_db(transaction=True)

ENOUGH = 25
"""Sheets."""


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("config.backup.restoring.know_all_sizes", lambda: None)  # later tests have other sizes
    settings.MEDIA_ROOT = tmp_path / "photos"
    settings.MAP_BOUNDARIES = str(tmp_path / "boundaries.geojson")
    return tmp_path


def contents(path: Path) -> list[tuple]:
    """Checksum and place of everything but the manifest, which says when it was taken."""
    with checked(path) as found:
        tables = [(table.name, table.sha256, table.rows, table.last_key) for table in found.manifest.tables]
        return tables + [(kept.path, kept.sha256) for kept, _member in found.files()]


def restored(path: Path, now, **options) -> list[str]:
    said: list[str] = []
    restore(path, now=now, say=said.append, **options)
    return said


def test_what_comes_back_is_the_same_to_the_last_character(place, now):
    fill_town()
    Path(place / "boundaries.geojson").write_text("{}")
    first = take(place / "first.tar", now=now)
    assert first.manifest.rows > 50 and first.manifest.files == 5 and not first.manifest.missing
    last = max(User.objects.values_list("pk", flat=True))
    empty_place()
    (place / "boundaries.geojson").unlink()
    said = restored(first.path, now)
    assert any("1 个" in line for line in said), "the round that was worked out again"
    second = take(place / "second.tar", now=now)
    assert contents(second.path) == contents(first.path)
    assert RectificationTask.objects.get().finding.description == ODD
    assert Photo.objects.get().file.read() and Paper.objects.get().file.read() == b"%PDF-1.4 paper"
    assert rebuild_results(Round.objects.all()) == []
    assert make_person("新人", "office").pk > last, "no key is given twice"
    assert Unit.objects.add_root(create_kwargs={"name": "新", "kind": "city"}).path not in ("", None)


def test_keys_of_deleted_rows_are_not_given_again(place, now):
    fill_town()
    gone = UnitFactory(name="误建")
    key = gone.pk
    Unit.objects.filter(pk=key).delete()
    taken = take(place / "b.tar", now=now)
    empty_place()
    restored(taken.path, now)
    assert UnitFactory(name="后建").pk > key


def test_a_photo_that_is_missing_or_damaged_fails_nothing_and_is_told(place, now, settings):
    fill_town()
    photo, paper = Photo.objects.get(), Paper.objects.get()
    Path(photo.thumb.path).unlink()
    Path(paper.file.path).write_bytes(b"%PDF rotten")
    taken = take(place / "b.tar", now=now)
    assert taken.manifest.missing == [f"media/{photo.thumb.name}"]
    assert taken.manifest.damaged == [f"media/{paper.file.name}"]
    empty_place()
    said = "\n".join(restored(taken.path, now))
    assert photo.thumb.name in said and paper.file.name in said


def test_a_photo_that_is_deleted_meanwhile_is_no_loss(place, now, monkeypatch):
    """The cleaning of photos goes on between the snapshot and the copying."""
    fill_town()
    waits = store_photo(
        upload=make_picture(colour="red"), subject=Unit.objects.home(), purpose="problem", by=None, now=now
    )
    names = taking.named_files

    def clean_afterwards(view, tables):
        found = names(view, tables)
        drop_photos(Photo.objects.filter(pk=waits.pk))
        return found

    monkeypatch.setattr(taking, "named_files", clean_afterwards)
    taken = take(place / "b.tar", now=now)
    assert taken.manifest.gone == sorted(f"media/{file.name}" for file in (waits.file, waits.thumb))
    assert taken.manifest.missing == []


def test_records_that_cannot_be_read_stop_the_copying_of_files(place, now, monkeypatch):
    """Nobody waits for fifty thousand photos in order to be told of a failure."""
    fill_town()
    copying, copied = threading.Event(), []

    def slowly(pack, found, path, expected):
        copied.append(path)
        copying.set()
        wait_for(lambda: found.given_up)

    def failing(view, table, part):
        if view.vendor == "sqlite":
            copying.wait(30)
        raise DatabaseError("no more")

    monkeypatch.setattr(taking, "_keep_file", slowly)
    monkeypatch.setattr(taking, "dump", failing)
    with pytest.raises(DatabaseError):
        take(place / "b.tar", now=now)
    assert len(copied) <= 1 and not list(place.glob("*.tar")) and not list(place.glob(".*"))


def test_files_that_find_no_room_leave_nothing(place, now, monkeypatch):
    def full(pack, found, path, expected):
        raise NoSpace("磁盘满了")

    fill_town()
    monkeypatch.setattr(taking, "_keep_file", full)
    with pytest.raises(NoSpace):
        take(place / "b.tar", now=now)
    assert not list(place.glob("*.tar")) and not list(place.glob(".*"))


def test_nothing_is_written_over(place, now):
    fill_town()
    (place / "b.tar").write_text("precious")
    with pytest.raises(DomainError, match=r"b\.tar"):
        take(place / "b.tar", now=now)
    assert (place / "b.tar").read_text() == "precious"


def test_a_place_that_takes_no_file_is_named_by_the_command(place, now):
    (place / "nowhere").write_text("a file, no folder")
    with pytest.raises(CommandError, match="nowhere"):
        call_command("backup", str(place / "nowhere" / "b.tar"))


@pytest.fixture
def busy():
    """busy(inspector): somebody who hands in sheets until there are ENOUGH; gives the list of those that are in."""
    done: list[int] = []

    def work(inspector):
        try:
            while len(done) < ENOUGH:
                one_more(inspector)
                done.append(1)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        working = []

        def start(inspector):
            working.append(pool.submit(work, inspector))
            return done

        yield start
        assert [one.result() for one in working] == [None]


def one_more(inspector) -> None:
    """A point that is visited once more, through the very service of the page."""
    round = Round.objects.get()
    point = PointFactory()
    AssignmentFactory(round=round, point=point, inspector=inspector)
    deduct, direct = Item.objects.order_by("pk")
    entries = {deduct.pk: Entry(count=2), direct.pk: Entry(points=Decimal(3))}
    submit_sheet(key=uuid4(), round=round, point=point, inspector=inspector, entries=entries, now=NOW)


def test_a_backup_under_writes_is_one_moment(place, now, busy, monkeypatch):
    """Sheets come in from the first table to the last; what is restored fits together and its results are those of its sheets."""
    inspector = make_person("刘志强", "inspector")
    hand_in(inspector)
    done = busy(inspector)
    write = taking.dump

    def slowly(view, table, part):
        before = len(done)
        write(view, table, part)
        if table.name in ("inspections_itemresult", "inspections_score", "inspections_roundresult"):
            wait_for(lambda: len(done) > before)

    monkeypatch.setattr(taking, "dump", slowly)
    taken = take(place / "b.tar", now=now)
    assert 2 <= len(done) < ENOUGH, "it keeps nobody waiting, and somebody was at work all the time"
    by_name = {table.name: table.rows for table in taken.manifest.tables}
    assert by_name["inspections_score"] == 2 * by_name["inspections_sheet"] < 2 * Sheet.objects.count()
    wait_for(lambda: len(done) == ENOUGH)  # whoever still works would stand in the way of an empty database
    empty_place()
    restored(taken.path, now)
    assert rebuild_results(Round.objects.all()) == [] and RoundResult.objects.exists()
    assert Score.objects.count() == by_name["inspections_score"]


def wait_for(there) -> None:
    for _time in range(3000):
        if there():
            return
        threading.Event().wait(0.01)
    raise AssertionError("nobody is at work any more")
