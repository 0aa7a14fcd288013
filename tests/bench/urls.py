"""The product's addresses with three more: the yardstick, what a benchmark can hand in, and what has arrived of it."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as product
from core.models import Unit
from facilities.models import Point
from inspections.models import Basis, Item, Method, Round, RoundResult, Sheet
from inspections.selectors.visits import Visit, visits_of
from inspections.services.sheets import items_for
from rectification.models import Finding, RectificationTask

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
    known = visits_of(request.user, timezone.localdate())
    now_possible = [visit for visit in [*known.to_visit, *known.done] if not visit.is_early]
    return JsonResponse({"visits": [_whole_sheet(visit) for visit in now_possible]})


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


def arrived(request, pk: int):
    """What a round has: keys of the sheets that count, the sheet's key of each problem found in it, scores in its total."""
    sheets = [str(key) for key in Sheet.objects.official().filter(round=pk).values_list("key", flat=True)]
    findings = Finding.objects.filter(source_key__startswith="sheet:").values_list("source_key", flat=True)
    problems = [key for key in (source_key.split(":")[1] for source_key in findings) if key in set(sheets)]
    observations = RoundResult.objects.get(round=pk, basis=Basis.TOTAL).observations
    return JsonResponse({"sheets": sheets, "problems": problems, "observations": observations})


urlpatterns = [
    path("bench/yardstick/", yardstick),
    path("bench/visits.json", visits),
    path("bench/rounds/<int:pk>.json", arrived),
    *product,
]
