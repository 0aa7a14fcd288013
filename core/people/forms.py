"""Forms about people: somebody new, a name, a post, its last day, and who leaves."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.choosing import Sought
from core.form_fields import Chosen
from core.forms import PlainForm
from core.models import Role, Unit, User
from core.people.checks import ACCOUNT_LONGEST, NAME_LONGEST, checked_account, checked_name
from core.search import having_words


def day_field(label, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class UnitField(forms.ModelChoiceField):
    """Units of the town; where several have a name, with the unit above behind it."""

    def set_units(self, units) -> None:
        self.queryset = units
        names = list(units.values_list("path", "name"))
        self._above = dict(names)
        self._often = {name for name, times in Counter(name for _path, name in names).items() if times > 1}

    def label_from_instance(self, unit: Unit) -> str:
        above = self._above.get(unit.parent_path, "") if unit.name in self._often else ""
        return f"{unit.name}（{above}）" if above else unit.name


class PersonField(Sought):
    """People, told apart by unit and account: names repeat. The queryset comes `with_posts`."""

    def matching(self, words: str):
        return having_words(self.queryset, words, "display_name", "username", "posts__unit__name").distinct()

    def label_from_instance(self, person: User) -> str:
        posts = "、".join(dict.fromkeys(post.unit.name for post in person.all_posts))
        return " · ".join(filter(None, (person.display_name, posts, person.username)))


class NameFields(forms.Form):
    """Name and account, cleaned as they are kept."""

    person: User | None = None

    display_name = forms.CharField(
        label=_("Person's name"), max_length=NAME_LONGEST * 2, strip=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    username = forms.CharField(
        label=_("Account"), max_length=ACCOUNT_LONGEST * 2, strip=False,
        help_text=_("With it the person signs in: the telephone number, or the name in pinyin. Unique, without spaces."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_display_name(self):
        return _flat(lambda: checked_name(self.cleaned_data["display_name"]))

    def clean_username(self):
        return _flat(lambda: checked_account(self.cleaned_data["username"], self.person))


def _flat(check):
    """A rule's message without its field: the form knows where it stands."""
    try:
        return check()
    except ValidationError as error:
        raise ValidationError(error.messages) from error


class PostFields(forms.Form):
    """A post: what, where, from when until when."""

    role = forms.ChoiceField(
        label=_("Post"), choices=[("", "---------"), *Role.choices],
        help_text=_("What the person sees and may do follows from it."),
    )  # fmt: skip
    unit = UnitField(
        label=_("Unit"), queryset=Unit.objects.none(),
        help_text=_("The post covers this unit and what lies below it. Campaign office, leaders and administrators: the town itself."),
    )  # fmt: skip
    starts_on = day_field(_("In post from"))
    ends_on = day_field(_("In post until"), required=False, help_text=_("Its last day; empty: without an end."))

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        home = Unit.objects.home()
        units = Unit.objects.visible_to(user)
        self.fields["unit"].set_units(units.below(home).in_force(today) if home else units.none())
        self.initial.setdefault("starts_on", today)


class NewPersonForm(PostFields, NameFields, PlainForm):
    field_order = ("display_name", "username", "role", "unit", "starts_on", "ends_on")


class PersonForm(NameFields, PlainForm):
    def __init__(self, *args, person: User, **kwargs):
        names = {"display_name": person.display_name, "username": person.username}
        super().__init__(*args, initial=names, **kwargs)
        self.person = person


class PostForm(PostFields, PlainForm):
    pass


class EndPostForm(PlainForm):
    ends_on = day_field(
        _("Last day of the post"), help_text=_("From the day after it the post gives no right any more.")
    )


class LeavingForm(PlainForm):
    """people: who may take over, `with_posts`. may_give_posts: only for administrators."""

    last_day = day_field(
        _("Last day there"),
        help_text=_("Until then everything stays as it is. A day that has passed takes effect at once."),
    )
    successor = PersonField(
        label=_("Who takes over"), queryset=User.objects.none(), required=False, empty_label=_("Nobody takes over"),
        help_text=_("Takes the open work over, as far as the rules let them."),
    )  # fmt: skip
    posts_go_over = forms.BooleanField(
        label=_("The successor gets the posts too"), required=False,
        help_text=_("From the day after, as far as they do not hold them yet."),
    )  # fmt: skip

    def __init__(self, *args, people, may_give_posts: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people
        if not may_give_posts:
            del self.fields["posts_go_over"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("posts_go_over") and not cleaned.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Choose who takes the posts over."))
        return cleaned


class SlipsForm(PlainForm):
    """Who is handed a slip, and in which shape."""

    people = Chosen(
        label=pgettext_lazy("chosen in a list", "People"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )  # fmt: skip
    shape = forms.ChoiceField(choices=[("page", _("To print")), ("xlsx", "Excel")], initial="page")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
