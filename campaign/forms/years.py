"""The form of a campaign year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import CampaignYear
from core.forms import page_form


class YearForm(forms.ModelForm):
    class Meta:
        model = CampaignYear
        fields = ["year", "slogan", "targets", "closed_on"]
        labels = {"closed_on": _("Closed on"), "targets": _("Targets")}
        widgets = {
            "targets": forms.Textarea({"rows": 4}),
            "closed_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
        if self.instance.pk:
            self.fields["year"].disabled = True
