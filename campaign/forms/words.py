"""Forms of words that are more than a name: the works of drives, the kinds of honour."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import DriveWork, HonourKind
from core.dictionaries.forms import WordForm


class WorkForm(WordForm):
    """A work is counted in one measure; once there are results, in that one for good: sums would mix both."""

    kept_when_used = ("measure",)

    class Meta:
        model = DriveWork
        fields = ["name", "measure"]


class StarsField(forms.CharField):
    """Names, one a line, as a list."""

    widget = forms.Textarea({"rows": 5})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        lines = (line.strip() for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class HonourKindForm(WordForm):
    """Whom it is given to stays once there are honours: certificates and the residents' pages speak of a household or of a person."""

    kept_when_used = ("given_to",)

    stars = StarsField(
        label=_("Stars"), required=False, help_text=_("Their names, one a line, for honours made of stars; else none.")
    )

    class Meta:
        model = HonourKind
        fields = ["name", "given_to", "criteria", "stars", "least_stars", "objection_days"]
        widgets = {"criteria": forms.Textarea({"rows": 3})}
