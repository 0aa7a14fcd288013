"""The trail of a task as its page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.formats import cn_date, cn_datetime
from core.models import Photo, PhotoPurpose, Role, TrailEntry
from rectification.looks import ICONS, OTHER_VERBS, TONES
from rectification.models import RectificationTask, RequestKind, Severity
from rectification.transitions import BY_VERB


@dataclass(frozen=True)
class ShownPhoto:
    url: str
    thumb_url: str
    alt: str
    purpose: str
    at: datetime
    phash: str


@dataclass(frozen=True)
class ShownEntry:
    """One entry as components/timeline.html takes it. new_state: '' where the state stayed what it was."""

    pk: int
    verb: str
    title: str
    who: str
    at: datetime
    text: str
    icon_name: str
    tone: str
    new_state: str
    photos: list[ShownPhoto] = field(default_factory=list)


def timeline(task: RectificationTask) -> list[ShownEntry]:
    """All entries, newest first; four queries however many there are."""
    entries = TrailEntry.objects.about(task).prefetch_related("photos", "by__posts__unit")
    return shown_entries(task, list(entries))


def shown_entries(task: RectificationTask, newest_first: Sequence[TrailEntry]) -> list[ShownEntry]:
    counts: dict[str, int] = {}
    shown = []
    for entry in reversed(newest_first):
        counts[entry.verb] = counts.get(entry.verb, 0) + 1
        shown.append(_shown(task, entry, counts[entry.verb]))
    return shown[::-1]


def _shown(task: RectificationTask, entry: TrailEntry, nth: int) -> ShownEntry:
    return ShownEntry(
        pk=entry.pk,
        verb=entry.verb,
        title=_title(task, entry, nth),
        who=_who(task, entry),
        at=entry.at,
        text="\n".join(_texts(entry)),
        icon_name=ICONS.get(entry.verb, "circle"),
        tone=TONES.get(entry.verb, ""),
        new_state=entry.new_state if entry.new_state != entry.old_state else "",
        photos=[shown_photo(photo, number) for number, photo in enumerate(entry.photos.all(), start=1)],
    )


def shown_photo(photo: Photo, number: int) -> ShownPhoto:
    what = photo.caption or _("%(purpose)s, photo %(number)s") % {
        "purpose": PhotoPurpose(photo.purpose).label, "number": number
    }  # fmt: skip
    return ShownPhoto(
        url=reverse("photo", args=[photo.key]),
        thumb_url=reverse("photo_small", args=[photo.key]),
        alt=what,
        purpose=photo.purpose,
        at=photo.uploaded_at,
        phash=photo.phash,
    )


def _title(task: RectificationTask, entry: TrailEntry, nth: int) -> str:
    new = {name: values[1] for name, values in entry.changes.items()}
    if entry.verb == "assign" and new.get("responsible_unit"):
        return _("Assigned to %(unit)s") % {"unit": new["responsible_unit"]}
    if entry.verb == "register":
        what = BY_VERB["register"].done
        return _("%(what)s: %(value)s") % {"what": what, "value": _kind_and_severity(task, new)}
    if entry.verb in ("submit", "rework"):
        return _("%(what)s (no. %(nth)s)") % {"what": BY_VERB[entry.verb].done, "nth": nth}
    if entry.verb in BY_VERB:
        return str(BY_VERB[entry.verb].done)
    return str(OTHER_VERBS.get(entry.verb, entry.verb))


def _kind_and_severity(task: RectificationTask, new: dict) -> str:
    """As they were set when it was registered; what didn't change then is what the task has."""
    kind, severity = new.get("kind") or str(task.finding.kind or ""), new.get("severity") or task.severity
    return _("%(kind)s, %(severity)s") % {"kind": kind, "severity": Severity(severity).label}


def _who(task: RectificationTask, entry: TrailEntry) -> str:
    """The post held at that time, and the name; what came by itself says so."""
    if entry.by is None and entry.by_name:
        return entry.by_name  # somebody without an account
    if entry.by is None:
        return _("the system, by the point's unit in charge") if entry.verb == "assign" else _("the system")
    day = timezone.localdate(entry.at)
    held = [p for p in entry.by.posts.all() if p.starts_on <= day and (p.ends_on is None or p.ends_on >= day)]
    if not held:
        return entry.by_name
    post = next((p for p in held if p.role == Role.UNIT), held[0])
    where = post.unit.name if post.role == Role.UNIT else Role(post.role).label
    return f"{where} · {entry.by_name}"


def _texts(entry: TrailEntry) -> list[str]:
    """The words of the entry, then what changed beside the state, old and new."""
    texts = [entry.reason] if entry.reason else []
    if entry.verb == "report":
        texts = []  # the page's title says it
    if asked := entry.changes.get("until"):
        texts.append(_("asked for: until %(until)s") % {"until": _moment(asked[1])})
    for kind in filter(None, entry.changes.get("lapsed", ("", ""))[1].split(",")):
        texts.append(_("lapsed undecided: %(what)s") % {"what": RequestKind(kind).label})
    old, new = entry.changes.get("deadline", (None, None))
    if old and new and entry.verb != "reopen":
        texts.append(_("Deadline %(old)s, then %(new)s") % {"old": _moment(old), "new": _moment(new)})
    for name, words in (("measure", _("Measure")), ("person", _("Person responsible")), ("reference", _("Reference"))):
        if entry.changes.get(name, ("", ""))[1]:
            texts.append(_("%(what)s: %(value)s") % {"what": words, "value": entry.changes[name][1]})
    if again := entry.changes.get("look_again_on", ("", ""))[1]:
        texts.append(_("Look again on %(day)s") % {"day": _moment(again)})
    return texts


def _moment(text: str) -> str:
    moment = parse_datetime(text)
    if moment is None:
        return text
    return cn_datetime(moment) if "T" in text else cn_date(moment)
