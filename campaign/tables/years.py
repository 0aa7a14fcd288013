"""The campaign's years as they go out to Excel and come back, with slogan and targets. They are opened and closed on their pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from campaign.models import CampaignYear
from campaign.models.years import why_closed
from core.table_in.columns import Column, Whole
from core.table_in.registry import register
from core.table_in.service import TableIn


def _still_open(year: CampaignYear) -> None:
    if reason := why_closed([year.pk]):
        raise ValidationError(reason)


YEARS = register(
    TableIn(
        code="campaign_years",
        label=gettext_lazy("Campaign years"),
        model=CampaignYear,
        columns=(
            Whole("year", "年度", needed=True, low=1990, high=2200),
            Column("slogan", "口号"),
            Column("targets", "目标", longest=4000),
        ),
        key=("year",),
        stored=lambda town: CampaignYear.objects.all(),
        new=lambda town: CampaignYear(),
        list_url="campaign:years",
        check=_still_open,
    )
)

EXPORT_COLUMNS = (*YEARS.export_columns, ("收官日期", "closed_on"))
"""The day on which a year was closed is for reading; it is not read back."""
