"""Forms about points: the point itself, and the units that answer for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_fields import offer_words
from core.forms import PlacedForm
from core.models import Unit
from facilities.models import Point, PointResponsibility
from inspections.forms.rows import RowForm
from inspections.services.point_kinds import scored_points, why_kind_stays


class PointForm(PlacedForm):
    """town: the town whose points these are; it is not asked for."""

    class Meta:
        model = Point
        fields = ("code", "name", "kind", "unit", "in_charge", "address", "position", "is_active")
        help_texts = {
            "code": _("Stands on the label at the place."),
        }

    def __init__(self, *args, town: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.town = town
        below = Unit.objects.below(town)
        self.fields["unit"].queryset = below.territorial().living(self.instance.unit_id)
        self.fields["in_charge"].queryset = below.answering().living(self.instance.in_charge_id)
        offer_words(self)

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if self.instance.pk and kind.pk != self.initial["kind"] and scored_points([self.instance.pk]):
            raise forms.ValidationError(why_kind_stays(Point.objects.select_related("kind").get(pk=self.instance.pk)))
        return kind

    def _get_validation_exclusions(self):
        """The town is set, not asked for: a code that is taken in it must be found all the same."""
        return super()._get_validation_exclusions() - {"town"}


class ResponsibilityForm(RowForm):
    class Meta:
        model = PointResponsibility
        fields = ("unit", "part")


class BaseResponsibilities(forms.BaseInlineFormSet):
    """The units that can answer for a point of this town are read once for all rows."""

    def __init__(self, *args, town: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = Unit.objects.below(town).answering().living()
        self.choices = [("", "---------"), *self.units.values_list("pk", "name")]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["unit"].queryset = self.units
        form.fields["unit"].choices = self.choices


ResponsibilityFormSet = forms.inlineformset_factory(
    Point,
    PointResponsibility,
    form=ResponsibilityForm,
    formset=BaseResponsibilities,
    extra=2,
    max_num=12,
    can_delete_extra=False,
)
