"""Reports on screen and as Word files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import TOWN_WIDE
from core.files_out.documents import word_response
from core.models import Unit
from core.trail_text import trail_of
from reports.models import Report
from reports.paper import report_file
from reports.selectors import find_report, is_period, report_view, usual_year
from reports.writing_runs import progress_of


@require_safe
def latest(request):
    """The latest year's summary that the reader may see; where there is none, the year that is to be written, or a word about it."""
    report = Report.objects.visible_to(request.user).annual().first()
    if report:
        return redirect(report)
    if request.user.access.has(*TOWN_WIDE):
        return redirect("reports:year", usual_year(timezone.localdate()))
    return render(request, "reports/none.html", {"is_hidden": True})


@require_safe
def page(request, year: int, month: int = 0):
    report = _report(request, year, month)
    if report is None or not (report.version or report.is_under_way):
        return render(request, "reports/none.html", _nothing(request, report, year, month))
    if report.is_under_way:
        context = {"report": report, "progress": progress_of(report, timezone.now())}
        return render(request, "reports/progress.html", context)
    return render(request, "reports/report.html", _shown(request.user, report))


def _shown(user, report: Report) -> dict:
    is_office = report.may_be_edited_by(user)
    return {
        "report": report,
        "seen": report_view(report, user),
        "may_edit": is_office and not report.is_final,
        "may_write": is_office,
        "months": range(1, 13),
        "trail": trail_of(report) if user.access.has(*TOWN_WIDE) else [],
    }


def _report(request, year: int, month: int) -> Report | None:
    """None where nothing is written yet and the reader may know it; else 404."""
    if not is_period(year, month) or (request.resolver_match.url_name.startswith("month") and not month):
        raise Http404
    report = find_report(request.user, Unit.objects.home(), year, month)
    if report is None and not request.user.access.has(*TOWN_WIDE):
        raise Http404
    return report


def _nothing(request, report: Report | None, year: int, month: int) -> dict:
    town = Unit.objects.home()
    may_write = bool(town) and request.user.access.covers(town.path, "office")
    return {"report": report, "year": year, "month": month, "may_write": may_write}


@require_safe
def word_file(request, year: int, month: int = 0):
    """The report as it stands, made anew each time."""
    report = _report(request, year, month)
    if report is None or not report.version:
        raise Http404
    if report.is_under_way:
        raise PermissionDenied
    base = f"{request.scheme}://{request.get_host()}"
    return word_response(report_file(report, base), report.title)
