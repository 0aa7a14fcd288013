"""The yardstick: what a plain page costs under the same server and middleware. Other pages are given as multiples of it."""

from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as product
from core.models import Unit
from facilities.models import Point
from inspections.models import Level, Round, RoundResult
from rectification.models import RectificationTask

ROWS = 50


def yardstick(request):
    """Checks the login (as every page does), runs five indexed queries and renders 20 KB by a plain loop."""
    queries = [
        Unit.objects.order_by("path"),
        Point.objects.order_by("pk"),
        Round.objects.filter(level=Level.CITY).order_by("-year", "pk"),
        RoundResult.objects.order_by("pk"),
        RectificationTask.objects.order_by("pk"),
    ]
    rows = [row for query in queries for row in query.values_list("pk", flat=True)[:ROWS]]
    return render(request, "yardstick.html", {"rows": (rows * 250)[:250]})


urlpatterns = [path("bench/yardstick/", yardstick), *product]
