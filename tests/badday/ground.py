"""A real installation that may be killed: its folder, its database, its server with all its processes, and people who work on it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 120
PATIENCE = 120
"""Seconds: a busy machine breaks no test."""


@dataclass
class Installation:
    """A folder of data and a database. `made`: what tests.badday.scene.make printed for it. `more`: variables of its own."""

    data_dir: Path
    database_url: str
    made: dict = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        own = {
            "ENV": "local",
            "DEBUG": "0",
            "DEMO": "0",
            "SECRET_KEY": "bad-day",
            "LOG_LEVEL": "WARNING",
            "DAILY_AT": "",
            "DJANGO_SETTINGS_MODULE": "tests.badday.settings",
            "DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url,
        }
        outside = {name: value for name, value in os.environ.items() if name not in ("ALLOWED_HOSTS", "EMAIL_URL")}
        return outside | own | self.more | more

    def run(self, *arguments: str, timeout: int = 600, **more: str) -> subprocess.CompletedProcess:
        """One management command, to its end: returncode, stdout, stderr."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment(**more), capture_output=True, text=True, check=False, timeout=timeout,
        )  # fmt: skip

    def call(self, code: str, **more: str):
        """Runs some Python inside the product: what it printed, read as JSON; None where it printed nothing."""
        done = self.run("shell", "--no-imports", "--command", code, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def look(self) -> dict:
        return self.call("from tests.badday import scene; scene.print_look()")

    def start(self, *arguments: str, **more: str) -> subprocess.Popen:
        """A management command that goes on beside the test."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def copy(self, folder: Path) -> "Installation":
        """Another one with the same content, for an installation on SQLite."""
        shutil.copytree(self.data_dir, folder, symlinks=True)
        return Installation(folder, f"sqlite:///{folder}/db.sqlite3", self.made, dict(self.more))

    @contextmanager
    def held(self, *arguments: str, at: str = ""):
        """A command that stands fast in the middle of its work; it is killed there at the end of the block."""
        mark = self.data_dir / "held"
        mark.unlink(missing_ok=True)
        process = self.start(*arguments, BADDAY_HOLD=at)
        try:
            wait_until(lambda: mark.exists() or process.poll() is not None, READY_SECONDS)
            assert process.poll() is None, process.communicate()[0]
            yield process
        finally:
            process.kill()
            process.communicate()


def make_installation(folder: Path, database_url: str = "") -> Installation:
    """A new one with an empty database, filled with the scene. database_url: of PostgreSQL; '' is a SQLite file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Installation(folder, database_url or f"sqlite:///{folder}/db.sqlite3")
    made.made = made.call("from tests.badday import scene; scene.make()")
    return made


@dataclass
class Server:
    """A running script/server. group: the process group that it and all it starts are in."""

    process: subprocess.Popen
    port: int
    errors: Path

    def pids(self, part: str) -> set[int]:
        """Of the processes whose command holds these words; 'web' are granian's workers."""
        found = self.commands()
        if part != "web":
            return {pid for pid, (_parent, command) in found.items() if part in command}
        granian = {pid for pid, (_parent, command) in found.items() if "granian" in command}
        return {pid for pid, (parent, command) in found.items() if parent in granian and "tracker" not in command}

    def commands(self) -> dict[int, tuple[int, str]]:
        """{pid: (parent, command)} of the living processes of the group."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if os.getpgid(int(entry.name)) == self.process.pid and (command := (entry / "cmdline").read_text()):
                    parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                    found[int(entry.name)] = (int(parent), command.replace("\0", " "))
            except (ProcessLookupError, FileNotFoundError):
                continue
        return found

    def kill(self) -> None:
        """All of it at once, without a word, as when the power goes."""
        signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not self.commands(), 10)

    def stand_still(self) -> None:
        signal_group(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        signal_group(self.process.pid, signal.SIGCONT)


@contextmanager
def serving(installation: Installation, **more: str):
    """script/server on an installation; ended at the end of the block, if it still runs."""
    port, errors = (
        int(more.pop("PORT", 0)) or free_port(),
        installation.data_dir.parent / f"{installation.data_dir.name}.log",
    )
    with errors.open("a") as log:
        process = subprocess.Popen(
            ["script/server"],
            cwd=ROOT, env=installation.environment(PORT=str(port), **more), stdout=subprocess.PIPE, stderr=log,
            text=True, start_new_session=True,
        )  # fmt: skip
    server = Server(process, port, errors)
    try:
        assert process.stdout.readline().startswith("Ready: "), errors.read_text()
        yield server
    finally:
        server.go_on()
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
        process.stdout.close()


def start_second(installation: Installation) -> subprocess.CompletedProcess:
    """Another script/server on the same folder, at another port; it is expected to end by itself."""
    environment = installation.environment(PORT=str(free_port()))
    return subprocess.run(
        ["script/server"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def signal_group(group: int, sent: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, sent)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_until(condition, seconds: float = PATIENCE):
    until = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
    return result
