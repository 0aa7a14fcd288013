"""A real server on a database of its own: script/server with the yardstick's settings."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    url: str
    group: int
    """The process group that all its processes are in."""
    started_in: float
    """Seconds from the call of script/server to its 'Ready'."""

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname, parts.port

    def memory(self) -> dict[str, list[float]]:
        """Resident MB of each process by its part: web worker, job worker, the rest."""
        found: dict[str, list[float]] = {"web workers": [], "job worker": [], "others": []}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if os.getpgid(int(entry.name)) == self.group:
                    found[_part(entry)].append(_resident_mb(entry))
            except (ProcessLookupError, FileNotFoundError):
                continue
        return found


def _part(entry: Path) -> str:
    command = (entry / "cmdline").read_text()
    if "run_jobs" in command:
        return "job worker"
    parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
    is_worker = "granian" in command and "granian" in Path(f"/proc/{parent}/cmdline").read_text()
    return "web workers" if is_worker else "others"


def _resident_mb(entry: Path) -> float:
    line = next(
        (line for line in (entry / "status").read_text().splitlines() if line.startswith("VmRSS")), "VmRSS: 0 kB"
    )
    return int(line.split()[1]) / 1024


def database_url(kind: str, name: str, folder: Path) -> str:
    """The address of a new, empty database: a SQLite file in `folder`, or one in the PostgreSQL of POSTGRES_URL."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/{name}.sqlite3"
    socket_folder = urlsplit(os.environ["POSTGRES_URL"]).path.rpartition("/")[0].replace("//", "/")
    connection = psycopg2.connect(host=socket_folder, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return f"postgres:///{socket_folder}/{name}"


def environment(url: str, data_dir: Path) -> dict[str, str]:
    own = {
        "ENV": "local",
        "DEBUG": "0",
        "DEMO": "1",
        "LOG_LEVEL": "WARNING",
        "BACKUP_DAILY": "0",  # it would begin with the server
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }
    return os.environ | own | {"DATABASE_URL": url, "DATA_DIR": str(data_dir)}


def manage(url: str, data_dir: Path, *arguments: str) -> str:
    """One management command on that database: what it printed. The program ends when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(url, data_dir), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def call(url: str, data_dir: Path, function: str) -> str:
    """Calls a function of tests.bench.field inside the product, on that database: what it printed."""
    code = f"from tests.bench import field; field.{function}()"
    return manage(url, data_dir, "shell", "--no-imports", "--command", code)


@contextmanager
def running(url: str, data_dir: Path):
    """A server on that database (filled with the demo town where it is empty); ended at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    started = perf_counter()
    process = subprocess.Popen(
        ["script/server"],
        cwd=ROOT,
        env=environment(url, data_dir) | {"PORT": str(port), "HOST": "127.0.0.1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        if not (ready := process.stdout.readline()).startswith("Ready: "):
            raise SystemExit(f"The server did not start: {ready}")
        yield Server(ready.split()[1].rstrip("/"), process.pid, perf_counter() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
