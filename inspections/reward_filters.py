"""The filter bar of rewards and penalties by rule."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.models import Reward, RewardState
from inspections.selectors.rewards import rewarded_teams


class RewardFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=RewardState, empty_label=_("All"), widget=forms.RadioSelect
    )
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="round__year", empty_label=_("All"), choices=())
    team = django_filters.ModelChoiceFilter(label=_("Cleaning team"), queryset=rewarded_teams, empty_label=_("All"))

    class Meta:
        model = Reward
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Reward.objects.visible_to(self.request.user).order_by("-round__year")
        years = rows.values_list("round__year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
