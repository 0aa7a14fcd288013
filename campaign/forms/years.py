"""The forms about campaign years: a year's words, opening one, opening a closed one again."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import CampaignYear
from campaign.models.years import why_closed
from core.forms import PlainForm, page_form


class YearForm(forms.ModelForm):
    """Slogan and targets; of a closed year they stay as they are."""

    class Meta:
        model = CampaignYear
        fields = ["year", "slogan", "targets"]
        labels = {"targets": gettext_lazy("Targets")}
        widgets = {"targets": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
        if self.instance.pk:
            self.fields["year"].disabled = True

    def clean(self):
        data = super().clean()
        if self.instance.pk and (reason := why_closed([self.instance.pk])):
            raise forms.ValidationError(reason)
        return data


class OpenYearForm(PlainForm):
    """What the new year says of itself, and whether the old one is closed with it."""

    slogan = forms.CharField(label=gettext_lazy("Slogan"), max_length=80, required=False)
    targets = forms.CharField(
        label=gettext_lazy("Targets"), required=False, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("They can be changed at any time."),
    )  # fmt: skip
    close_old = forms.BooleanField(required=False)

    def __init__(self, *args, old: int | None, **kwargs):
        """old: the year that may be closed with it; None where there is none, or where it isn't over."""
        super().__init__(*args, **kwargs)
        if old is None:
            del self.fields["close_old"]
        else:
            self.fields["close_old"].label = _("Close %(year)s in the same step") % {"year": old}
            self.fields["close_old"].help_text = _("From then on it is only read.")


class ReopenForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("E.g. the city's bulletin for the whole year came in January."),
    )  # fmt: skip
