"""What of the campaign must be there before the work begins (core/readiness.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import CampaignYear
from core.navigation import path_of
from core.readiness import Check, Found, Moment, register


def year(moment: Moment) -> Found:
    """The present year is entered, with what it is to reach."""
    row = CampaignYear.objects.filter(pk=moment.today.year).first()
    if row is None:
        return Found(False, _("%(year)s is not entered") % {"year": moment.today.year})
    if not row.targets:
        return Found(False, _("%(year)s has no targets yet") % {"year": row.year})
    return Found(True, row.slogan or str(row.year))


register(
    Check(
        "year",
        70,
        gettext_lazy("Campaign year and targets"),
        gettext_lazy("Its slogan and what it is to reach stand on the overview."),
        lambda: path_of("campaign:years"),
        year,
    )
)
