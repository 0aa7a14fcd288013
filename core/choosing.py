"""One record chosen among many: a few are listed, of more one is sought by words, and only what fits is loaded.

A form's page answers `?sought=<field>&words=<words>` itself (`Seeking`), from the rows that the form offers: so nobody is shown
what the form would not take. Without scripts the words are sent with the form; where several records fit, they are listed then.
"""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.form_fields import Chosen
from core.search import having_words

LISTED = 100
"""So many records stand in a list; of more one is sought."""
FITTING = 20
"""So many are shown of those that fit."""
LONGEST = 200
NO_CHOICE = "---------"
"""What Django calls an empty choice that means nothing of its own."""
_BETWEEN = re.compile(r"[,，、;；\n]+")


class Words(str):
    """What was typed to be sought, and is no key."""


class SoughtInput(forms.Select):
    """A list, or a field to seek in (static/js/sought.js).

    Beside the key go the words, and the words as they were shown with it: where both differ somebody typed, and the key is old.
    """

    template_name = "core/widgets/sought.html"
    is_many = False

    def get_context(self, name, value, attrs):
        offered = self.choices
        field = offered.field
        first = list(field.queryset[: LISTED + 1])
        is_list = len(first) <= LISTED
        try:
            self.choices = [*self.nothing(field), *map(field.choice_of, first)] if is_list else []
            context = super().get_context(name, value, attrs)
        finally:
            self.choices = offered  # of which nothing was asked: they are all that there is
        if is_list:
            return context | {"is_list": True}
        return context | {"is_list": False, "longest": LONGEST, "hint": self.hint(field)} | self.told(field, value)

    def use_required_attribute(self, initial):
        """Django's own would look through the choices. What is missing is said when the form is sent."""
        return False

    def nothing(self, field: "Sought") -> list[tuple[str, str]]:
        return [] if field.empty_label is None else [("", field.empty_label)]

    def told(self, field: "Sought", value) -> dict:
        """words: in the field; key: of the record that they are; hits: what fits where nobody chose yet."""
        if isinstance(value, Words):
            return {"words": value, "key": "", "hits": [field.choice_of(row) for row in field.fitting(value)]}
        chosen = field.chosen([value] if value else [])
        key, words = field.choice_of(chosen[0]) if chosen else ("", "")
        return {"words": words, "key": key, "hits": []}

    def hint(self, field: "Sought") -> str:
        """What may be typed; where an empty field means something, that too."""
        if field.empty_label in (None, "", NO_CHOICE):
            return _("Type a part of the name or of the number")
        return gettext("%(none)s; type to find one") % {"none": field.empty_label}

    def value_from_datadict(self, data, files, name):
        key, words = data.get(name), data.get(f"{name}_words")
        if words is None or (words == data.get(f"{name}_shown") and key):
            return key
        return Words(words.strip()) if words.strip() else ""

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_words" not in data


class Sought(forms.ModelChoiceField):
    """One of the rows of `queryset`."""

    widget = SoughtInput
    default_error_messages = {
        "nothing_fits": _("Nothing fits “%(words)s”. Type a part of the name or of the number."),
        "several_fit": _("Several fit “%(words)s”. Choose one of them."),
    }

    def prepare_value(self, value):
        """Words that mean one row are shown as that row, wherever the form is shown again."""
        if not isinstance(value, Words):
            return super().prepare_value(value)
        rows = self.fitting(value)
        return rows[0].pk if len(rows) == 1 else value

    def choice_of(self, row: Model) -> tuple[str, str]:
        return str(self.prepare_value(row)), str(self.label_from_instance(row))

    def chosen(self, keys: Iterable) -> list[Model]:
        try:
            return list(self.queryset.filter(pk__in=[int(key) for key in keys]))
        except (ValueError, OverflowError):
            return []

    def matching(self, words: str) -> QuerySet:
        return self.queryset.matching(words)

    def fitting(self, words: str) -> list[Model]:
        """The first FITTING rows that these words fit; the one that is called so stands alone."""
        found = list(self.matching(words)[:FITTING])
        named = [row for row in found if self.choice_of(row)[1] == words.strip()]
        return named if len(named) == 1 else found

    def found(self, words: str) -> Model:
        """The one row that these words fit. Raises ValidationError where it is none, or not only one."""
        rows = self.fitting(words)
        if len(rows) != 1:
            code = "several_fit" if rows else "nothing_fits"
            raise ValidationError(self.error_messages[code], code, {"words": words})
        return rows[0]

    def to_python(self, value):
        if isinstance(value, Words):
            return self.found(value)
        try:
            return super().to_python(value)
        except OverflowError as error:  # a key that no database holds; SQLite stumbles over it
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": value}) from error

    def has_changed(self, initial, data) -> bool:
        if isinstance(data, Words):
            try:
                data = self.found(data).pk
            except ValidationError:
                return True
        return super().has_changed(initial, data)


class SoughtUnit(Sought):
    """A unit, by its name."""

    def matching(self, words):
        return having_words(self.queryset, words, "name")


def sought_instead(field: forms.ModelChoiceField, kind: type[Sought]) -> Sought:
    """The same choice, of however many rows; for a field that a model made."""
    said = {
        name: getattr(field, name) for name in ("queryset", "label", "help_text", "required", "empty_label", "initial")
    }
    return kind(**said)


class SoughtSeveralInput(SoughtInput, forms.SelectMultiple):
    """What is chosen stands ticked below the field, in which more are sought; several words with a comma between them."""

    allow_multiple_selected = True
    is_many = True

    def nothing(self, field):
        return []

    def told(self, field, value):
        keys = [one for one in value or () if not isinstance(one, Words)]
        words = [one for one in value or () if isinstance(one, Words)]
        ticked = dict(map(field.choice_of, field.chosen(keys)))
        fitting = dict(field.choice_of(row) for one in words for row in field.fitting(one))
        hits = [(key, label) for key, label in fitting.items() if key not in ticked]
        return {"words": "、".join(words), "ticked": list(ticked.items()), "hits": hits}

    def value_from_datadict(self, data, files, name):
        keys = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or [])
        words = data.get(f"{name}_words") or ""
        if words == data.get(f"{name}_shown"):  # what fits was listed: ticked or not
            return keys
        return [*keys, *(Words(one.strip()) for one in _BETWEEN.split(words) if one.strip())]


class SoughtSeveral(Chosen, Sought):
    """Any number of the rows of `queryset`."""

    widget = SoughtSeveralInput

    def clean(self, value):
        keys = [str(self.found(one).pk) if isinstance(one, Words) else one for one in value or ()]
        return super().clean(list(dict.fromkeys(keys)))

    def has_changed(self, initial, data) -> bool:
        return any(isinstance(one, Words) for one in data or ()) or Chosen.has_changed(self, initial, data)


def sought(request: HttpRequest, form: forms.BaseForm) -> JsonResponse | None:
    """What fits the words of a field, if that is what the address asks for: {"rows": [[key, label], ...], "more": are there more}."""
    field = form.fields.get(request.GET.get("sought", ""))
    if request.method != "GET" or not isinstance(field, Sought):
        return None
    rows = field.fitting(request.GET.get("words", "")[:LONGEST])
    return JsonResponse({"rows": [field.choice_of(row) for row in rows], "more": len(rows) == FITTING})


class Seeking:
    """For a view of a form with such fields: its page answers what fits."""

    def render_to_response(self, context, **response_kwargs):
        answer = sought(self.request, context["form"]) if "form" in context else None
        return answer or super().render_to_response(context, **response_kwargs)
