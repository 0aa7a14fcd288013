"""Which records nothing refers to any more: what an import made may go with it only where nobody else uses it."""

from django.db.models import Exists, OuterRef, QuerySet


def unused(records: QuerySet, own: tuple[type, ...] = ()) -> QuerySet:
    """Those of the records to which no row of any model refers. own: models that are part of the record and go with it."""
    for relation in records.model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model in own:
            continue
        users = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        records = records.exclude(Exists(users))
    return records
