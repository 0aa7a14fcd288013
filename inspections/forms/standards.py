"""Forms about a standard: its own values, sections, grade scales, weights of kinds of point, and the items of a section."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.formats import points as brief
from facilities.models import PointKind
from inspections.forms.rows import RowForm, limit_whole_numbers
from inspections.models import Grade, GradeScale, Item, KindWeight, Method, Section, Standard
from inspections.rules import read_rule, scale_text
from rectification.models import ProblemKind

GRADE = re.compile(r"^(?P<label>[^=＝]{1,20})[=＝](?P<share>[0-9.]{1,6})(?:（(?P<description>.{0,120})）)?$")
PARTS = re.compile(r"[^\s,，;；、（]+(?:（.*?）(?=[\s,，;；、]|$))?|（.*")
"""Grades in a line; what one means may stand behind it in full-width brackets."""


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


class CopyForm(forms.Form):
    """The name of a standard that begins as a copy of another."""

    name = forms.CharField(label=_("Name of the new standard"), max_length=80)


class SectionForm(RowForm):
    class Meta:
        model = Section
        fields = ("name", "order", "loss_cap", "bonus_cap")


class ScaleForm(RowForm):
    """A scale with its grades in one line, best first: '好=1（干净整洁） 一般=0.6 差=0'. In brackets: what a grade means."""

    grades = forms.CharField(
        label=_("Grades, each with its share of the maximum"),
        max_length=1500,
        widget=forms.TextInput({"placeholder": _("Good=1 Fair=0.6 Bad=0")}),
    )

    class Meta:
        model = GradeScale
        fields = ("name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            grades = self.instance.grades.all()
            self.initial["grades"] = " ".join(_written(grade) for grade in grades)

    def clean_grades(self) -> dict[str, tuple[Decimal, str]]:
        """{label: (share, description)}, two grades at least."""
        grades = {}
        for part in PARTS.findall(self.cleaned_data["grades"].strip()):
            label, *meant = _grade(part)
            if label in grades:
                raise forms.ValidationError(_("The grade '%(label)s' is there twice."), params={"label": label})
            grades[label] = tuple(meant)
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
        for label, (share, description) in wanted.items():
            values = {"share": share, "description": description}
            Grade.objects.update_or_create(scale=scale, label=label, defaults=values)


def _written(grade: Grade) -> str:
    meaning = f"（{grade.description}）" if grade.description else ""
    return f"{grade.label}={brief(grade.share)}{meaning}"


def _grade(part: str) -> tuple[str, Decimal, str]:
    found = GRADE.match(part)
    try:
        share = Decimal(found["share"]) if found else None
    except InvalidOperation:
        share = None
    if share is None or not 0 <= share <= 1 or share != share.quantize(Decimal("0.0001")):
        raise forms.ValidationError(
            _("'%(part)s' is no grade: write it like Good=1, with a share from 0 to 1."), params={"part": part}
        )
    return found["label"], share, found["description"] or ""


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

    def clean(self):
        """What another method asks for is left out: it would stand in the file that goes out, and mean nothing."""
        values = super().clean()
        for name, method in (("each", Method.DEDUCT), ("scale", Method.GRADE)):
            if values.get("method") not in (None, method):
                values[name] = None
        return values

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
            "kinds": list(PointKind.objects.offered(*self._chosen("kinds")).values_list("pk", "name")),
            "problem_kind": [
                nothing,
                *ProblemKind.objects.offered(*self._chosen("problem_kind")).values_list("pk", "name"),
            ],
        }

    def _chosen(self, name: str) -> set[int]:
        """The words that the section's items have already."""
        return set(self.instance.items.order_by().values_list(name, flat=True)) - {None} if self.instance.pk else set()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.instance.standard = self.instance.standard
        form.fields["scale"].queryset = self.instance.standard.scales.all()
        for name, choices in self.lists.items():
            form.fields[name].choices = choices


class BaseSections(forms.BaseInlineFormSet):
    """A section goes with its items: the tick says how many these are."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if items := self.items.get(form.instance.pk):
            words = ngettext("Take off with its %(n)s item", "Take off with its %(n)s items", items)
            form.delete_words = words % {"n": items}

    @cached_property
    def items(self) -> dict[int, int]:
        """section > how many items it has"""
        rows = self.queryset.annotate(item_count=Count("items")).order_by()
        return {pk: count for pk, count in rows.values_list("pk", "item_count") if count}


SectionFormSet = forms.inlineformset_factory(
    Standard, Section, form=SectionForm, formset=BaseSections, extra=2, max_num=60, can_delete_extra=False
)


def proposals_for(formset) -> dict[str, dict[str, str]]:
    """form prefix -> {field: value}: what the rules of the rows that were sent ask for, where a row says otherwise.

    A scale is proposed where the standard has one with these very grades.
    """
    shares = _scales_by_grades(formset.instance.standard)
    proposals = {}
    for form in formset.forms:
        proposal = read_rule(form["rule"].value() or "")
        if proposal is None:
            continue
        wanted = {"method": proposal.method, "each": brief(proposal.each) if proposal.each else ""}
        if proposal.most and not form["max_points"].value():
            wanted["max_points"] = brief(proposal.most)
        if proposal.grades and (scale := shares.get(_shares_of(scale_text(proposal)))):
            wanted["scale"] = str(scale)
        if proposal.veto:
            wanted["veto"] = proposal.veto
        other = {name: value for name, value in wanted.items() if brief_text(form[name].value()) != value}
        if other:
            proposals[form.prefix] = other
    return proposals


def brief_text(value) -> str:
    """A figure as it was typed, without noughts at its end: 0.50 is 0.5."""
    try:
        return brief(Decimal(str(value)))
    except (InvalidOperation, TypeError):
        return str(value or "")


def _shares_of(text: str) -> frozenset:
    return frozenset(tuple(part.split("=")) for part in text.split("、") if "=" in part)


def _scales_by_grades(standard: Standard) -> dict[frozenset, int]:
    scales = standard.scales.prefetch_related("grades")
    return {frozenset((g.label, f"{g.share.normalize():f}") for g in scale.grades.all()): scale.pk for scale in scales}


ScaleFormSet = forms.inlineformset_factory(
    Standard, GradeScale, form=ScaleForm, extra=1, max_num=20, can_delete_extra=False
)
WeightFormSet = forms.inlineformset_factory(
    Standard, KindWeight, form=WeightForm, extra=2, max_num=60, can_delete_extra=False
)
ItemFormSet = forms.inlineformset_factory(
    Section, Item, form=ItemForm, formset=BaseItems, extra=2, max_num=200, can_delete_extra=False
)
