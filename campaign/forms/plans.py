"""Forms about plans: the plan with its control lines, and a step on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.forms.rows import PartsFormSet, RowForm
from campaign.models import ControlLine, Plan
from campaign.models.years import YEARS
from core.form_fields import ShapeField, plausible_day
from core.forms import PlainForm, RecordForm
from core.maps.shapes import AREA


class PlanForm(RecordForm):
    """The stage is changed by the steps, with the trail."""

    class Meta:
        model = Plan
        fields = [
            "name", "kind", "aims", "made_by", "in_charge", "year", "started_on", "due_on", "approved_on", "approval",
            "valid_until", "carried_out_percent", "carried_out_note",
        ]  # fmt: skip
        widgets = {"carried_out_percent": forms.NumberInput({"inputmode": "numeric", "max": 100})}

    year = forms.IntegerField(label=_("Campaign year"), min_value=YEARS[0], max_value=YEARS[1], required=False)


class LineForm(RowForm):
    area = ShapeField(kinds=(AREA,), folded=True, label=_("Area"))

    class Meta:
        model = ControlLine
        fields = ["kind", "name", "rule", "area"]


class BaseLines(PartsFormSet):
    known_by = ("kind", "name")
    said_twice = _("This plan has a control line of this kind and name already.")


LineFormSet = forms.inlineformset_factory(
    Plan, ControlLine, form=LineForm, formset=BaseLines, extra=1, max_num=60, can_delete_extra=False
)


class PlanStepForm(PlainForm):
    """on: the day of the step. The reason is asked for where the step needs one."""

    on = forms.DateField(
        label=_("On"), validators=[plausible_day], widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Reason or note"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )
