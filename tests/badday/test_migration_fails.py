"""A migration that fails, or is killed, half-way: nothing of it stands, the message says what to do, a mended one goes on."""

import pytest

LOOK = """
import json
from django.db import connection
with connection.cursor() as cursor:
    columns = [column.name for column in connection.introspection.get_table_description(cursor, "upgrade_ledger")]
    cursor.execute("SELECT words FROM upgrade_ledger")
    print(json.dumps([columns, [row[0] for row in cursor.fetchall()]]))
"""
BEFORE = [["id", "words"], ["早先登记"]]
AFTER = [["id", "words", "count"], ["已经改动"]]


def breaks_and_goes_on(installation):
    broken = installation.run("prepare", BADDAY_MIGRATE="broken")
    assert broken.returncode == 1
    assert "upgrade.0002_second" in broken.stderr and "无法换算" in broken.stderr
    assert "数据库保持这一步之前的样子" in broken.stderr and "再启动" in broken.stderr
    assert installation.call(LOOK, BADDAY_MIGRATE="broken") == BEFORE
    assert installation.run("prepare", BADDAY_MIGRATE="mended").returncode == 0
    assert installation.call(LOOK, BADDAY_MIGRATE="mended") == AFTER


@pytest.mark.long
def test_a_migration_that_breaks_leaves_the_database_as_it_was(installation):
    breaks_and_goes_on(installation)


@pytest.mark.long
def test_the_same_on_postgresql(on_postgres):
    breaks_and_goes_on(on_postgres)


def dies_and_goes_on(installation):
    installation.more["BADDAY_MIGRATE"] = "slow"
    with installation.held("prepare"):
        pass
    assert installation.call(LOOK) == BEFORE
    assert installation.run("prepare").returncode == 0
    assert installation.call(LOOK) == AFTER


@pytest.mark.long
def test_a_migration_that_is_killed_leaves_the_database_as_it_was(installation):
    dies_and_goes_on(installation)


@pytest.mark.long
def test_a_killed_one_on_postgresql_too(on_postgres):
    dies_and_goes_on(on_postgres)
