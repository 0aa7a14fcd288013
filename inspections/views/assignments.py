"""Who visits which point in a round: the list, the spreading, a single one taken away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError
from core.pages import ListPage
from core.views.records import act
from inspections.filters import AssignmentFilter
from inspections.forms.rounds import AssignForm, points_of
from inspections.models import Assignment
from inspections.selectors.rounds import keeps, with_visits
from inspections.services.assignments import ASSIGNABLE, assign_points, may_be_assigned, remove_assignment
from inspections.views.rounds import kept_round, visible_round


def _stage(assignment) -> str:
    if assignment.is_done:
        return _("Visited")
    return _("Draft") if assignment.is_begun else _("Not visited")


class AssignmentList(ListPage):
    """A round's visits by point. In the order of the points, never of the people."""

    model = Assignment
    template_name = "inspections/assignments.html"
    filterset_class = AssignmentFilter
    sorts = {"point": ("point__code", "pk"), "unit": ("point__unit__name", "point__code", "pk")}
    heading = gettext_lazy("Visits and inspectors")
    export_name = gettext_lazy("Assignments")
    export_columns = (
        (gettext_lazy("Code"), "point.code"),
        (gettext_lazy("Point"), "point.name"),
        (gettext_lazy("Kind"), "point.kind.name"),
        (gettext_lazy("Lies in"), "point.unit.name"),
        (gettext_lazy("Inspector"), "inspector.display_name"),
        (gettext_lazy("Visit"), _stage),
    )

    @cached_property
    def round(self):
        return visible_round(self.request, self.kwargs["pk"])

    def get_above(self):
        return self.round.get_absolute_url(), self.round.name

    def get_queryset(self):
        rows = super().get_queryset().filter(round=self.round)
        return with_visits(rows).select_related("point__kind", "point__unit", "inspector")

    def get_context_data(self, **kwargs):
        may_change = keeps(self.request.user, self.round) and self.round.state in ASSIGNABLE
        return super().get_context_data(**kwargs) | {"round": self.round, "may_change": may_change}


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request, pk: int):
    """Spreads points over inspectors."""
    round, today = kept_round(request, pk), timezone.localdate()
    lists = {"points": points_of(request.user, round), "inspectors": may_be_assigned(round, today)}
    form = AssignForm(request.POST if request.method == "POST" else None, **lists)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = assign_points(
                round=round,
                points=form.chosen_points(),
                inspectors=form.cleaned_data["inspectors"],
                by=request.user,
                now=timezone.now(),
                today=today,
            )
        except DomainError as error:
            form.add_error(None, error)
        else:
            _say(request, outcome)
            return redirect("inspections:assignments", round.pk)
    context = {"round": round, "form": form, "is_open": round.state in ASSIGNABLE}
    return render(request, "inspections/assign.html", context)


def _say(request, outcome) -> None:
    said = _("%(made)s points were assigned.") % {"made": outcome.made}
    if outcome.known:
        said += " " + _("%(known)s had an inspector already.") % {"known": outcome.known}
    messages.success(request, said)
    if outcome.left:
        names = "、".join(point.name for point in outcome.left[:20])
        left = _(
            "%(count)s points are left, because none of the inspectors chosen may visit them: the point belongs to an own unit, the visit is theirs already, or a blind revisit is to be another's within its 7 to 21 days. %(names)s"
        )
        messages.warning(request, left % {"count": len(outcome.left), "names": names})


@require_POST
def remove(request, pk: int):
    """Takes a point from an inspector."""
    rows = Assignment.objects.visible_to(request.user).select_related("round__territory", "point", "inspector")
    assignment = get_object_or_404(rows, pk=pk)
    round = kept_round(request, assignment.round_id)
    act(request, remove_assignment, _("The point is free again."), assignment=assignment)
    return redirect("inspections:assignments", round.pk)
