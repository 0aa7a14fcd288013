"""Fields that forms of every app share."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PHOTOS_AT_ONCE = 9


class PhotosInput(forms.FileInput):
    """Several pictures from the camera or the album, shown small before they are sent (static/js/photo-pick.js).

    kept: photos (core.models.Photo) that came with the form before and wait to be sent again with it.
    """

    allow_multiple_selected = True
    template_name = "core/widgets/photos.html"
    kept = ()

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"kept": self.kept}


class PhotosField(forms.FileField):
    """A list of uploads. Whether each really is a picture is found out where it is stored (core.photos).

    Whether there are enough is said by the form, which knows those kept from the try before (core.forms.RecordForm.keep).
    """

    widget = PhotosInput
    most = PHOTOS_AT_ONCE
    default_error_messages = {
        "needed": _("At least one photo is needed."),
        "too_many": _("Send at most %(most)s photos at once."),
    }

    def clean(self, data, initial=None):
        uploads = [super(PhotosField, self).clean(upload) for upload in data or []]
        if len(uploads) > self.most:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": self.most})
        return uploads


class PositionField(forms.CharField):
    """'31.123456,121.123456', as a phone gives it (WGS-84); a pair of Decimals. What is no position is forgotten, never refused."""

    widget = forms.HiddenInput({"autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value) -> tuple[Decimal, Decimal] | None:
        try:
            latitude, longitude = (round(Decimal(part), 6) for part in (value or "").split(","))
            is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
        except (InvalidOperation, ValueError):
            return None
        return (latitude, longitude) if is_on_earth else None
