"""Forms of the second step. Whatever is guessed wrong in them counts for the lock against guessing."""

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from core.account import lockout, two_factor
from core.errors import DomainError
from core.forms import PlainForm


def code_field(label, *, letters: bool = False, help_text="") -> forms.CharField:
    """letters: recovery codes may be typed too, so a phone shows its whole keyboard."""
    wanted = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none", "class": "code-field"}
    if not letters:
        wanted["inputmode"] = "numeric"
    return forms.CharField(label=label, help_text=help_text, max_length=40, widget=forms.TextInput(wanted))


class GuessedForm(PlainForm):
    """About one person, whose secrets it asks for."""

    def __init__(self, *args, request, person, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.person, self.now = request, person, now

    def check_password(self) -> bool:
        """Counted by the door itself (django-axes)."""
        name, password = self.person.get_username(), self.cleaned_data.get("password", "")
        if authenticate(self.request, username=name, password=password) is None:
            self.add_error("password", _("The present password is wrong. Please enter it again."))
        return not self.errors

    def check_code(self) -> None:
        """Sets `used_recovery`: whether it was a recovery code."""
        if lockout.is_locked(self.request, self.person.get_username()):
            self.add_error(None, _("Locked for a while"))  # the answer is the page that says more
            return
        try:
            self.used_recovery = two_factor.check_code(
                user=self.person, code=self.cleaned_data.get("code", ""), now=self.now
            )
        except DomainError as error:
            self.refuse_code(error)

    def refuse_code(self, error: DomainError) -> None:
        if error.code == "wrong_code":
            lockout.count_failure(self.request, self.person.get_username())
        self.add_error("code", error)


class SecondStepForm(GuessedForm):
    """The code at sign-in; from the app, or a recovery code."""

    code = code_field(_("Code from the app"))

    def __init__(self, *args, with_recovery_code=False, **kwargs):
        super().__init__(*args, **kwargs)
        if with_recovery_code:
            self.fields["code"] = code_field(_("Recovery code"), letters=True)

    def clean(self):
        if not self.errors:
            self.check_code()


class SetUpForm(GuessedForm):
    """The first code of a new key. Who is signed in already says the password too: the computer may stand open."""

    code = code_field(_("The 6 digits that the app shows now"))
    password = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, *args, asks_password, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_password:
            del self.fields["password"]

    def clean(self):
        if not self.errors and "password" in self.fields:
            self.check_password()


class PasswordAndCodeForm(GuessedForm):
    """For what changes the second step itself."""

    password = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    code = code_field(_("Code from the app, or a recovery code"), letters=True)

    def clean(self):
        if not self.errors and self.check_password():
            self.check_code()
