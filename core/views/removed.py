"""What was removed and can still be brought back."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import require, within
from core.models import Removable
from core.removal import bring_back, last_day
from core.views.attachments import model_of

MOST = 200


@dataclass(frozen=True)
class RemovedRow:
    label: str
    kind: str
    record: Removable


def removable_models() -> list[type[Removable]]:
    return [model for model in apps.get_models() if issubclass(model, Removable)]


def removed_rows(model: type[Removable], user, now):
    """Removed rows of a kind in the user's town that are not too old to come back."""
    rows = model._base_manager.filter(removed_at__gte=last_day(now))
    rows = rows.filter(within(model.town_path, user.access.paths("office")))
    return rows.select_related(model.town_path, "removed_by").order_by("-removed_at")


@require_safe
def removed(request):
    """One query a kind of record; the latest first."""
    require(request.user, "office")
    now = timezone.now()
    rows = [
        RemovedRow(model._meta.label_lower, str(model._meta.verbose_name), record)
        for model in removable_models()
        for record in removed_rows(model, request.user, now)[:MOST]
    ]
    rows.sort(key=lambda row: row.record.removed_at, reverse=True)
    return render(request, "core/removed.html", {"rows": rows[:MOST]})


@require_POST
def bring_back_record(request, label, pk):
    require(request.user, "office")
    model = model_of(label)
    if model not in removable_models():
        raise Http404
    record = get_object_or_404(removed_rows(model, request.user, timezone.now()), pk=pk)
    if not record.may_be_edited_by(request.user):
        raise PermissionDenied
    try:
        bring_back(subject=record, by=request.user, now=timezone.now(), allowed=True)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect("removed")
    messages.success(request, _("Brought back."))
    return redirect(record)
