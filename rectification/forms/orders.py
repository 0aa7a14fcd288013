"""The forms of supervision orders and talks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rectification.forms.loop import LoopForm, area, day_field
from rectification.models import SupervisionOrder
from rectification.order_words import MOST
from rectification.services.orders import stamp_of


class SeenForm(LoopForm):
    """A form that says which text its reader saw."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, order: SupervisionOrder | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if order:
            self.fields["seen"].initial = stamp_of(order)

    def renew(self, order: SupervisionOrder) -> bool:
        """From now on it is about the order as it is by now; what was typed stays. Was that another text?"""
        seen, self.data = self.data.get("seen"), self.data.copy()
        self.data["seen"] = stamp_of(order)
        return bool(seen) and seen != self.data["seen"]


class OrderTextForm(SeenForm):
    """What is demanded and by when it is to be answered: for a new order, and for one that isn't signed yet."""

    demand = area(_("What is demanded"), _("The unit reads it word for word, and so does the paper."), most=MOST)
    answer_by = day_field(_("To be answered by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["demand"].widget.attrs["rows"] = 7

    def clean_demand(self):
        return self.cleaned_data["demand"].replace("\r\n", "\n")


class SignForm(SeenForm):
    """The leader's opinion, and the signature by hand or by name. ink: what the field for handwriting holds (signature.js)."""

    opinion = area(_("Opinion"), _("It stands on the paper above the signature."), required=False)
    ink = forms.CharField(required=False, widget=forms.HiddenInput)
    typed_name = forms.CharField(
        label=_("Or type your name"), max_length=80, required=False, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("As it stands at your account; it then counts as your signature."),
    )  # fmt: skip


class DropForm(LoopForm):
    reason = area(_("Why it is not issued"))


class HoldTalkForm(LoopForm):
    held_on = day_field(_("Held on"))
    note = area(_("What was agreed"), most=500)


class DropTalkForm(LoopForm):
    note = area(_("Why it is not held"), most=500)
