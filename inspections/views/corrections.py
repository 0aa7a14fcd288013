"""Amendments: the list, proposing one, reading and deciding it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.errors import NotAllowed
from core.pages import ListPage
from inspections.filters import AmendmentFilter
from inspections.forms.corrections import AmendForm, DecideAmendmentForm
from inspections.models import Amendment, Score
from inspections.selectors.corrections import amendment_page
from inspections.selectors.sheet_record import entered
from inspections.services.amendments import decide_amendment, may_decide, may_propose, propose_amendment


def visible_score(request, pk: int) -> Score:
    related = (
        "item__standard",
        "item__section",
        "item__scale",
        "grade",
        "sheet__round__territory",
        "sheet__point",
        "sheet__unit",
    )
    return get_object_or_404(Score.objects.visible_to(request.user).select_related(*related), pk=pk)


def carry_out(form, service, **arguments):
    """Calls the service; a broken rule stands on the form (then None comes back), what this person may not do is a 403."""
    try:
        return service(**arguments)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


class AmendmentList(ListPage):
    model = Amendment
    template_name = "inspections/amendments.html"
    filterset_class = AmendmentFilter
    sorts = {"newest": ("-proposed_at", "-pk"), "point": ("score__sheet__point__name", "pk")}
    export_name = gettext_lazy("Corrections")
    export_columns = (
        (gettext_lazy("Round"), "score.sheet.round.name"),
        (gettext_lazy("Point"), "score.sheet.point.name"),
        (gettext_lazy("Unit"), "score.sheet.unit.name"),
        (gettext_lazy("Item"), "score.item.name"),
        (gettext_lazy("Points before"), "old_awarded"),
        (gettext_lazy("Points after"), "new_awarded"),
        (gettext_lazy("Reason"), "reason"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Proposed by"), "proposed_by"),
        (gettext_lazy("Decided by"), "decided_by"),
        (gettext_lazy("Decided"), "decided_at"),
    )

    def get_queryset(self):
        return super().get_queryset().with_details()


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk: int):
    """The form for one score; what was typed stays where a rule is broken."""
    score = visible_score(request, pk)
    if not may_propose(request.user, score.sheet):
        raise PermissionDenied
    form = AmendForm(request.POST or None, score=score)
    if form.is_valid():
        arguments = {"score": score, "entry": form.entry(), "reason": form.cleaned_data["reason"]}
        made = carry_out(form, propose_amendment, by=request.user, now=timezone.now(), **arguments)
        if made:
            messages.success(request, _("Proposed. Somebody else of the office, or a leader, decides it."))
            return redirect(made)
    context = {"form": form, "score": score, "sheet": score.sheet, "entered": entered(score)}
    return render(request, "inspections/amend.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request, pk: int):
    """An amendment to read; for whoever may decide it, with the form."""
    shown = get_object_or_404(Amendment.objects.visible_to(request.user).with_details(), pk=pk)
    form = DecideAmendmentForm(request.POST or None)
    if request.method == "POST" and not may_decide(request.user, shown):
        raise PermissionDenied
    if form.is_valid():
        accept = request.POST.get("answer") == "accept"
        arguments = {"amendment": shown, "accept": accept, "decision": form.cleaned_data["decision"]}
        if carry_out(form, decide_amendment, by=request.user, now=timezone.now(), **arguments):
            messages.success(request, _("Accepted: score and results follow it.") if accept else _("Refused."))
            return redirect(shown)
    return render(request, "inspections/amendment.html", amendment_page(shown, request.user) | {"form": form})
