"""What a dictionary is: words of one model that the office keeps on the pages below /settings/dictionaries/.

An app declares its own in its module `dictionaries`, which is imported when the site is ready:

    register(Dictionary("facility-kinds", _("Kinds of facility"), _("What the inventory is sorted by."), FacilityKind,
                        fields=("measure", "is_cleared"), columns=((_("Usual measure"), "measure"),),
                        in_file=(Named("measure", "计量单位", rows=...), YesNo("is_cleared", "每日清运"))))
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import CASCADE, Count, ForeignObjectRel
from django.urls import reverse
from django.utils.functional import Promise

from core.models import User, Word
from core.table_in.columns import Column

Reader = Callable[[Word], object]


@dataclass(frozen=True)
class Dictionary:
    """code: in the address. model: a core.models.Word. fields: what a word has beside its name. columns: (heading, what
    stands there) of the list; a name reads that field. joins: relations that the columns name. form_class: where the plain
    form is not enough (a core.dictionaries.forms.WordForm). edit_url, new_url: names of pages of their own, where a word is more
    than a form. note: one more line on the page. in_file: what a word has beside its name in the file of the dictionary
    (core/dictionaries/file.py). carry_out(word, by, now): does with a word from a file what its columns that are no fields ask for.
    """

    code: str
    label: Promise | str
    text: Promise | str
    model: type[Word]
    icon: str = "list"
    fields: tuple[str, ...] = ()
    columns: tuple[tuple[Promise | str, str | Reader], ...] = ()
    joins: tuple[str, ...] = ()
    form_class: type | None = None
    new_url: str = ""
    edit_url: str = ""
    note: Callable[[], str] = lambda: ""
    in_file: tuple[Column, ...] = ()
    carry_out: Callable[[Word, User | None, datetime], None] = lambda word, by, now: None

    @property
    def path(self) -> str:
        return reverse("dictionary", args=[self.code])

    @property
    def new_path(self) -> str:
        return reverse(self.new_url) if self.new_url else reverse("dictionary_new", args=[self.code])

    def path_of(self, word: Word) -> str:
        """The page of a word."""
        if self.edit_url:
            return reverse(self.edit_url, args=[word.pk])
        return reverse("dictionary_word", args=[self.code, word.pk])

    def rows(self):
        return self.model.objects.prefetch_related(*self.joins)

    def cells(self, word: Word) -> list[tuple[str, object]]:
        """(heading, value) of a word's columns."""
        return [(heading, read(word) if callable(read) else getattr(word, read)) for heading, read in self.columns]


BOOK: dict[str, Dictionary] = {}


def register(dictionary: Dictionary) -> Dictionary:
    if dictionary.code in BOOK:
        raise ValueError(f"The dictionary '{dictionary.code}' is registered twice.")
    BOOK[dictionary.code] = dictionary
    return dictionary


def dictionary_of(word: Word | type[Word]) -> Dictionary:
    """Where a word stands."""
    return next(one for one in BOOK.values() if one.model is word._meta.concrete_model)


def all_dictionaries() -> list[Dictionary]:
    """Those of the upper floors first, each app's in the order of declaration."""
    floors = [app.label for app in apps.get_app_configs()]
    return sorted(BOOK.values(), key=lambda one: -floors.index(one.model._meta.app_label))


def _naming(model: type[Word]) -> Iterator[ForeignObjectRel]:
    """Every relation by which a record names a word, those without a name for the way back too. What is a part of the word
    (and goes with it) is no use of it; a row of a many-to-many is one."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            part = relation.on_delete is CASCADE and not relation.related_model._meta.auto_created
            if not part:
                yield relation


def uses_of(model: type[Word], keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """word > {kind of record: how many name it}; a query a relation, however many words. Removed records count: they may come
    back."""
    found: dict[int, dict[str, int]] = {}
    keys = list(keys)
    for relation in _naming(model):
        field, owner = relation.field.attname, relation.related_model._meta
        kind = str((owner.auto_created._meta if owner.auto_created else owner).verbose_name)
        rows = relation.related_model._base_manager.filter(**{f"{field}__in": keys}).order_by()
        for key, count in rows.values_list(field).annotate(count=Count("pk")):
            uses = found.setdefault(key, {})
            uses[kind] = uses.get(kind, 0) + count
    return found


def is_used(word: Word) -> bool:
    return bool(uses_of(type(word), [word.pk]))


def side_of(word: Word) -> dict:
    """What the side of a word's page says (templates/core/dictionaries/_side.html)."""
    uses = uses_of(type(word), [word.pk]).get(word.pk, {})
    return {"dictionary": dictionary_of(word), "word": word, "uses": uses}
