"""Photos that nothing shows any more: rows whose record is gone, or that wait for a form which was never sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from core.models import Photo

KEPT_FOR = timedelta(days=7)
"""A form that came back for want of something is filled in again within a week, or never."""
BATCH = 500


def drop_unused_photos(*, now: datetime) -> int:
    """Deletes what arrived more than a week before `now` and nothing shows. Returns how many photos went.

    A photo that a trail entry shows is never deleted. It can be stopped at any moment and run again.
    """
    unused = Photo.objects.filter(_unused(), entry=None, uploaded_at__lt=now - KEPT_FOR).order_by("pk")
    dropped = 0
    while keys := list(unused.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():  # a form may have been sent since: then the photo has an entry
            dropped += drop_photos(Photo.objects.select_for_update(of=("self",)).filter(pk__in=keys, entry=None))
    return dropped


@transaction.atomic
def drop_photos(photos: Iterable[Photo]) -> int:
    """Deletes these rows; when the change is final also the files that no other row shows. Returns how many rows went."""
    photos = list(photos)
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    transaction.on_commit(lambda: _drop_files(photos), robust=True)
    return len(photos)


def _drop_files(photos: list[Photo]) -> None:
    names = {photo.file.name for photo in photos}
    in_use = set(Photo.objects.filter(file__in=names).values_list("file", flat=True))
    for photo in photos:
        if photo.file.name not in in_use:
            photo.file.storage.delete(photo.file.name)
            photo.thumb.storage.delete(photo.thumb.name)


def _unused() -> Q:
    """Photos whose record isn't there; those of a model with `photos_wait_for_entry` are shown by a trail entry only: without
    one they wait with a form."""
    unused = Q(pk__in=[])
    for kind in ContentType.objects.filter(pk__in=Photo.objects.order_by().values("subject_type")):
        model = kind.model_class()
        if model is None:  # of an app that isn't installed now
            continue
        of_kind = Q(subject_type=kind)
        if not getattr(model, "photos_wait_for_entry", False):
            of_kind &= ~Q(Exists(model._base_manager.filter(pk=OuterRef("subject_id"))))
        unused |= of_kind
    return unused
