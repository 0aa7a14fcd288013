"""Passages: edited by the office, taken back and put back, brought up to the records' new figures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from core.errors import Conflict
from core.models import TrailEntry
from core.views.records import act
from reports.forms import PassageForm
from reports.models import Passage
from reports.services import DROPPED, drop_edit, edit_passage, put_edit_back, take_new_figures


def own_passage(request, pk: int) -> Passage:
    passages = Passage.objects.visible_to(request.user).select_related("report__town", "edited_by")
    passage = get_object_or_404(passages, pk=pk)
    if not passage.report.may_be_edited_by(request.user):
        raise PermissionDenied
    return passage


class PassagePage(FormView):
    """The form beside what was typed and what stands there, where somebody else changed the passage meanwhile (409)."""

    form_class = PassageForm
    template_name = "reports/passage.html"
    conflict = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.passage = own_passage(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"passage": self.passage}

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            edit_passage(
                passage=self.passage,
                text=data["text"],
                revision=data["revision"],
                by=self.request.user,
                now=timezone.now(),
            )
        except Conflict as error:
            return self.show_both(form, error)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.passage.get_absolute_url())

    def show_both(self, form, error: Conflict):
        """Sent again, the text stands for both versions: it is what somebody made of them who saw both."""
        self.conflict = True
        self.passage.refresh_from_db()
        form.data = form.data.copy()
        form.data["revision"] = self.passage.revision
        form.add_error(None, error)
        response = self.form_invalid(form)
        response.status_code = 409
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"passage": self.passage, "conflict": self.conflict}


@require_POST
def take_figures(request, pk: int):
    passage = own_passage(request, pk)
    try:
        left = take_new_figures(passage=passage, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(passage.get_absolute_url())
    messages.success(request, _("The new figures stand in the text."))
    if left:
        names = "；".join(f"{change.label} {change.old or '—'} → {change.new or '—'}" for change in left)
        messages.warning(
            request, _("No place was found in the text for: %(names)s. Please look yourself.") % {"names": names}
        )
    return redirect(passage.get_absolute_url())


@require_POST
def drop(request, pk: int):
    passage, revision = own_passage(request, pk), request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 10 else None
    try:
        entry = drop_edit(passage=passage, by=request.user, now=timezone.now(), revision=seen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        undo = reverse("reports:put_back", args=[passage.pk, entry.pk])
        messages.success(request, _("The text from the records stands there again."), extra_tags=undo)
    return redirect(passage.get_absolute_url())


@require_POST
def put_back(request, pk: int, entry_pk: int):
    """Undoes `drop`."""
    passage = own_passage(request, pk)
    entries = TrailEntry.objects.about(passage.report).filter(verb=DROPPED, changes__passage=["", str(passage)])
    dropped = get_object_or_404(entries, pk=entry_pk)
    act(request, put_edit_back, _("The edited text stands there again."), passage=passage, dropped=dropped)
    return redirect(passage.get_absolute_url())
