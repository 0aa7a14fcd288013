"""The order of sections and items: one step up or down, or all of them as they were dragged."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.trail import record
from inspections.models import Item, Section, Standard
from inspections.services.standards import locked_for_edit


def move(*, row: Section | Item, step: int, by: User, now: datetime) -> None:
    """Moves a section in its standard, or an item in its section, by one place: -1 up, 1 down. At the end nothing happens."""
    keys = [one.pk for one in _beside(row)]
    at = keys.index(row.pk)
    to = min(max(at + step, 0), len(keys) - 1)
    keys.insert(to, keys.pop(at))
    put_in_order(row=row, keys=keys, by=by, now=now)


@transaction.atomic
def put_in_order(*, row: Section | Item, keys: Sequence[int], by: User, now: datetime) -> None:
    """Puts `row` and those beside it into the order of `keys`, the ids of all of them.

    Raises DomainError where the standard is frozen, or where somebody added or took off one in the meantime.
    """
    standard = locked_for_edit(row.standard)
    rows = {one.pk: one for one in _beside(row)}
    if sorted(rows) != sorted(keys):
        raise DomainError(_("Somebody changed this standard in the meantime. Load the page anew."))
    if list(rows) == list(keys) and [one.order for one in rows.values()] == list(range(1, len(rows) + 1)):
        return
    for order, key in enumerate(keys, start=1):
        rows[key].order = order
    type(row).objects.bulk_update(rows.values(), ["order"])
    record(subject=standard, by=by, verb="edit", at=now, reason=_("Order"))


def _beside(row: Section | Item) -> list:
    """All rows among which this one has its place, in order."""
    owner: Standard | Section = row.section if isinstance(row, Item) else row.standard
    rows = owner.items if isinstance(row, Item) else owner.sections
    return list(rows.order_by("order", "pk"))
