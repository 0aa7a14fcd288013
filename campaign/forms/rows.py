"""The rows of formsets of drives and plans."""

from django import forms
from django.core.validators import MaxValueValidator

from core.form_fields import offer_words

SMALL = {forms.CheckboxInput: "form-check-input", forms.Select: "form-select form-select-sm"}
MOST = 32_767
"""A small whole number ends here on PostgreSQL; SQLite would take more."""


class RowForm(forms.ModelForm):
    """A row of a formset: its controls in the product's look, small; whole numbers that both databases can keep."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_words(self)
        for field in self.fields.values():
            field.widget.attrs["class"] = SMALL.get(type(field.widget), "form-control form-control-sm")
            if type(field) is forms.IntegerField:
                field.validators.append(MaxValueValidator(MOST))
