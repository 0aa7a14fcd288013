"""A person learns what an administrator did about their sign-in: who did nothing wrong wants to know, and who was impersonated must."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from core.telling.notices import NoticeKind, tell
from core.town import in_town_language

BY_ADMINISTRATOR = NoticeKind("sign_in_changed", gettext_lazy("An administrator changed how I sign in"), by_email=True)


def tell_of_reset(person: User, *, by: User | None, now: datetime) -> None:
    """The second step is off. by: None for the command on the server."""
    with in_town_language():
        text = _(
            "%(name)s turned it off and ended all your sign-ins; your password alone opens the account. Set it up anew "
            "under “My account”. If you did not ask for this, change your password and speak to the administrator."
        )
        _tell(person, "second-step-off", _("The second step of your sign-in was turned off"), text, by, now)


def tell_of_new_password(person: User, *, by: User, now: datetime) -> None:
    """A one-time password took the place of the one that the person had chosen."""
    with in_town_language():
        text = _(
            "%(name)s handed out a new one. If you did not ask for this, change it and speak to the administrator."
        )
        _tell(person, "new-password", _("Your password was replaced"), text, by, now)


def _tell(person: User, what: str, title: str, text: str, by: User | None, now: datetime) -> None:
    who = {"name": by or _("Somebody at the server itself")}
    tell(
        kind=BY_ADMINISTRATOR, event=f"{what}-{person.pk}-{now:%Y%m%dT%H%M%S.%f}", users=[person], now=now,
        title=title, text=text % who, path=reverse("account"),
    )  # fmt: skip
