"""Forms about rounds: the round itself, who inspects what, rewards and penalties."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models.years import why_closed
from core.access import within
from core.form_fields import Chosen
from core.models import Unit
from facilities.models import Point, PointKind
from inspections.draw import Stratum
from inspections.forms.rows import limit_whole_numbers
from inspections.models import Adjustment, Draw, Round, RoundState, Standard

EDITABLE = {
    RoundState.DRAFT: (
        "name", "year", "level", "series", "number", "territory", "standard", "announced", "starts_on", "ends_on",
        "weight", "source",
    ),
    RoundState.OPEN: ("name", "ends_on", "weight", "source"),
    RoundState.CLOSED: ("name", "weight", "source"),
    RoundState.PUBLISHED: (),
}  # fmt: skip
"""What may still be changed in which state. The rest is what sheets and results were made by."""
DRAWN_FROM = ("level", "territory", "starts_on")
"""What a draw was made from, and with a blind revisit what keeps it blind: fixed with the draw's terms."""


LAST_YEAR = 2100


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class RoundForm(forms.ModelForm):
    """Asks only for what the round's state leaves open. user: its territories are those of the user's office."""

    class Meta:
        model = Round
        fields = EDITABLE[RoundState.DRAFT]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
        help_texts = {
            "series": _("Where a level has several rows of rounds in a year, e.g. 'routine' and 'month-end'."),
            "source": _("Where somebody else gave the scores: the paper they come from."),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        limit_whole_numbers([self.fields["year"]], LAST_YEAR)
        limit_whole_numbers([self.fields["number"]], 366)
        for name in set(self.fields) - set(EDITABLE[self.instance.state]):
            del self.fields[name]
        if self.instance.pk and Draw.objects.filter(round=self.instance).exists():
            for name in DRAWN_FROM:
                self.fields.pop(name, None)
        if "territory" in self.fields:
            grounds = Unit.objects.territorial().covered_by(user.access.paths("office"))
            grounds = grounds.living(self.instance.territory_id)
            self.fields["territory"].queryset = grounds
        if "standard" in self.fields:
            self.fields["standard"].queryset = Standard.objects.visible_to(user)

    def clean(self):
        """A closed year takes no new round, and gives none away."""
        data = super().clean()
        if "year" in self.changed_data or self.instance._state.adding:
            years = {data.get("year"), self.initial.get("year") if self.instance.pk else None} - {None}
            if reason := why_closed(years):
                self.add_error("year", reason)
        return data


class AssignForm(forms.Form):
    """Which points go to which inspectors. Nothing chosen among kinds, units and codes: every point in use."""

    inspectors = Chosen(
        label=_("Inspectors"), queryset=None, widget=forms.CheckboxSelectMultiple,
        help_text=_("The points are spread evenly. Nobody gets a point of the own unit."),
    )  # fmt: skip
    kinds = Chosen(
        label=_("Kinds of point"), queryset=PointKind.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    units = Chosen(
        label=_("Villages and communities"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    codes = forms.CharField(
        label=_("Codes of single points"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Separated by spaces or commas; then only these points."),
    )  # fmt: skip

    def __init__(self, *args, points, inspectors, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = points
        self.fields["inspectors"].queryset = inspectors
        self.fields["units"].queryset = Unit.objects.filter(pk__in=points.order_by().values("unit"))

    def clean_codes(self):
        codes = set(re.split(r"[\s,，、;；]+", self.cleaned_data["codes"].strip())) - {""}
        found = set(self.points.filter(code__in=codes).values_list("code", flat=True))
        if unknown := codes - found:
            raise forms.ValidationError(
                _("There is no point in use with this code: %(codes)s."), params={"codes": "、".join(sorted(unknown))}
            )
        return codes

    def chosen_points(self):
        """The points in use that were chosen, by code."""
        values, points = self.cleaned_data, self.points
        if values.get("codes"):
            points = points.filter(code__in=values["codes"])
        if values["kinds"]:
            points = points.filter(kind__in=values["kinds"])
        if values["units"]:
            points = points.filter(within("unit", [unit.path for unit in values["units"]]))
        return points.select_related("unit", "in_charge").prefetch_related("responsible").order_by("code")


class DrawForm(AssignForm):
    """The terms of a draw. earlier: the rounds whose points may be visited again, blind."""

    codes = None
    stratum = forms.ChoiceField(
        label=_("The least number is for"), initial=Stratum.KIND, widget=forms.RadioSelect,
        choices=[(Stratum.KIND, _("each kind of point")), (Stratum.UNIT_AND_KIND, _("each kind of point in each unit"))],
    )  # fmt: skip
    least = forms.IntegerField(label=_("At least"), min_value=0, max_value=100, initial=1)
    size = forms.IntegerField(
        label=_("Points in all"), min_value=1, max_value=5000, initial=20,
        help_text=_("Evenly over villages and communities. More are drawn where the least number asks for it."),
    )  # fmt: skip
    twice = forms.IntegerField(
        label=_("Scored twice, in percent"), min_value=0, max_value=100, initial=10,
        help_text=_("By two different inspectors, so that it shows how far they agree."),
    )  # fmt: skip
    earlier = forms.ModelChoiceField(
        label=_("Blind revisit of"), queryset=None, required=False, empty_label=_("no earlier round"),
        help_text=_("Points visited there 7 to 21 days before, by another inspector, who does not see the earlier score."),
    )  # fmt: skip
    field_order = ["stratum", "least", "size", "twice", "earlier", "kinds", "units", "inspectors"]

    def __init__(self, *args, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].queryset = earlier
        self.fields["inspectors"].help_text = _("Nobody gets a point of the own unit.")

    def terms(self) -> dict:
        """What services.draws.commit_draw asks for."""
        names = ("inspectors", "stratum", "least", "size", "twice", "earlier")
        return {name: self.cleaned_data[name] for name in names} | {
            "points": self.chosen_points().select_related("kind")
        }


class AdjustmentForm(forms.ModelForm):
    class Meta:
        model = Adjustment
        fields = ("unit", "points", "reason", "paper")
        help_texts = {
            "points": _("With its sign: -0.50 takes half a point off."),
            "paper": _("The rule or paper it rests on."),
        }

    def __init__(self, *args, round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.below(round.territory).living(
            *round.results.values_list("unit", flat=True)  # what ended meanwhile has its result in the round still
        )


def points_of(user, round: Round):
    """The points in use on the round's ground that the user may see."""
    points = Point.objects.visible_to(user).in_use()
    return points.filter(within("town", [round.territory.path]) | within("unit", [round.territory.path]))
