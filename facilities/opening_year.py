"""What of the works gets into a new year (core/opening_year.py): nothing is copied, what is under way goes on."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.opening_year import Found, Line, Opening, Part, Way, register
from facilities.models import Facility, Project

SHOWN = 60


def _projects(opening: Opening) -> Found:
    rows = list(Project.objects.present().open().filter(town=opening.town).order_by("name", "pk"))
    lines = tuple(Line(row.name, row.get_stage_display(), row.get_absolute_url()) for row in rows[:SHOWN])
    return Found(len(rows), lines, reverse("facilities:projects"))


def _facilities(opening: Opening) -> Found:
    count = Facility.objects.present().filter(town=opening.town).count()
    return Found(count, path=reverse("facilities:facilities"))


register(Part("facilities", _("Facilities"), Way.STAYS, _facilities))
register(Part("projects", _("Projects that are not finished"), Way.CARRIED, _projects))
