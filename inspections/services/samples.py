"""Sample pictures: what an item or a grade looks like. They explain a standard and change no score."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.attachments.photos import attach_copy, store_photo
from core.attachments.unused_photos import drop_photos
from core.errors import DomainError
from core.models import Photo, PhotoPurpose, User
from core.trail import record
from inspections.models import Grade, Item, Standard

MOST_SAMPLES = 6
"""For one item or grade: more than that nobody looks at in the street."""


def samples_of(model: type[Item] | type[Grade], keys: Iterable[int]) -> dict[int, list[Photo]]:
    """The sample pictures of items or of grades, by id: one query."""
    photos: dict[int, list[Photo]] = {}
    for photo in Photo.objects.of_many(model, keys).filter(purpose=PhotoPurpose.SAMPLE):
        photos.setdefault(photo.subject_id, []).append(photo)
    return photos


@transaction.atomic
def add_sample(*, standard: Standard, subject: Item | Grade, upload, caption: str, by: User, now: datetime) -> Photo:
    """Raises DomainError for what is no photo, or one picture too many. A version in use takes pictures too."""
    Standard.objects.select_for_update().get(pk=standard.pk)
    if Photo.objects.about(subject).count() >= MOST_SAMPLES:
        raise DomainError(_("There are %(most)s sample pictures already. Take one off first.") % {"most": MOST_SAMPLES})
    purpose = PhotoPurpose.SAMPLE
    photo = store_photo(upload=upload, subject=subject, purpose=purpose, by=by, now=now, caption=caption)
    record(subject=standard, by=by, verb="edit", at=now, reason=_("Sample picture: %(of)s") % {"of": subject})
    return photo


@transaction.atomic
def remove_sample(*, standard: Standard, photo: Photo, by: User, now: datetime) -> None:
    """Takes a picture off; its files go when no other version shows them."""
    reason = _("Sample picture taken off: %(of)s") % {"of": photo.subject}
    drop_photos([photo])
    record(subject=standard, by=by, verb="edit", at=now, reason=reason)


def hand_on_samples(pairs: Mapping[Item, Item] | Mapping[Grade, Grade]) -> None:
    """The pictures of each old row stand with its new one too: another row, the same files."""
    if not pairs:
        return
    samples = samples_of(type(next(iter(pairs))), [old.pk for old in pairs])
    for old, new in pairs.items():
        for photo in samples.get(old.pk, []):
            attach_copy(photo, subject=new, entry=None, purpose=PhotoPurpose.SAMPLE)


def kept_by_name(standard: Standard) -> dict[tuple, list[Photo]]:
    """The pictures of a version whose rows are about to be written anew: by ('item', code) and (scale, label)."""
    items = {item.pk: ("item", item.code) for item in standard.items.all()}
    grades = {
        g.pk: (g.scale.name, g.label) for g in Grade.objects.filter(scale__standard=standard).select_related("scale")
    }
    found = {items[key]: photos for key, photos in samples_of(Item, items).items()}
    return found | {grades[key]: photos for key, photos in samples_of(Grade, grades).items()}


def give_back(kept: Mapping[tuple, list[Photo]], standard: Standard) -> None:
    """Puts kept pictures to the new rows of the same code or label; those of rows that are gone go too."""
    rows = {("item", item.code): item for item in standard.items.all()}
    grades = Grade.objects.filter(scale__standard=standard).select_related("scale")
    rows |= {(grade.scale.name, grade.label): grade for grade in grades}
    for name, photos in kept.items():
        if name not in rows:
            drop_photos(photos)
            continue
        for photo in photos:
            photo.subject = rows[name]
            photo.save(update_fields=["subject_type", "subject_id"])
