"""The administrator's page of the installation: version, machine, queue, failed jobs; and what to do with those."""

from uuid import UUID

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.access import require
from core.running import job_queue
from core.running.job_queue import KEPT_BY
from core.running.system import state
from core.running.system_troubles import troubles
from core.views.records import act


@never_cache
@require_safe
def system(request):
    """Everything at this moment; a fixed number of queries."""
    require(request.user, *KEPT_BY)
    shown = state(now=timezone.now())
    context = {
        "state": shown,
        "troubles": troubles(shown),
        "jobs": job_queue.failed_jobs() if shown.queue.failed else [],
        "data_dir": settings.DATA_DIR,
        "zone": settings.TIME_ZONE,
    }
    return render(request, "core/settings/system.html", context)


@require_POST
def job_again(request, pk: UUID):
    require(request.user, *KEPT_BY)
    act(request, job_queue.do_again, _("It is in the queue again."), pk=pk)
    return redirect("system")


@require_POST
def job_done_with(request, pk: UUID):
    require(request.user, *KEPT_BY)
    act(request, job_queue.done_with, _("It is off the list. The trail keeps why it failed."), pk=pk)
    return redirect("system")
