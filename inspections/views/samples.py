"""The sample pictures of a standard: to look at by everybody, to put on and take off by the office."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import require
from core.models import Photo, PhotoPurpose
from core.views.records import act
from inspections.forms.samples import SampleForm
from inspections.models import Grade, Item
from inspections.selectors.samples import samples_page
from inspections.services.samples import add_sample, remove_sample
from inspections.views.standards import visible_standard


@require_http_methods(["GET", "HEAD", "POST"])
def samples(request, pk: int):
    standard = visible_standard(request, pk)
    is_keeper = request.user.access.has("office")
    if request.method == "POST":
        require(request.user, "office")
    form = SampleForm(request.POST or None, request.FILES or None, standard=standard) if is_keeper else None
    if form and form.is_bound and form.is_valid():
        values = {"upload": form.cleaned_data["picture"], "caption": form.cleaned_data["caption"]}
        try:
            add_sample(standard=standard, subject=form.chosen, by=request.user, now=timezone.now(), **values)
        except ValidationError as error:
            form.add_error("picture", error)
        else:
            messages.success(request, _("Saved."))
            return redirect("inspections:samples", standard.pk)
    return render(request, "inspections/samples.html", samples_page(standard) | {"form": form, "is_keeper": is_keeper})


@require_POST
def remove(request, pk: int, key):
    standard = visible_standard(request, pk)
    require(request.user, "office")
    photo = get_object_or_404(Photo.objects.filter(purpose=PhotoPurpose.SAMPLE), key=key)
    owner = photo.subject
    standard_id = (
        owner.standard_id if isinstance(owner, Item) else owner.scale.standard_id if isinstance(owner, Grade) else None
    )
    if standard_id != standard.pk:
        raise Http404
    act(request, remove_sample, _("Taken off."), standard=standard, photo=photo)
    return redirect("inspections:samples", standard.pk)
