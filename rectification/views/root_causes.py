"""Points where problems come back: why, and what would end it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from core.access import TOWN_WIDE, require
from core.choosing import sought
from core.errors import Conflict, NotAllowed
from core.pages import ListPage
from core.trail_text import trail_of
from facilities.form_fields import ProjectField
from facilities.models import Project
from rectification.filters.orders import RootCauseFilter
from rectification.forms.loop import area
from rectification.models import Finding, RootCause
from rectification.services.root_causes import may_write, stamp_of, write_root_cause


class RootCauseList(ListPage):
    """What is asked for first, then the newest."""

    model = RootCause
    template_name = "rectification/root_causes.html"
    filterset_class = RootCauseFilter
    sorts = {"open": ("written_at", "-proposed_at", "-pk"), "newest": ("-proposed_at", "-pk")}
    export_name = gettext_lazy("Root causes")
    export_columns = (
        (gettext_lazy("Point"), "point.name"),
        (gettext_lazy("Unit in charge"), "point.in_charge.name"),
        (pgettext_lazy("problem", "Came back"), lambda cause: cause.findings.count()),
        (gettext_lazy("Root cause"), "note"),
        (gettext_lazy("Project"), "project.name"),
        (gettext_lazy("Asked for"), "proposed_at"),
        (gettext_lazy("Written"), "written_at"),
    )

    def get(self, request, *args, **kwargs):
        require(request.user, *TOWN_WIDE, "unit")
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        rows = super().get_queryset().select_related("point__in_charge", "project", "written_by")
        return rows.prefetch_related("findings")


class RootCauseForm(forms.Form):
    note = area(gettext_lazy("Root cause, and what would end it"), most=800)
    project = ProjectField(
        Project.objects.none(), label=gettext_lazy("Project that would end it"), required=False,
        empty_label=gettext_lazy("none yet"),
    )  # fmt: skip

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, cause: RootCause, **kwargs):
        initial = {"note": cause.note, "project": cause.project_id, "seen": stamp_of(cause)}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user).order_by("name")

    def renew(self, cause: RootCause) -> None:
        """What was typed stays; from now on it is about what stands there by now."""
        self.data = self.data.copy()
        self.data["seen"] = stamp_of(cause)


@require_http_methods(["GET", "HEAD", "POST"])
def root_cause(request, pk):
    cause = _visible(request, pk)
    allowed, theirs = may_write(cause, request.user), None
    form = RootCauseForm(request.POST or None, user=request.user, cause=cause)
    if allowed and (answer := sought(request, form)):
        return answer
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied
        try:
            if form.is_valid() and _written(request, cause, form):
                messages.success(request, _("Saved."))
                return redirect(cause)
        except Conflict:
            cause = theirs = _visible(request, pk)
            form.renew(cause)
    context = {
        "cause": cause,
        "theirs": theirs,
        "form": form if allowed else None,
        "findings": Finding.objects.visible_to(request.user).filter(root_causes=cause).select_related("task"),
        "trail": trail_of(cause),
    }
    return render(request, "rectification/root_cause.html", context, status=409 if theirs else 200)


def _visible(request, pk) -> RootCause:
    causes = RootCause.objects.visible_to(request.user)
    return get_object_or_404(causes.select_related("point__town", "point__in_charge", "project", "written_by"), pk=pk)


def _written(request, cause, form) -> bool:
    given = form.cleaned_data | {"seen": form.cleaned_data["seen"] or None}
    try:
        write_root_cause(cause=cause, by=request.user, now=timezone.now(), **given)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except Conflict:
        raise
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
