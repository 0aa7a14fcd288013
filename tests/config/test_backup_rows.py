"""Rows as text: nothing is lost on the way there and back, and no table is forgotten."""

import io
import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from config.backup import rows
from config.backup.rows import NOTHING, _in_sqlite, cells, escaped, unescaped
from config.backup.tables import Column, _column, left_out, table_of, tables_of
from core.models import Photo, Session, Unit, User
from inspections.models import Score
from tests.factories import UnitFactory

OTHERS = {"django_migrations", "django_session"}
"""Tables that no backup needs: the manifest lists the migrations; nobody stays signed in."""


OWN = ("rectification_pairs", "sqlite_")
"""Indexes and figures that a database keeps as tables."""


@given(st.text())
def test_any_text_comes_back(text):
    assert unescaped(escaped(text)) == text
    assert not set("\t\n\r") & set(escaped(text))


@given(st.lists(st.none() | st.text(), min_size=1))
def test_any_row_comes_back(row):
    assert cells("\t".join(NOTHING if cell is None else escaped(cell) for cell in row)) == row


@pytest.mark.parametrize("broken", ["\\", "a\\", "\\x"])
def test_what_nobody_wrote_is_refused(broken):
    with pytest.raises(KeyError):
        unescaped(broken)


def written(kind: str, value, nullable: bool = False, places: int = 0) -> str:
    """What SQLite makes of a value in a column of this kind, whatever the database of the tests is."""
    with closing(sqlite3.connect(":memory:")) as own:
        text = _in_sqlite(Column("held", kind, nullable, places), "held")
        return own.execute(f"SELECT CAST({text} AS TEXT) FROM (SELECT ? AS held)", [value]).fetchone()[0]


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_sqlite_escapes_every_text_itself(text):
    assert written("text", text) == escaped(text)


@given(st.integers(-(10**15), 10**15), st.sampled_from([0, 2, 6]))
def test_sqlite_writes_decimals_with_all_their_places(number, places):
    exact = f"{Decimal(number).scaleb(-places):.{places}f}"
    assert written("exact", number, places=places) == exact == str(Decimal(exact))


@pytest.mark.parametrize("kind", ["text", "exact", "integer", "moment", "decimal"])
def test_nothing_is_neither_nought_nor_empty(kind):
    assert written(kind, None, nullable=True, places=2) == NOTHING


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 2, 4, 5])
def test_rows_come_once_and_in_order_however_many_are_read_at_once(count, monkeypatch):
    monkeypatch.setattr(rows, "READ_AT_ONCE", 2)
    names = [UnitFactory(name=f"{number}村").name for number in range(count)]
    out = io.BytesIO()
    rows.dump(connection, table_of(Unit), out)
    lines = [cells(line) for line in out.getvalue().decode().splitlines()]
    at = [column.name for column in table_of(Unit).columns].index("name")
    assert [line[at] for line in lines] == list(Unit.objects.order_by("pk").values_list("name", flat=True))
    assert [line[at] for line in lines if line[at] in names] == names


@pytest.mark.django_db
def test_every_table_of_the_database_is_kept_or_left_out_on_purpose():
    """A new library with a table of its own is noticed here."""
    there = {name for name in connection.introspection.table_names() if not name.startswith(OWN)}
    kept = {table.name for table in tables_of()}
    out = {model._meta.db_table for model in left_out(apps.get_models(include_auto_created=True))}
    assert there - kept - out - OTHERS == set()
    assert Session._meta.db_table in out


def test_the_database_works_out_its_own_columns():
    assert "search_text" not in [column.name for column in table_of(apps.get_model("facilities", "Project")).columns]


def test_columns_have_kinds_that_both_databases_know():
    score, photo = table_of(Score), table_of(Photo)
    assert score.named("awarded").described() == ["awarded", "exact:6"]
    assert score.named("sheet_id").kind == "integer" and photo.named("key").kind == "uuid"
    assert photo.named("file") == Column("file", "file") and photo.named("taken_at") == Column(
        "taken_at", "moment", True
    )
    assert table_of(User).counts_up and not table_of(apps.get_model("core", "Serial")).counts_up


def test_a_kind_of_column_that_backups_do_not_know_is_named():
    field = models.DurationField(name="length")
    field.set_attributes_from_name("length")
    with pytest.raises(ImproperlyConfigured, match=r"config/backup/tables\.py"):
        _column(field)
