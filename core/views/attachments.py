"""Papers and photos of any record that says who may change it (`may_be_edited_by`): added, taken away, given out."""

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from core.attachments.papers import get_visible_paper, store_paper
from core.attachments.photos import store_photo
from core.attachments.sent import sent
from core.form_fields import PhotosField
from core.models import Paper, PhotoPurpose, Removable
from core.trail import record
from core.views.record_pages import RecordRemove, editable

PURPOSES = (PhotoPurpose.BEFORE, PhotoPurpose.PROGRESS, PhotoPurpose.AFTER, PhotoPurpose.RECORD)


def model_of(label: str) -> type[Removable]:
    """The kind of record that an address names, 'facilities.project'; 404 for any that takes no attachments."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(model, Removable):
        raise Http404
    return model


class PaperForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, OFD, Word, Excel or a picture, up to 20 MB.")
    )


class PhotosForm(forms.Form):
    photos = PhotosField(label=gettext_lazy("Photos"))
    purpose = forms.ChoiceField(
        label=gettext_lazy("What they show"),
        choices=[(purpose.value, purpose.label) for purpose in PURPOSES],
        initial=PhotoPurpose.RECORD,
        widget=forms.RadioSelect,
    )
    caption = forms.CharField(label=gettext_lazy("Caption"), max_length=120, required=False)

    def clean_photos(self):
        if not self.cleaned_data["photos"]:
            raise ValidationError(self.fields["photos"].error_messages["needed"])
        return self.cleaned_data["photos"]


class AttachmentPage(FormView):
    """A form beside a record."""

    template_name = "core/attachment_form.html"
    heading = ""

    def dispatch(self, request, *args, **kwargs):
        self.subject = editable(model_of(kwargs["label"]), request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def now(self):
        return timezone.now()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                self.keep(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.subject)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"subject": self.subject, "heading": self.heading}


class AddPaper(AttachmentPage):
    form_class = PaperForm
    heading = gettext_lazy("Add a paper")

    def keep(self, form):
        store_paper(
            upload=form.cleaned_data["file"], subject=self.subject, title=form.cleaned_data["title"],
            by=self.request.user, now=self.now, stage=getattr(self.subject, "stage", ""),
        )  # fmt: skip


class AddPhotos(AttachmentPage):
    form_class = PhotosForm
    heading = gettext_lazy("Add photos")

    def keep(self, form):
        data, user = form.cleaned_data, self.request.user
        entry = record(subject=self.subject, by=user, verb="add_photos", at=self.now, reason=data["caption"])
        for upload in data["photos"]:
            store_photo(
                upload=upload, subject=self.subject, purpose=data["purpose"], by=user, now=self.now,
                caption=data["caption"], entry=entry,
            )  # fmt: skip


@require_safe
def paper(request, key):
    """The file itself, as a download: nothing that came in is shown as a page of this site."""
    found = get_visible_paper(request.user, key)
    return sent(found.file, as_attachment=True, filename=found.filename)


class TakeAwayPaper(RecordRemove):
    """By whoever may change its record, back to whose page it leads."""

    model = Paper

    def get_object(self):
        found = get_visible_paper(self.request.user, self.kwargs["key"])
        if not found.may_be_edited_by(self.request.user):
            raise PermissionDenied
        return found

    def go_on(self):
        return redirect(self.object)
