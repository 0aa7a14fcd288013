"""What the forms of the loop are made of."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.form_fields import PhotosField
from core.forms import PlainForm


class LoopForm(PlainForm):
    """A form whose photos outlive a failed try, and that shows the errors of the services at its fields."""

    @property
    def photo_field(self) -> str:
        """The name of the field for photos; '' if there is none."""
        return next((name for name, field in self.fields.items() if isinstance(field, PhotosField)), "")

    def keep(self, photos) -> None:
        """Shows these photos with the form again, and says so where one is needed and there is none."""
        field = self.fields[self.photo_field]
        field.widget.kept = photos
        if field.required and not photos and not self.has_error(self.photo_field):
            self.add_error(self.photo_field, field.error_messages["needed"])

    def arguments(self) -> dict:
        """The cleaned fields, as the services name them; photos come beside them."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("seen_entry", self.photo_field)
        }


def area(label, help_text="", *, required=True, most=300) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=forms.Textarea({"rows": 3})
    )


def day_field(label, help_text="") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class TaskNumberField(forms.CharField):
    """Another task, named by its number, among those that the user may see."""

    default_error_messages = {"unknown": _("There is no task with this number that you may see.")}

    def __init__(self, *, tasks, **kwargs):
        self.tasks = tasks
        super().__init__(max_length=16, **kwargs)

    def clean(self, value):
        number = super().clean(value)
        if not number:
            return None
        if task := self.tasks.filter(number__iexact=number).first():
            return task
        raise ValidationError(self.error_messages["unknown"], "unknown")
