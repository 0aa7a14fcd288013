"""What is ready and what is missing before the work begins, with a link to each."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import require
from core.models import Unit
from core.readiness import Moment, readiness
from core.thresholds import KEPT_BY


@require_safe
def ready(request):
    require(request.user, *KEPT_BY)
    now, town = timezone.now(), Unit.objects.home()
    moment = Moment(town, timezone.localdate(now), now) if town else None
    found = readiness(request.user.access.roles, moment) if moment else None
    return render(request, "core/settings/ready.html", {"ready": found})
