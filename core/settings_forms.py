"""The forms of the office's settings."""

from dataclasses import dataclass

from django import forms
from django.apps import apps
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import in_sentences
from core.forms import page_form
from core.models import ThresholdValue, TrailEntry
from core.thresholds import DECLARED, Threshold


@dataclass(frozen=True)
class Row:
    """A figure on the page: its field, what the form saw at first (hidden), and its last change."""

    field: forms.BoundField
    seen: SafeString
    threshold: Threshold
    changed: TrailEntry | None


class ThresholdsForm(forms.Form):
    """All figures that the apps declare. Only those that differ from what the page showed are set: what somebody else set in
    the meantime stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
        stored = dict(ThresholdValue.objects.values_list("name", "value"))
        for name, threshold in DECLARED.items():
            self.fields[name] = _field(threshold, stored.get(name, threshold.default))

    def values(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def groups(self, changes: dict[str, TrailEntry]) -> list[tuple[str, list[Row]]]:
        """(the app's name, its rows), in the order of declaration."""
        groups: dict[str, list[Row]] = {}
        for name, threshold in DECLARED.items():
            row = Row(self[name], self[name].as_hidden(only_initial=True), threshold, changes.get(name))
            groups.setdefault(_app_name(name), []).append(row)
        return list(groups.items())


def _field(threshold: Threshold, value: int) -> forms.IntegerField:
    words = {"default": threshold.default, "low": threshold.low, "high": threshold.high}
    bounds = _("%(low)s to %(high)s, default %(default)s.") % words
    return forms.IntegerField(
        label=_("%(label)s (%(unit)s)") % {"label": threshold.label, "unit": threshold.unit} if threshold.unit else threshold.label,
        help_text=in_sentences([bounds, threshold.help_text]),
        min_value=threshold.low, max_value=threshold.high, initial=value, show_hidden_initial=True,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip


def _app_name(name: str) -> str:
    return str(apps.get_app_config(name.partition(".")[0]).verbose_name)


class CalendarDayForm(forms.Form):
    """Turns a day into what it isn't now; the note says why."""

    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=60, required=False,
        help_text=gettext_lazy("E.g. the notice that says so. It stands in the calendar."),
    )  # fmt: skip
    is_working = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
