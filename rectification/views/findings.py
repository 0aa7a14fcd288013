"""Quick entry of a finding by the office or an inspector."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from core.access import require
from core.choosing import Seeking
from core.models import Photo, Unit
from rectification.forms.tasks import FindingForm
from rectification.models import RectificationTask
from rectification.services import report_finding
from rectification.services.evidence import take_photos
from rectification.views.lists import REPORTERS


class NewFinding(Seeking, FormView):
    """A finding becomes a task at once; where the point has a unit in charge, it is assigned by itself."""

    form_class = FindingForm
    template_name = "rectification/new.html"

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *REPORTERS)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        return {"point": self.request.GET.get("point", "")}

    def post(self, request, *args, **kwargs):
        now, town, form = timezone.now(), Unit.objects.home(), self.get_form()
        form.full_clean()
        photos = take_photos(form=form, subject=town, by=request.user, now=now)
        if not form.is_valid():
            return self.form_invalid(form)
        kept = [photo.key for photo in photos]
        try:
            task = report_finding(town=town, by=request.user, now=now, photos=photos, **form.arguments())
        except ValidationError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        Photo.objects.about(town).filter(key__in=kept).delete()  # the task has its own rows of the same files
        messages.success(
            request, _("%(number)s: %(state)s.") % {"number": task.number, "state": task.get_state_display()}
        )
        seen = RectificationTask.objects.visible_to(request.user).filter(pk=task.pk).exists()
        return redirect(task if seen else "rectification:list")
