"""Filling in a sheet, and reading one that was handed in. What the phone sends arrives in sheet_api.py."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from core.access import require
from core.views.records import act
from core.workdays.office import office_calendar
from facilities.models import Point
from inspections.models import Assignment, Round, RoundState, Sheet, SheetState
from inspections.selectors.corrections import add_corrections
from inspections.selectors.sheet_page import known_to_server, own_sheets, place_of, sheet_sections, usual_reasons, words
from inspections.selectors.sheet_record import sheet_record
from inspections.selectors.visits import who_has
from inspections.services.late_sheets import accept_late_sheet, refuse_late_sheet
from inspections.services.sheets import void_sheet


@require_safe
@never_cache
@ensure_csrf_cookie
def fill(request, round_pk: int, point_pk: int):
    """A new sheet, or the inspector's draft. A point that is done leads to its sheet, unless a further visit is wanted."""
    user = request.user
    round = Round.objects.visible_to(user).select_related("standard", "territory").filter(pk=round_pk).first()
    point = Point.objects.visible_to(user).filter(pk=point_pk).first()
    if not (round and point):
        return _not_yours(request, 404, round_pk, point_pk)
    require(user, "inspector")
    visit = Assignment.objects.visible_to(user).of_visit(round, point, user).order_by("pk").first()
    if visit is None:
        told = {"round": round, "point": point, "names": who_has(round, point, user, timezone.localdate())}
        return _not_yours(request, 403, round_pk, point_pk, **told, draft=own_sheets(round, point, user)[0])
    draft, done = own_sheets(round, point, user)
    if draft is None and done and "again" not in request.GET:
        return redirect(done[0])
    if not (round.state == RoundState.OPEN or (round.state == RoundState.CLOSED and "late" in request.GET)):
        return render(
            request, "inspections/sheet_closed.html", {"round": round, "point": point, "draft": draft}, status=409
        )
    context = {
        "round": round,
        "point": point,
        "visit": visit,
        "is_early": visit.is_early(timezone.localdate()),
        "is_over": visit.is_over(timezone.localdate()),
        "standard": round.standard,
        "sections": sheet_sections(round, point, draft),
        "known": known_to_server(round, point, user, draft, len(done), timezone.now()),
        "reasons": usual_reasons(),
        "words": words(),
    }
    return render(request, "inspections/sheet_fill.html", context)


def _not_yours(request, status: int, round_pk: int, point_pk: int, **told):
    """A point given to somebody else, perhaps since the phone kept its page: who has it, what to do, what the phone keeps of it."""
    if not request.user.access.has("inspector"):
        raise Http404
    title = told["point"].name if told else _("This point is not yours")
    page = {"title": title, "place": place_of(request.user, round_pk, point_pk), **told}
    return render(request, "inspections/sheet_not_yours.html", page, status=status)


@require_safe
def sheet(request, pk: int):
    """A sheet to read. The own draft opens to be filled in further."""
    related = ("round__standard", "round__territory", "point__kind", "inspector", "unit", "imported_by__by")
    record = get_object_or_404(Sheet.objects.visible_to(request.user).select_related(*related), pk=pk)
    if record.state == SheetState.DRAFT and record.inspector_id == request.user.pk:
        return redirect("inspections:fill", record.round_id, record.point_id)
    page = add_corrections(sheet_record(record, request.user), request.user, timezone.now(), office_calendar())
    return render(request, "inspections/sheet.html", page)


@require_POST
def void(request, pk: int):
    """Takes a sheet out of the results, with a reason."""
    record = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    reason = request.POST.get("reason", "")
    act(
        request,
        void_sheet,
        _("The sheet is void. The results have been worked out again."),
        sheet=record,
        reason=reason,
    )
    return redirect(record)


@require_POST
def accept_late(request, pk: int):
    """A sheet that arrived after its round was closed counts."""
    record = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    act(request, accept_late_sheet, _("The late sheet counts. The results have been worked out again."), sheet=record)
    return redirect(record.round)


@require_POST
def refuse_late(request, pk: int):
    """A sheet that arrived after its round was closed does not count, with a reason."""
    record = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    reason = request.POST.get("reason", "")
    act(request, refuse_late_sheet, _("The late sheet does not count."), sheet=record, reason=reason)
    return redirect(record.round)
