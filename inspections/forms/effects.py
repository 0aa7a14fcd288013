"""The form about what a kind of project should move."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from inspections.models import Item


def items_to_choose() -> dict[str, str]:
    """Code > name of every item, as its latest version calls it, in the order of the standards."""
    rows = Item.objects.order_by("standard__name", "standard__version", "section__order", "order", "pk")
    return dict(rows.values_list("code", "name"))


class EffectsForm(PlainForm):
    """The items of one kind of project; none chosen: it is expected to move nothing."""

    codes = forms.MultipleChoiceField(
        label=_("Items that it should move"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [(code, f"{name}（{code}）") for code, name in items_to_choose().items()]
