"""Where one is signed in: seeing it and ending it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.account.sessions import end_session, end_sessions, sessions_of
from core.errors import DomainError


@never_cache
@require_safe
def sessions(request):
    """All live sign-ins of the person, this one first."""
    found = sessions_of(request.user, here=request.session.session_key, now=timezone.now())
    return render(request, "core/account/sessions.html", {"sessions": found, "others": len(found) - 1})


@require_POST
def session_end(request, ref: str):
    """Ends another one of one's own sign-ins."""
    try:
        end_session(user=request.user, ref=ref, here=request.session.session_key)
        messages.success(request, _("That sign-in has been ended."))
    except DomainError as error:
        messages.error(request, error.messages[0])
    return redirect("sessions")


@require_POST
def sessions_end(request):
    """Ends all of one's own but the one in use."""
    ended = end_sessions(request.user, request.user, timezone.now(), keep=request.session.session_key)
    said = ngettext("%(n)s other sign-in has been ended.", "%(n)s other sign-ins have been ended.", ended)
    messages.success(request, said % {"n": ended})
    return redirect("sessions")
