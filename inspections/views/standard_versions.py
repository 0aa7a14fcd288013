"""A standard beside another: the difference of two versions, a copy under a new name or of the usual one, and the order of what
stands in it."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import require
from core.thresholds import KEPT_BY
from core.views.records import act
from inspections.forms.entries import is_key
from inspections.forms.standards import CopyForm
from inspections.imports.standard.usual import take_usual_standard, usual_name, usual_standard
from inspections.selectors.standard_difference import difference_between
from inspections.services.standard_order import move, put_in_order
from inspections.services.standards import copy_standard
from inspections.views.standards import visible_standard

STEPS = {"up": -1, "down": 1}


@require_safe
def difference(request, pk: int, other: int):
    """What the standard says otherwise than the other one, which is the earlier."""
    new, old = visible_standard(request, pk), visible_standard(request, other)
    context = {"standard": new, "old": old, "difference": difference_between(old, new)}
    return render(request, "inspections/standard_difference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, pk: int):
    """A new standard that begins as this one."""
    source = visible_standard(request, pk)
    require(request.user, "office")
    form = CopyForm(request.POST or None, initial={"name": _("%(name)s (copy)") % {"name": source.name}})
    if form.is_bound and form.is_valid():
        try:
            twin = copy_standard(standard=source, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error)
        else:
            messages.success(request, _("The copy is there: change it as you need."))
            return redirect(twin)
    return render(request, "inspections/standard_copy.html", {"form": form, "standard": source})


@require_http_methods(["GET", "HEAD", "POST"])
def usual(request):
    """A new standard that begins as the usual one, which is shown before."""
    require(request.user, *KEPT_BY)
    form = CopyForm(request.POST or None, initial={"name": usual_name()})
    if form.is_bound and form.is_valid():
        try:
            made = take_usual_standard(name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error)
        else:
            messages.success(request, _("The standard is there: change it as you need."))
            return redirect(made)
    return render(request, "inspections/standard_usual.html", {"form": form, "usual": usual_standard()})


@require_POST
def order(request, pk: int):
    """By a button: move=item-12-up. By dragging: kind=item, keys=3,1,2 (answered without a page)."""
    standard = visible_standard(request, pk)
    require(request.user, "office")
    if "keys" in request.POST:
        return _dragged(request, standard)
    kind, key, step = _move_of(request.POST.get("move", ""))
    row = _row(standard, kind, key)
    act(request, move, row=row, step=STEPS[step])
    return redirect(f"{standard.get_absolute_url()}?moved={kind}-{key}-{step}#{kind}-{key}")


def _move_of(text: str) -> tuple[str, int, str]:
    kind, _dash, rest = text.partition("-")
    key, _dash, step = rest.partition("-")
    if step not in STEPS or not is_key(key):
        raise BadRequest
    return kind, int(key), step


def _row(standard, kind: str, key: int):
    rows = {"item": standard.items, "section": standard.sections}.get(kind)
    if rows is None:
        raise BadRequest
    return get_object_or_404(rows.select_related("standard"), pk=key)


def _dragged(request, standard) -> HttpResponse:
    keys = request.POST["keys"].split(",")
    if not all(map(is_key, keys)):
        raise BadRequest
    keys = [int(key) for key in keys]
    row = _row(standard, request.POST.get("kind", ""), keys[0])
    try:
        put_in_order(row=row, keys=keys, by=request.user, now=timezone.now())
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=409)
    return HttpResponse(status=204)
