"""Forms about money: an entry, a correction, what the page of money shows."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.form_fields import offer_words
from core.forms import PlainForm
from core.quantities import Exactness
from facilities.form_fields import ProjectField
from facilities.models import FundingSource, FundingStep, Project

DAY = {"widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
AMOUNT = {"max_digits": 14, "decimal_places": 2}


class PaperForm(PlainForm):
    """What both forms about money share: the day, the paper behind it, the key that makes it one entry however often it is sent."""

    on = forms.DateField(label=_("On"), **DAY)
    paper = forms.FileField(
        label=_("Paper"), required=False, help_text=_("PDF, OFD, Word, Excel or a picture, up to 20 MB.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FundingForm(PaperForm):
    """projects: those that may be chosen."""

    project = ProjectField(
        label=_("Project"), queryset=Project.objects.none(), required=False, empty_label=_("The campaign as a whole")
    )
    step = forms.ChoiceField(label=pgettext_lazy("money", "What"), choices=FundingStep, widget=forms.RadioSelect)
    source = forms.ModelChoiceField(label=_("Source of money"), queryset=FundingSource.objects.all(), empty_label=None)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    amount = forms.DecimalField(label=_("Amount (yuan)"), min_value=0, localize=False, **AMOUNT)
    exactness = forms.ChoiceField(label=_("How exact"), choices=Exactness, initial=Exactness.EXACT)
    document = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False,
        help_text=_("Needed where more is paid than is secured from this source."),
    )  # fmt: skip

    field_order = [
        "project", "step", "source", "year", "amount", "exactness", "on", "document", "paper", "note", "reason", "key",
    ]  # fmt: skip

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        offer_words(self)


class CorrectionForm(PaperForm):
    """The amount that is right; the difference becomes an entry of its own."""

    amount = forms.DecimalField(label=_("The right amount (yuan)"), min_value=0, **AMOUNT)
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 2}))
    field_order = ["amount", "reason", "on", "paper", "key"]


BY = [("source", _("By source")), ("project", _("By project")), ("year", _("By year"))]
ALL_YEARS = "all"


class FundingChoice(forms.Form):
    """The filter bar of the page of money. `chosen` gives what stands in the address, with defaults."""

    by = forms.ChoiceField(label=_("Lines"), choices=BY, widget=forms.RadioSelect, required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    source = forms.ModelChoiceField(
        label=_("Source of money"), queryset=FundingSource.objects.all(), required=False, empty_label=_("All")
    )

    def __init__(self, query, years, today):
        self.today = today
        known = sorted({*years, today.year}, reverse=True)
        data = {
            "by": query.get("by") or "source",
            "year": query.get("year") or str(today.year),
            "source": query.get("source", ""),
        }
        super().__init__(data, auto_id="id_%s")
        self.fields["year"].choices = [
            *((str(year), _("Year %(year)s") % {"year": year}) for year in known),
            (ALL_YEARS, _("All years")),
        ]

    @property
    def ignored(self) -> list[str]:
        return [str(self.fields[name].label) for name in self.errors]

    def chosen(self) -> tuple[str, int | None, FundingSource | None]:
        """by, year (None: all of them), source."""
        self.is_valid()
        data = self.cleaned_data
        year = data.get("year") or str(self.today.year)
        return data.get("by") or "source", None if year == ALL_YEARS else int(year), data.get("source")
