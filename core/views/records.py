"""What the pages about single records share: who may, the trail, the words afterwards, being removed and brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import Field, ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from core.errors import NotAllowed
from core.models import Restorable
from core.removal import KEPT_DAYS
from core.thresholds import KEPT_BY
from core.trail import record


def changes_of(form: ModelForm) -> dict[str, list[str | bool]]:
    """{field: [old, new]} of what a form changed, in words (a switch as it is); for a new record nothing: all of it is new."""
    if form.instance._state.adding:
        return {}
    fields = {name: form.fields[name] for name in form.changed_data}
    pairs = {
        name: [_word(field, form.initial.get(name)), _word(field, form.cleaned_data.get(name))]
        for name, field in fields.items()
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _word(field: Field, value) -> str | bool:
    """A value as the page shows it: the name of a record, the word of a choice."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return value
    if in_words := getattr(field, "in_words", None):
        return in_words(value)
    if isinstance(field, ModelMultipleChoiceField):
        keys = [getattr(one, "pk", one) for one in value]
        return "、".join(str(row) for row in field.queryset.model._base_manager.filter(pk__in=keys).order_by("pk"))
    if isinstance(field, ModelChoiceField):
        return str(value if isinstance(value, Model) else field.queryset.model._base_manager.filter(pk=value).first())
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(str(value), str(value))


class RecordFormMixin:
    """For CreateView and UpdateView: saves and writes the trail in one transaction; a rule that was broken is shown on the form.

    Subclasses may override `save_form` (called within the transaction) and give `said`, the message afterwards.
    """

    said = ""

    def save_form(self, form):
        return form.save()

    def form_valid(self, form):
        is_new, changes = form.instance._state.adding, changes_of(form)
        try:
            with transaction.atomic():
                self.object = self.save_form(form)
                verb = "create" if is_new else "edit"
                record(subject=self.object, by=self.request.user, verb=verb, at=timezone.now(), changes=changes)
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, self.said)
        return self.go_on()

    def go_on(self):
        return redirect(self.object)


def act(request, service, said: str = "", **arguments) -> bool:
    """Calls a service for a button; a broken rule becomes a message, what this person may not do 403. True if it was done."""
    try:
        service(by=request.user, now=timezone.now(), **arguments)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return False
    if said:
        messages.success(request, said)
    return True


def say_removed(request, removed: Restorable) -> None:
    """The message after something was removed, with the address that undoes it (templates/components/messages.html)."""
    days = KEPT_DAYS.value()
    if request.user.access.has(*KEPT_BY):
        said = ngettext(
            "'%(what)s' is removed. For %(n)s day it stands under 'Removed records'.",
            "'%(what)s' is removed. For %(n)s days it stands under 'Removed records'.",
            days,
        )
    else:
        said = ngettext(
            "'%(what)s' is removed. For %(n)s day the office can bring it back.",
            "'%(what)s' is removed. For %(n)s days the office can bring it back.",
            days,
        )
    path = reverse("bring_back", args=[removed._meta.label_lower, removed.pk])
    messages.success(request, said % {"what": removed, "n": days}, extra_tags=path)
