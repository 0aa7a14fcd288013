"""Fields that the forms of the loop share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


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
