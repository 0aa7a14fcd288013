"""What a phone sends about a sheet, checked for its types before the services look at its meaning."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from inspections.services.entries import MOST_PLACES, Entry, EntryErrors

GREATEST_KEY = 2**63 - 1


def is_key(text: str) -> bool:
    """Can this be the number of a record?"""
    return text.isascii() and text.isdigit() and len(text) < 19


class KeyField(forms.IntegerField):
    """The number of a record."""

    def __init__(self, **options):
        super().__init__(min_value=1, max_value=GREATEST_KEY, **options)


class MomentField(forms.DateTimeField):
    """A moment by a phone's clock; nothing where that clock was never set, or stands in another century."""

    def clean(self, value):
        moment = super().clean(value)
        return moment if moment and 2000 <= moment.year < 2100 else None


class YesNoField(forms.Field):
    """true, false, or nothing at all; never a word that might mean either."""

    def clean(self, value):
        if value not in (True, False, None) or (isinstance(value, int | float) and not isinstance(value, bool)):
            raise forms.ValidationError(gettext_lazy("Say yes or no."))
        return value


class EntryForm(forms.Form):
    """One item as entered."""

    not_applicable = YesNoField(required=False)
    count = forms.IntegerField(required=False, min_value=0, max_value=MOST_PLACES)
    grade = KeyField(required=False)
    passed = YesNoField(required=False)
    points = forms.DecimalField(required=False, min_value=0, max_digits=9, decimal_places=2)
    remark = forms.CharField(required=False, max_length=200)

    def entry(self) -> Entry:
        """The entry, of a form that is valid."""
        values = self.cleaned_data
        return Entry(
            not_applicable=bool(values["not_applicable"]),
            count=values["count"],
            grade_id=values["grade"],
            passed=values["passed"],
            points=values["points"],
            remark=values["remark"],
        )


class VisitForm(forms.Form):
    """Which visit a sheet is about. done: how many sheets of it the phone knew to be handed in when this one was begun.
    user: whose sheet it is."""

    round = KeyField()
    point = KeyField()
    user = KeyField(required=False)
    visited_at = MomentField(required=False)
    done = forms.IntegerField(required=False, min_value=0)


class PhotoForm(forms.Form):
    """A photo with the key that the phone gave it. What the file really is, core.attachments.photos finds out."""

    key = forms.UUIDField()
    item = KeyField()
    taken_at = MomentField(required=False)
    file = forms.FileField()


def read_json(body: bytes) -> dict[str, Any]:
    """The object that was sent; its numbers are exact. Raises DomainError for anything else."""
    try:
        content = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise DomainError(
            _("What was sent cannot be read. Load the page anew; what you entered is kept on your phone.")
        )
    return content


def read_entries(content: Any) -> dict[int, Entry]:
    """{item id: Entry} from {"12": {"count": 3}}. Raises EntryErrors by item, DomainError where it is no such object."""
    if not isinstance(content, Mapping) or not all(map(is_key, content)):
        raise DomainError(
            _("What was sent cannot be read. Load the page anew; what you entered is kept on your phone.")
        )
    entries, errors = {}, {}
    for key, values in content.items():
        form = EntryForm(values if isinstance(values, dict) else {"count": "?"})
        if form.is_valid():
            entries[int(key)] = form.entry()
        else:
            errors[int(key)] = " ".join(message for messages in form.errors.values() for message in messages)
    if errors:
        raise EntryErrors(errors)
    return entries


def read_changed(content: Any) -> frozenset[int] | None:
    """The ids of the items that a phone changed; None where it doesn't say (a page of an earlier release)."""
    if not isinstance(content, list) or not all(isinstance(key, str) and is_key(key) for key in content):
        return None
    return frozenset(map(int, content))
