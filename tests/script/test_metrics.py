"""Two web workers count together, and go on counting when one of them dies."""

import os
import re
import signal
import urllib.request
from pathlib import Path

import pytest

from tests.script.test_server import free_port, members, server, wait_until

pytestmark = pytest.mark.long
TOKEN = "a-token-of-some-length-1234"


def ask(port: int, path: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode()


def counted(port: int) -> float:
    found = re.search(r'^campaign_requests_total\{.*route="healthz".*\} (\S+)$', ask(port, "/metrics"), re.MULTILINE)
    return float(found.group(1)) if found else 0


def web_workers(group: int) -> set[int]:
    """Processes of granian that have its first process as their parent."""
    granian = {pid for pid, command in members(group).items() if "granian" in command}
    return {
        pid for pid in granian if int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) in granian
    }


def test_workers_count_together_and_a_death_takes_nothing_away(tmp_path):
    port = free_port()
    with server(tmp_path, port, METRICS_TOKEN=TOKEN) as process:
        assert process.stdout.readline().startswith("Ready: ")
        before = counted(port)
        for _ in range(30):
            ask(port, "/healthz")
        assert counted(port) == before + 30
        first = wait_until(lambda: web_workers(process.pid), 5)
        os.kill(min(first), signal.SIGKILL)
        wait_until(lambda: len(web_workers(process.pid)) == len(first) and web_workers(process.pid) != first, 30)
        for _ in range(10):
            ask(port, "/healthz")
        assert counted(port) == before + 40
