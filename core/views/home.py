"""Doors: the first page by role, the menu, whether the server is well, the page without a network."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import navigation


@never_cache
def home(request):
    """After signing in: everybody to the page that their work starts from."""
    return redirect(navigation.first_page(request.user.access.roles))


@require_safe
def menu(request):
    """All places as one page: what 'More' opens on a phone."""
    return render(request, "core/menu.html")


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """200 'ok' while the database answers, else 503. Without login and session, for monitors."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        return HttpResponse("database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def offline(request):
    """What a phone shows when there is no network: kept by the service worker beforehand."""
    return render(request, "offline.html")
