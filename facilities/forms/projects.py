"""Forms about projects: the project itself, a step on, a month's report, the monthly plan."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.form_fields import PhotosField, ShapeField
from core.forms import PlainForm, RecordForm
from facilities.lag import month_of
from facilities.models import Milestone, Project


class ProjectForm(RecordForm):
    """A quantity needs its measure: '4.4' alone says nothing."""

    shape = ShapeField(label=_("Place, line or area"))

    class Meta:
        model = Project
        fields = [
            "name", "kind", "unit", "carried_out_by", "place", "shape", "quantity", "measure", "exactness", "purpose", "need",
            "need_exactness", "need_per_year", "contractor", "in_charge", "planned_start", "planned_end",
            "before_planned_end", "started_on", "finished_on", "note",
        ]  # fmt: skip
        labels = {"measure": _("Unit of measure")}

    def clean(self):
        data = super().clean()
        if data.get("quantity") is not None and not data.get("measure"):
            self.add_error("measure", _("Choose what the quantity is counted in."))
        return data


class MonthField(forms.DateField):
    """A month, from the browser's own field; its first day."""

    widget = forms.DateInput({"type": "month"}, format="%Y-%m")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m", "%Y-%m-%d"], **kwargs)

    def clean(self, value) -> date | None:
        day = super().clean(value)
        return month_of(day) if day else None


class StepForm(PlainForm):
    """on: the day of the step. The reason is asked for where the step needs one."""

    on = forms.DateField(label=_("On"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Reason or note"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )


class ProgressForm(PlainForm):
    """A month's report: three clicks from signing in."""

    month = MonthField(label=_("Month"))
    percent = forms.IntegerField(
        label=_("Done in all (%)"), min_value=0, max_value=100, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    note = forms.CharField(
        label=pgettext_lazy("progress", "What was done"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    photos = PhotosField(label=_("Photos"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class MilestoneForm(forms.ModelForm):
    """A month of the plan. Stands in a row of small fields, without crispy forms."""

    month = MonthField(label=_("Month"))

    class Meta:
        model = Milestone
        fields = ["month", "percent", "spending", "aim"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("percent", "spending", "aim")}


class MilestoneForms(forms.BaseFormSet):
    """The months of a plan; one month stands once."""

    def clean(self):
        if any(self.errors):
            return
        seen = set()
        for form in self.kept:
            month = form.cleaned_data["month"]
            if month in seen:
                form.add_error("month", _("This month is planned already."))
            seen.add(month)

    @property
    def kept(self) -> list[MilestoneForm]:
        return [form for form in self.forms if form.cleaned_data.get("month") and not form.cleaned_data.get("DELETE")]

    def months(self) -> dict[date, dict]:
        return {form.cleaned_data["month"]: form.values() for form in self.kept}


MilestoneFormSet = forms.formset_factory(MilestoneForm, formset=MilestoneForms, extra=1, can_delete=True, max_num=120)
