"""Photos on the items of a draft: put on, taken off."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.attachments.photos import store_photo
from core.attachments.unused_photos import drop_photos
from core.errors import DomainError, RefusedFile
from core.models import Photo, PhotoPurpose, User
from inspections.models import Score, Sheet, SheetState

MOST_PHOTOS = 9
"""On one item. Nine show everything; more only fill the disk."""


@transaction.atomic
def add_photo(
    *, sheet: Sheet, item_id: int, upload, key: UUID, by: User, now: datetime, taken_at: datetime | None = None
) -> Photo:
    """Puts a photo on an item of a draft. The key is made on the phone: sent twice, even at once, it is one photo.

    Raises DomainError for a sheet that is handed in, an item that isn't on it, one photo too many, or what is no photo.
    """
    if _locked(sheet).state != SheetState.DRAFT:
        raise DomainError(_("The sheet has been handed in: no photo can be added."), code="submitted")
    score = sheet.scores.filter(item=item_id).first()
    if score is None:
        raise DomainError(_("This item is not on this sheet."))
    if known := Photo.objects.about(score).filter(key=key).first():
        return known
    if Photo.objects.about(score).count() >= MOST_PHOTOS:
        raise DomainError(
            _("There are %(most)s photos on this item already. Take one off first.") % {"most": MOST_PHOTOS}
        )
    purpose = PhotoPurpose.PROBLEM
    try:
        return store_photo(upload=upload, subject=score, purpose=purpose, by=by, now=now, key=key, taken_at=taken_at)
    except RefusedFile as error:
        raise DomainError(error.why) from error  # said at the photo itself; a file from a camera has no name that tells


@transaction.atomic
def remove_photo(*, sheet: Sheet, key: UUID) -> None:
    """Takes a photo off a draft; the files go when the change is final. Unknown keys are gone already."""
    if _locked(sheet).state != SheetState.DRAFT:
        raise DomainError(_("The sheet has been handed in: its photos stay."), code="submitted")
    drop_photos(Photo.objects.of_many(Score, sheet.scores.values_list("pk", flat=True)).filter(key=key))


def _locked(sheet: Sheet) -> Sheet:
    """The sheet as it is now, locked: its photos change before it is handed in, or not at all."""
    return Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
