"""Changes of a dictionary beside its forms: the order, retiring and restoring a word, removing one that nothing names."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.dictionaries.book import is_used
from core.errors import DomainError
from core.models import User, Word
from core.removal import remove
from core.thresholds import check_keeper
from core.trail import record


def move(*, word: Word, step: int, by: User, now: datetime) -> None:
    """One place up (-1) or down (1) among the words in use. At the end nothing happens."""
    keys = [one.pk for one in type(word).objects.in_use()]
    if word.pk not in keys:
        raise DomainError(_("A retired word has no place. Restore it first."))
    at = keys.index(word.pk)
    keys.insert(min(max(at + step, 0), len(keys) - 1), keys.pop(at))
    put_in_order(word=word, keys=keys, by=by, now=now)


@transaction.atomic
def put_in_order(*, word: Word, keys: Sequence[int], by: User, now: datetime) -> None:
    """Puts words in use, all or those of one page, into the order of `keys`: they share out the places that they had among the
    others. Retired words come after them. The trail says where `word` went.

    Raises NotAllowed, or DomainError where somebody retired one in the meantime.
    """
    check_keeper(by)
    model = type(word)
    words = {one.pk: one for one in model.objects.select_for_update()}
    before = [key for key, one in words.items() if one.is_active]
    if len(set(keys)) != len(keys) or not set(keys) <= set(before):
        raise DomainError(_("Somebody changed this dictionary in the meantime. Load the page anew."))
    placed = iter(keys)
    after = [next(placed) if key in keys else key for key in before]
    if before == after:
        return
    retired = [key for key, one in words.items() if not one.is_active]
    for order, key in enumerate([*after, *retired], start=1):
        words[key].order = order
    model.objects.bulk_update(words.values(), ["order"])
    moved = word if before.index(word.pk) != after.index(word.pk) else words[_mover(before, after)]
    places = [before.index(moved.pk) + 1, after.index(moved.pk) + 1]
    record(subject=moved, by=by, verb="put_in_order", at=now, changes={"order": places})


def _mover(before: Sequence[int], after: Sequence[int]) -> int:
    """The word that was carried farthest: the one that was dragged."""
    return max(after, key=lambda key: abs(before.index(key) - after.index(key)))


@transaction.atomic
def retire(*, word: Word, by: User, now: datetime) -> None:
    """It vanishes from forms for new records and stays on old ones."""
    _switch(word, False, "stop_using", by, now)


@transaction.atomic
def restore(*, word: Word, by: User, now: datetime) -> None:
    """It is offered again, at the end of the list."""
    _switch(word, True, "use", by, now)


def _switch(word: Word, is_active: bool, verb: str, by: User, now: datetime) -> None:
    check_keeper(by)
    word = type(word).objects.select_for_update().get(pk=word.pk)
    if word.is_active == is_active:
        return
    word.is_active = is_active
    word.order = next_order(type(word)) if is_active else word.order
    word.save(update_fields=["is_active", "order"])
    record(subject=word, by=by, verb=verb, at=now)


@transaction.atomic
def take_off(*, word: Word, by: User, now: datetime) -> None:
    """Removes a word that nothing names, e.g. a slip of the pen; for a while it can be brought back like any record, to its old
    place. Raises DomainError for one in use."""
    check_keeper(by)
    if is_used(type(word)._base_manager.select_for_update().get(pk=word.pk)):
        raise DomainError(_("Records name this word: it can be retired, not removed."))
    remove(subject=word, by=by, now=now, allowed=True)


def next_order(model: type[Word]) -> int:
    """The place after all others."""
    last = model.objects.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


CHANGES = {"retire": retire, "restore": restore, "take-off": take_off}
"""By the last word of the address."""
