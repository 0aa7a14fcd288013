"""The form of the first run."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.setup_code import is_setup_code
from core.forms import PlainForm

NEW_PASSWORD = {"autocomplete": "new-password"}


class SetupForm(PlainForm):
    """Town, year and the first account. year: the present one."""

    code = forms.CharField(
        label=gettext_lazy("Setup code"), max_length=40,
        help_text=gettext_lazy("It stands on the server's terminal, and in the file 'setup-code' of its data folder."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}),
    )  # fmt: skip
    city = forms.CharField(
        label=gettext_lazy("City above the town"), max_length=80,
        help_text=gettext_lazy("It inspects the town and ranks it, e.g. 楚江市."),
    )  # fmt: skip
    town = forms.CharField(
        label=gettext_lazy("Town or subdistrict"), max_length=80,
        help_text=gettext_lazy("Its full name, e.g. 枫河街道. It stands on every page."),
    )  # fmt: skip
    year = forms.IntegerField(
        label=gettext_lazy("First campaign year"), min_value=1990, max_value=2200,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=40)
    username = forms.CharField(
        label=gettext_lazy("Your account"), max_length=150,
        help_text=gettext_lazy("Letters and digits, e.g. the name in pinyin; with it you sign in as the administrator. Capital letters make no difference."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, widget=forms.PasswordInput(NEW_PASSWORD, render_value=False)
    )
    again = forms.CharField(
        label=gettext_lazy("The password once more"), strip=False,
        widget=forms.PasswordInput(NEW_PASSWORD, render_value=False),
    )  # fmt: skip
    works_in_office = forms.BooleanField(
        label=gettext_lazy("I also work in the campaign office"), required=False, initial=True,
        help_text=gettext_lazy("Then you keep standards, rounds and tasks yourself. It can be changed under 'People'."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(str(text) for text in password_validators_help_texts())

    def clean_code(self) -> str:
        if not is_setup_code(self.cleaned_data["code"]):
            raise ValidationError(_("This is not the setup code. Look at the server's terminal, or into the file."))
        return self.cleaned_data["code"]

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", ValidationError(_("The two passwords differ. Enter both again.")))
        return data

    def answers(self) -> dict:
        """What `config.setup.set_up_town` asks for."""
        names = ("city", "town", "year", "name", "username", "password", "works_in_office")
        return {name: self.cleaned_data[name] for name in names}
