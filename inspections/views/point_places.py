"""Points in the field: the map, the labels to print, and where a scanned label leads."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.qr import qr_svg
from core.views.maps import PlacesOnMap
from facilities.models import Point
from facilities.selectors.points import place_of
from inspections.models import Assignment, Sheet
from inspections.views.points import PointList


class PointMap(PlacesOnMap, PointList):
    heading = gettext_lazy("Map of the points")
    list_name = gettext_lazy("Inspection points")
    list_url = "inspections:points"
    place_of = staticmethod(place_of)


class PointLabels(PointList):
    """Labels with QR symbols for the points of the list's filter that are in use: A4, three by eight a sheet."""

    template_name = "inspections/point_labels.html"
    paginate_by = 5 * 24
    export_columns = ()

    def get_queryset(self):
        return super().get_queryset().in_use()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for point in context["object_list"]:
            address = self.request.build_absolute_uri(reverse("inspections:point_go", args=[point.pk]))
            point.symbol = mark_safe(qr_svg(address))
        points = list(context["object_list"])
        return context | {
            "label_pages": [points[at : at + 24] for at in range(0, len(points), 24)],
            "host": self.request.get_host(),
        }


@require_safe
def go(request, pk: int):
    """Where a scanned label leads: an inspector's sheet in an open round, one not handed in first; else the point's page."""
    point = get_object_or_404(Point.objects.visible_to(request.user), pk=pk)
    visits = Assignment.objects.to_inspect(request.user).filter(point=point).order_by("round__ends_on", "pk")
    if not (visits and request.user.access.has("inspector")):
        return redirect(point)
    done = set(Sheet.objects.of_inspector(request.user).official().filter(point=point).values_list("round", flat=True))
    visit = next((visit for visit in visits if visit.round_id not in done), visits[0])
    return redirect("inspections:fill", visit.round_id, point.pk)
