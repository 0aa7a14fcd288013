"""The product's addresses with two more: the yardstick, and what a benchmark can hand in."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as product
from core.models import Unit
from facilities.models import Point
from inspections.models import Item, Method, Round, RoundResult
from inspections.selectors.visits import Visit, visits_of
from inspections.services.sheets import items_for
from rectification.models import RectificationTask

ROWS = 50


def yardstick(request):
    """What a plain list page costs: checks the login (as every page does), reads the first rows of five tables by an index,
    renders 20 KB by a plain loop over them."""
    queries = [
        Unit.objects.order_by("path"),
        Point.objects.order_by("pk"),
        Round.objects.order_by("pk"),
        RoundResult.objects.order_by("pk"),
        RectificationTask.objects.order_by("pk"),
    ]
    rows = [row for query in queries for row in query[:ROWS]]
    return render(request, "yardstick.html", {"rows": rows})


def visits(request):
    """The points that the signed-in inspector may hand a sheet in for (has no draft there), each with a whole one."""
    known = visits_of(request.user)
    return JsonResponse({"visits": [_whole_sheet(visit) for visit in [*known.to_visit, *known.done]]})


def _whole_sheet(visit: Visit) -> dict:
    entries = {item.pk: _entry(item) for item in items_for(visit.round, visit.point)}
    return {"round": visit.round.pk, "point": visit.point.pk, "entries": entries}


def _entry(item: Item) -> dict:
    match item.method:
        case Method.DEDUCT:
            return {"count": 1}
        case Method.GRADE:
            return {"grade": item.scale.grades.all()[1].pk}
        case Method.PASS_FAIL:
            return {"passed": True}
        case Method.DIRECT:
            return {"points": str(item.max_points)}
    return {}


urlpatterns = [path("bench/yardstick/", yardstick), path("bench/visits.json", visits), *product]
