"""The page of one task."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import TOWN_WIDE
from core.maps.town_map import map_settings
from core.workdays.office import office_calendar
from facilities.models import Point
from rectification.models import RectificationTask, SupervisionOrder
from rectification.selectors import task_page
from rectification.selectors.alike import joined, latest_root_cause, likely_duplicates, openable
from rectification.selectors.public import reporter_panel
from rectification.selectors.timeline import timeline
from rectification.services import may_add_progress
from rectification.services.orders import may_draft
from rectification.thresholds import RECURS_DAYS
from rectification.transitions import State


@require_safe
def task(request, pk):
    now, user, calendar, recurs_days = timezone.now(), request.user, office_calendar(), RECURS_DAYS.value()
    tasks = RectificationTask.objects.visible_to(user)
    task = get_object_or_404(
        tasks.with_details().select_related("duplicate_of", "finding__recurs_of", "finding__control_line"), pk=pk
    )
    entries = timeline(task)
    light = task.light_at(now)
    pending = task_page.pending_requests(task, user)
    context = {
        "task": task,
        "finding": task.finding,
        "light": light,
        "light_text": task_page.light_text(task, light, now, calendar),
        "unknown_year": task_page.unknown_year(task, calendar),
        "recurs_days": recurs_days,
        "sentence": task_page.state_sentence(task, entries),
        "steps": task_page.steps(task, entries),
        "entries": entries,
        "photos": task_page.before_and_after(entries),
        "problem_photo": task_page.problem_photo(entries),
        "places": task_page.places(task),
        "map_settings": map_settings(),
        "next": task_page.next_step(task, user, entries, now),
        "pending": pending,
        "asks": task_page.asks(task, user, pending),
        "may_add_progress": may_add_progress(task, user),
        "earlier": list(tasks.closed_before_alike(task.finding, days=recurs_days)),
        "alike": likely_duplicates(task, user) if task.state == State.REPORTED and user.access.has("office") else [],
        "joined": list(joined(task, user)),
        "openable": openable(task, user),
        "root_cause": latest_root_cause(task, user),
        "shows_point": Point.objects.visible_to(user).filter(pk=task.finding.point_id).exists(),
        "reporter": reporter_panel(task, user),
        "orders": SupervisionOrder.objects.visible_to(user).filter(task=task),
        "may_draft_order": may_draft(task, user),
        "shows_source": user.access.has(*TOWN_WIDE) or task.finding.found_by_id == user.pk,
    }
    return render(request, "rectification/task.html", context)
