"""The trail of a record in words, for components/trail_panel.html."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from core.models import TrailEntry
from core.trail_words import FIELDS, ICONS, WORDS


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


def _named(line: TrailLine, name: str) -> TrailLine:
    return replace(line, title=f"{name} · {line.title}" if name else line.title)


def _line(entry: TrailEntry, subject: Model | type[Model]) -> TrailLine:
    text = "\n".join(filter(None, [entry.reason, _changes(entry.changes, subject)]))
    return TrailLine(
        title=str(WORDS.get(entry.verb, entry.verb)),
        who=entry.by_name or _("the system"),
        at=entry.at,
        text=text,
        icon_name=ICONS.get(entry.verb, "circle"),
    )


def _changes(changes: dict, subject: Model | type[Model]) -> str:
    return _("; ").join(f"{_name(field, subject)}{_(': ')}{_values(values)}" for field, values in changes.items())


def _values(values: Iterable) -> str:
    return " → ".join(str(value) if value not in ("", None) else "—" for value in values)


def _name(field: str, subject: Model | type[Model]) -> str:
    if field in FIELDS:
        return str(FIELDS[field])
    names = {one.name: one.verbose_name for one in subject._meta.concrete_fields}
    return str(names.get(field, field))
