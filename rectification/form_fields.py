"""Fields that the forms of the loop share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PHOTOS_AT_ONCE = 9


class PhotosInput(forms.FileInput):
    """Several pictures from the camera or the album, shown small before they are sent (static/js/photo-pick.js).

    kept: photos (core.models.Photo) that came with the form before and wait to be sent again with it.
    """

    allow_multiple_selected = True
    template_name = "rectification/widgets/photos.html"
    kept = ()

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"kept": self.kept}


class PhotosField(forms.FileField):
    """A list of uploads. Whether each really is a picture is found out where it is stored (core.photos).

    Whether there are enough is said by the form, which knows those kept from the try before (forms.LoopForm.keep).
    """

    widget = PhotosInput
    default_error_messages = {
        "needed": _("At least one photo is needed."),
        "too_many": _("Send at most %(most)s photos at once."),
    }

    def clean(self, data, initial=None):
        uploads = [super(PhotosField, self).clean(upload) for upload in data or []]
        if len(uploads) > PHOTOS_AT_ONCE:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": PHOTOS_AT_ONCE})
        return uploads


class TaskNumberField(forms.CharField):
    """Another task, named by its number, among those that the user may see."""

    default_error_messages = {"unknown": _("There is no task with this number that you may see.")}

    def __init__(self, *, tasks, **kwargs):
        self.tasks = tasks
        super().__init__(max_length=16, **kwargs)

    def clean(self, value):
        number = super().clean(value)
        if not number:
            return None
        if task := self.tasks.filter(number__iexact=number).first():
            return task
        raise ValidationError(self.error_messages["unknown"], "unknown")
