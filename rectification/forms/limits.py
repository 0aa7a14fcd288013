"""The form of a kind of problem with its limits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dictionaries.forms import WordForm
from rectification.limit_units import LimitUnit
from rectification.models import ProblemKind, Severity

MOST = 999


class KindForm(WordForm):
    """The name, and for each severity an amount with its unit; an empty amount is no limit of its own."""

    class Meta:
        model = ProblemKind
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limits = {limit.severity: limit for limit in self.instance.limits.all()} if self.instance.pk else {}
        for severity in Severity:
            limit = limits.get(severity.value)
            self.fields[f"amount_{severity.value}"] = forms.IntegerField(
                label=_("Amount"), min_value=1, max_value=MOST, required=False, initial=limit.amount if limit else None,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )  # fmt: skip
            self.fields[f"unit_{severity.value}"] = forms.ChoiceField(
                label=_("Counted in"), choices=LimitUnit, initial=limit.unit if limit else LimitUnit.WORKING_DAYS
            )

    def lines(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """(severity, amount, unit) for the template."""
        return [
            (severity.label, self[f"amount_{severity.value}"], self[f"unit_{severity.value}"]) for severity in Severity
        ]

    def limits(self) -> dict[str, tuple[int, str] | None]:
        cleaned = self.cleaned_data
        amounts = {severity: cleaned.get(f"amount_{severity}") for severity in Severity.values}
        return {one: (amount, cleaned[f"unit_{one}"]) if amount else None for one, amount in amounts.items()}
