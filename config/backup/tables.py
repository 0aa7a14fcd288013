"""What is kept: the tables of all models, as columns of a few kinds that every database can write as text."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps as installed
from django.core.exceptions import ImproperlyConfigured
from django.db import models

LEFT_OUT = {("core", "session"), ("sessions", "session"), ("core", "datafolder")}
"""Who is signed in at this moment: after a restore everybody signs in again. And the folder in which the files lay: they come back
into another one. What refers to these is left out with them."""

KINDS = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "SmallAutoField": "integer",
    "IntegerField": "integer",
    "BigIntegerField": "integer",
    "SmallIntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveBigIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "BooleanField": "boolean",
    "CharField": "text",
    "SlugField": "text",
    "TextField": "text",
    "FileField": "file",
    "DateField": "date",
    "TimeField": "time",
    "DateTimeField": "moment",
    "DecimalField": "decimal",
    "ExactDecimalField": "exact",
    "UUIDField": "uuid",
    "JSONField": "json",
    "GenericIPAddressField": "address",
}
"""By what a field says of itself. file: a text that names a file under MEDIA_ROOT. exact: a whole number on SQLite."""
WITH_PLACES = {"decimal", "exact"}


@dataclass(frozen=True)
class Column:
    """kind: one of KINDS' values. places: after the point, of decimals."""

    name: str
    kind: str
    nullable: bool = False
    places: int = 0

    def described(self) -> list[str]:
        """As the manifest has it: name and kind."""
        return [self.name, f"{self.kind}:{self.places}" if self.kind in WITH_PLACES else self.kind]


@dataclass(frozen=True)
class Table:
    """key: the column of the primary key, by which rows are in order. counts_up: whether the database gives the keys."""

    name: str
    columns: tuple[Column, ...]
    key: str
    counts_up: bool

    def named(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def described(self) -> list[list[str]]:
        return [column.described() for column in self.columns]


def tables_of(apps=installed) -> list[Table]:
    """All tables that are kept, by name. apps: of this release, or as some migration leaves them."""
    kept = [model for model in apps.get_models(include_auto_created=True) if _has_table(model)]
    out = left_out(kept)
    return sorted((table_of(model) for model in kept if model not in out), key=lambda table: table.name)


def left_out(kept: Iterable[type[models.Model]]) -> set[type[models.Model]]:
    """Of these models those that are not kept: by LEFT_OUT, and what hangs on them."""
    kept = list(kept)
    out = {model for model in kept if (model._meta.app_label, model._meta.model_name) in LEFT_OUT}
    while more := {model for model in kept if model not in out and _refers_to(model) & out}:
        out |= more
    return out


def table_of(model: type[models.Model]) -> Table:
    """Its columns without those that the database works out by itself."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    key = model._meta.pk
    return Table(model._meta.db_table, tuple(map(_column, fields)), key.column, isinstance(key, models.AutoField))


def _has_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _refers_to(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.local_concrete_fields if field.is_relation}


def _column(field: models.Field) -> Column:
    holds = field
    while holds.is_relation:
        holds = holds.target_field
    kind = KINDS.get(holds.get_internal_type())
    if kind is None:
        raise ImproperlyConfigured(
            f"Backups do not know how to write {field}: give its kind in config/backup/tables.py."
        )
    return Column(field.column, kind, field.null, holds.decimal_places if kind in WITH_PLACES else 0)
