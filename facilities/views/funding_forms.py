"""Money entered and corrected."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from core.access import require
from core.choosing import Seeking
from core.errors import NotAllowed
from facilities.forms.funding import CorrectionForm, FundingForm
from facilities.models import FundingEntry, FundingSource, FundingStep, Project
from facilities.services.funding import correct_money, enter_money, value_of


class MoneyForm(Seeking, FormView):
    """A form about money. Subclasses do it (`act`, which gives the entry)."""

    template_name = "facilities/funding_form.html"

    def form_valid(self, form):
        try:
            entry = self.act(form.cleaned_data, by=self.request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Entered."))
        return redirect(entry.project or entry)


class FundingNew(MoneyForm):
    form_class = FundingForm

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def projects(self):
        return Project.objects.visible_to(self.request.user).order_by("-pk")

    @cached_property
    def project(self) -> Project | None:
        """The one that the address names."""
        wanted = self.request.GET.get("project", "")
        return self.projects.filter(pk=wanted).first() if wanted.isdecimal() else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"projects": self.projects}

    def get_initial(self):
        today = timezone.localdate()
        step = self.request.GET.get("step")
        return super().get_initial() | {
            "project": self.project,
            "year": today.year,
            "on": today,
            "step": step if step in FundingStep.values else FundingStep.PLANNED,
            "source": FundingSource.objects.in_use().first(),
        }

    def act(self, data, by, now):
        return enter_money(by=by, now=now, **data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": _("Enter money"), "project": self.project}


class FundingCorrect(MoneyForm):
    form_class = CorrectionForm

    def dispatch(self, request, *args, **kwargs):
        entries = FundingEntry.objects.visible_to(request.user).select_related("project", "source", "town", "corrects")
        self.entry = get_object_or_404(entries, pk=kwargs["pk"])
        if not request.user.access.covers(self.entry.town.path, "office"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        right = value_of(self.entry.corrects or self.entry)
        return super().get_initial() | {"amount": right, "on": timezone.localdate()}

    def act(self, data, by, now):
        return correct_money(entry=self.entry, by=by, now=now, **data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "heading": _("Correct an amount"),
            "entry": self.entry,
            "project": self.entry.project,
        }
