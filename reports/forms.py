"""The form of one passage."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import Passage


class PassageForm(forms.Form):
    """revision: of the text that the writer began with."""

    text = forms.CharField(
        label=_("Text"), max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Figures keep their link to the records as long as their words stand here in the same order."),
    )  # fmt: skip
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, passage: Passage, **kwargs):
        kwargs["initial"] = {"text": passage.text, "revision": passage.revision}
        super().__init__(*args, **kwargs)
