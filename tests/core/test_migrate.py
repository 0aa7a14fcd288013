"""A migration that can't have its lock gives up soon and says so; what was applied can be taken back."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from core.management.commands.migrate import waiting_at_most
from core.management.commands.schema_point import targets_of


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_locks_are_waited_for_a_few_seconds_only(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has its own limit")
    seen = []
    monkeypatch.setattr(
        "django.core.management.commands.migrate.Command.handle", lambda *_, **__: seen.append(lock_timeout())
    )
    before = lock_timeout()
    call_command("migrate", lock_timeout=3)
    assert seen == ["3s"] and lock_timeout() == before


@pytest.mark.django_db(transaction=True)
def test_a_table_in_use_stops_the_migration_and_says_what_to_do(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has its own limit")
    other = connection.copy()

    def needs_the_table(*_arguments, **_options):
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE core_dailyrun IN ACCESS EXCLUSIVE MODE")

    monkeypatch.setattr("django.core.management.commands.migrate.Command.handle", needs_the_table)
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_dailyrun")
        connection.set_autocommit(False)
        with pytest.raises(CommandError, match=r"in use|正在使用"):
            call_command("migrate", lock_timeout=1)
    finally:
        connection.rollback()
        connection.set_autocommit(True)
        other.rollback()
        other.close()


@pytest.mark.django_db
def test_other_trouble_of_the_database_stays_what_it_is(monkeypatch):
    def fails(*_arguments, **_options):
        raise OperationalError("the connection is gone")

    monkeypatch.setattr("django.core.management.commands.migrate.Command.handle", fails)
    with pytest.raises(OperationalError, match="gone"):
        call_command("migrate")


def test_another_database_is_left_as_it_is():
    class Elsewhere:
        vendor = "sqlite"

    with waiting_at_most(Elsewhere(), 3):
        pass


@pytest.mark.django_db
def test_what_is_applied_is_remembered(tmp_path):
    call_command("schema_point", "save", tmp_path / "point")
    applied = {tuple(key) for key in json.loads((tmp_path / "point").read_text())}
    assert applied == set(MigrationRecorder(connection).applied_migrations())
    call_command("schema_point", "return", tmp_path / "point")  # nothing came since: nothing is taken back


class Graph:
    """0001 < 0002 < 0003 of an app."""

    class Node:
        def __init__(self, key, children):
            self.key, self.children = key, children

    def __init__(self):
        keys = [("core", name) for name in ("0001", "0002", "0003")]
        self.node_map = {}
        for key, after in zip(reversed(keys), [None, *reversed(keys)], strict=False):
            self.node_map[key] = self.Node(key, [self.node_map[after]] if after else [])
        self.nodes = self.node_map


def test_the_way_back_leads_to_the_last_remembered_migration_of_each_app_that_went_on():
    remembered = {("core", "0001"), ("other", "0001")}
    assert targets_of({("core", "0002"), ("core", "0003")}, remembered, Graph()) == [("core", "0001")]
    assert targets_of({("core", "0001"), ("core", "0002")}, set(), Graph()) == [("core", None)]
    assert targets_of(set(), remembered, Graph()) == []
