"""Forms and filters about notices: how one wants to be told, the robots of groups, what was sent out."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from core.filters import Search
from core.models import DeliveryState, Robot, Unit
from core.telling.notices import KINDS, NoticeKind
from core.telling.robots import check_address, masked


class NoticeFilter(FilterSet):
    q = Search(_("Search"), _("Words of a notice"), "title", "text")
    read = ChoiceFilter(
        label=_("Read or not"), choices=[("no", _("Unread"))], method="by_read", widget=forms.RadioSelect
    )
    kind = ChoiceFilter(label=_("Kind"), choices=lambda: [(k.code, k.label) for k in KINDS.values()])

    def by_read(self, queryset, name, value):
        return queryset.unread()


class DeliveryFilter(FilterSet):
    """Without a choice it shows what has not arrived (yet)."""

    q = Search(_("Search"), _("Message, receiver, trouble"), "title", "user__display_name", "robot__name", "trouble")
    state = ChoiceFilter(
        label=_("State"), choices=[("", _("Not sent")), *DeliveryState.choices, ("all", _("All"))], empty_label=None,
        method="in_state",
    )  # fmt: skip
    way = ChoiceFilter(label=_("Way"), choices=[("mail", _("E-mail")), ("robot", _("Group robot"))], method="by_way")

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.not_sent()

    def in_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(state=value)

    def by_way(self, queryset, name, value):
        return queryset.filter(robot__isnull=value == "mail")


class ChoicesForm(forms.Form):
    """Two switches a kind of event, and the address for mail. `choices()` gives what was chosen, `rows()` the page's table."""

    email = forms.EmailField(
        label=_("E-mail address"), required=False, max_length=254, help_text=_("Where e-mail goes. Only you and the administrator see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def __init__(self, *args, kinds: list[NoticeKind], chosen: dict, **kwargs):
        """chosen: code of the kind -> NoticeChoice."""
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            row = chosen.get(kind.code)
            in_site, by_email = (row.in_site, row.by_email) if row else (True, kind.by_email)
            self.fields[f"site-{kind.code}"] = self._switch(_("%(kind)s: in the site"), kind, in_site)
            self.fields[f"mail-{kind.code}"] = self._switch(_("%(kind)s: by e-mail"), kind, by_email)

    def _switch(self, label, kind: NoticeKind, on: bool) -> forms.BooleanField:
        look = forms.CheckboxInput(attrs={"role": "switch"})
        return forms.BooleanField(label=label % {"kind": kind.label}, required=False, initial=on, widget=look)

    def rows(self):
        return [(kind.label, (self[f"site-{kind.code}"], self[f"mail-{kind.code}"])) for kind in self.kinds]

    def choices(self) -> dict[str, tuple[bool, bool]]:
        data = self.cleaned_data
        return {kind.code: (data[f"site-{kind.code}"], data[f"mail-{kind.code}"]) for kind in self.kinds}


class SecretInput(forms.PasswordInput):
    """Dots on the screen, and nothing of it kept by the browser (static/js/keep-typed.js leaves it out)."""

    def __init__(self):
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"}, render_value=True)


class RobotForm(forms.ModelForm):
    """A robot. Its secrets are never sent to a browser again: an empty field keeps what is stored."""

    url = forms.URLField(
        label=_("Address of the robot"), max_length=400, assume_scheme="https", widget=SecretInput,
        help_text=_("As the group shows it after a robot was added. Whoever has it can write to the group: keep it secret."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of events"), widget=forms.CheckboxSelectMultiple, help_text=_("What is posted to the group.")
    )

    class Meta:
        model = Robot
        fields = ["name", "flavour", "url", "secret", "unit", "kinds"]
        widgets = {"secret": SecretInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = {name: getattr(self.instance, name) for name in ("url", "secret")}
        self.shown = _shown(self.instance)
        self.initial |= {"url": "", "secret": ""}
        self.fields["kinds"].choices = [(kind.code, kind.label) for kind in KINDS.values()]
        self.fields["unit"].queryset = Unit.objects.answering().living(self.instance.unit_id)
        self.fields["unit"].empty_label = _("Everything in the town")
        if self.kept["url"]:
            self._say_what_is_kept()

    def _say_what_is_kept(self) -> None:
        words = _("Kept: %(address)s. Leave it empty to keep it.")
        self.fields["url"].required = False
        self.fields["url"].help_text = words % {"address": masked(self.kept["url"])}
        if self.kept["secret"]:
            self.fields["secret"].help_text = words % {"address": "…"}

    def clean_url(self):
        url = self.cleaned_data["url"] or self.kept["url"]
        check_address(url)
        return url

    def clean_secret(self):
        return self.cleaned_data["secret"].strip() or self.kept["secret"]

    def told_changes(self) -> dict[str, list]:
        """{field: [old, new]} for the trail, in words; of the secrets only that they changed."""
        if self.instance._state.adding:
            return {}
        now = _shown(self.instance)
        changes = {name: [self.shown[name], now[name]] for name in now if now[name] != self.shown[name]}
        return changes | {name: ["…", "…"] for name in self.kept if self.cleaned_data[name] != self.kept[name]}


def _shown(robot: Robot) -> dict[str, str]:
    """What the trail may tell of a robot."""
    return {
        "name": robot.name,
        "flavour": robot.get_flavour_display(),
        "unit": str(robot.unit or ""),
        "kinds": gettext(", ").join(str(KINDS[code].label) for code in robot.kinds if code in KINDS),
    }
