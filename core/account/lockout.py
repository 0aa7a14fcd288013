"""The lock against guessing: after some wrong passwords or codes for a name from an address (django-axes), for some minutes.

An administrator lifts it on the person's page (core/people/passwords.py).
"""

from datetime import datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max

from core.people.names import clean_account


def lock_minutes() -> int:
    return round(get_cool_off() / timedelta(minutes=1))


def counted_name(request, credentials: dict | None = None) -> str:
    """Under which name a try is counted (AXES_USERNAME_CALLABLE): the account as sign-in reads it, so that other spellings of one
    account give no further tries."""
    given = credentials if credentials else request.POST
    return clean_account(given.get("username") or "")


def is_locked(request, username: str) -> bool:
    """Is this name locked for this address? Then the answer becomes the page that says so, whatever the view gives."""
    credentials = {"username": username}
    if not settings.AXES_ENABLED or AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out, request.axes_credentials = True, credentials
    return True


def count_failure(request, username: str) -> None:
    """A wrong code counts like a wrong password. Passwords are counted where they are checked."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def locked_until(request, username: str) -> datetime | None:
    """Until when at the latest this name is locked for the address of this request; None where nothing is counted."""
    AxesProxyHandler.update_request(request)
    counted = AccessAttempt.objects.filter(username=clean_account(username), ip_address=request.axes_ip_address)
    last = counted.aggregate(last=Max("attempt_time"))["last"]
    return last + get_cool_off() if last else None
