"""What maps fetch, and pages that are a map."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from core.maps.town_map import boundaries as own_boundaries
from core.maps.town_map import map_settings


class PlacesOnMap:
    """Makes a list page a map of the rows that its filter chooses; beside it they stand as a list, which needs no map.

    heading: of the page; list_name, list_url: the list it belongs to; place_of(record): as core.maps.town_map.place.
    """

    template_name = "core/map.html"
    paginate_by = 300
    """More can't be told apart, on the map or beside it: the page says so and asks for a filter."""
    export_columns = ()
    heading = ""
    list_name = ""
    list_url = ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        listed = [self.place_of(record) for record in context["object_list"]]
        shown = [place for place in listed if place["at"]]
        return context | {
            "page": self,
            "listed": listed,
            "places": shown,
            "without_place": len(listed) - len(shown),
            "map_settings": map_settings(),
        }


@require_safe
def boundaries(request):
    """The town's boundaries as GeoJSON; without a file of them, no area."""
    content = own_boundaries() or {"type": "FeatureCollection", "features": []}
    return JsonResponse(content, headers={"Cache-Control": "private, max-age=3600"})
