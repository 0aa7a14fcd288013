"""The rows of formsets of drives and plans."""

from datetime import datetime

from django import forms
from django.core.validators import MaxValueValidator

from core.form_fields import offer_words
from core.models import User
from core.removal import remove

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


class PartsFormSet(forms.BaseInlineFormSet):
    """The parts of a record, core.models.Restorable: one that is ticked off is removed like any record, and can be brought back.

    known_by: the fields by which a part stands once in its record. said_twice: what is said where two rows are the same.
    """

    known_by: tuple[str, ...] = ("name",)
    said_twice = ""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            known = tuple(getattr(form, "cleaned_data", {}).get(name) for name in self.known_by)
            if form in self.deleted_forms or None in known or "" in known:
                continue
            if known in seen:
                form.add_error(self.known_by[-1], self.said_twice)
            seen.add(known)
        for form in self.deleted_forms:
            if form.instance.pk and (reason := form.instance.kept_because()):
                raise forms.ValidationError(reason)

    def save_parts(self, owner, by: User, now: datetime) -> None:
        self.instance, self.by, self.now = owner, by, now
        self.save()

    def delete_existing(self, obj, commit=True):
        remove(subject=obj, by=self.by, now=self.now, allowed=True)
