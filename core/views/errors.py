"""Error pages that need more than a template."""

import sys

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error as fault

from core.middleware import page_of_form
from core.running.outage import Outage, outage_of

RETRY_AFTER_SECONDS = {Outage.DATABASE: 30, Outage.BUSY: 10, Outage.DISK: 300}
SAID = {
    Outage.DATABASE: _("The database does not answer at the moment"),
    Outage.BUSY: _("Too many are at work at this moment"),
    Outage.DISK: _("The server's disk is full: nothing new can be kept"),
}
MOST_TO_CARRY = 200_000
"""Characters of a form that the page offers to send once more; a longer one stays in the browser that it was typed in."""


def csrf_failure(request, reason=""):
    """The page was too old to be accepted, usually because of a sign-in in another window. Nothing that was typed is lost:
    the browser keeps it (static/js/keep-typed.js) and the form's page puts it back."""
    return render(request, "403_csrf.html", {"back": page_of_form(request)}, status=403)


def server_error(request):
    """Whatever no view expected. Where the ground gave way it is no fault of the program, and the page says what to do."""
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return fault(request)
    response = _answer(request, outage)
    response["Retry-After"] = RETRY_AFTER_SECONDS[outage]
    response["Cache-Control"] = "no-store"
    return response


def _answer(request, outage: Outage) -> HttpResponse:
    """In what was asked for. Nothing here may need the database or the disk."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"errors": [{"item": None, "message": SAID[outage]}], "outage": outage}, status=503)
    sent = request.method == "POST"
    context = {
        "outage": outage,
        "heading": SAID[outage],
        "sent": sent,
        "fields": _to_send_again(request) if sent else None,
        "back": page_of_form(request) if sent else request.get_full_path(),
        "number": getattr(request, "id", "")[:8],  # enough to find it in the log, and short enough to be told
    }
    return HttpResponse(render_to_string("503.html", context), status=503)


def _to_send_again(request) -> list[tuple[str, str]] | None:
    """What was typed, to be carried by the page; None where that can't be: files, passwords, too much, or unreadable."""
    try:
        fields, files = request.POST, request.FILES
    except Exception:  # noqa: BLE001  the body is what it is; the page must be shown
        return None
    if files or not fields or any("password" in name for name in fields):
        return None
    pairs = [(name, value) for name, values in MultiValueDict.lists(fields) for value in values]
    return pairs if sum(len(name) + len(value) for name, value in pairs) <= MOST_TO_CARRY else None
