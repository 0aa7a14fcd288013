"""The first run: until a town is set up, every page leads to the one that does it."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from config.setup import is_empty

OPEN = ("/setup/", "/look/", "/healthz", "/readyz", "/metrics", "/static/")
"""What answers in an empty installation too: the page itself, its look and language, monitors."""


class FirstRunMiddleware:
    """Asks the database until it finds somebody, and never again in this process. Not used where the demo fills what is empty."""

    def __init__(self, get_response):
        if settings.DEMO:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request) -> HttpResponse:
        if self.is_set_up or request.path.startswith(OPEN):
            return self.get_response(request)
        if is_empty():
            return redirect(reverse("setup"))
        self.is_set_up = True
        return self.get_response(request)
