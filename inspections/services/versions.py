"""A new version of a standard: what is in use stays as it is, and its successor keeps every code."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.trail import record
from inspections.models import Grade, GradeScale, Item, KindWeight, Section, Standard


@transaction.atomic
def new_version(*, standard: Standard, by, now) -> Standard:
    """A copy that may be edited, numbered after the newest version of that name. Items keep their codes, so that years
    can be compared like for like (the domain rules, section 4). Raises DomainError while the newest one is still open."""
    newest = Standard.objects.select_for_update().filter(name=standard.name).order_by("-version").first()
    if not newest.is_frozen:
        raise DomainError(
            _("Version %(version)s of this standard is not in use yet: edit that one."),
            params={"version": newest.version},
        )
    copy = Standard.objects.get(pk=standard.pk)
    copy.pk, copy._state.adding = None, True
    copy.version, copy.previous, copy.frozen_at = newest.version + 1, standard, None
    copy.save()
    scales = {old.pk: _copy(old, standard=copy) for old in GradeScale.objects.filter(standard=standard)}
    for grade in Grade.objects.filter(scale__standard=standard):
        _copy(grade, scale=scales[grade.scale_id])
    sections = {old.pk: _copy(old, standard=copy) for old in Section.objects.filter(standard=standard)}
    for item in Item.objects.filter(standard=standard).prefetch_related("kinds"):
        kinds = list(item.kinds.all())
        made = _copy(item, standard=copy, section=sections[item.section_id], scale=scales.get(item.scale_id))
        made.kinds.set(kinds)
    for weight in KindWeight.objects.filter(standard=standard):
        _copy(weight, standard=copy)
    record(subject=copy, by=by, verb="new_version", at=now, changes={"version": [standard.version, copy.version]})
    return copy


def _copy(row, **changes):
    """The row once more, with these fields changed."""
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    changed = type(row)(**fields)
    for name, value in changes.items():
        setattr(changed, name, value)
    changed.save(force_insert=True)
    return changed
