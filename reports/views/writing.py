"""Writing from the records, with its progress; a report that is finished and opened again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.models import Unit
from reports.jobs import write_again
from reports.models import Report
from reports.selectors import is_period
from reports.services import finish, reopen, report_of
from reports.writing_runs import order_writing, progress_of


@require_POST
def write(request, year: int):
    """The year's summary, or with `month` that month's report. Ordered here, written by the worker."""
    month, town = request.POST.get("month") or "0", Unit.objects.home()
    if not month.isascii() or not month.isdigit() or not is_period(year, int(month)) or town is None:
        raise Http404
    if not request.user.access.covers(town.path, "office"):
        raise PermissionDenied
    report = report_of(town=town, year=year, month=int(month))
    try:
        order_writing(report=report, by=request.user, now=timezone.now(), enqueue=write_again.enqueue)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(report)


def _own(request, pk: int) -> Report:
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("town"), pk=pk)
    if request.method == "POST" and not report.may_be_edited_by(request.user):
        raise PermissionDenied
    return report


@require_safe
def progress(request, pk: int):
    return JsonResponse(progress_of(_own(request, pk), timezone.now()))


@require_POST
def finish_report(request, pk: int):
    return _turn(request, pk, finish)


@require_POST
def reopen_report(request, pk: int):
    return _turn(request, pk, reopen)


def _turn(request, pk: int, service):
    report = _own(request, pk)
    try:
        service(report=report, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(report)
