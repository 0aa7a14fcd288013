"""The trail of rounds, sheets, points and standards in words, for components/timeline.html."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.models import TrailEntry

VERBS = {
    "create": gettext_lazy("Made"),
    "edit": gettext_lazy("Edited"),
    "open": pgettext_lazy("round", "Opened"),
    "close": pgettext_lazy("round", "Closed"),
    "reopen": pgettext_lazy("round", "Opened again"),
    "publish": pgettext_lazy("round", "Published"),
    "assign": gettext_lazy("Points assigned"),
    "unassign": gettext_lazy("An assignment taken away"),
    "adjust": gettext_lazy("Reward or penalty"),
    "commit_draw": gettext_lazy("Terms of the draw fixed, hash published"),
    "perform_draw": gettext_lazy("Drawn"),
    "reveal_draw": gettext_lazy("Seed of the draw published"),
    "submit": gettext_lazy("Sheet handed in"),
    "void": gettext_lazy("Made void"),
    "accept_late": gettext_lazy("Late sheet accepted"),
    "refuse_late": gettext_lazy("Late sheet refused"),
    "new_version": gettext_lazy("New version"),
    "import": gettext_lazy("Imported"),
    "export": gettext_lazy("Taken out with photos, as a zip"),
    "take_back_import": gettext_lazy("Import taken back"),
    "propose_amendment": gettext_lazy("Correction proposed"),
    "amend": gettext_lazy("Corrected"),
    "refuse_amendment": gettext_lazy("Correction refused"),
    "appeal": gettext_lazy("Appeal filed"),
    "uphold_appeal": gettext_lazy("Appeal upheld"),
    "dismiss_appeal": gettext_lazy("Appeal dismissed"),
}
ICONS = {
    "publish": "flag",
    "void": "x",
    "adjust": "award",
    "import": "import",
    "export": "download",
    "amend": "pencil",
    "appeal": "chat",
}


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


def _line(entry: TrailEntry, subject: Model) -> TrailLine:
    text = "\n".join(filter(None, [entry.reason, _changes(entry.changes, subject)]))
    return TrailLine(
        title=str(VERBS.get(entry.verb, entry.verb)),
        who=entry.by_name or _("the system"),
        at=entry.at,
        text=text,
        icon_name=ICONS.get(entry.verb, "circle"),
    )


def _changes(changes: dict, subject: Model) -> str:
    return _("; ").join(f"{_name(field, subject)}{_(': ')}{_values(values)}" for field, values in changes.items())


def _values(values: Iterable) -> str:
    return " → ".join(str(value) if value not in ("", None) else "—" for value in values)


def _name(field: str, subject: Model) -> str:
    names = {one.name: one.verbose_name for one in subject._meta.concrete_fields}
    return str(names.get(field, _("points assigned") if field == "assignments" else field))
