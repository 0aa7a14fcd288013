"""One line in the log for each page that was asked for, and its count for /metrics.

The line says who (by number), what and how long; never the query, an address that is a secret, the visitor's address or what
was sent. It stands below the static files, which are no pages.
"""

import logging
from time import perf_counter

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from core.running.logs import without_keys
from core.running.metrics import count

log = logging.getLogger("access")
MONITORS = frozenset({"healthz", "readyz", "metrics"})
"""Asked every few seconds: their lines come at DEBUG only."""


class RequestLogMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = perf_counter()
        response = self.get_response(request)
        seconds = perf_counter() - began
        route = request.resolver_match.view_name if request.resolver_match else ""
        level = logging.DEBUG if route in MONITORS else logging.INFO
        if log.isEnabledFor(level):
            log.log(
                level,
                "%s %s",
                request.method,
                response.status_code,
                extra={"fields": fields(request, response, route, seconds)},
            )
        if settings.METRICS_TOKEN:
            count(route=route, method=request.method, status=response.status_code, seconds=seconds)
        return response


def fields(request, response, route: str, seconds: float) -> dict[str, str | int | float | None]:
    """user: the number of whoever is signed in."""
    return {
        "method": request.method,
        "path": shown_path(request),
        "route": route,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": who(request),
    }


def who(request) -> int | None:
    """Where the page asked for it; nobody is looked up for the log."""
    user = getattr(request, "user", None)
    if isinstance(user, SimpleLazyObject):
        user = user._wrapped
    return getattr(user, "pk", None)


def shown_path(request) -> str:
    """Without what opens a door by itself: the key of a calendar, the number a resident follows a report by."""
    path = request.path
    if request.resolver_match:
        for name in ("token", "number"):
            path = path.replace(str(request.resolver_match.kwargs.get(name, "")) or "\0", "***")
    return without_keys(path)[:300]
