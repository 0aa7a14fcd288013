"""Every dictionary as it goes out to Excel and comes back: a word is known by its name, and new ones come last in the file's order."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.dictionaries.book import Dictionary, is_used
from core.dictionaries.changes import next_order
from core.dictionaries.forms import form_of
from core.models import Word
from core.table_in.columns import Column, YesNo
from core.table_in.registry import TABLES
from core.table_in.service import TableIn
from core.thresholds import KEPT_BY


def table_of(dictionary: Dictionary) -> TableIn:
    """Its list that comes back. A word that the file lacks stays; one is renamed and deleted on its page alone."""
    return TableIn(
        code=dictionary.code,
        label=dictionary.label,
        model=dictionary.model,
        columns=(
            Column("name", "名称", needed=True),
            *dictionary.in_file,
            YesNo("is_active", "在用", blank=True),
        ),
        key=("name",),
        stored=lambda town: dictionary.rows(),
        new=lambda town: dictionary.model(),
        list_url="dictionary",
        check=_checker(dictionary),
        check_together=_put_last,
        carry_out=dictionary.carry_out,
        roles=KEPT_BY,
    )


def _checker(dictionary: Dictionary) -> Callable[[Word], None]:
    """The rules of the word's form, in the same words."""
    kept = form_of(dictionary).kept_when_used

    def check(word: Word) -> None:
        stored = dictionary.model.objects.filter(pk=word.pk).first()
        if stored is None and dictionary.model.objects.filter(name__iexact=word.name).exists():
            raise ValidationError({"name": _("There is a word of this name already.")})
        for name in kept:
            if stored and getattr(stored, name) != getattr(word, name) and is_used(word):
                reason = _("Records name this word already, so this stays. Add another word instead.")
                raise ValidationError({name: reason})
        word.clean()

    return check


def _put_last(words: Sequence[Word]) -> dict[int, ValidationError]:
    """Gives new words their places, the file's order kept; two that differ by the size of letters alone are one."""
    seen, wrong = set(), {}
    first = next_order(type(words[0])) if words else 0
    for place, word in enumerate(words):
        word.order = first + place
        if word.name.lower() in seen:
            wrong[place] = ValidationError({"name": _("There is a word of this name already.")})
        seen.add(word.name.lower())
    return wrong


def file_of(dictionary: Dictionary) -> TableIn:
    return TABLES[dictionary.code]
