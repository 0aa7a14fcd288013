"""Forms about facilities: the facility itself, what was done to keep it, its clearance of a day, a cleaning team's route."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.form_fields import PhotosField, ShapeField
from core.forms import PlacedForm, PlainForm, RecordForm
from core.maps.shapes import LINE
from core.models import Measure, UnitKind
from core.quantities import Exactness
from facilities.form_fields import PointField, PointsField, ProjectField
from facilities.models import CleaningRoute, Condition, Facility, Point, Project
from facilities.models.points import PointQuerySet
from facilities.selectors.facilities import next_code
from facilities.services.clearance import Entry, shown_as


def points_to_choose(form: RecordForm, named) -> PointQuerySet:
    """Those in use, and those the record names already: a change of something else does not lose one that went out of use. named:
    their keys."""
    points = Point.objects.visible_to(form.user).filter(town=form.town)
    return points.filter(Q(is_active=True) | Q(pk__in=named))


class FacilityForm(PlacedForm, RecordForm):
    class Meta:
        model = Facility
        fields = [
            "name", "code", "kind", "quantity", "measure", "exactness", "condition", "unit", "kept_by", "address",
            "position", "built_on", "project", "point", "note",
        ]  # fmt: skip
        labels = {"measure": _("Unit of measure")}
        field_classes = {"project": ProjectField, "point": PointField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["code"] = next_code(self.town)
        self.fields["project"].queryset = Project.objects.visible_to(self.user).filter(town=self.town).order_by("-pk")
        points = points_to_choose(self, [self.instance.point_id])
        taken = Facility._base_manager.filter(point__isnull=False).exclude(pk=self.instance.pk)
        self.fields["point"].queryset = points.exclude(pk__in=taken.values("point"))

    def clean(self):
        """A number without a measure has the usual one of its kind."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if cleaned.get("quantity") is not None and not cleaned.get("measure") and kind:
            cleaned["measure"] = kind.measure
        return cleaned


class UpkeepForm(PlainForm):
    on = forms.DateField(label=_("On"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    work = forms.CharField(label=_("Work done"), max_length=80)
    quantity = forms.DecimalField(
        label=_("Quantity"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("How much was trimmed, mended or replaced."),
    )
    measure = forms.ModelChoiceField(label=_("Unit of measure"), queryset=Measure.objects.in_use(), required=False)
    exactness = forms.ChoiceField(label=_("How exact"), choices=Exactness, initial=Exactness.EXACT, required=False)
    condition_after = forms.ChoiceField(
        label=_("Condition after it"),
        required=False,
        choices=[("", pgettext_lazy("condition", "unchanged")), *Condition.choices],
    )
    done_by = forms.CharField(label=_("Done by"), max_length=60, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    photos = PhotosField(label=_("Photos"), required=False)

    def clean(self):
        """A quantity needs its measure; without one there is nothing to measure."""
        data = super().clean()
        data["exactness"] = data.get("exactness") or Exactness.EXACT
        if data.get("quantity") is None:
            data["measure"] = None
        elif not data.get("measure"):
            self.add_error("measure", _("Choose what the quantity is counted in."))
        return data


class ClearanceRow(forms.Form):
    """A facility's clearance of a day. Its prefix is the facility; `shown` is what stood there when the page was made."""

    truckloads = forms.DecimalField(max_digits=5, decimal_places=1, min_value=0, required=False)
    same_day = forms.BooleanField(required=False)
    note = forms.CharField(max_length=100, required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, data, *, facility: Facility, record, may_keep: bool):
        initial = {"same_day": True, "shown": shown_as(record)}
        if record:
            loads = f"{record.truckloads:f}".removesuffix(".0")
            initial |= {"truckloads": loads, "same_day": record.same_day, "note": record.note}
        super().__init__(data, prefix=f"f{facility.pk}", initial=initial)
        self.facility, self.record, self.may_keep = facility, record, may_keep

    def clean(self):
        cleaned = super().clean()
        says_more = cleaned.get("note") or not cleaned.get("same_day")
        if says_more and "truckloads" in cleaned and cleaned["truckloads"] is None:
            self.add_error("truckloads", _("Enter the truckloads: 0 if nothing was taken away."))
        return cleaned

    @property
    def entry(self) -> Entry:
        values = self.cleaned_data
        return Entry(self.facility.pk, values["truckloads"], values["same_day"], values["note"], values["shown"])


class RouteForm(RecordForm):
    line = ShapeField(kinds=(LINE,), label=_("Line on the map"))

    class Meta:
        model = CleaningRoute
        fields = ["team", "name", "times_a_day", "workers", "points", "line", "note", "is_active"]
        field_classes = {"points": PointsField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        teams = self.fields["team"].queryset
        self.fields["team"].queryset = teams.filter(kind=UnitKind.CLEANING_TEAM)
        laid = self.instance.points.values("pk") if self.instance.pk else []
        self.fields["points"].queryset = points_to_choose(self, laid)
