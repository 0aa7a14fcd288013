"""Installations to be killed. Each test has one of its own, copied from one that is made once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.badday import postgres
from tests.badday.ground import Installation, make_installation


@pytest.fixture(scope="session")
def made(request, tmp_path_factory) -> Installation:
    """The one that the others on SQLite are copied from; nobody works on it. Where the tests themselves run on SQLite it begins with
    their tables, for all migrations take a quarter of a minute; asked for here and not above, so that these tests, which need no
    database of pytest's, run beside one database only."""
    folder = tmp_path_factory.mktemp("badday") / "made"
    folder.mkdir()
    if connection.vendor == "sqlite":
        request.getfixturevalue("django_db_setup")
        copy_tables(Path(settings.DATABASES["default"]["NAME"]), folder / "db.sqlite3")
    return make_installation(folder)


def copy_tables(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


@pytest.fixture
def empty(tmp_path) -> Installation:
    """One without a database yet."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Installation(folder, f"sqlite:///{folder}/db.sqlite3")


@pytest.fixture
def installation(made, tmp_path) -> Installation:
    return made.copy(tmp_path / "data")


@pytest.fixture(scope="session")
def own_postgres():
    """A PostgreSQL that only these tests use: they kill it."""
    if not (found := postgres.find()):
        pytest.skip("no PostgreSQL on this machine that could be started and killed (script/test installs one)")
    with postgres.running(found) as own:
        yield own


@pytest.fixture(scope="session")
def made_on_postgres(own_postgres, tmp_path_factory) -> Installation:
    folder = tmp_path_factory.mktemp("badday-pg") / "made"
    return make_installation(folder, own_postgres.create("made"))


@pytest.fixture
def on_postgres(made_on_postgres, own_postgres, request, tmp_path) -> Installation:
    if not own_postgres.runs:  # a test broke off before it brought it back
        own_postgres.start()
    url = own_postgres.create(f"copy_{abs(hash(request.node.nodeid))}", like="made")
    copied = made_on_postgres.copy(tmp_path / "data")
    return Installation(copied.data_dir, url, copied.made)
