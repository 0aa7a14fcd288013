"""What the forms of drives and plans share: a form without a record, and the rows of a formset."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator

SMALL = {forms.CheckboxInput: "form-check-input", forms.Select: "form-select form-select-sm"}
MOST = 32_767
"""A small whole number ends here on PostgreSQL; SQLite would take more."""


class PlainForm(forms.Form):
    """A form that stands in a page's own <form>, and shows the errors of services at its fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def add_domain_error(self, error: forms.ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class RowForm(forms.ModelForm):
    """A row of a formset: its controls in the product's look, small; whole numbers that both databases can keep."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = SMALL.get(type(field.widget), "form-control form-control-sm")
            if type(field) is forms.IntegerField:
                field.validators.append(MaxValueValidator(MOST))
