"""Photos of a form without an account: stored before the report exists, so that a form which comes back still has them.

They belong to the town until then. Who sent them is known by a signature over the form's key alone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from core.attachments.photos import store_photo
from core.attachments.unused_photos import drop_photos
from core.errors import DomainError
from core.models import Photo, PhotoPurpose, Unit

WAITING_MOST = 300
"""Photos that wait for their report, in all: at most some 150 MB, whoever sends whatever."""
WAIT_FOR = timedelta(days=1)
"""As long as a form can be sent."""


def waiting_photos(town: Unit):
    return Photo.objects.about(town).filter(entry=None, uploaded_by=None)


def keep_photo(upload, *, town: Unit, now: datetime) -> Photo:
    """Raises DomainError for what is no photo, and when too many wait already."""
    if waiting_photos(town).count() >= WAITING_MOST:
        raise DomainError(_("Very many photos are coming in. Please try again in an hour."))
    return store_photo(upload=upload, subject=town, purpose=PhotoPurpose.PROBLEM, by=None, now=now)


def sign_photo(photo: Photo, form_key: UUID) -> str:
    """What a form that comes back carries for a photo that was received with it."""
    return _signer(form_key).sign(str(photo.key))


def kept_photos(signed: Iterable[str], *, town: Unit, form_key: UUID) -> list[Photo]:
    """The photos that were received with this very form and still wait."""
    keys = []
    for text in signed:
        try:
            keys.append(_signer(form_key).unsign(text))
        except BadSignature:
            continue
    return list(waiting_photos(town).filter(key__in=keys))


def taken_over(keys: Iterable[int], *, town: Unit) -> None:
    """Lets go of the rows with these primary keys: a task has its own rows of the same files by now."""
    waiting_photos(town).filter(pk__in=list(keys)).delete()


def drop_waiting(*, town: Unit, now: datetime) -> int:
    """Deletes those whose form cannot be sent any more."""
    return drop_photos(waiting_photos(town).filter(uploaded_at__lt=now - WAIT_FOR))


def _signer(form_key: UUID) -> Signer:
    return Signer(salt=f"rectification.public-photo.{form_key}")
