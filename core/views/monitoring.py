"""What monitors ask: whether the server is ready, and its figures. Without login and session."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.running.health import not_ready
from core.running.metrics import CONTENT_TYPE, exposition


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """200 'ready', else 503 with a line for each reason."""
    reasons = not_ready()
    return HttpResponse("\n".join(reasons) or "ready", status=503 if reasons else 200, content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def metrics(request):
    """Prometheus text for whoever brings METRICS_TOKEN as a bearer. Without that setting there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(
            "a bearer token is asked for\n",
            status=401,
            headers={"WWW-Authenticate": "Bearer"},
            content_type="text/plain",
        )
    return HttpResponse(exposition(now=timezone.now()), content_type=CONTENT_TYPE)
