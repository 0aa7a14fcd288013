"""What one record alone may have, beside its key (a point is one facility's): a file may hand it on from one record to another."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import models
from django.utils.translation import gettext as _

Changed = tuple[int, models.Model, dict]
"""A stored row with its place in the file, and the fields in which it differs."""


def fields_of_one(model: type[models.Model], names: Iterable[str]) -> list[models.Field]:
    """Those of these fields whose value stands with one record at most, and with none before it is handed on."""
    fields = (model._meta.get_field(name) for name in names)
    return [field for field in fields if field.unique and field.null]


def held_by_others(
    model: type[models.Model],
    fields: Sequence[models.Field],
    new: Sequence[tuple[int, models.Model]],
    changed: Sequence[Changed],
) -> Iterator[tuple[int, str, str]]:
    """(row number, field, why it is refused) where somebody who does not give it up in the file has it; one query a field."""
    for field in fields:
        giving = [(number, row) for number, row, changes in changed if field.name in changes]
        wanted = {getattr(row, field.attname): number for number, row in [*new, *giving]}
        others = model._base_manager.filter(**{f"{field.attname}__in": wanted.keys() - {None}})
        for other in others.exclude(pk__in=[row.pk for _number, row in giving]):
            said = _("“%(other)s” has it. Take it off there, on its page or in this file, and it is free.")
            yield wanted[getattr(other, field.attname)], field.name, said % {"other": other}


def give_up(model: type[models.Model], fields: Sequence[models.Field], changed: Sequence[Changed]) -> None:
    """Before anything is written: what is handed on belongs to nobody for a moment, as the database checks row by row."""
    for field in fields:
        giving = [row.pk for _number, row, changes in changed if field.name in changes]
        if giving:
            model._base_manager.filter(pk__in=giving).update(**{field.attname: None})
