"""The calendar of deadlines: its address, and the file behind it."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.telling.feeds import make_feed, read_feed, revoke_feed


def _to_the_address():
    return redirect(f"{reverse('notice_choices')}#calendar")


@require_POST
def renew(request):
    """Makes an address, or a new one in place of the old one."""
    make_feed(user=request.user, now=timezone.now())
    messages.success(request, _("Here is your address. One that you had before does not work any more."))
    return _to_the_address()


@require_POST
def revoke(request):
    revoke_feed(user=request.user, now=timezone.now())
    messages.success(request, _("The address does not work any more."))
    return _to_the_address()


@login_not_required
@require_safe
def calendar(request, token: str):
    """The file for calendar programs; who knows the address reads it. One that knows the present state gets 304."""
    body = read_feed(token=token, now=timezone.now())
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response)
