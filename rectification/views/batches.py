"""One step for several tasks of the list at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import require
from core.models import Unit
from core.views.batches import say, ticked, way_back
from rectification.models import RectificationTask
from rectification.services.batches import assign_many, remind_many


@require_POST
def batch(request):
    """The ticked tasks are assigned or reminded of; what could not be done is said, number by number."""
    require(request.user, "office", "leader")
    tasks = list(
        RectificationTask.objects.visible_to(request.user).filter(pk__in=ticked(request, "task")).order_by("pk")
    )
    asked = {"tasks": tasks, "by": request.user, "now": timezone.now()}
    if not tasks:
        messages.warning(request, _("Tick the tasks first."))
    elif "remind" in request.POST:
        say(request, remind_many(**asked), _("Reminded of %(n)s."))
    else:
        units = Unit.objects.visible_to(request.user).answering().living()
        unit = units.filter(pk=request.POST["unit"]).first() if request.POST.get("unit", "").isdecimal() else None
        if unit is None:
            messages.warning(request, _("Choose the unit first."))
        else:
            say(request, assign_many(unit=unit, **asked), _("%(n)s assigned."))
    return redirect(way_back(request, "rectification:list"))
