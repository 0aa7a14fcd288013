"""The inspector's first page: where to go, what is begun, what is done."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import require
from inspections.selectors.visits import visits_of
from rectification.models import RectificationTask


@require_safe
def mine(request):
    require(request.user, "inspector")
    rechecks = RectificationTask.objects.visible_to(request.user).waiting_for_recheck().count()
    now = timezone.now()
    visits = visits_of(request.user, timezone.localdate(now))
    page = {"visits": visits, "rechecks": rechecks, "read_at": now.isoformat()}
    return render(request, "inspections/mine.html", page)
