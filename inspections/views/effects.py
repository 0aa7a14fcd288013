"""Settings: which items a kind of project is expected to move."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from core.access import require
from core.errors import DomainError
from facilities.models import ProjectKind
from inspections.forms.effects import EffectsForm, items_to_choose
from inspections.models import ExpectedEffect
from inspections.services.effects import set_expected_effects


class EffectList(TemplateView):
    """Every kind of project with its items."""

    template_name = "inspections/effects.html"

    def get_context_data(self, **kwargs):
        require(self.request.user, "office", "leader", "admin")
        names, codes = items_to_choose(), defaultdict(list)
        for kind, code in ExpectedEffect.objects.visible_to(self.request.user).values_list("kind", "item_code"):
            codes[kind].append(names.get(code, code))
        rows = [(kind, codes[kind.pk]) for kind in ProjectKind.objects.all()]
        may_edit = self.request.user.access.has("office", "admin")
        return super().get_context_data(**kwargs) | {"rows": rows, "may_edit": may_edit}


class EffectEdit(FormView):
    """One kind of project: its items are ticked."""

    form_class = EffectsForm
    template_name = "inspections/effects_form.html"

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office", "admin")
        self.kind = get_object_or_404(ProjectKind, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"codes": list(self.kind.expected_effects.values_list("item_code", flat=True))}

    def form_valid(self, form):
        codes, by, now = form.cleaned_data["codes"], self.request.user, timezone.now()
        try:
            set_expected_effects(kind=self.kind, codes=codes, by=by, now=now)
        except DomainError as error:
            form.add_error("codes", error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("inspections:effects")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"kind": self.kind}
