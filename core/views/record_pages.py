"""The generic pages about single records. A record's pages are declarations:

    class ProjectPages:
        model = Project
        form_class = ProjectForm            # a core.forms.RecordForm
        list_url = "facilities:projects"    # where 'Cancel' and 'removed' lead
        template_name = "facilities/project_form.html"   # optional; default: core/record_form.html

    class ProjectNew(ProjectPages, RecordNew): ...
    class ProjectEdit(ProjectPages, RecordEdit): ...
    class ProjectRemove(ProjectPages, RecordRemove): ...

Who may make a record is said by `makers` (roles), who may edit or remove one by the record itself (`may_be_edited_by`). What is
out of sight is 404, what is in sight but not one's own to change 403.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DetailView, TemplateView, UpdateView

from core.access import require
from core.attachments.papers import papers_of
from core.attachments.photos import shown_photos
from core.choosing import Seeking
from core.models import Removable, Restorable, Unit
from core.removal import KEPT_DAYS, remove, what_hangs_on
from core.trail_text import trail_of
from core.views.records import RecordFormMixin, say_removed


class RecordForms(Seeking, RecordFormMixin):
    """What making and editing share. The form is given the user and the town."""

    template_name = "core/record_form.html"
    list_url = ""
    said = gettext_lazy("Saved.")

    @cached_property
    def town(self) -> Unit:
        return self.object.town if self.object and self.object.town_id else Unit.objects.home()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "town": self.town}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "kind_of_record": self.model._meta.verbose_name,
            "list_path": reverse(self.list_url),
        }


class RecordNew(RecordForms, CreateView):
    makers: tuple[str, ...] = ("office",)

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *self.makers)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = self.model(town=self.town)
        return kwargs


class RecordEdit(RecordForms, UpdateView):
    def get_object(self, queryset=None):
        return editable(self.model, self.request.user, self.kwargs["pk"])


class RecordPage(DetailView):
    """One record with its photos, papers and trail; for models with `may_be_edited_by`. joins: what the page names.

    Its address has a name, 'campaign:team'; the pages that edit and remove it are named after it, 'campaign:team_edit'.
    """

    joins: tuple[str, ...] = ()

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user).select_related("town", *self.joins)

    def get_context_data(self, **kwargs):
        name = resolve(self.object.get_absolute_url()).view_name
        return super().get_context_data(**kwargs) | {
            "may_edit": self.object.may_be_edited_by(self.request.user),
            "edit_path": reverse(f"{name}_edit", args=[self.object.pk]),
            "remove_path": reverse(f"{name}_remove", args=[self.object.pk]),
            "photos": shown_photos(self.object),
            "papers": papers_of(self.object),
            "trail": trail_of(self.object),
            "label": self.model._meta.label_lower,
        }


class RecordRemove(TemplateView):
    """Asks first, says what hangs on the record, and marks it as removed."""

    model: type[Restorable]
    list_url = ""
    template_name = "core/record_remove.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self):
        return editable(self.model, self.request.user, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "object": self.object,
            "kind_of_record": self.model._meta.verbose_name,
            "hanging": what_hangs_on(self.object),
            "kept": self.object.kept_because(),
            "days": KEPT_DAYS.value(),
        }

    def post(self, request, *args, **kwargs):
        if what_hangs_on(self.object) or self.object.kept_because():
            return self.render_to_response(self.get_context_data(), status=409)
        remove(subject=self.object, by=request.user, now=timezone.now(), allowed=True)
        say_removed(request, self.object)
        return self.go_on()

    def go_on(self):
        return redirect(self.list_url)


def editable(model: type[Removable], user, pk: int):
    """The record, for who may change it; else 404 or 403."""
    record = get_object_or_404(model.objects.visible_to(user).select_related(model.town_path), pk=pk)
    if not record.may_be_edited_by(user):
        raise PermissionDenied
    return record
