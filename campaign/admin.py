from django.contrib import admin

from campaign.models import CampaignYear
from core.admin import ReadOnlyAdmin


@admin.register(CampaignYear)
class CampaignYearAdmin(ReadOnlyAdmin):
    list_display = ["year", "slogan", "closed_on"]
