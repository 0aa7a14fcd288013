"""script/server keeps its promises: ready, quick the second time, restarts its worker, ends cleanly, says what is wrong."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.long


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def server(data_dir: Path, port: int, **environment):
    """A running script/server on an empty database, in a process group of its own; killed at the end if it still runs."""
    outside = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    own = {"ENV": "local", "DEMO": "0", "DATA_DIR": str(data_dir), "DATABASE_URL": f"sqlite:///{data_dir}/db.sqlite3"}
    process = subprocess.Popen(
        ["script/server"],
        cwd=ROOT,
        env=outside | own | {"PORT": str(port)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def members(group: int) -> dict[int, str]:
    """Living processes of a group: {pid: command line}."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            pid = int(entry.name)
            if os.getpgid(pid) == group and (command := (entry / "cmdline").read_text()):
                found[pid] = command.replace("\0", " ")
        except (ProcessLookupError, FileNotFoundError):
            continue
    return found


def wait_until(condition, seconds: float):
    until = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)
    return result


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """One folder for all: the first test fills it, the others start for the second time."""
    return tmp_path_factory.mktemp("data")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_says_ready_when_it_answers_and_ends_with_its_children(data_dir, sent):
    port = free_port()
    with server(data_dir, port) as process:
        assert process.stdout.readline() == f"Ready: http://127.0.0.1:{port}/\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        process.send_signal(sent)
        output, _ = process.communicate(timeout=15)
        assert process.returncode == 0
        assert output == "" or output.startswith("Setup code: ")
        assert members(process.pid) == {}


@pytest.mark.parametrize("seconds", [0.2, 1, 2, 2.5, 3])
def test_a_signal_at_any_moment_leaves_nothing_behind(data_dir, seconds):
    with server(data_dir, free_port()) as process:
        time.sleep(seconds)
        process.terminate()
        process.communicate(timeout=20)
        assert process.returncode == 0
        wait_until(lambda: members(process.pid) == {}, 2)


def test_second_start_does_nothing_twice(data_dir):
    """Packages and static files are left as they are. (How long it takes, script/bench shows.)"""
    collected = (data_dir / "static" / "staticfiles.json").stat().st_mtime_ns
    with server(data_dir, free_port()) as process:
        assert process.stdout.readline().startswith("Ready: ")
        process.terminate()
        _, said = process.communicate(timeout=15)
    assert "Installing" not in said
    assert (data_dir / "static" / "staticfiles.json").stat().st_mtime_ns == collected


def test_a_job_worker_that_dies_is_started_again(data_dir):
    with server(data_dir, free_port()) as process:
        process.stdout.readline()

        def workers():
            return {pid for pid, command in members(process.pid).items() if "run_jobs" in command}

        first = wait_until(workers, 5)
        os.kill(min(first), signal.SIGKILL)
        wait_until(lambda: workers() and not workers() & first, 10)
        process.terminate()
        assert process.wait(timeout=15) == 0


def test_a_taken_port_is_said(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with server(data_dir, port) as process:
            _, errors = process.communicate(timeout=15)
            assert process.returncode == 1
            assert f"Port {port}" in errors


def test_production_without_its_settings_does_not_start(data_dir):
    with server(data_dir, free_port(), ENV="production", SECRET_KEY="", ALLOWED_HOSTS="") as process:
        output, errors = process.communicate(timeout=15)
        assert process.returncode != 0
        assert "needs SECRET_KEY" in errors
        assert "Ready" not in output


def test_production_is_ready_behind_its_proxy(data_dir):
    name = {"ENV": "production", "SECRET_KEY": "k" * 50 + "0123456789", "ALLOWED_HOSTS": "campaign.example.org"}
    with server(data_dir, free_port(), **name) as process:
        assert process.stdout.readline().startswith("Ready: ")
