"""The filter of the entries of money. One form drives the list and the export."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import InYear, Search
from facilities.models import FundingSource, FundingStep, Project
from facilities.selectors.funding import years_of_money


def projects_of_town(request):
    return Project.objects.visible_to(request.user)


class EntryFilter(FilterSet):
    q = Search(_("Search by project, paper or note"), _("Project, paper, note"), few=True)
    step = ChoiceFilter(label=pgettext_lazy("money", "What"), choices=FundingStep, widget=forms.RadioSelect)
    year = InYear(years_of_money)
    source = ModelChoiceFilter(label=_("Source of money"), queryset=FundingSource.objects.all())
    project = ModelChoiceFilter(label=_("Project"), queryset=projects_of_town, widget=forms.HiddenInput)
