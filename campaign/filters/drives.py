"""The filters of the lists of drives, of their zones and of their results. One form drives the list and the export."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from campaign.models import Drive, DriveState, DriveWork, DriveZone
from core.filters import InYear, OfUnit, Search


def drives_of_town(request):
    return Drive.objects.visible_to(request.user)


def years_of_drives(user):
    return Drive.objects.visible_to(user).years()


class DriveFilter(FilterSet):
    q = Search(_("Search by name, slogan, zone or group"), _("Name, slogan, zone, group"))
    state = ChoiceFilter(label=_("State"), choices=DriveState, method="in_state", widget=forms.RadioSelect)
    year = InYear(years_of_drives, method="of_year")

    def in_state(self, queryset, name, value):
        return queryset.in_state(value, timezone.localdate())

    def of_year(self, queryset, name, value):
        return queryset.of_year(int(value))


class ZoneFilter(FilterSet):
    q = Search(_("Search by zone, group or task"), _("Zone, group, task"), "name", "group", "in_charge", "task")
    drive = ModelChoiceFilter(label=_("Drive"), queryset=drives_of_town)
    unit = OfUnit(_("Unit"), DriveZone)
    year = InYear(years_of_drives, field_name="drive__starts_on__year")


class ResultFilter(FilterSet):
    q = Search(_("Search by zone, work or note"), _("Zone, work, note"), "zone__name", "work__name", "note")
    drive = ModelChoiceFilter(label=_("Drive"), queryset=drives_of_town)
    work = ModelChoiceFilter(label=pgettext_lazy("drive", "Work"), queryset=DriveWork.objects.all())
    year = InYear(years_of_drives, field_name="day__year")
