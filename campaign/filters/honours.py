"""The filter of the list of honours: one form drives list, counts, roster, certificates and export."""

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _
from django_filters import BaseInFilter, ChoiceFilter, FilterSet, ModelChoiceFilter, NumberFilter

from campaign.honour_states import HonourState
from campaign.models import Honour, HonourKind
from core.filters import InYear, OfUnit, Search


def years_of_honours(user):
    return Honour.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct()


class ChosenFilter(BaseInFilter, NumberFilter):
    """Keys, separated by commas. What no database holds is none: SQLite stumbles over it."""

    def get_max_validator(self):
        return MaxValueValidator(BigIntegerField.MAX_BIGINT)


class HonourFilter(FilterSet):
    q = Search(_("Search"), _("Name, reason, certificate"))
    state = ChoiceFilter(label=_("State"), choices=HonourState, widget=forms.RadioSelect)
    kind = ModelChoiceFilter(label=_("Kind"), queryset=HonourKind.objects.all())
    year = InYear(years_of_honours)
    unit = OfUnit(_("Village or community"), Honour)


class CertificateFilter(HonourFilter):
    """The same, and those that were ticked in the list: ?chosen=12,15."""

    chosen = ChosenFilter(field_name="pk", lookup_expr="in", widget=forms.HiddenInput)
