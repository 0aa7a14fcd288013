"""The office's own dictionaries of drives and plans: works, kinds of plan, kinds of control line. Each on one page."""

from django.contrib import messages
from django.db import transaction
from django.forms import modelformset_factory
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from campaign.forms.rows import RowForm
from campaign.forms.words import WordForms, WorkForm
from campaign.models import ControlLineKind, DriveWork, PlanKind
from core.access import require
from core.models import Unit
from core.trail import record


class WordsPage(TemplateView):
    """All words of a dictionary in one form. A word that records use is not taken off."""

    template_name = "campaign/words.html"
    form_class = RowForm
    fields: tuple[str, ...] = ("name", "order")
    heading = ""
    back = ""

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office", "admin")
        forms = modelformset_factory(
            self.model, form=self.form_class, formset=WordForms, fields=self.fields, extra=2, max_num=200,
            can_delete=True, can_delete_extra=False,
        )  # fmt: skip
        self.words = forms(request.POST or None, queryset=self.model.objects.all(), prefix="words")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.words.is_valid():
            return self.render_to_response(self.get_context_data())
        with transaction.atomic():
            self.words.save()
            self._tell_trail()
        messages.success(request, _("Saved."))
        return redirect(request.path)

    def _tell_trail(self) -> None:
        """The town's trail says which words were added, changed and taken off."""
        rows = self.words
        touched = [*rows.new_objects, *(row for row, _fields in rows.changed_objects), *rows.deleted_objects]
        if touched:
            said = f"{self.heading}: {_(', ').join(str(row) for row in touched)}"
            record(subject=Unit.objects.home(), by=self.request.user, verb="edit", at=timezone.now(), reason=said)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"words": self.words, "heading": self.heading, "back": self.back}


class DriveWorks(WordsPage):
    model = DriveWork
    form_class = WorkForm
    fields = ("name", "measure", "order")
    heading = gettext_lazy("Works of drives")
    back = "campaign:drives"


class PlanKinds(WordsPage):
    model = PlanKind
    heading = gettext_lazy("Kinds of plan")
    back = "campaign:plans"


class LineKinds(WordsPage):
    model = ControlLineKind
    fields = ("name", "protects", "order")
    heading = gettext_lazy("Kinds of control line")
    back = "campaign:plans"
