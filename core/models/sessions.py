"""Who is signed in where: Django's sessions, each with whose it is."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own alone: nobody is shown where somebody else is signed in."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def live(self, now):
        return self.filter(expire_date__gt=now)


class Session(AbstractBaseSession):
    """One browser's session, as Django keeps it, and whose it is while somebody is signed in in it.

    What else is known of a sign-in (since when, which browser, from where) lies in the session itself and ends with it:
    core/account/sessions.py. The key is the secret of the cookie: it stands on no page.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions", verbose_name=_("user")
    )
    seen_at = models.DateTimeField(_("last seen"), null=True, help_text=_("To the hour."))

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore
