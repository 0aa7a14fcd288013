"""Doors: the first page by role, the menu, whether the server is well, the page without a network."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import navigation
from core.readiness import starts_here
from core.running.health import database_answers


@never_cache
def home(request):
    """After signing in: everybody to the page that their work starts from."""
    roles = request.user.access.roles
    return redirect("ready" if starts_here(roles) else navigation.first_page(roles))


@require_safe
def menu(request):
    """All places as one page: what 'More' opens on a phone."""
    return render(request, "core/menu.html")


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """200 'ok' while the database answers, else 503. Without login and session, for monitors."""
    if database_answers():
        return HttpResponse("ok", content_type="text/plain")
    return HttpResponse("database does not answer", status=503, content_type="text/plain")


@login_not_required
@require_safe
def offline(request):
    """What a phone shows when there is no network: kept by the service worker beforehand."""
    return render(request, "offline.html")
