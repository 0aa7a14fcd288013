"""Photos that come with a form. They are stored at once, so that a form which comes back still has them."""

from uuid import UUID

from core.attachments.photos import store_photo
from core.errors import DomainError
from core.models import Photo, PhotoPurpose


def kept_photos(keys, *, subject, by) -> list[Photo]:
    """The photos with these keys (texts) that this person sent for this record and that no trail entry shows yet."""
    waiting = Photo.objects.about(subject).filter(entry=None, uploaded_by=by)
    return list(waiting.filter(key__in=[key for key in keys if _is_uuid(key)]))


def take_photos(*, form, subject, by, now) -> list[Photo]:
    """Stores what was chosen in the form's photo field, and finds what was kept from the try before.

    What is no photo is said at the field. Needs a form with `photo_field`, that has been cleaned.
    """
    name = form.photo_field
    if not name:
        return []
    photos = kept_photos(form.data.getlist("kept"), subject=subject, by=by)
    for upload in form.cleaned_data.get(name, ()):
        try:
            photos.append(store_photo(upload=upload, subject=subject, purpose=PhotoPurpose.PROGRESS, by=by, now=now))
        except DomainError as error:
            form.add_error(name, error)
    form.keep(photos)
    return photos


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
