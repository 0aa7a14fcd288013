"""Forms about projects: made, edited, removed, a step further, planned by month, reported."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core.errors import NotAllowed
from core.views.record_pages import RecordEdit, RecordNew, RecordRemove, editable
from facilities.forms.projects import MilestoneFormSet, ProgressForm, ProjectForm, StepForm
from facilities.models import Project
from facilities.project_words import month_name
from facilities.selectors.project_page import even_plan, month_to_report
from facilities.selectors.projects import project_rows
from facilities.services.projects import check_days, give_number, plan_months, report_progress, take_step
from facilities.stages import BY_VERB


class ProjectRecord:
    model = Project
    form_class = ProjectForm
    list_url = "facilities:projects"
    template_name = "facilities/project_form.html"

    def save_form(self, form):
        check_days(form.instance, timezone.localdate())
        return form.save()


class ProjectNew(ProjectRecord, RecordNew):
    said = gettext_lazy("The project is entered. Plan its months next.")

    def save_form(self, form):
        give_number(form.instance, timezone.now())
        return super().save_form(form)


class ProjectEdit(ProjectRecord, RecordEdit):
    pass


class ProjectRemove(RecordRemove):
    model = Project
    list_url = "facilities:projects"


class OneProject(FormView):
    """A form beside a project. Subclasses say who may (`get_project`), what it does (`act`) and what is said then (`said`)."""

    template_name = "facilities/project_act.html"
    heading = ""
    said = gettext_lazy("Saved.")

    def dispatch(self, request, *args, **kwargs):
        self.project = self.get_project()
        return super().dispatch(request, *args, **kwargs)

    def get_project(self) -> Project:
        return editable(Project, self.request.user, self.kwargs["pk"])

    def act(self, form) -> None:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.act(form)
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            self.show(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.said)
        return redirect(self.project)

    def show(self, form, error: ValidationError) -> None:
        form.add_error(None, error)

    @cached_property
    def today(self):
        return timezone.localdate()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"project": self.project, "heading": self.heading}


class ProjectStep(OneProject):
    """A stage further: asks for the day, and for the reason where one is needed."""

    form_class = StepForm

    def get_project(self):
        project = super().get_project()
        self.step = BY_VERB.get(self.kwargs["verb"])
        if self.step is None or project.stage not in self.step.sources:
            raise Http404
        return project

    @property
    def heading(self):
        return self.step.label

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        take_step(
            project=self.project, verb=self.step.verb, by=self.request.user, now=timezone.now(), **form.cleaned_data
        )


class ProjectProgress(OneProject):
    """A month's report, for the office and the unit that carries the project out."""

    form_class = ProgressForm
    heading = gettext_lazy("Report progress")
    template_name = "facilities/project_progress.html"
    said = gettext_lazy("Reported.")

    def get_project(self):
        projects = Project.objects.visible_to(self.request.user).with_names()
        project = get_object_or_404(projects, pk=self.kwargs["pk"])
        if not project.may_be_reported_by(self.request.user):
            raise PermissionDenied
        return project

    @cached_property
    def row(self):
        return project_rows([self.project], self.today)[0]

    def get_initial(self):
        return super().get_initial() | {"month": month_to_report(self.row, self.today)}

    def act(self, form):
        photos = form.cleaned_data.pop("photos")
        report_progress(
            project=self.project, by=self.request.user, now=timezone.now(), uploads=photos, **form.cleaned_data
        )

    def get_context_data(self, **kwargs):
        planned = [(month_name(month), percent) for month, percent in sorted(self.row.plan.items())]
        reported = [(month_name(month), percent) for month, percent in sorted(self.row.reports.items())]
        return super().get_context_data(**kwargs) | {"row": self.row, "planned": planned, "reported": reported}


class ProjectPlan(OneProject):
    """The months of a plan, all on one page."""

    template_name = "facilities/project_plan.html"
    heading = gettext_lazy("Plan by month")
    said = gettext_lazy("The months are planned.")

    def get_form(self, form_class=None):
        if self.request.method == "POST":
            return MilestoneFormSet(self.request.POST)
        stored = list(self.project.milestones.order_by("month").values("month", "percent", "spending", "aim"))
        return MilestoneFormSet(initial=stored or even_plan(self.project))

    def act(self, form):
        plan_months(project=self.project, months=form.months(), by=self.request.user, now=timezone.now())

    def show(self, form, error):
        form.non_form_errors().extend(error.messages)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"formset": context["form"], "legend": _("A month")}
