"""Standards: the list, one to read, the forms that change a version no round uses yet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, TemplateView, UpdateView

from core.access import require
from core.errors import DomainError
from core.pages import ListPage
from core.trail import record
from core.views.records import RecordFormMixin
from inspections.filters import StandardFilter
from inspections.forms.standards import (
    ItemFormSet,
    ScaleFormSet,
    SectionFormSet,
    StandardForm,
    WeightFormSet,
    proposals_for,
)
from inspections.models import Standard
from inspections.selectors.standards import standard_page, with_size
from inspections.services.standards import locked_for_edit, new_version


def visible_standard(request, pk: int) -> Standard:
    return get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)


class StandardList(ListPage):
    model = Standard
    template_name = "inspections/standards.html"
    filterset_class = StandardFilter
    sorts = {"name": ("name", "-version"), "newest": ("-pk",)}
    export_name = gettext_lazy("Standards")
    export_columns = (
        (gettext_lazy("Name"), "name"),
        (gettext_lazy("Version"), "version"),
        (gettext_lazy("Aggregation"), "get_aggregation_display"),
        (gettext_lazy("Items"), "item_count"),
        (gettext_lazy("Rounds"), "round_count"),
        (gettext_lazy("Frozen"), "frozen_at"),
    )

    def get_queryset(self):
        return with_size(super().get_queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}


@require_safe
def show(request, pk: int):
    return render(request, "inspections/standard.html", standard_page(visible_standard(request, pk), request.user))


@require_POST
def make_version(request, pk: int):
    """The next version of a standard, ready to be changed."""
    standard = visible_standard(request, pk)
    require(request.user, "office")
    copy = new_version(standard=standard, by=request.user, now=timezone.now())
    messages.success(request, _("Version %(version)s is there: change it as you need.") % {"version": copy.version})
    return redirect(copy)


class StandardForms(RecordFormMixin):
    """A standard's own values with its sections."""

    model = Standard
    form_class = StandardForm
    template_name = "inspections/standard_form.html"
    said = gettext_lazy("Saved.")

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def sections(self):
        data = self.request.POST if self.request.method == "POST" else None
        return SectionFormSet(data, instance=self.object or Standard())

    def form_valid(self, form):
        return super().form_valid(form) if self.sections.is_valid() else self.form_invalid(form)

    def save_form(self, form):
        if not form.instance._state.adding:
            locked_for_edit(form.instance)
        standard = super().save_form(form)
        self.sections.instance = standard
        _save(self.sections)
        return standard

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"sections": self.sections}


class StandardCreate(StandardForms, CreateView):
    pass


class StandardEdit(StandardForms, UpdateView):
    def get_object(self, queryset=None):
        return visible_standard(self.request, self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        return _frozen(request, self.get_object()) or super().get(request, *args, **kwargs)


class PartEdit(TemplateView):
    """Rows that belong to a standard, all on one page. Subclasses say which."""

    formset_class = None
    heading = lead = legend = ""
    reads_rules = False
    template_name = "inspections/standard_part.html"

    def dispatch(self, request, *args, **kwargs):
        self.standard = visible_standard(request, kwargs["pk"])
        require(request.user, "office")
        return _frozen(request, self.standard) or super().dispatch(request, *args, **kwargs)

    def get_owner(self):
        return self.standard

    @cached_property
    def formset(self):
        return self.formset_class(
            self.request.POST if self.request.method == "POST" else None, instance=self.get_owner()
        )

    def post(self, request, *args, **kwargs):
        if "read_rules" in request.POST and self.reads_rules:
            return self.propose(request, *args, **kwargs)
        if not self.formset.is_valid():
            return self.get(request, *args, **kwargs)
        try:
            with transaction.atomic():
                locked_for_edit(self.standard)
                _save(self.formset)
                reason = str(self.heading)
                record(subject=self.standard, by=request.user, verb="edit", at=timezone.now(), reason=reason)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return self.get(request, *args, **kwargs)
        messages.success(request, _("Saved."))
        return redirect(self.standard)

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "lead": self.lead, "legend": self.legend}
        words["reads_rules"] = self.reads_rules
        return super().get_context_data(**kwargs) | words | {"standard": self.standard, "formset": self.formset}


class Scales(PartEdit):
    formset_class = ScaleFormSet
    heading = gettext_lazy("Grade scales")
    lead = gettext_lazy(
        "For items that are judged by grade: what share of the points each grade earns. What it means may stand behind it in full-width brackets: Good=1（clean and tidy）."
    )
    legend = gettext_lazy("A grade scale")


class Weights(PartEdit):
    formset_class = WeightFormSet
    heading = gettext_lazy("Weights of kinds of point")
    lead = gettext_lazy(
        "Where results are worked out by point. A kind without a weight does not count, unless none has one."
    )
    legend = gettext_lazy("A weight")


class Items(PartEdit):
    formset_class = ItemFormSet
    reads_rules = True
    lead = gettext_lazy(
        "An item that means the same as in the version before keeps its code: so years can be compared."
    )
    legend = gettext_lazy("An item")

    def get_owner(self):
        return self.section

    @cached_property
    def section(self):
        return get_object_or_404(self.standard.sections.select_related("standard"), pk=self.kwargs["section_pk"])

    def propose(self, request, *args, **kwargs):
        """The same page with what the rules ask for filled in. Nothing is saved."""
        proposals = proposals_for(self.formset)
        data = request.POST.copy()
        for prefix, values in proposals.items():
            for name, value in values.items():
                data[f"{prefix}-{name}"] = value
        self.formset = self.formset_class(data, instance=self.get_owner())
        if proposals:
            words = _("Filled in for %(count)s items from the texts of their rules. Look at them, then save.")
            messages.info(request, words % {"count": len(proposals)})
        else:
            messages.info(request, _("The texts of the rules ask for nothing else than what stands here."))
        return self.get(request, *args, **kwargs)

    @property
    def heading(self):
        return _("Items of '%(section)s'") % {"section": self.section.name}


def _frozen(request, standard: Standard):
    """Back to the standard's page, with the reason, if it can't be changed any more."""
    if not standard.is_frozen:
        return None
    messages.warning(
        request, _("A round uses this version, so it is never changed. Make a new version and change that one.")
    )
    return redirect(standard)


def _save(formset) -> None:
    """Saves all rows. What others rely on can't be taken off: that is said, and nothing is saved."""
    try:
        formset.save()
    except ProtectedError as error:
        raise DomainError(
            _("Something that is still used cannot be taken off: %(what)s.") % {"what": _used(error)}
        ) from error


def _used(error: ProtectedError) -> str:
    return "、".join(sorted({str(row) for row in error.protected_objects})[:5])
