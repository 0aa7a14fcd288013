"""Talks with units: the list, and a page on which the office or a leader says what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.access import TOWN_WIDE, require
from core.errors import NotAllowed
from core.pages import ListPage
from core.trail_text import trail_of
from core.workdays.office import office_calendar
from rectification.filters.orders import TalkFilter
from rectification.forms.orders import DropTalkForm, HoldTalkForm
from rectification.models import RectificationTask, Talk
from rectification.selectors.rows import task_rows
from rectification.services.talks import drop_talk, hold_talk, may_decide_talk


class TalkList(ListPage):
    model = Talk
    template_name = "rectification/talks.html"
    filterset_class = TalkFilter
    sorts = {"newest": ("-proposed_at", "-pk"), "unit": ("unit__path", "-proposed_at")}
    export_name = gettext_lazy("Talks with units")
    export_columns = (
        (gettext_lazy("Unit"), "unit.name"),
        (gettext_lazy("Deadlines missed"), "missed"),
        (gettext_lazy("Proposed"), "proposed_at"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Held on"), "held_on"),
        (gettext_lazy("What was agreed, or why it is not held"), "note"),
        (gettext_lazy("Decided by"), "decided_by"),
    )

    def get(self, request, *args, **kwargs):
        require(request.user, *TOWN_WIDE)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "decided_by").annotate(missed=Count("tasks"))

    def get_facets(self):
        rows = super().get_queryset().order_by().values_list("state").annotate(n=Count("pk"))
        return {"state": {state: {"n": n} for state, n in rows}}


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request, pk: int):
    """A talk to read; for whoever may decide it, with the two forms."""
    shown = get_object_or_404(Talk.objects.visible_to(request.user).select_related("unit", "decided_by"), pk=pk)
    may_decide, now, answer = may_decide_talk(shown, request.user), timezone.now(), request.POST.get("answer", "")
    if request.method == "POST" and not may_decide:
        raise PermissionDenied(_("The office or a leader decides on a talk, while it waits for it."))
    hold = HoldTalkForm(request.POST if answer == "hold" else None, initial={"held_on": timezone.localdate(now)})
    drop = DropTalkForm(request.POST if answer == "drop" else None, prefix="drop")
    for form, service in ((hold, hold_talk), (drop, drop_talk)):
        if form.is_bound and form.is_valid() and _decided(form, service, shown, request.user, now):
            messages.success(request, _("Entered."))
            return redirect(shown)
    tasks = RectificationTask.objects.visible_to(request.user).filter(talks=shown).with_details().order_by("deadline")
    context = {
        "talk": shown,
        "rows": task_rows(tasks, now, office_calendar()),
        "may_decide": may_decide,
        "hold_form": hold,
        "drop_form": drop,
        "trail": trail_of(shown),
    }
    return render(request, "rectification/talk.html", context)


def _decided(form, service, shown: Talk, by, now) -> bool:
    try:
        service(talk=shown, by=by, now=now, **form.arguments())
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_domain_error(error)
        return False
    return True
