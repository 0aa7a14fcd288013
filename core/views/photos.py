"""Photos, given out only to who may see the record they belong to."""

from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.attachments.photos import get_visible_photo
from core.attachments.sent import sent

# The name of a photo never gets another content, so a browser may keep it; nobody in between may.
_keep = cache_control(private=True, max_age=7 * 24 * 3600, immutable=True)


@require_safe
@_keep
def photo(request, key):
    return sent(get_visible_photo(request.user, key).file, content_type="image/jpeg")


@require_safe
@_keep
def photo_small(request, key):
    return sent(get_visible_photo(request.user, key).thumb, content_type="image/jpeg")
