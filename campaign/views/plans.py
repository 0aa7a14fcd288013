"""Plans: the list, a plan's page with its control lines, its form, a step on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from campaign.filters.plans import PlanFilter
from campaign.forms.plans import LineFormSet, PlanForm, PlanStepForm
from campaign.models import Plan
from campaign.plan_steps import BY_VERB
from campaign.selectors.plans import plan_figures, plan_page, plan_rows, stage_totals
from campaign.services.plans import take_plan_step
from campaign.tables.plans import PLANS
from core.errors import NotAllowed
from core.files_out.exports import FORMATS, table_response
from core.pages import ListPage
from core.views.record_pages import RecordEdit, RecordNew, RecordPage, RecordRemove, editable

EXPORT = (
    *((heading, lambda row, write=write: write(row.plan)) for heading, write in PLANS.export_columns),
    ("控制线", "lines"),
)
"""What comes back, and what its control lines are in words: reading back leaves that column alone."""


TOTALS = (("阶段", "label"), ("数量", "words"), ("规划", "names"))
"""Of selectors.plans.StageTotal."""


class PlanList(ListPage):
    model = Plan
    template_name = "campaign/plans.html"
    filterset_class = PlanFilter
    filter_more = "kind line year"
    sorts = {
        "kind": ("kind__order", "name", "pk"),
        "name": ("name", "pk"),
        "due": ("due_on", "pk"),
        "carried": ("carried_out_percent", "pk"),
    }
    export_name = _("Plans")
    export_columns = EXPORT
    comes_back = PLANS

    def get_queryset(self):
        return super().get_queryset().select_related("kind")

    def export_rows(self, rows):
        return plan_rows(rows, timezone.localdate())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": plan_rows(context["object_list"], timezone.localdate()),
            "figures": plan_figures(self.request.user),
            "is_office": self.request.user.access.has("office"),
        }


class PlanTotals(PlanList):
    """How many plans stand at each stage, and which, as a file, of what is filtered: `?format=csv` or, by default, Excel."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        self.ignored, self.sort = [], ""
        wanted = request.GET.get("format", "")
        rows = stage_totals(self.filtered())
        return table_response(wanted if wanted in FORMATS else "xlsx", _("Plans by stage"), TOTALS, rows)


class PlanPage(RecordPage):
    model = Plan
    template_name = "campaign/plan.html"
    joins = ("kind",)

    def get_context_data(self, **kwargs):
        page = plan_page(self.object, self.request.user, timezone.now())
        return super().get_context_data(**kwargs) | page


class PlanPages:
    model = Plan
    form_class = PlanForm
    list_url = "campaign:plans"
    template_name = "campaign/plan_form.html"


class PlanForms(PlanPages):
    """A plan with its control lines: both are good, or nothing is saved."""

    @cached_property
    def lines(self):
        data = self.request.POST if self.request.method == "POST" else None
        return LineFormSet(data, instance=self.object or Plan(town=self.town))

    def form_valid(self, form):
        return super().form_valid(form) if self.lines.is_valid() else self.form_invalid(form)

    def save_form(self, form):
        plan = super().save_form(form)
        self.lines.save_parts(plan, self.request.user, timezone.now())
        return plan

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"lines": self.lines}


class PlanNew(PlanForms, RecordNew):
    def get_initial(self):
        return {"year": timezone.localdate().year}


class PlanEdit(PlanForms, RecordEdit):
    pass


class PlanRemove(PlanPages, RecordRemove):
    template_name = RecordRemove.template_name


class PlanStepPage(FormView):
    """A stage further: the day, and why where that must be said."""

    form_class = PlanStepForm
    template_name = "campaign/plan_step.html"

    def dispatch(self, request, *args, **kwargs):
        self.plan = editable(Plan, request.user, kwargs["pk"])
        self.step = BY_VERB.get(kwargs["verb"])
        if self.step is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            take_plan_step(
                plan=self.plan, verb=self.step.verb, by=self.request.user, now=timezone.now(), on=data["on"],
                reason=data["reason"],
            )  # fmt: skip
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.plan)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"plan": self.plan, "step": self.step}
