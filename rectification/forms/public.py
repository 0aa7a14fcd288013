"""What residents fill in without an account."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.form_fields import PhotosField, PhotosInput, PositionField
from core.town import in_town_language
from facilities.models import Point
from rectification.forms.loop import LoopForm, area
from rectification.models import ProblemKind

MOST_PHOTOS = 3


class ResidentPhotosInput(PhotosInput):
    """Two doors to the same field, the camera and the album. kept: (signed key, photo) pairs of the try before."""

    template_name = "public/_photos.html"


class ResidentPhotosField(PhotosField):
    widget = ResidentPhotosInput
    most = MOST_PHOTOS


class ResidentForm(LoopForm):
    """What every form for residents has: photos, the ticket it was given out with, and a field that only machines fill in."""

    photos = ResidentPhotosField(label=_("Photo"))
    ticket = forms.CharField(widget=forms.HiddenInput({"autocomplete": "off"}), required=False)
    website = forms.CharField(
        label=_("Leave this empty"), required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs["class"] = "form-control"

    def arguments(self) -> dict:
        return {name: value for name, value in super().arguments().items() if name not in ("ticket", "website")}

    def renew(self, ticket: str) -> None:
        """The form comes back with this ticket, and with the trap empty."""
        self.data = self.data.copy()
        self.data["ticket"], self.data["website"] = ticket, ""


class ReportForm(ResidentForm):
    """Photo, place, words. A place is words, a position or the point of a label; the kind is a help, never a duty."""

    place = forms.CharField(
        label=_("Where is it?"), max_length=120, required=False,
        widget=forms.TextInput({"placeholder": _("Road, house number or a shop nearby"), "autocomplete": "off"}),
    )  # fmt: skip
    point = forms.ModelChoiceField(Point.objects.of_own_town().in_use(), required=False, widget=forms.HiddenInput)
    position = PositionField()
    description = area(_("What is wrong?"), most=200)
    kind = forms.ModelChoiceField(
        ProblemKind.objects.in_use(), label=_("Kind"), required=False, blank=True, empty_label=_("not sure"),
        widget=forms.RadioSelect({"class": "visually-hidden"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=40, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    telephone = forms.CharField(
        label=_("Your telephone"), max_length=20, required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["description"].widget.attrs["placeholder"] = _("E.g. the bins have been full for two days")

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("place") or cleaned.get("point") or cleaned.get("position")):
            self.add_error("place", _("Say where: in words, or by the position of your phone."))
        return cleaned

    def arguments(self) -> dict:
        """A place that was given as a position alone gets it as its words too: those who go there read the place."""
        arguments = super().arguments()
        if arguments["position"] and not (arguments["place"] or arguments["point"]):
            latitude, longitude = arguments["position"]
            with in_town_language():
                words = gettext("Position of the phone: %(latitude)s, %(longitude)s")
            arguments["place"] = words % {"latitude": latitude, "longitude": longitude}
        return arguments


class NotFixedForm(ResidentForm):
    reason = area(_("What is not fixed?"), most=200)
