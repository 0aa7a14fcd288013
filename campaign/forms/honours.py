"""Forms about honours: a nomination, a kind, a step with its reason, an objection and its decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.honour_states import CHANGEABLE_STATES
from campaign.models import Honour
from campaign.services.honours import check_stars
from core.forms import PlainForm, RecordForm
from core.models import Unit

FIRST_YEAR, LAST_YEAR = 2000, 2100


class HonourForm(RecordForm):
    """A nomination for one kind of honour, which the instance has. What residents were shown is not rewritten."""

    stars = forms.MultipleChoiceField(label=_("Stars reached"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Honour
        fields = ["year", "unit", "name", "stars", "reason"]
        labels = {"reason": _("Deeds")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_units()
        self._offer_stars()
        if not self._is_changeable:
            for name in ("year", "unit", "name"):
                self.fields[name].disabled = True

    @property
    def _is_changeable(self) -> bool:
        return self.instance.state in CHANGEABLE_STATES

    def _offer_units(self) -> None:
        access = self.user.access
        units = Unit.objects.below(self.town).territorial().exclude(pk=self.town.pk).living(self.instance.unit_id)
        offered = units.covered_by(access.paths("office", "unit"))
        self.fields["unit"].queryset = offered
        if not self.instance.unit_id and offered.count() == 1:
            self.initial["unit"] = offered.get().pk

    def _offer_stars(self) -> None:
        kind = self.instance.kind
        if not kind.stars or not self._is_changeable:
            del self.fields["stars"]
            return
        self.fields["stars"].choices = [(star, star) for star in kind.stars]
        self.fields["stars"].required = kind.least_stars > 0
        if kind.least_stars:
            self.fields["stars"].help_text = _("At least %(least)s.") % {"least": kind.least_stars}

    def check_record(self):
        """That it is nominated once the service sees to, for which the same form sent twice is no mistake. The stars of the kind
        may be others than at the nomination: they count until it is publicised."""
        if self._is_changeable:
            self.instance.stars = self.cleaned_data.get("stars", [])
            check_stars(self.instance)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Enter a year from %(low)s to %(high)s.") % {"low": FIRST_YEAR, "high": LAST_YEAR}
            )
        return year


class ReasonForm(PlainForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))


class ObjectionForm(PlainForm):
    raised_on = forms.DateField(label=_("Came in on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    from_whom = forms.CharField(
        label=_("From whom"), max_length=80, required=False, help_text=_("Seen by the office alone.")
    )
    text = forms.CharField(label=_("What the objection is"), max_length=500, widget=forms.Textarea({"rows": 3}))


class DecisionForm(PlainForm):
    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("no", _("Not upheld")), ("yes", _("Upheld"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("What was found out"), max_length=300, widget=forms.Textarea({"rows": 3}))
