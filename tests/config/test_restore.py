"""Bringing a backup back: only into an empty place, only what is whole and of this release, and all of it or nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from config.backup import place as places
from config.backup import restoring, unpacking
from config.backup.errors import NoSpace, Touched
from config.backup.releases import newest, state_of
from config.backup.restoring import restore
from config.backup.taking import take
from config.checks import why_not_start
from core.errors import DomainError
from core.models import Notice, Photo, Post, TrailEntry, Unit, User
from inspections.models import RoundResult
from tests.config.backup_scenes import empty_place, fill_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(settings, tmp_path, monkeypatch, now) -> Path:
    """A backup of a town, and an empty place."""
    monkeypatch.setattr("config.backup.restoring.know_all_sizes", lambda: None)  # later tests have other sizes
    settings.MEDIA_ROOT = tmp_path / "photos"
    settings.MAP_BOUNDARIES = str(tmp_path / "boundaries.geojson")
    fill_town()
    taken = take(tmp_path / "backup.tar", now=now)
    empty_place()
    return taken.path


def bring_back(path: Path, now, **options) -> str:
    said = io.StringIO()
    restore(path, now=now, say=lambda line: said.write(line + "\n"), **options)
    return said.getvalue()


def nothing_is_there(settings) -> bool:
    folder = Path(settings.MEDIA_ROOT)
    return (
        not User.objects.exists()
        and not TrailEntry.objects.exists()
        and (not folder.is_dir() or not any(folder.iterdir()))
    )


def test_the_command_says_what_it_proved(backup, capsys):
    call_command("restore", str(backup))
    said = capsys.readouterr().out
    assert said.count("\n") >= 7 and User.objects.exists()
    with pytest.raises(CommandError, match="core_"):
        call_command("restore", str(backup))


def test_a_place_with_records_is_refused(backup, now):
    Unit.objects.add_root(create_kwargs={"name": "别处", "kind": "city"})
    with pytest.raises(DomainError, match="core_unit"):
        bring_back(backup, now)
    assert Unit.objects.get().name == "别处"


def test_a_place_with_photos_is_refused(backup, now, settings):
    (Path(settings.MEDIA_ROOT) / "ab").mkdir(parents=True)
    with pytest.raises(DomainError, match="photos"):
        bring_back(backup, now)
    assert not User.objects.exists()


def test_what_a_file_system_and_a_killed_restore_left_is_in_nobodys_way(backup, now, settings):
    (Path(settings.MEDIA_ROOT) / "lost+found").mkdir(parents=True)
    (Path(settings.MEDIA_ROOT) / ".restore-killed" / "media").mkdir(parents=True)
    bring_back(backup, now)
    names = {path.name for path in Path(settings.MEDIA_ROOT).iterdir()}
    assert not any(name.startswith(".") for name in names) and "papers" in names


def test_a_full_disk_is_said_before_anything_is_written(backup, now, settings, monkeypatch):
    monkeypatch.setattr(places, "STAYS_FREE", 1 << 60)
    with pytest.raises(NoSpace):
        bring_back(backup, now)
    assert nothing_is_there(settings)


def test_a_touched_file_is_refused_before_anything_is_written(backup, now, settings):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(Touched):
        bring_back(backup, now)
    assert nothing_is_there(settings)


def test_the_wrong_fingerprint_is_refused(backup, now, settings):
    with pytest.raises(Touched):
        bring_back(backup, now, fingerprint="0" * 64)
    assert nothing_is_there(settings)


@pytest.mark.parametrize("step", ["prove_references", "prove_contents", "go_on_after", "move_in"])
def test_a_failure_at_any_step_leaves_nothing(step, backup, now, settings, monkeypatch):
    def fail(*arguments):
        raise DomainError("no")

    monkeypatch.setattr(f"config.backup.restoring.{step}", fail)
    with pytest.raises(DomainError):
        bring_back(backup, now)
    assert nothing_is_there(settings)


def test_a_failure_while_photos_move_in_puts_them_back(backup, now, settings, monkeypatch):
    move, moves = unpacking.shutil.move, []

    def fail_at_the_second(old, new):
        moves.append(old)
        if len(moves) == 2:
            raise OSError(5, "Input/output error", str(new))
        return move(old, new)

    monkeypatch.setattr(unpacking.shutil, "move", fail_at_the_second)
    with pytest.raises(DomainError):
        bring_back(backup, now)
    assert len(moves) == 3 and nothing_is_there(settings)


def test_nothing_works_with_a_database_into_which_an_older_backup_was_brought_by_half(
    backup, now, settings, tmp_path, monkeypatch
):
    """The power is cut while the records of an older release are brought up to date: nobody is left to take them back."""
    settings.DATA_DIR = tmp_path
    plan = restoring.plan_for

    def cut_off(*arguments, **options):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(restoring, "plan_for", lambda manifest: replace(plan(manifest), is_current=False))
        broken.setattr(restoring, "call_command", cut_off)
        with pytest.raises(SystemExit):
            bring_back(backup, now)
    assert User.objects.exists() and len(why_not_start()) == 1
    for command in ("prepare", "run_jobs"):
        with pytest.raises(CommandError, match="DATABASE_URL"):
            call_command(command)
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "another")
    assert not why_not_start(), "another database has nothing to do with it"


def change_and_take(change, tmp_path, now) -> Path:
    """A backup of records that somebody changed behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(change)
    path = take(tmp_path / "changed.tar", now=now).path
    empty_place()
    return path


def test_results_that_the_sheets_do_not_give_are_refused_unless_somebody_says_so(backup, tmp_path, now, settings):
    bring_back(backup, now)
    path = change_and_take("UPDATE inspections_roundresult SET points = points + 1", tmp_path, now)
    with pytest.raises(DomainError, match="--accept-differences"):
        bring_back(path, now)
    assert nothing_is_there(settings)
    bring_back(path, now, accept_differences=True)
    assert RoundResult.objects.filter(points__gt=1).exists(), "taken as they are"


def test_a_backup_of_a_newer_release_is_refused(backup, now, settings, monkeypatch):
    future = frozenset({("core", "9999_future")})
    monkeypatch.setattr("config.backup.manifest.Manifest.state", property(lambda self: newest() | future))
    with pytest.raises(DomainError, match="升级"):
        bring_back(backup, now)
    assert nothing_is_there(settings)


def test_an_older_backup_is_refused_where_newer_tables_stand(backup, now, settings, monkeypatch):
    monkeypatch.setattr(
        "config.backup.manifest.Manifest.state", property(lambda self: frozenset({("core", "0001_initial")}))
    )
    with pytest.raises(DomainError, match="旧"):
        bring_back(backup, now)
    assert nothing_is_there(settings)


def test_the_state_of_a_database_is_what_was_applied_to_it(db):
    assert state_of(connection) == newest()


def test_nobody_is_told_anything_by_a_restore(backup, now):
    bring_back(backup, now)
    assert not Notice.objects.exists() and Photo.objects.exists() and Post.objects.exists()
