"""Forms that correct a score: what should have been entered, by the item's own method, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.models import Item, Method, Score
from inspections.services.entries import MOST_PLACES, Entry

LONGEST = 200


class ScoreEntryForm(forms.Form):
    """One value as the item's method asks for it, or 'not applicable'. `entry()` gives it after is_valid."""

    def __init__(self, *args, score: Score, **kwargs):
        super().__init__(*args, **kwargs)
        self.score, self.item = score, score.item
        fields = {"value": self._value(self.item), "not_applicable": self._not_applicable()}
        self.fields = fields | self.fields

    def _value(self, item: Item) -> forms.Field:
        if item.method == Method.DEDUCT:
            return forms.IntegerField(
                label=_("Places found"), min_value=0, max_value=MOST_PLACES, required=False, initial=self.score.count,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        if item.method == Method.GRADE:
            return forms.ModelChoiceField(
                label=_("Grade"), queryset=item.scale.grades.all(), required=False, initial=self.score.grade_id
            )
        if item.method == Method.PASS_FAIL:
            choices = [("", "---------"), ("yes", _("Pass")), ("no", _("Fail"))]
            initial = {True: "yes", False: "no"}.get(self.score.passed, "")
            return forms.ChoiceField(label=_("Judged"), choices=choices, required=False, initial=initial)
        return forms.DecimalField(
            label=_("Points that it should have"), min_value=0, max_value=item.max_points, decimal_places=2, max_digits=7, required=False,
            initial=self.score.points, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )  # fmt: skip

    def _not_applicable(self) -> forms.Field:
        return forms.BooleanField(label=_("Not applicable"), required=False, initial=self.score.not_applicable)

    def entry(self) -> Entry:
        """What was entered; whether it fits the item is the rule's business (award_of)."""
        value = self.cleaned_data.get("value")
        given = {
            Method.DEDUCT: {"count": value},
            Method.GRADE: {"grade_id": value.pk if self.item.method == Method.GRADE and value else None},
            Method.PASS_FAIL: {"passed": {"yes": True, "no": False}.get(value) if isinstance(value, str) else None},
        }.get(self.item.method, {"points": value})
        return Entry(not_applicable=self.cleaned_data["not_applicable"], **given)


class AmendForm(ScoreEntryForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, help_text=_("What was wrong, and what shows it. It stays readable."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class DecideAmendmentForm(forms.Form):
    decision = forms.CharField(
        label=_("Grounds"), max_length=LONGEST, required=False, help_text=_("Needed where the correction is refused."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class AppealForm(forms.Form):
    reason = forms.CharField(
        label=_("Grounds of the appeal"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was judged wrongly, and what shows it."),
    )  # fmt: skip


class DecideAppealForm(ScoreEntryForm):
    """The corrected value counts only where the appeal is upheld."""

    decision = forms.CharField(
        label=_("Grounds of the decision"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
