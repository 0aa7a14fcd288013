"""Files that come in: the list of imports, the upload, the preview, the progress, the outcome."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import require
from core.errors import NotAllowed
from core.files_out.exports import XLSX_TYPE
from core.models import ImportRun
from core.models.imports import ImportState
from core.pages import ListPage
from inspections.filters import ImportFilter
from inspections.forms.imports import UploadForm
from inspections.imports.desk import BulletinDesk, FormDesk
from inspections.imports.desk_lists import PointsDesk, StandardDesk, TableDesk
from inspections.imports.records import RunKind, kind_label
from inspections.imports.runs import OPEN, change_again, queue_run
from inspections.imports.standard.export import standard_file as write_standard
from inspections.imports.takeback import take_back
from inspections.jobs import run_import
from inspections.models import Standard
from inspections.selectors.import_outcome import outcome_of, taken_back_of

KEEPERS = ("office", "admin")
DESKS = {
    RunKind.FORM: FormDesk,
    RunKind.BULLETIN: BulletinDesk,
    RunKind.STANDARD: StandardDesk,
    RunKind.POINTS: PointsDesk,
}
PATIENCE_SECONDS = 5


class ImportList(ListPage):
    model = ImportRun
    template_name = "inspections/imports/list.html"
    filterset_class = ImportFilter
    filter_more = "state kind"
    sorts = {"newest": ("-at", "-pk"), "filename": ("filename", "pk")}
    export_name = gettext_lazy("Imports")
    export_columns = (
        (gettext_lazy("File"), "filename"),
        (gettext_lazy("Sort of file"), lambda run: kind_label(run.kind)),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Rows in the file"), "outcome.rows"),
        (gettext_lazy("Imported"), "outcome.imported"),
        (gettext_lazy("By"), "by"),
        (gettext_lazy("When"), "at"),
    )

    def get(self, request, *args, **kwargs):
        require(request.user, *KEEPERS)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().select_related("by")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for run in context["object_list"]:
            run.kind_label = kind_label(run.kind)
        return context


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    require(request.user, *KEEPERS)
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", RunKind.FORM)}
    )
    if form.is_bound and form.is_valid() and (run := form.save(request.user, timezone.now())):
        return redirect("inspections:import", pk=run.pk)
    return render(request, "inspections/imports/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def run(request, pk):
    """Where an import is just now: its preview, its progress, or what came of it."""
    run = _own(request, pk)
    if run.state == ImportState.UPLOADED:
        return _preview(request, run)
    if run.state in OPEN:
        return render(
            request, "inspections/imports/progress.html", {"run": run, "progress": progress_of(run, timezone.now())}
        )
    return render(request, "inspections/imports/outcome.html", {"run": run, "outcome": outcome_of(run, request.user)})


def _own(request, pk) -> ImportRun:
    require(request.user, *KEEPERS)
    run = get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("by"), pk=pk)
    run.kind_label = kind_label(run.kind)
    return run


def _preview(request, run):
    data = request.POST if request.method == "POST" else None
    try:
        desk = DESKS.get(run.kind, TableDesk)(run, data, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("inspections:import_new")
    if data and "start" in data and desk.ready:
        queue_run(
            run=run,
            mapping=desk.mapping(),
            now=timezone.now(),
            enqueue=run_import.enqueue,
            fingerprint=desk.fingerprint,
        )
        return redirect("inspections:import", pk=run.pk)
    return render(
        request, desk.template, {"run": run, "desk": desk, "form": desk.form, "tried": bool(data and "start" in data)}
    )


def progress_of(run: ImportRun, now: datetime) -> dict:
    """For the page and its script. waiting: nobody has begun although it is some seconds that it was queued."""
    queued_at = run.outcome.get("queued_at")
    waited = (now - datetime.fromisoformat(queued_at)).total_seconds() if queued_at else 0
    return {
        "state": run.state,
        "done": run.rows_done,
        "total": run.rows_total,
        "waiting": run.state == ImportState.QUEUED and waited > PATIENCE_SECONDS,
        "ended": run.state not in OPEN,
        "words": _words(run),
    }


def _words(run: ImportRun) -> str:
    if run.state == ImportState.QUEUED:
        return _("Waiting for its turn")
    if not run.rows_total:
        return _("Reading the file")
    if run.rows_done < run.rows_total:
        return _("Checking row %(done)s of %(total)s") % {"done": run.rows_done, "total": run.rows_total}
    return _("Writing, all rows at once")


@require_safe
def progress(request, pk):
    return JsonResponse(progress_of(_own(request, pk), timezone.now()))


@require_POST
def again(request, pk):
    """A stopped import goes back to its preview with all that was chosen."""
    run = _own(request, pk)
    change_again(run=run)
    return redirect("inspections:import", pk=run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def taking_back(request, pk):
    """Names what goes with an import, asks for the reason, and takes it back."""
    run = _own(request, pk)
    reason, problem, plan = request.POST.get("reason", ""), "", None
    asked = {"run": run, "by": request.user, "now": timezone.now()}
    try:
        if request.method == "POST":
            take_back(**asked, reason=reason)
            messages.success(request, _("The import is taken back."))
            return redirect("inspections:import", pk=run.pk)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        problem = " ".join(error.messages)
    try:
        plan = taken_back_of(take_back(**asked, reason="", dry_run=True).as_json())
    except ValidationError as error:
        problem = " ".join(error.messages)
    context = {"run": run, "plan": plan, "problem": problem, "reason": reason}
    return render(request, "inspections/imports/take_back.html", context)


@require_safe
def standard_import(request):
    """The upload, with 'standard' chosen."""
    require(request.user, *KEEPERS)
    return redirect(f"{reverse('inspections:import_new')}?kind={RunKind.STANDARD}")


@require_safe
def point_import(request):
    """The upload, with 'points' chosen."""
    require(request.user, *KEEPERS)
    return redirect(f"{reverse('inspections:import_new')}?kind={RunKind.POINTS}")


@require_safe
def standard_file(request, pk):
    """A standard as Excel: the file that an import takes back unchanged."""
    standard = get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)
    filename = f"{standard.name}-{standard.version}.xlsx"
    return FileResponse(write_standard(standard), as_attachment=True, filename=filename, content_type=XLSX_TYPE)
