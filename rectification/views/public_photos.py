"""The office releases the photos of a resident's report, or takes them back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError, NotAllowed
from rectification.models import PublicReport, RectificationTask
from rectification.services.public_photos import hide_photos, show_photos


@require_POST
def public_photos(request, pk: int, what: str):
    """/rectification/<pk>/photos/show/ or …/hide/"""
    if what not in ("show", "hide"):
        raise Http404
    task = get_object_or_404(RectificationTask.objects.visible_to(request.user), pk=pk)
    report = get_object_or_404(PublicReport, task=task)
    try:
        if what == "show":
            show_photos(report=report, by=request.user, now=timezone.now(), seen=request.POST.getlist("seen"))
            messages.success(request, _("The photos are shown to the public now."))
        else:
            hide_photos(report=report, by=request.user, now=timezone.now())
            messages.success(request, _("The photos are no longer shown to the public."))
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except DomainError as error:
        messages.error(request, error.messages[0])
    return redirect(task)
