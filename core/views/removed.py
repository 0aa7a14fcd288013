"""What was removed and can still be brought back: from the list of it, or at once by the message after it was removed."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import require, within
from core.attachments.papers import papers_in_towns
from core.dictionaries.book import dictionary_of
from core.models import Paper, Restorable, User, Word
from core.removal import bring_back, last_day
from core.thresholds import KEPT_BY

MOST = 200


@dataclass(frozen=True)
class RemovedRow:
    """of: the record that it is a part of, None where it is one itself."""

    label: str
    kind: str
    record: Restorable
    of: object | None


def restorable_models() -> dict[str, type[Restorable]]:
    """By their labels in addresses, 'facilities.project'."""
    return {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Restorable)}


def in_reach(model: type[Restorable], now: datetime) -> QuerySet:
    """Rows of a kind that were removed not too long ago."""
    return model._base_manager.filter(removed_at__gte=last_day(now))


def _listed_for(model: type[Restorable], user: User) -> Q:
    """Which of them stand in this person's list: those of the office's own towns; words for whoever keeps the settings."""
    towns = user.access.paths("office")
    if model is Paper:
        return papers_in_towns(towns)
    if issubclass(model, Word):
        return Q() if user.access.has(*KEPT_BY) else Q(pk__in=[])
    return within(model.town_path, towns)


def removed_rows(model: type[Restorable], user: User, now: datetime) -> list[RemovedRow]:
    """The latest first; one query, and for papers one more a kind of record."""
    joins = filter(None, [model.town_path, *model.named_by])
    rows = in_reach(model, now).filter(_listed_for(model, user)).select_related("removed_by", *joins)
    if model is Paper:
        rows = rows.prefetch_related("subject")
    label, kind = model._meta.label_lower, str(model._meta.verbose_name)
    return [
        RemovedRow(label, kind, row, row.told_with if row.told_with != row else None)
        for row in rows.order_by("-removed_at")[:MOST]
    ]


@require_safe
def removed(request):
    """One query a kind of record; the latest first."""
    require(request.user, *KEPT_BY)
    now = timezone.now()
    rows = [row for model in restorable_models().values() for row in removed_rows(model, request.user, now)]
    rows.sort(key=lambda row: row.record.removed_at, reverse=True)
    return render(request, "core/removed.html", {"rows": rows[:MOST]})


@require_POST
def bring_back_record(request, label, pk):
    """By whoever may remove it; what somebody else removed comes back by those who have the list."""
    model = restorable_models().get(label)
    if model is None:
        raise Http404
    record = get_object_or_404(in_reach(model, timezone.now()), pk=pk)
    own = record.removed_by == request.user or request.user.access.has(*KEPT_BY)
    if not own or not record.may_be_edited_by(request.user):
        raise PermissionDenied
    try:
        bring_back(subject=record, by=request.user, now=timezone.now(), allowed=True)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect("removed" if request.user.access.has(*KEPT_BY) else "home")
    messages.success(request, _("Brought back."))
    return redirect(dictionary_of(record).path_of(record) if isinstance(record, Word) else record)
