"""What lets a phone work without a network: its workers, what they keep, the manifest, and a fresh token for what is sent later.

Two workers, because each is of another kind: `worker` keeps pages and files (Workbox, a classic script); `outbox_worker` sends
what waits when the browser wakes it (a module, like the pages that send the same way).
"""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from inspections.offline_files import kept_names

LIBRARY = ["core", "routing", "strategies", "expiration"]


def kept_files() -> list[str]:
    """The addresses of the static files that a phone keeps."""
    return [static(name) for name in kept_names()]


def _script(text: str) -> HttpResponse:
    """A worker's script; asked for anew each time, so that a new release is seen."""
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@login_not_required
@require_safe
def worker(request):
    """Keeps pages and files. Its scope is the folder of its address: /inspections/."""
    kept = {
        "files": kept_files(),
        "static": settings.STATIC_URL,
        "mine": reverse("inspections:mine"),
        "offline": reverse("offline"),
    }
    library = [static(f"vendor/workbox/workbox-{part}.prod.js") for part in LIBRARY]
    scripts = ", ".join(json.dumps(address) for address in [*library, static("js/worker.js")])
    return _script(f"self.kept = {json.dumps(kept)};\nimportScripts({scripts});\n")


@login_not_required
@require_safe
def outbox_worker(request):
    """Sends what waits. Its scope has no page: the browser wakes it, not a visit."""
    return _script(f"import {json.dumps(static('js/outbox-worker.js'))};\n")


@login_not_required
@require_safe
def manifest(request):
    """Lets a phone put the inspector's page on its home screen."""
    mine = reverse("inspections:mine")
    icons = [
        {"src": static(f"icons/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    content = {
        "name": _("My inspections"),
        "short_name": _("Inspect"),
        "id": mine,
        "start_url": mine,
        "scope": "/",
        "display": "standalone",
        "lang": request.LANGUAGE_CODE,
        "background_color": "#ffffff",
        "theme_color": "#0b505b",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@never_cache
@require_safe
def token(request):
    """{user, token} for what is sent later than its page was loaded; 401 where nobody is signed in."""
    if not request.user.is_authenticated:
        return JsonResponse({"errors": []}, status=401)
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})
