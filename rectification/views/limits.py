"""A kind of problem with its limits; the list of kinds is one of the dictionaries (rectification/dictionaries.py)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.dictionaries.book import dictionary_of, side_of
from core.thresholds import KEPT_BY
from core.trail_text import trail_of
from rectification.forms.limits import KindForm
from rectification.models import ProblemKind
from rectification.services.limits import save_kind


@require_http_methods(["GET", "HEAD", "POST"])
def limit(request, pk: int | None = None):
    """One kind, or (without pk) a new one."""
    require(request.user, *KEPT_BY)
    kind = get_object_or_404(ProblemKind, pk=pk) if pk else None
    trail = trail_of(kind) if kind else []
    form = KindForm(request.POST or None, instance=get_object_or_404(ProblemKind, pk=pk) if pk else None)
    if form.is_valid():
        name, limits = form.cleaned_data["name"], form.limits()
        try:
            save_kind(kind=kind, name=name, limits=limits, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved. It counts for clocks that start from now on."))
            return redirect(dictionary_of(ProblemKind).path)
    side = side_of(kind) if kind else {"dictionary": dictionary_of(ProblemKind)}
    return render(request, "rectification/limit.html", {"form": form, "kind": kind, "trail": trail} | side)
