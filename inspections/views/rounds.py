"""Rounds: the list, a round's page with its next step, the round's own form."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.generic import CreateView, UpdateView

from core.access import require
from core.models import Unit, User
from core.pages import ListPage
from core.trail import record
from core.views.records import RecordFormMixin, act
from inspections.archive import round_archive
from inspections.filters import RoundFilter, SheetFilter
from inspections.forms.rounds import AdjustmentForm, RoundForm
from inspections.models import Round, Sheet
from inspections.selectors.corrections import corrections_of_round, set_right_in
from inspections.selectors.rewards import rewards_of_round
from inspections.selectors.rounds import keeps, may_export, round_page, with_progress
from inspections.selectors.scored_twice import agreement_in
from inspections.services.adjustments import add_adjustment
from inspections.services.rounds import change_round, locked_for_edit


def visible_round(request, pk: int) -> Round:
    rounds = Round.objects.visible_to(request.user).select_related("standard", "territory")
    return get_object_or_404(rounds, pk=pk)


def kept_round(request, pk: int) -> Round:
    """The round, for the office of its territory; 403 for others who may see it."""
    round = visible_round(request, pk)
    if not keeps(request.user, round):
        raise PermissionDenied
    return round


class RoundList(ListPage):
    model = Round
    template_name = "inspections/rounds.html"
    filterset_class = RoundFilter
    sorts = {
        "date": ("-starts_on", "-pk"),
        "name": ("name", "pk"),
        "level": ("level", "-starts_on", "-pk"),
    }
    export_name = gettext_lazy("Rounds of inspection")
    export_columns = (
        (gettext_lazy("Round"), "name"),
        (gettext_lazy("Year"), "year"),
        (gettext_lazy("Level"), "get_level_display"),
        (gettext_lazy("From"), "starts_on"),
        (gettext_lazy("Until"), "ends_on"),
        (gettext_lazy("Announced"), "announced"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Visits planned"), "assigned"),
        (gettext_lazy("Visits done"), "visited"),
    )

    def get_queryset(self):
        return with_progress(super().get_queryset().select_related("standard", "territory"))

    def get_facets(self):
        rows = super().get_queryset().order_by().values_list("state").annotate(n=Count("pk"))
        return {"state": {state: {"n": n} for state, n in rows}}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}


@require_safe
def show(request, pk: int):
    round = visible_round(request, pk)
    context = _page(round, request.user)
    if context["is_keeper"] and not round.is_published:
        context["adjustment_form"] = AdjustmentForm(round=round)
    return render(request, "inspections/round.html", context)


def _page(round: Round, user: User) -> dict:
    context = round_page(round, user)
    return context | {
        "corrections": corrections_of_round(round, user),
        "rewards": rewards_of_round(round, user),
        "set_right": set_right_in(round) if context["units"] else [],
        "agreement": agreement_in(round, user) if context["may_export"] else None,
    }


@require_POST
def step(request, pk: int, verb: str):
    """Open, close, reopen, publish."""
    round = kept_round(request, pk)
    if verb == "publish" and "checked" not in request.POST:
        return redirect(f"{round.get_absolute_url()}#next")
    act(request, change_round, _("Done: the round has gone a step further."), round=round, verb=verb)
    return redirect(round)


@require_POST
def adjust(request, pk: int):
    """A reward or penalty; what was typed stays on the page if it can't be taken."""
    round = kept_round(request, pk)
    form = AdjustmentForm(request.POST, round=round)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("unit", "points", "reason", "paper")}
        if act(request, add_adjustment, _("Entered. The results have been worked out again."), round=round, **values):
            return redirect(f"{round.get_absolute_url()}#adjustments")
    context = _page(round, request.user) | {"adjustment_form": form}
    return render(request, "inspections/round.html", context, status=422 if form.errors else 409)


@require_GET
@never_cache
def export(request, pk: int):
    """Sheets, scores and photos as one zip. Pictures show people and places: the trail tells who took them out."""
    round = visible_round(request, pk)
    if not may_export(request.user, round):
        raise PermissionDenied
    record(subject=round, by=request.user, verb="export", at=timezone.now())
    response = StreamingHttpResponse(round_archive(round, request.user), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"{round.name}.zip")
    return response


class RoundForms(RecordFormMixin):
    model = Round
    form_class = RoundForm
    template_name = "inspections/round_form.html"
    said = gettext_lazy("Saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}


class RoundCreate(RoundForms, CreateView):
    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        today = timezone.localdate()
        return {"year": today.year, "territory": Unit.objects.home(), "starts_on": today, "ends_on": today}


class RoundEdit(RoundForms, UpdateView):
    def get_object(self, queryset=None):
        return kept_round(self.request, self.kwargs["pk"])

    def save_form(self, form):
        locked_for_edit(form.instance)
        return super().save_form(form)

    def get(self, request, *args, **kwargs):
        if self.get_object().is_published:
            return redirect(self.get_object())
        return super().get(request, *args, **kwargs)


class RoundSheets(ListPage):
    """All sheets of a round that were handed in."""

    model = Sheet
    template_name = "inspections/round_sheets.html"
    filterset_class = SheetFilter
    sorts = {
        "newest": ("-submitted_at", "-pk"),
        "point": ("point__code", "pk"),
        "score": ("score", "pk"),
        "unit": ("unit__name", "pk"),
    }
    export_name = gettext_lazy("Sheets")
    export_columns = (
        (gettext_lazy("Code"), "point.code"),
        (gettext_lazy("Point"), "point.name"),
        (gettext_lazy("Kind"), "point.kind.name"),
        (gettext_lazy("Unit"), "unit.name"),
        (gettext_lazy("Score"), "score"),
        (gettext_lazy("Points awarded"), "awarded"),
        (gettext_lazy("Maximum points"), "maximum"),
        (gettext_lazy("Handed in"), "submitted_at"),
    )

    def get_queryset(self):
        self.round = visible_round(self.request, self.kwargs["pk"])
        return super().get_queryset().official().filter(round=self.round).select_related("point__kind", "unit")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"round": self.round, "up": reverse("inspections:rounds")}
