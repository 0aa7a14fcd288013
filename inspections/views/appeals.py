"""Appeals: the list, filing one, reading and deciding it; and the list of rewards and penalties."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.pages import ListPage
from core.workdays.office import office_calendar
from inspections.filters import AdjustmentFilter, AppealFilter
from inspections.forms.corrections import AppealForm, DecideAppealForm
from inspections.models import Adjustment, Appeal
from inspections.selectors.corrections import appeal_page
from inspections.selectors.sheet_record import entered
from inspections.services.appeals import appeal_deadline, appealing_unit, decide_appeal, file_appeal, may_decide_appeal
from inspections.views.corrections import carry_out, visible_score


class AppealList(ListPage):
    model = Appeal
    template_name = "inspections/appeals.html"
    filterset_class = AppealFilter
    sorts = {"newest": ("-at", "-pk"), "unit": ("unit__path", "-at"), "point": ("score__sheet__point__name", "pk")}
    export_name = gettext_lazy("Appeals")
    export_columns = (
        (gettext_lazy("Filed"), "at"),
        (gettext_lazy("Unit"), "unit.name"),
        (gettext_lazy("Round"), "score.sheet.round.name"),
        (gettext_lazy("Point"), "score.sheet.point.name"),
        (gettext_lazy("Item"), "score.item.name"),
        (gettext_lazy("Grounds"), "reason"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Decided by"), "decided_by"),
        (gettext_lazy("Decided"), "decided_at"),
        (gettext_lazy("Grounds of the decision"), "decision"),
    )

    def get_queryset(self):
        return super().get_queryset().with_details()

    def get_facets(self):
        rows = super().get_queryset().order_by().values_list("state").annotate(n=Count("pk"))
        return {"state": {state: {"n": n} for state, n in rows}}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_unit": self.request.user.access.has("unit")}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk: int):
    """The form for one score of a published sheet; after the term it says so and takes nothing."""
    score = visible_score(request, pk)
    if appealing_unit(request.user, score.sheet) is None:
        raise PermissionDenied
    form, calendar, now = AppealForm(request.POST or None), office_calendar(), timezone.now()
    if form.is_valid():
        arguments = {"score": score, "reason": form.cleaned_data["reason"], "by": request.user, "now": now}
        if made := carry_out(form, file_appeal, calendar=calendar, **arguments):
            messages.success(request, _("Filed. The campaign office decides it; you find the answer here."))
            return redirect(made)
    deadline = appeal_deadline(score.sheet.round, calendar)
    context = {"form": form, "score": score, "sheet": score.sheet, "entered": entered(score), "deadline": deadline}
    return render(request, "inspections/appeal_form.html", context | {"is_late": deadline is None or now > deadline})


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request, pk: int):
    """An appeal to read; for whoever may decide it, with the form."""
    shown = get_object_or_404(Appeal.objects.visible_to(request.user).with_details(), pk=pk)
    may_decide = may_decide_appeal(request.user, shown)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    form = DecideAppealForm(request.POST or None, score=shown.score) if may_decide else None
    if form and form.is_valid():
        uphold = request.POST.get("answer") == "uphold"
        arguments = {
            "appeal": shown,
            "uphold": uphold,
            "decision": form.cleaned_data["decision"],
            "entry": form.entry(),
        }
        if carry_out(form, decide_appeal, by=request.user, now=timezone.now(), **arguments):
            said = _("Upheld: score and results follow it.") if uphold else _("Dismissed: the score stays.")
            messages.success(request, said)
            return redirect(shown)
    return render(request, "inspections/appeal.html", appeal_page(shown, request.user) | {"form": form})


class AdjustmentList(ListPage):
    """奖惩 of all rounds that the user may see. Each is entered on the page of its round."""

    model = Adjustment
    template_name = "inspections/adjustments.html"
    filterset_class = AdjustmentFilter
    sorts = {"newest": ("-at", "-pk"), "unit": ("unit__path", "-at"), "points": ("points", "-at")}
    export_name = gettext_lazy("Rewards and penalties")
    export_columns = (
        (gettext_lazy("Unit"), "unit.name"),
        (gettext_lazy("Points added or taken"), "points"),
        (gettext_lazy("Reason"), "reason"),
        (gettext_lazy("Basis"), "paper"),
        (gettext_lazy("Round"), "round.name"),
        (gettext_lazy("Entered by"), "by"),
        (gettext_lazy("Entered"), "at"),
    )

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "round", "by")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}
