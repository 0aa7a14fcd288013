"""Photos on arrival: looked at for what they really are, bounded, re-encoded, and given out to whoever may see their record."""

import hashlib
import io
import uuid
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import Http404
from django.utils.translation import gettext as _

from core.errors import DomainError, RefusedFile
from core.models import Photo, TrailEntry, User

LONGEST_SIDE = 1600
SMALL_SIDE = 320
MOST_PIXELS = 60_000_000
"""More than any phone's picture; a file that unpacks to more is a bomb."""
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


def store_photo(
    *,
    upload,
    subject,
    purpose: str,
    by: User | None,
    now: datetime,
    key: uuid.UUID | None = None,
    caption: str = "",
    taken_at: datetime | None = None,
    entry: TrailEntry | None = None,
) -> Photo:
    """Re-encodes an uploaded picture (position and serial numbers are gone) and keeps it with `subject`, a saved record.

    key: made on the phone; the same key again gives the photo that is there already. Raises DomainError, in the user's words,
    for what is no picture, too large, or of a kind that isn't taken.
    """
    if key and (known := Photo.objects.filter(key=key).first()):
        if known.subject != subject:
            raise DomainError(_("This photo was sent for another record."))
        return known
    picture = _opened(upload)
    (large, size), (small, _size) = _jpeg(picture, LONGEST_SIDE), _jpeg(picture, SMALL_SIDE)
    photo = Photo(
        key=key or uuid.uuid4(),
        subject=subject,
        entry=entry,
        purpose=purpose,
        width=size[0],
        height=size[1],
        sha256=hashlib.sha256(large).hexdigest(),
        phash=difference_hash(picture),
        caption=caption[:120],
        taken_at=taken_at,
        uploaded_at=now,
        uploaded_by=by,
    )
    photo.file.save("photo.jpg", ContentFile(large), save=False)
    photo.thumb.save("small.jpg", ContentFile(small), save=False)
    photo.save()
    return photo


def attach_copy(photo: Photo, *, subject, entry: TrailEntry, purpose: str) -> Photo:
    """The same picture as evidence of another record: another row, the same files. A row of `subject` itself gets the entry."""
    if photo.subject == subject and photo.entry_id is None:
        photo.entry, photo.purpose = entry, purpose
        photo.save(update_fields=["entry", "purpose"])
        return photo
    photo.pk, photo.key = None, uuid.uuid4()
    photo._state.adding = True
    photo.subject, photo.entry, photo.purpose = subject, entry, purpose
    photo.save(force_insert=True)
    return photo


def get_visible_photo(user: User, key: uuid.UUID) -> Photo:
    """The photo, if the user may see the record it belongs to; else Http404."""
    photo = Photo.objects.select_related("subject_type").filter(key=key).first()
    model = photo.subject_type.model_class() if photo else None
    if model is None or not model.objects.visible_to(user).filter(pk=photo.subject_id).exists():
        raise Http404
    return photo


def _opened(upload):
    from PIL import Image, ImageOps

    if upload.size > settings.PHOTO_MAX_BYTES:
        most = settings.PHOTO_MAX_BYTES // 1024 // 1024
        why = _("The photo is larger than %(most)s MB. Take it again with a lower resolution.") % {"most": most}
        raise RefusedFile(upload, why)
    try:
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise RefusedFile(upload, _("The photo has too many pixels. Take it again with a lower resolution."))
        picture.load()
        return ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        why = _("This file is not a photo that can be read. Choose a JPEG, PNG or WebP picture.")
        raise RefusedFile(upload, why) from error


def _jpeg(picture, longest: int) -> tuple[bytes, tuple[int, int]]:
    """A JPEG whose longer side is at most `longest`, and its size in pixels."""
    from PIL import Image

    copy = picture.copy()
    copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    copy.info = {}  # a comment would be written again
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=longest > SMALL_SIDE)
    return out.getvalue(), copy.size


def difference_hash(picture) -> str:
    """64 bits, as 16 hex digits: is each pixel of a 9 x 8 grey copy brighter than its right neighbour?"""
    grey = list(picture.convert("L").resize((9, 8)).get_flattened_data())
    bits = "".join("1" if grey[9 * y + x] > grey[9 * y + x + 1] else "0" for y in range(8) for x in range(8))
    return f"{int(bits, 2):016x}"


def shown_photos(subject) -> list[Photo]:
    """The photos of a record, in the order in which they came; one query."""
    return list(Photo.objects.about(subject).order_by("uploaded_at", "pk"))
