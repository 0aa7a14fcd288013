"""What happens around every request."""

import re
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from core.account import sessions, two_factor
from core.running.logs import request_id
from core.running.unfinished_files import dropped_at_the_end

_SAFE_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


class RequestIdMiddleware:
    """Gives each request an id (a proxy's, if it sends a sane one), puts it in the logs and in the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _SAFE_ID.match(given) else uuid.uuid4().hex
        token = request_id.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = request.id
        return response


class UnfinishedFilesMiddleware:
    """What a request wrote to the disk goes at its end, if the change it belongs to came to nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with dropped_at_the_end():
            return self.get_response(request)


class ChosenLanguageMiddleware:
    """Chinese, unless English was chosen. What the browser prefers doesn't count: office PCs often come in English."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.languages = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.languages else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        # Not ended here: an export is written while it is sent, after this has returned.
        translation.activate(language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PersonMiddleware(AuthenticationMiddleware):
    """Who asks. A session that lacks the second step which its user has, or must have, is nobody's: every page, file and address
    for programs answers it like one that has ended. The asynchronous `auser` is left out, so that nothing gets round this."""

    def process_request(self, request):
        request.user = SimpleLazyObject(lambda: person_of(request))


def person_of(request):
    """Costs no query beside those for session and user (core/account/sessions.py: but once an hour)."""
    user = get_user(request)
    if not user.is_authenticated:
        return user
    if not two_factor.is_whole(request.session, user):
        return AnonymousUser()
    sessions.see(request.session, now=timezone.now())
    return user


class SignInMiddleware(LoginRequiredMiddleware):
    """Everything needs a signed-in user, but what says otherwise. After a form was sent with a session that had ended, the
    way back leads to the page the form stood on (which puts back what was typed), not to an address that only takes forms."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A page for everybody isn't even asked who is there: no session is read for it."""
        if not getattr(view_func, "login_required", True):
            return None
        request.needs_sign_in = True
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_response(self, request, response):
        """What only signed-in people get stays in no cache, unless its view says how: on a computer that several share, going
        back after somebody has signed out shows nothing of theirs."""
        if getattr(request, "needs_sign_in", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page_of_form(request), resolve_url(self.get_login_url(view_func)))


def page_of_form(request) -> str:
    """The page that a form was sent from, as a path; the first page when the browser doesn't say or it is not ours."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
