"""Forms about activities, recurring ones, volunteer teams and kinds of activity."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.models import Activity, ActivitySeries, VolunteerTeam
from campaign.models.activities import MOST_PEOPLE
from core.form_fields import Chosen
from core.forms import RecordForm


class ActivityForm(RecordForm):
    """today: the day on which the form is filled in; what was held has people, what lies ahead was not held."""

    class Meta:
        model = Activity
        fields = [
            "title", "kind", "series", "held_on", "ends_on", "is_held", "place", "unit", "teams", "people", "hours", "text",
        ]  # fmt: skip
        field_classes = {"teams": Chosen}
        widgets = {"teams": forms.CheckboxSelectMultiple}

    people = forms.IntegerField(label=_("People"), min_value=0, max_value=MOST_PEOPLE, required=False)
    hours = forms.DecimalField(
        label=_("Hours each"), min_value=0, max_digits=5, decimal_places=1, required=False,
        help_text=_("Volunteer hours are people times hours."), widget=forms.NumberInput({"step": "0.5"}),
    )  # fmt: skip

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["series"].queryset = ActivitySeries.objects.visible_to(self.user).filter(town=self.town)
        self.fields["teams"].queryset = VolunteerTeam.objects.visible_to(self.user).filter(town=self.town)
        if not self.fields["teams"].queryset.exists():
            del self.fields["teams"]

    def clean(self):
        data = super().clean()
        day = data.get("held_on")
        if data.get("is_held") and day and day > self.today:
            self.add_error("is_held", ValidationError(_("This day lies ahead: it was not held yet.")))
        return data


class SeriesForm(RecordForm):
    class Meta:
        model = ActivitySeries
        fields = ["name", "kind", "every_months", "starts_on", "ends_on", "unit"]

    def clean(self):
        data = super().clean()
        begin, end = data.get("starts_on"), data.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", ValidationError(_("It cannot end before it begins.")))
        return data


class TeamForm(RecordForm):
    class Meta:
        model = VolunteerTeam
        fields = ["name", "unit", "makeup", "leader", "members", "founded_on"]
