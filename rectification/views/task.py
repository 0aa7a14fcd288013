"""The page of one task."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import TOWN_WIDE
from core.services import office_calendar
from facilities.models import Point
from rectification.models import RectificationTask
from rectification.selectors import task_page
from rectification.selectors.timeline import timeline
from rectification.services import may_add_progress
from rectification.thresholds import RECURS_DAYS


@require_safe
def task(request, pk):
    now, user, calendar = timezone.now(), request.user, office_calendar()
    tasks = RectificationTask.objects.visible_to(user)
    task = get_object_or_404(tasks.with_details().select_related("duplicate_of"), pk=pk)
    entries = timeline(task)
    light = task.light_at(now)
    pending = task_page.pending_requests(task, user)
    context = {
        "task": task,
        "finding": task.finding,
        "light": light,
        "light_text": task_page.light_text(task, light, now, calendar),
        "sentence": task_page.state_sentence(task, entries),
        "steps": task_page.steps(task, entries),
        "entries": entries,
        "photos": task_page.before_and_after(entries),
        "next": task_page.next_step(task, user, entries, now),
        "pending": pending,
        "asks": task_page.asks(task, user, pending),
        "may_add_progress": may_add_progress(task, user),
        "earlier": list(tasks.closed_before_alike(task.finding, days=RECURS_DAYS.value())),
        "shows_point": Point.objects.visible_to(user).filter(pk=task.finding.point_id).exists(),
        "shows_source": user.access.has(*TOWN_WIDE) or task.finding.found_by_id == user.pk,
    }
    return render(request, "rectification/task.html", context)
