"""Forms about plans: the plan with its control lines, and a step on."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.areas import NotAnArea, read_area
from campaign.forms.rows import RowForm
from campaign.models import ControlLine, Plan
from core.forms import PlainForm, RecordForm


class PlanForm(RecordForm):
    """The stage is changed by the steps, with the trail."""

    class Meta:
        model = Plan
        fields = [
            "name", "kind", "aims", "made_by", "in_charge", "year", "started_on", "due_on", "approved_on", "approval",
            "valid_until", "carried_out_percent", "carried_out_note",
        ]  # fmt: skip
        widgets = {"carried_out_percent": forms.NumberInput({"inputmode": "numeric", "max": 100})}


class AreaField(forms.CharField):
    """An area as GeoJSON text, looked at before it is kept."""

    widget = forms.Textarea({"rows": 2, "spellcheck": "false"})

    def prepare_value(self, value):
        return json.dumps(value) if isinstance(value, dict) else value

    def clean(self, value) -> dict | None:
        try:
            return read_area(super().clean(value))
        except NotAnArea as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class LineForm(RowForm):
    area = AreaField(label=_("Area (GeoJSON, WGS-84)"), required=False)

    class Meta:
        model = ControlLine
        fields = ["kind", "name", "rule", "area"]


LineFormSet = forms.inlineformset_factory(Plan, ControlLine, form=LineForm, extra=1, max_num=60, can_delete_extra=False)


class PlanStepForm(PlainForm):
    """on: the day of the step. The reason is asked for where the step needs one."""

    on = forms.DateField(label=_("On"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Reason or note"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )
