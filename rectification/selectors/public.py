"""What a resident is shown of a report, and what the office is shown of the resident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import Photo, PhotoPurpose, TrailEntry, User
from rectification.models import PublicReport, RectificationTask, Refusal
from rectification.public_words import EVENTS, STAGES
from rectification.services.public_photos import photos_of, released_photos
from rectification.transitions import State


@dataclass(frozen=True)
class Event:
    title: str
    day: date


@dataclass(frozen=True)
class PublicPhoto:
    url: str
    thumb_url: str
    alt: str


@dataclass(frozen=True)
class Course:
    """Where a report stands, and how it got there (newest first). refusal: why it was not taken up, by category; '' if none."""

    title: str
    text: str
    icon_name: str
    refusal: str
    is_joined: bool
    events: list[Event]
    before: list[PublicPhoto]
    after: list[PublicPhoto]


def public_course(report: PublicReport, followed: RectificationTask) -> Course:
    """followed: the task that the report follows, its own or the one it was joined to."""
    stage, is_refused = STAGES[followed.state], followed.state in (State.REJECTED, State.CANCELLED)
    entries = _entries(report, followed)
    photos = released_photos(report)
    return Course(
        title=str(stage.title),
        text=str(stage.text),
        icon_name=stage.icon,
        refusal=_refusal(entries) if is_refused else "",
        is_joined=followed.pk != report.task_id,
        events=_events(entries),
        before=_shown(report, photos, PhotoPurpose.PROBLEM, _("Before, photo %(n)s")),
        after=_shown(report, photos, PhotoPurpose.AFTER, _("After, photo %(n)s")),
    )


def _entries(report: PublicReport, followed: RectificationTask) -> list[TrailEntry]:
    """Newest first. Of a task that the report was joined to, all but that somebody else had reported it."""
    own = list(TrailEntry.objects.about(report.task))
    if followed.pk == report.task_id:
        return own
    others = TrailEntry.objects.about(followed).exclude(verb="report")
    return sorted([*own, *others], key=lambda entry: (entry.at, entry.pk), reverse=True)


def _events(entries: Sequence[TrailEntry]) -> list[Event]:
    return [Event(str(EVENTS[entry.verb]), timezone.localdate(entry.at)) for entry in entries if entry.verb in EVENTS]


def _refusal(entries: Sequence[TrailEntry]) -> str:
    told = next((entry.changes["told"][1] for entry in entries if "told" in entry.changes), "")
    return str(Refusal(told).label) if told in Refusal.values else ""


def _shown(report: PublicReport, photos: Sequence[Photo], purpose: str, alt: str) -> list[PublicPhoto]:
    chosen = [photo for photo in photos if photo.purpose == purpose]
    return [
        PublicPhoto(
            url=reverse("public_report_photo", args=[report.number, photo.key]),
            thumb_url=reverse("public_report_photo_small", args=[report.number, photo.key]),
            alt=alt % {"n": n},
        )
        for n, photo in enumerate(chosen, start=1)
    ]


@dataclass(frozen=True)
class ReporterPanel:
    """What the office sees beside the task. photos: those that may be released; new: how many nobody has released yet."""

    report: PublicReport
    photos: list[dict]
    new: int


def reporter_panel(task: RectificationTask, user: User) -> ReporterPanel | None:
    """For the office alone; None for others, and where the task came from somebody else."""
    report = (
        PublicReport.objects.visible_to(user)
        .filter(task=task)
        .select_related("task__duplicate_of", "photos_shown_by")
        .first()
    )
    if report is None:
        return None
    photos, released = photos_of(report), {photo.key for photo in released_photos(report)}
    shown = [
        {
            "key": photo.key,
            "url": reverse("photo", args=[photo.key]),
            "thumb_url": reverse("photo_small", args=[photo.key]),
            "alt": str(PhotoPurpose(photo.purpose).label),
        }
        for photo in photos
    ]
    return ReporterPanel(report=report, photos=shown, new=sum(photo.key not in released for photo in photos))
