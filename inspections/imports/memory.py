"""The mapping of the last file alike: a file with the same headings is proposed what was chosen for the one before."""

import hashlib
import json
from collections.abc import Iterable

from core.models import ImportRun
from core.models.imports import ImportState
from inspections.imports.records import RunKind

REMEMBERED = {
    RunKind.FORM: (
        "columns", "level", "town", "standard", "aggregation", "points_per_observation", "dictionary", "matches",
    ),
    RunKind.BULLETIN: ("columns", "create_units", "kind"),
}  # fmt: skip
"""What is proposed again, by the kind of file. Name and date of a round are each file's own."""


def fingerprint(kind: str, headings: Iterable[str]) -> str:
    """SHA-256 of the kind and the set of headings: the order of the columns does not matter."""
    content = json.dumps([str(kind), sorted(set(headings))], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def last_alike(run: ImportRun, headings: Iterable[str]) -> ImportRun | None:
    """The last import that was finished of a file of this kind with these headings."""
    if run.kind not in REMEMBERED:
        return None
    alike = ImportRun.objects.filter(kind=run.kind, fingerprint=fingerprint(run.kind, headings))
    return alike.filter(state=ImportState.DONE).exclude(pk=run.pk).order_by("-at", "-pk").first()


def proposed_mapping(run: ImportRun, earlier: ImportRun) -> dict:
    """The run's own mapping, and beside it what the earlier import had where this one says nothing."""
    known = {name: earlier.mapping[name] for name in REMEMBERED[run.kind] if earlier.mapping.get(name)}
    return known | {name: value for name, value in run.mapping.items() if value}
