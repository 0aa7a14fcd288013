"""Forms about oneself, and the ground of forms about records."""

from decimal import Decimal

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext_lazy as _

from core.choosing import SoughtUnit, sought_instead
from core.form_fields import ShapeField, offer_words, plausible_day
from core.maps.shapes import POINT, point_at
from core.models import Unit


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

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def validate_password_for_user(self, user, password_field_name="new_password1"):
        """What is wrong with a new password stands at the first of its two fields, beside the rules."""
        super().validate_password_for_user(user, "new_password1")

    def clean_old_password(self):
        """Checked at the door, which counts wrong ones: a stolen session is no place to guess in."""
        typed = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=typed) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return typed


def page_form() -> FormHelper:
    """For forms that crispy draws inside a page's own <form>, which has the token."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    return helper


class PlainForm(forms.Form):
    """A form without a record that stands in a page's own <form>, and shows the errors of services at its fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
        for field in self.fields.values():
            if type(field) is forms.DateField:
                field.validators.append(plausible_day)

    def add_domain_error(self, error: ValidationError) -> None:
        """Shows what a service said, at the field it is about where the form has that field."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class RecordForm(forms.ModelForm):
    """A form about one record. Gets the user and the town; only offers units of the town that have not ended, and words that are in use.

    Dates get the browser's calendar, whatever stands in `Meta.widgets` stays.
    """

    def __init__(self, *args, user, town, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.town = user, town
        self.helper = page_form()
        for name, field in self.fields.items():
            self._suit(name, field)
        offer_words(self)

    def _suit(self, name: str, field) -> None:
        if type(field) is forms.ModelChoiceField and field.queryset.model is Unit:
            field = self.fields[name] = sought_instead(field, SoughtUnit)
        if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Unit:
            units = Unit.objects.visible_to(self.user).below(self.town)
            field.queryset = units.living(getattr(self.instance, f"{name}_id", None))
        if type(field) is forms.DateField:
            field.validators.append(plausible_day)
            if type(field.widget) is forms.DateInput:
                field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        if type(field) is forms.IntegerField and (most := self._most(name)):
            field.validators.append(MaxValueValidator(most))
        if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":  # Django's own default
            field.widget.attrs["rows"] = 3

    def _most(self, name: str) -> int | None:
        """What PostgreSQL's column holds; SQLite would take more, and stumble over the sum."""
        column = next((one for one in self.instance._meta.fields if one.name == name), None)
        ranges = BaseDatabaseOperations.integer_field_ranges
        return ranges.get(column.get_internal_type(), (None, None))[1] if column else None

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                self.check_record()
            except ValidationError as error:
                self._update_errors(error)

    def check_record(self) -> None:
        """Of the whole record: a rule that names a field which stands in no form (town, removed) holds all the same."""
        self.instance.validate_constraints()


class PlacedForm(forms.ModelForm):
    """Of a record with a latitude and a longitude: both are one field, a point on the map."""

    position = ShapeField(kinds=(POINT,), label=_("Position"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.latitude is not None:
            self.initial["position"] = point_at(self.instance.latitude, self.instance.longitude)

    def clean(self):
        cleaned = super().clean()
        if "position" in self.cleaned_data:
            self.instance.latitude, self.instance.longitude = degrees(self.cleaned_data["position"])
        return cleaned


def degrees(point: dict | None) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude of a GeoJSON point, both None without one."""
    if point is None:
        return None, None
    longitude, latitude = (Decimal(str(number)) for number in point["coordinates"])
    return latitude, longitude
