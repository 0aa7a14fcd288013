"""The usual words, shown before they are taken: each with a tick, by dictionary or all at once."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.access import require
from core.dictionaries.book import BOOK
from core.errors import NotAllowed
from core.thresholds import KEPT_BY
from core.usual_words.offered import usual_lists
from core.usual_words.taking import take_usual_words


@require_http_methods(["GET", "HEAD", "POST"])
def usual_words(request):
    """Sent: word=point-kinds:主次干道 for each tick; only=point-kinds where one dictionary's button was pressed."""
    require(request.user, *KEPT_BY)
    if request.method == "POST":
        taken = _take(request, _chosen(request.POST))
        if taken is not None:
            return redirect("ready" if request.POST.get("from") == "ready" else "dictionaries")
    lists = usual_lists()
    context = {"lists": lists, "new": sum(len(one.new) for one in lists), "from": request.GET.get("from", "")}
    return render(request, "core/dictionaries/usual.html", context)


def _chosen(data) -> dict[str, set[str]]:
    chosen, only = defaultdict(set), data.get("only", "")
    for word in data.getlist("word"):
        code, colon, name = word.partition(":")
        if not colon or code not in BOOK:
            raise BadRequest
        if only in ("", code):
            chosen[code].add(name)
    return dict(chosen)


def _take(request, chosen: dict[str, set[str]]) -> int | None:
    """How many words were added; None where it was refused, which is said."""
    if not chosen:
        messages.error(request, _("Tick at least one word."))
        return None
    try:
        taken = take_usual_words(chosen=chosen, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    said = ngettext("%(n)s word was taken over.", "%(n)s words were taken over.", taken) % {"n": taken}
    messages.success(request, said if taken else _("Nothing was missing any more."))
    return taken
