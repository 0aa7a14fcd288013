"""Fields that forms of every app share."""

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.dictionaries.book import dictionary_of
from core.errors import RefusedFile
from core.maps.datum import Datum
from core.maps.shapes import AREA, KINDS, LINE, METRES, SQUARE_METRES, NotAShape, in_words, read_shape, write_shape
from core.maps.town_map import around_town, map_settings
from core.models import Word

PHOTOS_AT_ONCE = 9
MOST_SMALL = 32_767
"""A small whole number ends here on PostgreSQL; SQLite would take more."""


def plausible_day(day: date) -> None:
    """A validator: calendars of browsers take a year of two digits for one of the first century."""
    if not 1900 <= day.year <= 2200:
        raise ValidationError(_("The year %(year)s cannot be right. Write it with four digits.") % {"year": day.year})


def offer_words(form: forms.BaseForm) -> None:
    """Where a form chooses a word of a dictionary: those in use, and the one that its record, if it has one, names already."""
    instance = getattr(form, "instance", None)
    for name, field in form.fields.items():
        if type(field) is forms.ModelChoiceField and issubclass(field.queryset.model, Word):
            field.queryset = field.queryset.offered(getattr(instance, f"{name}_id", None))
            if not field.queryset.exists():
                field.help_text = _no_word_yet(field.queryset.model, getattr(form, "user", None))


def _no_word_yet(model: type[Word], user) -> SafeString:
    """Instead of a list with nothing in it: which dictionary is empty, and for who keeps it the way there."""
    dictionary = dictionary_of(model)
    said = _("The dictionary “%(name)s” has no word yet.") % {"name": dictionary.label}
    if user is not None and not user.access.has("office", "admin"):
        return format_html("{} {}", said, _("Ask the office to add some."))
    path = f"{reverse('usual_words')}#{dictionary.code}"
    return format_html('{} <a href="{}">{}</a>', said, path, _("Take over the usual words"))


class Chosen(forms.ModelMultipleChoiceField):
    """Any number of records. A key that no database holds is refused like one that is not offered: SQLite stumbles over it."""

    def _check_values(self, value):
        try:
            return super()._check_values(value)
        except OverflowError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": max(value, key=len)}
            ) from error


class PhotosInput(forms.FileInput):
    """Several pictures from the camera or the album, shown small before they are sent (static/js/photo-pick.js).

    kept: photos (core.models.Photo) that came with the form before and wait to be sent again with it.
    """

    allow_multiple_selected = True
    template_name = "core/widgets/photos.html"
    kept = ()

    class Media:
        css: ClassVar = {"all": ["css/photo-pick.css"]}

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"kept": self.kept}


class PhotosField(forms.FileField):
    """A list of uploads. Whether each really is a picture is found out where it is stored (core.attachments.photos).

    Whether there are enough is said by the form, which knows those kept from the try before (core.forms.RecordForm.keep).
    """

    widget = PhotosInput
    most = PHOTOS_AT_ONCE
    default_error_messages = {
        "needed": _("At least one photo is needed."),
        "too_many": _("Send at most %(most)s photos at once."),
    }

    def clean(self, data, initial=None):
        uploads = [self._clean_one(upload) for upload in data or []]
        if len(uploads) > self.most:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": self.most})
        return uploads

    def _clean_one(self, upload):
        try:
            return super().clean(upload)
        except ValidationError as error:
            raise RefusedFile(upload, error.messages[0]) from error


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


class Rows(str):
    """What was typed as a shape, with the datum that was chosen for it (core.maps.datum)."""

    datum: str = Datum.WGS84


class ShapeInput(forms.Textarea):
    """The corners in rows, and a map beside them on which they are drawn (static/js/shape-field.js). kinds: of core.maps.shapes.

    folded: the map opens by a press, where many such fields stand below one another. Beside the rows it is chosen which map they
    come from; what is drawn here, or was stored, is WGS-84.
    """

    template_name = "core/widgets/shape.html"

    class Media:
        css: ClassVar = {"all": ["css/map.css", "css/shape.css"]}
        js: ClassVar = [Script("js/shape-field.js", type="module")]

    def __init__(self, kinds=KINDS, folded=False):
        super().__init__({"rows": 3, "spellcheck": "false", "autocomplete": "off"})
        self.kinds, self.folded = kinds, folded

    def told(self) -> str:
        """What the script is told, as JSON."""
        units = {LINE: METRES, AREA: SQUARE_METRES}
        return json.dumps(map_settings() | {"kinds": self.kinds, "units": units}, ensure_ascii=False)

    def get_context(self, name, value, attrs):
        told = {"kinds": self.kinds, "folded": self.folded, "settings": self.told()}
        datum = {"datums": Datum.choices, "datum": getattr(value, "datum", Datum.WGS84)}
        return super().get_context(name, value, attrs) | told | datum

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if value is None:
            return None
        rows, datum = Rows(value), data.get(f"{name}_datum")
        rows.datum = datum if datum in Datum.values else Datum.WGS84
        return rows


class ShapeField(forms.CharField):
    """A point, a line or an area on the map, drawn or typed; a GeoJSON geometry (WGS-84) or None. kinds: which of them are taken."""

    def __init__(self, *, kinds=KINDS, folded=False, **kwargs):
        super().__init__(**{"required": False, "widget": ShapeInput(kinds, folded)} | kwargs)
        self.kinds = kinds

    def prepare_value(self, value):
        return write_shape(value) if isinstance(value, dict) else value

    def clean(self, value) -> dict | None:
        datum = getattr(value, "datum", Datum.WGS84)
        try:
            return read_shape(super().clean(value), self.kinds, around_town(), datum)
        except NotAShape as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial, data) -> bool:
        """Other spaces or zeros are no change."""
        datum = getattr(data, "datum", Datum.WGS84)
        try:
            before = read_shape(self.prepare_value(initial) or "", self.kinds)
            return before != read_shape(data or "", self.kinds, datum=datum)
        except NotAShape:
            return True

    def in_words(self, value) -> str:
        """For the trail: what it is long or large, never its corners."""
        return in_words(value) if isinstance(value, dict) else ""
