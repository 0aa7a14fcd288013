"""Volunteer teams: the list with the hours of a year, the pages about one."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaign.filters.activities import TeamFilter
from campaign.forms.activities import TeamForm
from campaign.models import Activity, VolunteerTeam
from campaign.selectors.activities import hours_words, team_rows, team_totals
from campaign.tables.activities import TEAMS
from campaign.views.activities import OfficeList
from core.views.record_pages import RecordEdit, RecordNew, RecordPage, RecordRemove


class TeamList(OfficeList):
    model = VolunteerTeam
    template_name = "campaign/teams.html"
    filterset_class = TeamFilter
    sorts = {"unit": ("unit__path", "name", "pk"), "name": ("name", "pk"), "members": ("-members", "name", "pk")}
    export_name = _("Volunteer teams")
    export_columns = TEAMS.export_columns
    comes_back = TEAMS

    @cached_property
    def year(self) -> int:
        return timezone.localdate().year

    def get_queryset(self):
        return super().get_queryset().select_related("unit")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        totals = team_totals(self.filter.qs, self.year)
        return context | {
            "year": self.year,
            "rows": team_rows(context["object_list"], self.year),
            "totals": totals,
            "total_hours": hours_words(totals.hours),
        }


class TeamPages:
    model = VolunteerTeam
    form_class = TeamForm
    list_url = "campaign:teams"


class TeamNew(TeamPages, RecordNew):
    pass


class TeamEdit(TeamPages, RecordEdit):
    pass


class TeamRemove(RecordRemove):
    model = VolunteerTeam
    list_url = "campaign:teams"


class TeamPage(RecordPage):
    model = VolunteerTeam
    template_name = "campaign/team.html"
    joins = ("unit",)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        year = timezone.localdate().year
        activities = Activity.objects.visible_to(self.request.user).filter(teams=self.object).select_related("kind")
        [row] = team_rows([self.object], year)
        return context | {"row": row, "hours": hours_words(row.hours), "year": year, "activities": activities[:50]}
