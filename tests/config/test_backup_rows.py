"""Rows as text: nothing is lost on the way there and back, and no table is forgotten."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from config.backup.rows import NOTHING, cells, escaped, unescaped
from config.backup.tables import Column, _column, left_out, table_of, tables_of
from core.models import Photo, Session, User
from inspections.models import Score

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
