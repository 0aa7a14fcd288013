"""A worker may be killed at any moment: the job is taken up again, and nothing happens twice."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from core.models import ImportRun
from core.models.imports import ImportState
from inspections.imports import runs
from inspections.imports.records import digest
from inspections.jobs import run_import
from inspections.models import Round, Score
from tests.inspections.import_files import MAPPING, TWIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(town, office, now):
    """The twin, ready for the worker."""
    with TWIN.open("rb") as file:
        run = ImportRun(kind="form", filename=TWIN.name, sha256=digest(file), by=office, at=now)
    run.file.save(TWIN.name, ContentFile(TWIN.read_bytes()))
    mapping = MAPPING | {"town": town.home.name, "dictionary": [], "matches": {}}
    runs.queue_run(run=run, mapping=mapping, now=now, enqueue=run_import.enqueue)
    run.refresh_from_db()
    return run


@pytest.fixture(autouse=True)
def the_worker_leaves_the_tests_connection_open(monkeypatch):
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


def killed(*_args, **_more):
    raise KeyboardInterrupt


def test_the_worker_works_it_off(queued):
    call_command("run_jobs", batch=True, verbosity=0, startup_delay=False)
    queued.refresh_from_db()
    assert (queued.state, queued.outcome["imported"], queued.rows_done) == (ImportState.DONE, 24, 24)
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_killed_while_writing_it_starts_anew_and_writes_once(queued, now, monkeypatch):
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("inspections.imports.form.store.refresh_results", killed)
        runs.work_off(run_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.state == ImportState.RUNNING
    assert not Round.objects.exists() and not Score.objects.exists(), "nothing half imported"
    DBTaskResult.objects.update(status="RUNNING")  # as the killed worker left it
    call_command("run_jobs", batch=True, verbosity=0, startup_delay=False)
    queued.refresh_from_db()
    assert (queued.state, Score.objects.count()) == (ImportState.DONE, 24)


def test_killed_after_writing_it_is_left_as_it_is(queued, now):
    runs.work_off(run_id=queued.pk, now=now)
    scores = list(Score.objects.values_list("pk", flat=True))
    DBTaskResult.objects.update(status="RUNNING")
    call_command("run_jobs", batch=True, verbosity=0, startup_delay=False)
    assert list(Score.objects.values_list("pk", flat=True)) == scores
    queued.refresh_from_db()
    assert queued.outcome["imported"] == 24


def test_a_second_worker_that_comes_too_late_takes_its_work_back(queued, now, monkeypatch):
    def somebody_else_is_quicker(**_more):
        ImportRun.objects.filter(pk=queued.pk).update(state=ImportState.DONE)

    monkeypatch.setattr("inspections.imports.form.store.refresh_results", somebody_else_is_quicker)
    runs.work_off(run_id=queued.pk, now=now)
    assert not Score.objects.exists()


def test_a_file_that_brings_the_worker_down_again_and_again_is_given_up(queued, now, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("inspections.imports.form.service.read_form", killed)
        for _try in range(runs.MOST_TRIES):
            with pytest.raises(KeyboardInterrupt):
                runs.work_off(run_id=queued.pk, now=now)
    runs.work_off(run_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.state == ImportState.STOPPED and queued.outcome["error"]


def test_what_nobody_expected_stops_the_run_and_is_logged(queued, now, monkeypatch, caplog):
    def breaks(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr("inspections.imports.form.service.read_form", breaks)
    with pytest.raises(ZeroDivisionError):
        runs.work_off(run_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.state == ImportState.STOPPED and queued.outcome["error"]
    assert "ZeroDivisionError" in caplog.text


def test_a_file_that_is_gone_is_said(queued, now):
    queued.file.storage.delete(queued.file.name)
    runs.work_off(run_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.state, bool(queued.outcome["error"])) == (ImportState.STOPPED, True)


def test_rows_that_are_rejected_stop_the_run_with_their_list(queued, now):
    ImportRun.objects.update(mapping=queued.mapping | {"points_per_observation": "0.5"})
    runs.work_off(run_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.state, queued.outcome["rejected_count"]) == (ImportState.STOPPED, 2)
    assert not Round.objects.exists()
