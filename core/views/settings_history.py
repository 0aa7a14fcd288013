"""Who changed a setting, when, and from what to what: the trail of one place of the settings."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import require
from core.settings_places import place_of
from core.thresholds import KEPT_BY
from core.trail_text import trail_of_entries

ON_A_PAGE = 50


@require_safe
def history(request, code: str):
    """The newest changes first; ?page= goes on."""
    require(request.user, *KEPT_BY)
    place = place_of(code, request.user)
    if place is None:
        raise Http404
    paginator = Paginator(place.entries().prefetch_related("subject"), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "place": place,
        "entries": trail_of_entries(page.object_list, named=bool(place.models)),
        "page_obj": page,
        "pages": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "page_query": "",
    }
    return render(request, "core/settings/history.html", context)
