"""Standards are edited until a round uses them; from then on a change makes a new version."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.trail import record
from inspections.models import Grade, GradeScale, Item, KindWeight, Section, Standard
from inspections.services.samples import hand_on_samples


def locked_for_edit(standard: Standard) -> Standard:
    """The standard's row, locked; call it in the transaction of the change. Raises DomainError if it is frozen."""
    standard = Standard.objects.select_for_update().get(pk=standard.pk)
    if standard.is_frozen:
        raise DomainError(
            _("A round uses this version, so it is never changed. Make a new version and change that one."),
            code="frozen",
        )
    return standard


@transaction.atomic
def new_version(*, standard: Standard, by: User, now: datetime) -> Standard:
    """Copies a version with sections, scales, items and weights as the next one, which can be edited. Items keep their codes,
    so that years can be compared like for like."""
    Standard.objects.select_for_update().get(
        pk=standard.pk
    )  # two at the same moment make two versions, one after the other
    latest = Standard.objects.filter(name=standard.name).aggregate(Max("version"))["version__max"]
    copy = _copy(standard, version=latest + 1, previous=standard, frozen_at=None)
    _copy_parts(standard, copy)
    record(subject=copy, by=by, verb="new_version", at=now, reason=str(standard))
    return copy


@transaction.atomic
def copy_standard(*, standard: Standard, name: str, by: User, now: datetime) -> Standard:
    """A standard of its own that begins as this one: version 1 under a new name. Raises DomainError where the name is taken."""
    taken = DomainError(_("There is a standard of this name. Make a new version of it, or choose another name."))
    if Standard.objects.filter(name=name).exists():
        raise taken
    try:
        with transaction.atomic():
            copy = _copy(standard, name=name, version=1, previous=None, frozen_at=None)
    except IntegrityError as error:  # somebody else took it at the same moment
        raise taken from error
    _copy_parts(standard, copy)
    record(subject=copy, by=by, verb="create", at=now, reason=str(standard))
    return copy


def _copy_parts(standard: Standard, copy: Standard) -> None:
    """Sections, scales, items and weights, with all that hangs on them."""
    sections = {section.pk: _copy(section, standard=copy) for section in standard.sections.all()}
    scales = {scale.pk: _copy_scale(scale, copy) for scale in standard.scales.prefetch_related("grades")}
    twins = {}
    for item in standard.items.prefetch_related("kinds"):
        kinds = list(item.kinds.all())
        twin = _copy(item, standard=copy, section=sections[item.section_id], scale=scales.get(item.scale_id))
        twin.kinds.set(kinds)
        twins[item] = twin
    hand_on_samples(twins)
    KindWeight.objects.bulk_create(
        KindWeight(standard=copy, kind_id=weight.kind_id, weight=weight.weight)
        for weight in standard.kind_weights.all()
    )


def _copy(row: Standard | Section | Item, **changed):
    """A new row with the same values but those that are changed."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    for name in changed:
        values.pop(row._meta.get_field(name).attname)
    return type(row).objects.create(**values | changed)


def _copy_scale(scale: GradeScale, standard: Standard) -> GradeScale:
    twin = GradeScale.objects.create(standard=standard, name=scale.name)
    Grade.objects.bulk_create(
        Grade(scale=twin, label=grade.label, share=grade.share, description=grade.description)
        for grade in scale.grades.all()
    )
    twins = {grade.label: grade for grade in twin.grades.all()}
    hand_on_samples({grade: twins[grade.label] for grade in scale.grades.all()})
    return twin
