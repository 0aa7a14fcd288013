"""One step for several tasks of the list at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import require
from core.models import Unit
from rectification.models import RectificationTask
from rectification.services.batches import AT_ONCE, Outcome, assign_many, remind_many

SHOWN = 5


@require_POST
def batch(request):
    """The ticked tasks are assigned or reminded of; what could not be done is said, number by number."""
    require(request.user, "office", "leader")
    keys = [key for key in request.POST.getlist("task") if key.isdecimal()][:AT_ONCE]
    tasks = list(RectificationTask.objects.visible_to(request.user).filter(pk__in=keys).order_by("pk"))
    asked = {"tasks": tasks, "by": request.user, "now": timezone.now()}
    if not tasks:
        messages.warning(request, _("Tick the tasks first."))
    elif "remind" in request.POST:
        _say(request, remind_many(**asked), _("Reminded of %(n)s."))
    else:
        units = Unit.objects.visible_to(request.user).answering()
        unit = units.filter(pk=request.POST["unit"]).first() if request.POST.get("unit", "").isdecimal() else None
        if unit is None:
            messages.warning(request, _("Choose the unit first."))
        else:
            _say(request, assign_many(unit=unit, **asked), _("%(n)s assigned."))
    return redirect(_back(request))


def _say(request, outcome: Outcome, done: str) -> None:
    if outcome.done:
        messages.success(request, done % {"n": len(outcome.done)})
    for number, why in outcome.left[:SHOWN]:
        messages.warning(request, f"{number}: {why}")
    if (more := len(outcome.left) - SHOWN) > 0:
        messages.warning(request, _("%(n)s more could not be done.") % {"n": more})


def _back(request) -> str:
    """The list as it was, on this site alone."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "rectification:list"
