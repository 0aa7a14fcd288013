"""Two servers for one folder of data: the second one says what to do and ends; the end of the first, however it comes, frees it."""

import fcntl

import pytest

from tests.badday.ground import start_second


def test_a_second_server_on_the_same_data_stops_and_says_how_to_go_on(empty):
    """The folder is locked as a running server locks it: by a process that holds the file, and no longer than it lives."""
    lock = empty.data_dir / "server.lock"
    with lock.open("w") as held:
        held.write("4711\n")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        second = start_second(empty)
        assert second.returncode == 1
        assert "Ready" not in second.stdout
        assert "已有一个服务在运行（进程 4711）" in second.stderr and "kill 4711" in second.stderr
    assert lock.read_text() == "4711\n", "the one that stopped took nothing over"


def test_a_second_job_worker_stops_and_says_why(empty):
    with (empty.data_dir / "job-worker.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        second = empty.run("run_jobs", "--batch", "--verbosity", "0")
    assert second.returncode == 1
    assert "已有一个后台任务进程" in second.stderr


@pytest.mark.long
def test_two_processes_write_one_sqlite_file_one_after_the_other(installation):
    """A command beside the server (manage.py) is safe: the file has one writer at a time, and nobody fails for it."""
    add = "from core.models import Serial\nfor _ in range(40): Serial.objects.next('badday')"
    for process in [installation.start("shell", "--no-imports", "--command", add) for _process in range(2)]:
        assert process.wait(60) == 0, process.communicate()[0]
    assert installation.call("from core.models import Serial; print(Serial.objects.get(name='badday').last)") == 80
