"""The trail of a record in words, for components/trail_panel.html."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from core.models import TrailEntry
from core.trail_words import FIELDS, ICONS, VALUES, WORDS


@dataclass(frozen=True)
class TrailLine:
    """What components/timeline.html asks of an entry."""

    title: str
    who: str
    at: datetime
    text: str
    icon_name: str


def trail_of(subject: Model) -> list[TrailLine]:
    """All entries of a record, newest first."""
    return [_line(entry, subject) for entry in TrailEntry.objects.about(subject)]


def trail_of_all(model: type[Model], names: Mapping[int, str], newest: int) -> list[TrailLine]:
    """The newest changes of all records of a model, each with its record's name; of deleted ones the reason tells it."""
    entries = TrailEntry.objects.filter(subject_type=ContentType.objects.get_for_model(model)).order_by("-at", "-pk")
    return [_named(_line(entry, model), names.get(entry.subject_id, "")) for entry in entries[:newest]]


def trail_of_entries(entries: Iterable[TrailEntry], named: bool) -> list[TrailLine]:
    """Entries about different records, in their order. named: each begins with its record's name. For entries of a queryset
    with `subject` prefetched the number of queries doesn't grow with them."""
    return [_of_any(entry, named) for entry in entries]


def _of_any(entry: TrailEntry, named: bool) -> TrailLine:
    line = _line(entry, entry.subject or entry.subject_type.model_class())
    return _named(line, str(entry.subject)) if named and entry.subject else line


def _named(line: TrailLine, name: str) -> TrailLine:
    return replace(line, title=f"{name} · {line.title}" if name else line.title)


def _line(entry: TrailEntry, subject: Model | type[Model]) -> TrailLine:
    text = "\n".join(filter(None, [entry.reason, _changes(entry, subject)]))
    return TrailLine(
        title=str(WORDS.get(entry.verb, entry.verb)),
        who=entry.by_name or _("the system"),
        at=entry.at,
        text=text,
        icon_name=ICONS.get(entry.verb, "circle"),
    )


def _changes(entry: TrailEntry, subject: Model | type[Model]) -> str:
    words = VALUES.get(entry.verb, {})
    pairs = entry.changes.items()
    return _("; ").join(f"{_name(field, subject)}{_(': ')}{_values(values, words)}" for field, values in pairs)


def _values(values: Iterable, words: Mapping) -> str:
    return " → ".join(_value(value, words) for value in values)


def _value(value, words: Mapping) -> str:
    """A code by its word, a switch as yes or no, nothing as a dash."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(words.get(value, value)) if value not in ("", None) else "—"


def _name(field: str, subject: Model | type[Model]) -> str:
    if field in FIELDS:
        return str(FIELDS[field])
    fields = (*subject._meta.concrete_fields, *subject._meta.many_to_many)
    names = {one.name: one.verbose_name for one in fields}
    return str(names.get(field, field))
