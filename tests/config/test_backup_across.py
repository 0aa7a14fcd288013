"""A backup of the demo, taken while people report problems, comes back on both databases and shows the same pages; and one of an
older release comes up to date. Real processes on databases of their own."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from config.backup.checking import checked

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)

WRITING = """
from core.models import Unit, User
from rectification.services.tasks import report_finding
from tests.factories import NOW
print("writing", flush=True)
for number in range(200):
    report_finding(source="patrol", description=f"第{number}处", town=Unit.objects.home(), by=User.objects.get(username="office"),
                   now=NOW, place=f"第{number}号")
"""

LOOKING = """
import hashlib, json, re
from unittest.mock import patch
from django.test import Client
from core.models import User
from tests.factories import NOW
PAGES = {
    "leader": ["/", "/rankings/", "/compare/", "/losses/", "/lasting/", "/screen/", "/summary/2025/", "/public/"],
    "office": ["/rectification/", "/projects/", "/facilities/", "/notices/", "/settings/", "/rectification/?q=第1处"],
    "inspector": ["/inspections/mine/"], "unit": ["/"],
}
changing = re.compile(r'csrfmiddlewaretoken" value="[^"]+|"csrf[^}]*}|nonce="[^"]+')
seen = {}
with patch("django.utils.timezone.now", lambda: NOW):
    for role, paths in PAGES.items():
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(User.objects.get(username=role), backend="django.contrib.auth.backends.ModelBackend")
        for path in paths:
            page = client.get(path)
            text = changing.sub("", page.content.decode())
            seen[f"{role} {path}"] = [page.status_code, len(text), hashlib.sha256(text.encode()).hexdigest()]
print(json.dumps(seen))
"""


@dataclass
class Place:
    """An installation of its own: a database and a folder."""

    url: str
    folder: Path

    def environment(self) -> dict[str, str]:
        own = {"DATABASE_URL": self.url, "DATA_DIR": str(self.folder), "DEBUG": "0", "ENV": "local", "SECRET_KEY": "same",
               "ALLOWED_HOSTS": "testserver", "DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "ERROR"}  # fmt: skip
        return os.environ | own

    def start(self, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, text=True)

    def manage(self, *arguments: str, fails: bool = False) -> str:
        process = self.start(*arguments)
        said, _nothing = process.communicate(timeout=500)
        assert (process.returncode != 0) == fails, said
        return said

    def python(self, code: str) -> subprocess.Popen:
        return self.start("shell", "--no-imports", "--command", code)

    def pages(self) -> dict:
        return json.loads(self.manage("shell", "--no-imports", "--command", LOOKING))


@pytest.fixture
def sqlite_place(tmp_path):
    def make(name: str) -> Place:
        (tmp_path / name).mkdir()
        return Place(f"sqlite:///{tmp_path / name}/db.sqlite3", tmp_path / name)

    return make


@pytest.fixture
def postgres_place(tmp_path):
    """In the PostgreSQL that script/test started."""
    if "POSTGRES_URL" not in os.environ:
        pytest.skip("no PostgreSQL at hand: script/test starts one")
    socket_folder = urlsplit(os.environ["POSTGRES_URL"]).path.rpartition("/")[0].replace("//", "/")
    name = f"backup-{os.getpid()}"

    def run(statement: str) -> None:
        server = psycopg2.connect(host=socket_folder, dbname="postgres")
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(statement)
        server.close()

    run(f'CREATE DATABASE "{name}"')
    (tmp_path / "postgres").mkdir()
    yield Place(f"postgres:///{socket_folder}/{name}", tmp_path / "postgres")
    run(f'DROP DATABASE "{name}" WITH (FORCE)')


def in_it(path: Path) -> tuple[dict, dict, dict]:
    """Of a backup: checksum of each table without JSON, rows and last key of all, checksum of each file."""
    with checked(path) as found:
        tables = found.manifest.tables
        exact = {
            table.name: table.sha256 for table in tables if not any(kind == "json" for _name, kind in table.columns)
        }
        return exact, {t.name: (t.rows, t.last_key) for t in tables}, {k.path: k.sha256 for k, _ in found.files()}


@pytest.mark.long
def test_the_demo_taken_under_load_shows_the_same_pages_on_both_databases(tmp_path, sqlite_place, postgres_place):
    first, again = sqlite_place("first"), sqlite_place("again")
    first.manage("migrate", "--verbosity", "0")
    first.manage("load_demo", "--as-of", DAY.isoformat())
    writer = first.python(WRITING)
    assert writer.stdout.readline() == "writing\n"
    first.manage("backup", str(tmp_path / "a.tar"))
    writer.communicate(timeout=300)
    for place in (again, postgres_place):
        assert "恢复完成" in place.manage("restore", str(tmp_path / "a.tar"))
    postgres_place.manage("backup", str(tmp_path / "b.tar"))
    assert in_it(tmp_path / "a.tar") == in_it(tmp_path / "b.tar")
    pages = again.pages()
    assert {status for status, _length, _digest in pages.values()} == {200}
    assert pages == postgres_place.pages()


@pytest.mark.long
def test_a_postgresql_backup_comes_back_on_sqlite_with_every_letter(tmp_path, sqlite_place, postgres_place):
    postgres_place.manage("migrate", "--verbosity", "0")
    postgres_place.manage("load_demo", "--as-of", DAY.isoformat(), "--scale", "4000")
    postgres_place.manage("backup", str(tmp_path / "a.tar"))
    other = sqlite_place("other")
    other.manage("restore", str(tmp_path / "a.tar"))
    other.manage("backup", str(tmp_path / "b.tar"))
    whole = [hashlib.sha256(repr(tables_of(tmp_path / name)).encode()).hexdigest() for name in ("a.tar", "b.tar")]
    assert whole[0] == whole[1], "JSON too: SQLite keeps the letters that PostgreSQL gave it"


def tables_of(path: Path) -> list:
    with checked(path) as found:
        return found.manifest.tables


@pytest.mark.long
def test_a_backup_of_an_older_release_is_restored_as_it_was_and_brought_up_to_date(tmp_path, sqlite_place):
    """The place that took the backup had not seen the last migration of one app; the place that takes it back has no tables."""
    old, new, full = sqlite_place("old"), sqlite_place("new"), sqlite_place("full")
    old.manage("migrate", "--verbosity", "0")
    who = ("--city", "临江市", "--town", "枫河街道", "--username", "xitong", "--password", "only-for-this-test")
    old.manage("setup_town", *who)
    old.manage("migrate", "reports", "0001", "--verbosity", "0")
    old.manage("backup", str(tmp_path / "old.tar"))
    full.manage("migrate", "--verbosity", "0")
    full.manage("restore", str(tmp_path / "old.tar"), fails=True)
    assert "恢复完成" in new.manage("restore", str(tmp_path / "old.tar"))
    assert "No planned" in new.manage("migrate", "--plan") or "没有" in new.manage("migrate", "--plan")
    assert "xitong" in new.manage(
        "shell", "--no-imports", "--command", "from core.models import User; print(User.objects.get().username)"
    )
