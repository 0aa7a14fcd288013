"""Kinds of problem with their limits, as the office keeps them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.thresholds import KEPT_BY
from core.trail_text import trail_of
from rectification.limit_forms import KindForm
from rectification.models import ProblemKind, Severity
from rectification.services.changes import DEFAULT_LIMIT
from rectification.services.limits import save_kind


@require_safe
def limits(request):
    """A row a kind, a column a severity."""
    require(request.user, *KEPT_BY)
    rows = []
    for kind in ProblemKind.objects.prefetch_related("limits"):
        by_severity = {limit.severity: limit for limit in kind.limits.all()}
        rows.append((kind, [by_severity.get(severity) for severity in Severity.values]))
    amount, unit = DEFAULT_LIMIT
    context = {"rows": rows, "severities": Severity.labels, "default": f"{amount} {unit.label}"}
    return render(request, "rectification/limits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def limit(request, pk: int | None = None):
    """One kind, or (without pk) a new one."""
    require(request.user, *KEPT_BY)
    kind = get_object_or_404(ProblemKind, pk=pk) if pk else None
    trail = trail_of(kind) if kind else []
    form = KindForm(request.POST or None, instance=get_object_or_404(ProblemKind, pk=pk) if pk else None)
    if form.is_valid():
        given = {"name": form.cleaned_data["name"], "order": form.cleaned_data["order"], "limits": form.limits()}
        try:
            save_kind(kind=kind, by=request.user, now=timezone.now(), **given)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved. It counts for clocks that start from now on."))
            return redirect("settings_limits")
    return render(request, "rectification/limit.html", {"form": form, "kind": kind, "trail": trail})
