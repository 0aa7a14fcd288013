"""Many rows written at once."""

from collections.abc import Iterable

from django.db.models import Model


def write_again(rows: Iterable[Model], fields: list[str]) -> None:
    """Writes these fields of rows of one model that are in the database already, in one statement.

    An upsert by the primary key: `bulk_update` puts together an expression for every single value, and a sheet of forty items
    with its results would spend most of its time in that. Call it in the transaction that locked what the rows belong to.
    """
    if rows := list(rows):
        known = type(rows[0])._default_manager
        known.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)
