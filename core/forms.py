"""Forms about oneself."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Says the same for a wrong name and a wrong password, so that nobody learns which accounts exist."""

    error_messages = {
        "invalid_login": _("The account or the password is wrong. Please try again."),
        "inactive": _("The account or the password is wrong. Please try again."),
    }


class PasswordForm(PasswordChangeForm):
    """One's own password; the rules stand where they are needed."""

    old_password = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("The present password is wrong. Please enter it again."),
        "password_mismatch": _("The two new passwords differ. Please enter them again."),
    }
