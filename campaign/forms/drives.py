"""Forms about drives: the drive with its zones, a day's results, the final sheet, a look some days later."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.drive_totals import Amount
from campaign.forms.rows import PartsFormSet, RowForm
from campaign.models import Drive, DriveWork, DriveZone
from core.form_fields import PhotosField
from core.forms import PlainForm, RecordForm
from core.models import Unit, User
from core.quantities import Exactness

MOST = Decimal(9999999)


class DriveForm(RecordForm):
    class Meta:
        model = Drive
        fields = ["name", "starts_on", "ends_on", "slogan", "aims", "taking_part"]

    def clean(self):
        data = super().clean()
        if self.instance.closed_at:
            raise forms.ValidationError(_("The final sheet is made. Take it back before you change the drive."))
        return data


class ZoneForm(RowForm):
    class Meta:
        model = DriveZone
        fields = ["name", "unit", "group", "in_charge", "people", "task"]
        widgets = {"people": forms.NumberInput({"inputmode": "numeric"})}


class BaseZones(PartsFormSet):
    """The zones in the order of the page. A zone with results, looks or photos stays."""

    said_twice = gettext_lazy("This drive has a zone of this name already.")

    def __init__(self, *args, town: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = Unit.objects.below(town).living(*self.queryset.values_list("unit", flat=True))
        self.choices = [("", "---------"), *self.units.values_list("pk", "name")]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["unit"].queryset = self.units
        form.fields["unit"].choices = self.choices

    def save_parts(self, owner: Drive, by: User, now: datetime) -> None:
        for number, form in enumerate(self.forms):
            form.instance.order = number
        super().save_parts(owner, by, now)


ZoneFormSet = forms.inlineformset_factory(
    Drive, DriveZone, form=ZoneForm, formset=BaseZones, extra=3, max_num=60, can_delete_extra=False
)


class ResultsForm(PlainForm):
    """What one zone did on one day: a number for each work, with how exact it is, in `rows`; a note; photos."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=gettext_lazy("Note on the day"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A correction is entered with a minus sign; then say here what it is about."),
        widget=forms.Textarea({"rows": 2}),
    )
    before = PhotosField(label=gettext_lazy("Photos before the clean-up"), required=False)
    after = PhotosField(label=gettext_lazy("Photos after the clean-up"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, works: Sequence[DriveWork], days: tuple[date, date], **kwargs):
        """days: the first and the last one that the calendar offers."""
        super().__init__(*args, **kwargs)
        self.works = works
        self.fields["day"].widget.attrs |= {"min": f"{days[0]}", "max": f"{days[1]}"}
        self.fields["key"].initial = uuid4
        for work in works:
            self.fields[f"work_{work.pk}"] = forms.DecimalField(
                label=work.name, required=False, min_value=-MOST, max_value=MOST, decimal_places=2,
                widget=forms.NumberInput({"inputmode": "decimal", "step": "any"}),
            )  # fmt: skip
            self.fields[f"exact_{work.pk}"] = forms.ChoiceField(
                label=_("%(work)s: how exact") % {"work": work.name}, choices=Exactness, initial=Exactness.EXACT,
                required=False, widget=forms.Select({"class": "form-select"}),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple]:
        """(work, its number, its exactness), as bound fields."""
        return [(work, self[f"work_{work.pk}"], self[f"exact_{work.pk}"]) for work in self.works]

    def amounts(self) -> dict[DriveWork, Amount]:
        data = self.cleaned_data
        return {
            work: Amount(number, work.measure.name, data[f"exact_{work.pk}"] or Exactness.EXACT)
            for work in self.works
            if (number := data.get(f"work_{work.pk}")) is not None
        }

    def photos(self) -> dict[str, list]:
        return {"before": self.cleaned_data["before"], "after": self.cleaned_data["after"]}


class CloseForm(PlainForm):
    outcome = forms.CharField(
        label=gettext_lazy("Outcome of the drive"),
        max_length=800,
        help_text=gettext_lazy("What changed, what is left to do. It stands on the final sheet."),
        widget=forms.Textarea({"rows": 6}),
    )


class ReopenForm(PlainForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))


class LookForm(PlainForm):
    """What was left, in one zone, after so many days."""

    zone = forms.ModelChoiceField(
        DriveZone.objects.none(), label=gettext_lazy("Zone"), required=False, empty_label=None
    )
    days_after = forms.TypedChoiceField(label=gettext_lazy("Which look"), coerce=int)
    looked_on = forms.DateField(
        label=gettext_lazy("Looked on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    kept_percent = forms.IntegerField(
        label=gettext_lazy("Still as after the drive (%)"), min_value=0, max_value=100,
        help_text=gettext_lazy("100: all of it stands. 0: as before the drive."),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What is back"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )
    photos = PhotosField(label=gettext_lazy("Photos"), required=False)

    def __init__(self, *args, drive: Drive, days: Sequence[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days_after"].choices = [(one, _("%(days)s days after the end") % {"days": one}) for one in days]
        self.fields["zone"].queryset = drive.zones.all()
        self.fields["zone"].required = drive.zones.exists()
        if not self.fields["zone"].required:
            del self.fields["zone"]
