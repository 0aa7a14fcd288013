"""The office's own dictionaries of honours and activities: a list, a form for a new word and for a known one."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, ListView, UpdateView

from campaign.forms.activities import ActivityKindForm
from campaign.forms.honours import HonourKindForm
from campaign.models import ActivityKind, HonourKind
from core.access import require
from core.models import Unit
from core.views.records import RecordFormMixin


class OfficeOnly:
    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office")
        return super().dispatch(request, *args, **kwargs)


class KindForms(OfficeOnly, RecordFormMixin):
    """A word of a dictionary; afterwards the list."""

    template_name = "core/record_form.html"
    list_url = ""
    said = _("Saved.")

    @cached_property
    def list_path(self) -> str:
        return reverse(self.list_url)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "town": Unit.objects.home()}

    def get_context_data(self, **kwargs):
        words = {"kind_of_record": self.model._meta.verbose_name, "list_path": self.list_path}
        return super().get_context_data(**kwargs) | words

    def go_on(self):
        return redirect(self.list_path)


class HonourKindPages:
    model = HonourKind
    form_class = HonourKindForm
    list_url = "campaign:honour_kinds"
    template_name = "campaign/kind_form.html"


class HonourKindList(OfficeOnly, ListView):
    model = HonourKind
    template_name = "campaign/honour_kinds.html"


class HonourKindNew(HonourKindPages, KindForms, CreateView):
    pass


class HonourKindEdit(HonourKindPages, KindForms, UpdateView):
    pass


class ActivityKindPages:
    model = ActivityKind
    form_class = ActivityKindForm
    list_url = "campaign:activity_kinds"
    template_name = "campaign/kind_form.html"


class ActivityKindList(OfficeOnly, ListView):
    model = ActivityKind
    template_name = "campaign/activity_kinds.html"


class ActivityKindNew(ActivityKindPages, KindForms, CreateView):
    pass


class ActivityKindEdit(ActivityKindPages, KindForms, UpdateView):
    pass
