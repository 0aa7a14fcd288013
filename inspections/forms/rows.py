"""What the forms of inspections share: rows of a formset, and whole numbers that every database can keep."""

from collections.abc import Iterable

from django import forms
from django.core.validators import MaxValueValidator

from core.form_fields import offer_words

CLASSES = {
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "",
    forms.Select: "form-select form-select-sm",
}
MOST = 32_767
"""A small whole number ends here on PostgreSQL; SQLite would take more."""


def limit_whole_numbers(fields: Iterable[forms.Field], most: int = MOST) -> None:
    """Refuses whole numbers that are too large, in words, on both databases alike."""
    for field in fields:
        if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
            field.max_value = most
            field.validators.append(MaxValueValidator(most))
            field.widget.attrs["max"] = most


class RowForm(forms.ModelForm):
    """A row of a formset: its controls in the product's look, small."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_words(self)
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(type(field.widget), "form-control form-control-sm")
        limit_whole_numbers(self.fields.values())
