"""Forms about a standard: its own values, sections, grade scales, weights of kinds of point, and the items of a section."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formats import points as brief
from facilities.models import PointKind
from inspections.forms.rows import RowForm, limit_whole_numbers
from inspections.models import Grade, GradeScale, Item, KindWeight, Section, Standard
from rectification.models import ProblemKind

GRADE = re.compile(r"^(?P<label>[^=＝]{1,20})[=＝](?P<share>[0-9.]{1,6})$")


class StandardForm(forms.ModelForm):
    class Meta:
        model = Standard
        fields = ("name", "aggregation", "minimum_points", "veto_cap", "bonus_cap", "repeat_factor", "above_100")
        help_texts = {
            "veto_cap": _("A sheet on which a veto item failed scores no more than this."),
            "repeat_factor": _("1: as often as it is found. 2: a fault that was there at the last visit counts twice."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_whole_numbers(self.fields.values())

    def clean_name(self):
        """A name belongs to one line of versions: a new standard takes one that is free."""
        name = self.cleaned_data["name"].strip()
        others = Standard.objects.filter(name=name).exclude(pk=self.instance.pk)
        if self.instance._state.adding and others.exists():
            raise forms.ValidationError(
                _("There is a standard of this name. Make a new version of it, or choose another name.")
            )
        return name


class SectionForm(RowForm):
    class Meta:
        model = Section
        fields = ("name", "order", "loss_cap", "bonus_cap")


class ScaleForm(RowForm):
    """A scale with its grades in one line, best first: '好=1 一般=0.6 差=0'."""

    grades = forms.CharField(
        label=_("Grades, each with its share of the maximum"),
        max_length=300,
        widget=forms.TextInput({"placeholder": _("Good=1 Fair=0.6 Bad=0")}),
    )

    class Meta:
        model = GradeScale
        fields = ("name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            grades = self.instance.grades.all()
            self.initial["grades"] = " ".join(f"{grade.label}={brief(grade.share)}" for grade in grades)

    def clean_grades(self) -> dict[str, Decimal]:
        """{label: share}, two grades at least."""
        grades = {}
        for part in re.split(r"[\s,，;；、]+", self.cleaned_data["grades"].strip()):
            label, share = _grade(part)
            if label in grades:
                raise forms.ValidationError(_("The grade '%(label)s' is there twice."), params={"label": label})
            grades[label] = share
        if len(grades) < 2:
            raise forms.ValidationError(_("A scale has two grades at least."))
        return grades

    def save(self, commit=True):
        scale = super().save(commit)
        self.save_grades(scale)
        return scale

    def save_grades(self, scale: GradeScale) -> None:
        """Grades keep their rows where the label stays: items already point to the scale."""
        wanted = self.cleaned_data["grades"]
        scale.grades.exclude(label__in=wanted).delete()
        for label, share in wanted.items():
            Grade.objects.update_or_create(scale=scale, label=label, defaults={"share": share})


def _grade(part: str) -> tuple[str, Decimal]:
    found = GRADE.match(part)
    try:
        share = Decimal(found["share"]) if found else None
    except InvalidOperation:
        share = None
    if share is None or not 0 <= share <= 1 or share != share.quantize(Decimal("0.0001")):
        raise forms.ValidationError(
            _("'%(part)s' is no grade: write it like Good=1, with a share from 0 to 1."), params={"part": part}
        )
    return found["label"], share


class WeightForm(RowForm):
    class Meta:
        model = KindWeight
        fields = ("kind", "weight")


class ItemForm(RowForm):
    class Meta:
        model = Item
        fields = (
            "code", "name", "method", "max_points", "each", "scale", "veto", "rule", "order", "problem_kind", "kinds",
        )  # fmt: skip
        widgets = {"kinds": forms.CheckboxSelectMultiple}

    def _get_validation_exclusions(self):
        """The standard is set, not asked for: a code that is taken in it must be found all the same."""
        return super()._get_validation_exclusions() - {"standard"}


class BaseItems(forms.BaseInlineFormSet):
    """What can be chosen is read once for all rows; the standard comes from the section."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        standard = self.instance.standard
        nothing = ("", "---------")
        self.lists = {
            "scale": [nothing, *standard.scales.values_list("pk", "name")],
            "kinds": list(PointKind.objects.values_list("pk", "name")),
            "problem_kind": [nothing, *ProblemKind.objects.values_list("pk", "name")],
        }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.instance.standard = self.instance.standard
        form.fields["scale"].queryset = self.instance.standard.scales.all()
        for name, choices in self.lists.items():
            form.fields[name].choices = choices


SectionFormSet = forms.inlineformset_factory(
    Standard, Section, form=SectionForm, extra=2, max_num=60, can_delete_extra=False
)
ScaleFormSet = forms.inlineformset_factory(
    Standard, GradeScale, form=ScaleForm, extra=1, max_num=20, can_delete_extra=False
)
WeightFormSet = forms.inlineformset_factory(
    Standard, KindWeight, form=WeightForm, extra=2, max_num=60, can_delete_extra=False
)
ItemFormSet = forms.inlineformset_factory(
    Section, Item, form=ItemForm, formset=BaseItems, extra=2, max_num=200, can_delete_extra=False
)
