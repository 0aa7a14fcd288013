"""Forms about reward and penalty by rule: a version of the rule with its bands, and why something is not carried out."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm, page_form
from inspections.forms.rows import RowForm
from inspections.models import RewardBand, RewardRule

NUMBER = {"inputmode": "decimal"}


class RuleForm(forms.ModelForm):
    """town: whose rule it is; not asked for."""

    class Meta:
        model = RewardRule
        fields = ("counts_from", "paid_in", "basis", "note")
        widgets = {
            "counts_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "paid_in": forms.RadioSelect,
            "note": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()

    def _get_validation_exclusions(self):
        """The town is set, not asked for: another version of the same day must be found all the same."""
        return super()._get_validation_exclusions() - {"town"}


class BandForm(RowForm):
    class Meta:
        model = RewardBand
        fields = ("low", "high", "amount", "words")
        widgets = {
            "low": forms.TextInput(NUMBER),
            "high": forms.TextInput(NUMBER | {"placeholder": _("and above")}),
            "amount": forms.TextInput({"inputmode": "text", "placeholder": "+500 / -300"}),
        }

    def band(self) -> RewardBand:
        return RewardBand(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class BaseBands(forms.BaseFormSet):
    """The bands of a rule; whether they make sense is the rule's business (inspections.rewards.check_bands)."""

    def bands(self) -> list[RewardBand]:
        kept = [form for form in self.forms if form.has_changed() or not form.empty_permitted]
        return [form.band() for form in kept if form not in self.deleted_forms]


BandFormSet = forms.formset_factory(
    BandForm, formset=BaseBands, extra=1, max_num=20, validate_max=True, can_delete=True, can_delete_extra=False
)


def bands_as_initial(rule: RewardRule | None) -> list[dict]:
    """What the rows of the formset begin with."""
    rows = list(rule.bands.values("low", "high", "amount", "words")) if rule else []
    return [{name: _typed(value) for name, value in row.items()} for row in rows]


def _typed(value):
    """A number as one would type it: 95, not 95.00."""
    return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value


class DeclineForm(PlainForm):
    reason = forms.CharField(
        label=_("Why it is not carried out"), max_length=200, widget=forms.Textarea({"rows": 2}),
        help_text=_("It stays readable beside the reward or penalty."),
    )  # fmt: skip
