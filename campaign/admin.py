from django.contrib import admin

from campaign.models import CampaignYear


@admin.register(CampaignYear)
class CampaignYearAdmin(admin.ModelAdmin):
    list_display = ["year", "slogan", "closed_on"]
    readonly_fields = ["opened_at", "closed_on"]  # both are acts of the office (services/years.py)
