"""The backup of each day: once, read again, old ones deleted by the rule, a failure told to whoever runs the site."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from config.backup import routine
from config.backup.errors import NoSpace
from config.backup.pack import leftovers
from config.backup.routine import back_up_daily, drop_old, gently
from core.errors import DomainError
from core.models import Notice
from core.running.safekeeping import backups, latest_backup, name_at
from tests.config.backup_scenes import write_small
from tests.factories import make_person


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.BACKUP_DAILY = True
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "photos"
    settings.MAP_BOUNDARIES = str(tmp_path / "none")
    return settings.BACKUP_DIR


def put(folder: Path, moment) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name_at(moment)
    path.write_text("backup")
    return path


@pytest.mark.django_db(transaction=True)
def test_one_a_day(folder, town, now):
    assert back_up_daily(now=now) == {"done": 1, "deleted": 0}
    assert back_up_daily(now=now + timedelta(hours=3)) == {}
    assert [backup.path.name for backup in backups()] == ["backup-20261123-090000.tar"]
    call_command("check_backup", str(latest_backup(now=now).path), verbosity=0)
    tomorrow = now + timedelta(days=1)
    assert back_up_daily(now=tomorrow)["done"] == 1
    assert latest_backup(now=tomorrow).made_at == tomorrow
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_who_wants_none_gets_none(folder, settings, now):
    settings.BACKUP_DAILY = False
    assert back_up_daily(now=now) == {} and not folder.exists()


@pytest.mark.django_db
def test_a_failure_is_told_once_a_day_and_deletes_nothing(folder, admin, office, now, monkeypatch):
    def full(path, *, now):
        raise NoSpace("磁盘满了")

    monkeypatch.setattr(routine, "take", full)
    old = put(folder, now - timedelta(days=900))
    put(folder, now - timedelta(days=899))
    for _time in range(2):
        with pytest.raises(NoSpace):
            back_up_daily(now=now)
    assert [(notice.user, notice.text) for notice in Notice.objects.all()] == [(admin, "磁盘满了")]
    assert old.exists()


@pytest.mark.django_db(transaction=True)
def test_files_that_are_missing_are_told(folder, town, now, monkeypatch):
    admin = make_person("系统管理员", "admin")
    monkeypatch.setattr("config.backup.taking.named_files", lambda view, tables: {"media/ab/gone.jpg": ""})
    back_up_daily(now=now)
    assert "media/ab/gone.jpg" in Notice.objects.get(user=admin).text


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_does_not_give_back_what_it_took_leaves_no_backup(folder, town, now, monkeypatch):
    take = routine.take

    def on_a_bad_disk(path, *, now):
        taken = take(path, now=now)
        content = bytearray(path.read_bytes())
        content[1000] ^= 1
        path.write_bytes(content)
        return taken

    monkeypatch.setattr(routine, "take", on_a_bad_disk)
    with pytest.raises(DomainError, match="硬盘"):
        back_up_daily(now=now)
    assert list(folder.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_backup_left_is_cleared_away(folder, town, now):
    folder.mkdir()
    (folder / ".backup-20261122-073000.tar.0123abcd.part").write_text("half")
    back_up_daily(now=now)
    assert leftovers(folder) == [] and len(backups()) == 1


def test_old_ones_go_by_the_rule_and_strangers_stay(folder, settings, now):
    settings.BACKUP_KEEP = [2, 0, 0]
    paths = [put(folder, now - timedelta(days=age)) for age in range(4)]
    strange = [folder / "backup-of-mine.tar", folder / "backup-20269999-000000.tar", folder / "notes.txt"]
    for path in strange:
        path.write_text("mine")
    assert drop_old(now=now) == 2
    assert [path.exists() for path in paths] == [True, True, False, False]
    assert all(path.exists() for path in strange)


def test_the_folder_is_asked_and_nobody_else(folder, now):
    assert latest_backup(now=now) is None and backups() == []
    put(folder, now - timedelta(days=1))
    newest = put(folder, now)
    latest = latest_backup(now=now)
    assert latest.path == newest and latest.size == 6
    assert latest.age(now + timedelta(hours=30)) == timedelta(hours=30)
    assert latest.age(now - timedelta(days=1)) == timedelta(), "the clock was set back"


def test_one_of_the_future_hides_neither_that_none_is_made_nor_keeps_todays_from_being_made(folder, town, now):
    """Made while the clock ran ahead; it stays until its day has come, and it is better than none."""
    ahead = put(folder, now + timedelta(days=400))
    assert latest_backup(now=now).path == ahead
    old = put(folder, now - timedelta(days=5))
    assert latest_backup(now=now).path == old
    put(folder, now)
    assert back_up_daily(now=now + timedelta(hours=1)) == {}, "today's is there"


@pytest.mark.django_db(transaction=True)
def test_the_command_writes_into_a_folder_under_the_usual_name_or_where_it_is_told(town, tmp_path, frozen_now, capsys):
    call_command("backup", str(tmp_path))
    call_command("backup", str(tmp_path / "mine.tar"))
    assert (tmp_path / name_at(frozen_now)).exists() and (tmp_path / "mine.tar").exists()
    assert "mine.tar" in capsys.readouterr().out


def test_work_that_is_done_gently_gives_its_result_or_its_error(tmp_path):
    assert gently(lambda: write_small(tmp_path / "b.tar")).exists()
    with pytest.raises(ZeroDivisionError):
        gently(lambda: 1 / 0)
