"""What an administrator does about somebody else's sign-in: ends it everywhere, takes a lost second step away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access import require
from core.account import two_factor
from core.account.sessions import end_sessions
from core.errors import DomainError
from core.models import Role, User


def _person(request, pk: int) -> User:
    require(request.user, Role.ADMIN)
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


@require_POST
def end_all(request, pk: int):
    """Each of the person's browsers is asked to sign in again."""
    person = _person(request, pk)
    keep = request.session.session_key if person == request.user else ""
    ended = end_sessions(person, request.user, timezone.now(), keep=keep)
    said = ngettext("%(n)s sign-in of %(name)s has been ended.", "%(n)s sign-ins of %(name)s have been ended.", ended)
    messages.success(request, said % {"n": ended, "name": person})
    return redirect("person", pk)


@require_POST
def reset_second_step(request, pk: int):
    """For somebody who has lost the phone and the recovery codes."""
    person = _person(request, pk)
    try:
        two_factor.reset(user=person, by=request.user, now=timezone.now())
        said = _("The second step of %(name)s is off and every sign-in has been ended.")
        messages.success(request, said % {"name": person})
    except DomainError as error:
        messages.error(request, error.messages[0])
    return redirect("person", pk)
