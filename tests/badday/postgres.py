"""A PostgreSQL of one's own that may be killed, found and started as script/lib/postgres.sh does it."""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from tests.badday.ground import ROOT, wait_until

USER = "postgres"
"""PostgreSQL refuses to run as root: there it runs as the user that its package made."""


def find() -> str:
    """The folder of its programs; '' where there is none that could be run."""
    found = subprocess.run(
        ["bash", "-c", ". script/lib/postgres.sh; find_postgres"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return found if found and (os.getuid() != 0 or _has_user()) else ""


def _has_user() -> bool:
    try:
        return bool(pwd.getpwnam(USER))
    except KeyError:
        return False


@dataclass
class Postgres:
    bin: str
    folder: Path

    def make(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self.folder, USER)
        self.folder.chmod(0o755)
        name = getpass.getuser()
        self._run(
            "initdb",
            "-D",
            f"{self.folder}/data",
            "-U",
            name,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )

    def start(self) -> None:
        """Also after it was killed, as soon as its last processes have noticed."""
        options = (
            f"-k {self.folder} -h '' -c fsync=off"  # the machine itself lives on; what is killed are its processes
        )
        command = ["pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start"]
        wait_until(lambda: self._call(*command) == 0)

    @property
    def runs(self) -> bool:
        return self._call("pg_ctl", "-D", f"{self.folder}/data", "status") == 0

    def stop_at_once(self) -> None:
        """Without waiting for anybody and without writing anything down: it recovers at the next start."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")

    def kill(self) -> None:
        """The first of its processes, which leaves the others to find out."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)

    def create(self, name: str, like: str = "template0") -> str:
        """A new database with the content of another one: its address."""
        connection = psycopg2.connect(host=str(self.folder), dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        connection.close()
        return f"postgres:///{self.folder}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        assert self._call(program, *arguments) == 0, (self.folder / "log").read_text()[-2000:]

    def _call(self, program: str, *arguments: str) -> int:
        command = [f"{self.bin}/{program}", *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", USER, "--", *command]
        # its output must not be a pipe of ours: the server that it leaves behind would hold it open
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.run(command, cwd="/", check=False, **quiet).returncode


@contextmanager
def running(bin_folder: str):
    folder = Path(tempfile.mkdtemp(prefix="campaign-badday.", dir="/tmp"))  # a path for a socket must be short
    own = Postgres(bin_folder, folder)
    try:
        own.make()
        own.start()
        yield own
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            own.stop_at_once()
        shutil.rmtree(folder, ignore_errors=True)
