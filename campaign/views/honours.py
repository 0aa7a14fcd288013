"""Honours: the list, the pages about one, its steps, objections against it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from campaign.filters.honours import HonourFilter
from campaign.forms.honours import DecisionForm, HonourForm, ObjectionForm, ReasonForm
from campaign.honour_states import BY_VERB
from campaign.models import Honour, HonourKind, Objection
from campaign.selectors.honours import (
    counted_by_state,
    kinds_among,
    next_step,
    objection_rows,
    takes_objections,
    totals_by_year,
)
from campaign.services.honour_batches import BATCH_VERBS
from campaign.services.honours import decide_objection, nominate, raise_objection, save_rewritten, take_step
from campaign.tables.honours import EXPORT_COLUMNS, TABLE, TOTAL_COLUMNS
from core.access import require
from core.errors import NotAllowed
from core.files_out.exports import FORMATS, table_response
from core.pages import ListPage
from core.views.record_pages import RecordEdit, RecordNew, RecordPage, RecordRemove

NOMINATORS = ("office", "unit")


class HonourList(ListPage):
    model = Honour
    template_name = "campaign/honours.html"
    filterset_class = HonourFilter
    filter_more = "kind year unit"
    sorts = {
        "year": ("-year", "kind__order", "unit__path", "name", "pk"),
        "name": ("name", "-year", "pk"),
        "kind": ("kind__order", "kind__name", "-year", "unit__path", "name", "pk"),
        "unit": ("unit__path", "-year", "kind__order", "name", "pk"),
    }
    export_name = gettext_lazy("Honours")
    export_columns = EXPORT_COLUMNS
    comes_back = TABLE

    def get_queryset(self):
        return super().get_queryset().select_related("kind", "unit")

    def get_facets(self):
        counts = counted_by_state(super().get_queryset())
        return {"state": {state: {"n": n} for state, n in counts.items()}}

    def get_context_data(self, **kwargs):
        access = self.request.user.access
        return super().get_context_data(**kwargs) | {
            "kinds": kinds_among(self.filter.qs),
            "is_office": access.has("office"),
            "may_nominate": access.has(*NOMINATORS),
            "batch_steps": [BY_VERB[verb] for verb in BATCH_VERBS],
        }


class HonourTotals(HonourList):
    """Each year's kinds with their numbers as a file, of what is filtered: `?format=csv` or, by default, Excel."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        self.ignored, self.sort = [], ""
        wanted = request.GET.get("format", "")
        rows = totals_by_year(self.filtered())
        return table_response(wanted if wanted in FORMATS else "xlsx", _("Honours by year"), TOTAL_COLUMNS, rows)


class HonourPages:
    model = Honour
    form_class = HonourForm
    list_url = "campaign:honours"
    template_name = "campaign/honour_form.html"


class HonourNew(HonourPages, RecordNew):
    """The kind first, where the address names none; then the nomination."""

    makers = NOMINATORS

    def get(self, request, *args, **kwargs):
        if self.chosen_kind() is None:
            kinds = HonourKind.objects.in_use()
            return render(request, "campaign/honour_kind_choice.html", {"kinds": kinds})
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.get(request) if self.chosen_kind() is None else super().post(request, *args, **kwargs)

    def chosen_kind(self) -> HonourKind | None:
        wanted = self.request.GET.get("kind", "")
        return (
            HonourKind.objects.in_use().filter(pk=wanted).first() if wanted.isascii() and wanted.isdecimal() else None
        )

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].kind = self.chosen_kind()
        return kwargs

    def get_initial(self):
        return super().get_initial() | {"year": timezone.localdate().year}

    def form_valid(self, form):
        try:
            self.object = nominate(honour=form.instance, by=self.request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Nominated. The office reviews it."))
        return self.go_on()


class HonourEdit(HonourPages, RecordEdit):
    def save_form(self, form):
        return save_rewritten(form.save(commit=False))


class HonourRemove(HonourPages, RecordRemove):
    template_name = RecordRemove.template_name


class HonourPage(RecordPage):
    model = Honour
    template_name = "campaign/honour.html"
    joins = ("kind", "unit", "nominated_by")
    faulty: dict | None = None

    def get_context_data(self, **kwargs):
        user, today, honour = self.request.user, timezone.localdate(), self.object
        forms = {
            "reason_form": ReasonForm(),
            "objection_form": ObjectionForm(initial={"raised_on": today}, prefix="objection"),
        } | (self.faulty or {})
        return super().get_context_data(**kwargs) | forms | {
            "next": next_step(honour, user, today),
            "objections": [self._with_form(row) for row in objection_rows(honour, user)],
            "takes_objections": takes_objections(honour, user),
            "may_remove": not honour.kept_because(),
        }  # fmt: skip

    def _with_form(self, row) -> dict:
        """An objection with the form that decides it, the one that was sent with what is wrong with it."""
        number = row.objection.pk
        sent = (self.faulty or {}).get("decisions", {})
        form = sent.get(number) or DecisionForm(auto_id=f"decide-{number}-%s")
        return {"objection": row.objection, "may_decide": row.may_decide, "form": form}


def _again(request, honour: Honour, **faulty):
    """The page with what was typed and what is wrong with it."""
    view = HonourPage(request=request, kwargs={"pk": honour.pk}, faulty=faulty)
    response = view.get(request, pk=honour.pk)
    response.status_code = 422
    return response


def _visible(request, pk: int) -> Honour:
    honours = Honour.objects.visible_to(request.user).select_related("town", "kind", "unit")
    return get_object_or_404(honours, pk=pk)


def _done(form, service, **arguments) -> bool:
    """Carries a form out; a broken rule then stands on it, what one may not do is a 403."""
    try:
        service(**arguments, **form.cleaned_data)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_domain_error(error)
        return False
    return True


@require_POST
def step(request, pk: int, verb: str):
    """A button of the page; where it has to be said why, with the reason."""
    honour = _visible(request, pk)
    require(request.user, "office")
    known = BY_VERB.get(verb)
    form = ReasonForm(request.POST)
    if not (known and known.needs_reason):
        form.fields.clear()
    if form.is_valid() and _done(form, take_step, honour=honour, verb=verb, by=request.user, now=timezone.now()):
        messages.success(request, _("Done: %(step)s.") % {"step": known.label})
        return redirect(honour)
    if known and known.needs_reason:
        return _again(request, honour, reason_form=form, wrong_verb=verb)
    for message in form.non_field_errors():
        messages.error(request, message)
    return redirect(honour)


@require_POST
def objection_new(request, pk: int):
    honour = _visible(request, pk)
    require(request.user, "office")
    form = ObjectionForm(request.POST, prefix="objection")
    if form.is_valid() and _done(form, raise_objection, honour=honour, by=request.user, now=timezone.now()):
        messages.success(request, _("Entered. Somebody else of the office decides it."))
        return redirect(honour)
    return _again(request, honour, objection_form=form)


@require_POST
def objection_decide(request, pk: int):
    objections = Objection.objects.visible_to(request.user).select_related("honour__town", "honour__kind")
    objection = get_object_or_404(objections, pk=pk)
    form = DecisionForm(request.POST, auto_id=f"decide-{pk}-%s")
    if form.is_valid() and _done(form, decide_objection, objection=objection, by=request.user, now=timezone.now()):
        messages.success(request, _("The objection is decided."))
        return redirect(objection.honour)
    return _again(request, objection.honour, decisions={pk: form})
