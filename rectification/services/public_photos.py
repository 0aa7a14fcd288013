"""A report's photos are shown to the public only after somebody of the office has looked at them (the domain rules, section 7)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from core.models import Photo, PhotoPurpose, TrailEntry, User
from core.trail import record
from rectification.models import PublicReport


def photos_of(report: PublicReport) -> list[Photo]:
    """What may be released: the problem as the report shows it, and the place after the work that was handed in last."""
    after = TrailEntry.objects.about(report.followed_task()).filter(verb="submit").first()
    own = Photo.objects.about(report.task).filter(purpose=PhotoPurpose.PROBLEM).exclude(entry=None)
    return [*own, *(after.photos.filter(purpose=PhotoPurpose.AFTER) if after else ())]


def released_photos(report: PublicReport) -> list[Photo]:
    """Those that the office has looked at and released; what came later waits for another look."""
    if report.photos_shown_at is None:
        return []
    return [photo for photo in photos_of(report) if photo.uploaded_at <= report.photos_shown_at]


@transaction.atomic
def show_photos(*, report: PublicReport, by: User, now: datetime, seen: Collection[str]) -> None:
    """Releases them. seen: the keys of the photos that the person had before their eyes; another one is a Conflict."""
    report = _locked(report, by)
    photos = photos_of(report)
    if not photos:
        raise DomainError(_("There are no photos to release."))
    if {str(photo.key) for photo in photos} != set(seen):
        raise Conflict(_("The photos have changed since the page was opened: look at them again, then release them."))
    report.photos_shown_by, report.photos_shown_at = by, now
    _save(report, by, now, "show_photos")


@transaction.atomic
def hide_photos(*, report: PublicReport, by: User, now: datetime) -> None:
    """Takes them back from the public at once. Nothing happens where they are not shown."""
    report = _locked(report, by)
    if report.photos_shown_at is None:
        return
    report.photos_shown_by = report.photos_shown_at = None
    _save(report, by, now, "hide_photos")


def _locked(report: PublicReport, by: User) -> PublicReport:
    report = PublicReport.objects.select_for_update(of=("self",)).select_related("task__town").get(pk=report.pk)
    if not by.access.covers(report.task.town.path, "office"):
        raise NotAllowed(_("Photos are released by the office."))
    return report


def _save(report: PublicReport, by: User, now: datetime, verb: str) -> None:
    report.save(update_fields=["photos_shown_by", "photos_shown_at"])
    state = report.task.state
    record(subject=report.task, by=by, verb=verb, at=now, old_state=state, new_state=state)
