"""Two servers on one database with different folders: found out, said, and not begun in production."""

import pytest
from django.core.management import CommandError, call_command

from config.checks import why_not_start
from config.management.commands.prepare import Command as Prepare
from core.models import DataFolder
from core.running import data_folder
from core.running.health import not_ready
from core.running.system import state
from core.running.system_troubles import troubles

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    """Another server's DATA_DIR at each call."""

    def another(name: str):
        settings.DATA_DIR = tmp_path / name
        settings.DATA_DIR.mkdir(exist_ok=True)
        return settings.DATA_DIR

    return another


@pytest.fixture
def second(folder, now):
    """A server that starts with a folder of its own, where another one is at work."""
    folder("first")
    data_folder.settle(now=now)
    return folder("second")


def test_the_first_folder_is_the_databases_own_and_stays_it(folder, now):
    folder("first")
    assert data_folder.settle(now=now) is None
    assert data_folder.settle(now=now) is None and not why_not_start()
    assert DataFolder.objects.get().path.endswith("first")


def test_a_second_folder_is_told_to_monitors_and_administrators(second, now):
    found = data_folder.settle(now=now)
    assert not (second / "folder-key").exists(), "nothing is taken over unasked"
    assert found.path.endswith("first") and "take_data_folder" in data_folder.in_words(found)
    assert any("another DATA_DIR" in reason for reason in not_ready())
    grave = [one for one in troubles(state(now=now)) if one.is_grave]
    assert any("first" in one.todo for one in grave)


def test_production_does_not_start_with_it(second, settings, now):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="take_data_folder"):
        Prepare().settle_the_folder()
    assert len(why_not_start()) == 1


def test_no_worker_of_production_works_with_it(second, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="take_data_folder"):
        call_command("run_jobs", batch=True, verbosity=0, startup_delay=False)


def test_elsewhere_it_is_said_and_goes_on(second, capsys):
    Prepare().settle_the_folder()
    assert "take_data_folder" in capsys.readouterr().err


def test_who_moved_the_files_says_so_once(second, now):
    call_command("take_data_folder")
    assert data_folder.settle(now=now) is None
    assert DataFolder.objects.get().path.endswith("second")


def test_a_lost_key_is_written_anew_where_the_newest_photo_lies(second, now, monkeypatch):
    monkeypatch.setattr(data_folder, "_newest_photo_is_here", lambda: True)
    assert data_folder.settle(now=now) is None
    assert (second / "folder-key").read_text() == DataFolder.objects.get().key


def test_a_folder_with_a_key_of_its_own_is_never_taken_for_ours(second, now, monkeypatch):
    (second / "folder-key").write_text("another installation's")
    monkeypatch.setattr(data_folder, "_newest_photo_is_here", lambda: True)
    assert data_folder.settle(now=now) is not None
