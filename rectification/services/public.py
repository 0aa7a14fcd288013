"""What residents report without an account, and what they say when it is not fixed (the domain rules, sections 6 and 7)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.unused_photos import drop_photos
from core.errors import DomainError
from core.models import Photo, Post, Role, Unit, User
from core.telling.notices import NoticeKind, tell
from core.town import in_town_language
from facilities.models import Point
from rectification.models import ProblemKind, PublicReport, RectificationTask, Source, resident
from rectification.notice_kinds import REPORT_NOT_FIXED, REPORT_RECEIVED
from rectification.services.public_guard import sender_digest
from rectification.services.public_waiting import taken_over
from rectification.services.tasks import perform, report_finding
from rectification.thresholds import REOPEN_DAYS
from rectification.transitions import State

RECEIVED = gettext_lazy("A resident reported: %(problem)s")
NOT_FIXED = gettext_lazy("A resident says that it is not fixed: %(problem)s")


def take_report(
    *,
    key: UUID,
    town: Unit,
    address: str,
    now: datetime,
    description: str,
    photos: Sequence[Photo],
    place: str = "",
    point: Point | None = None,
    position: tuple[Decimal, Decimal] | None = None,
    kind: ProblemKind | None = None,
    name: str = "",
    telephone: str = "",
) -> PublicReport:
    """A resident's report becomes a task that waits for the office: it is never assigned by itself.

    key: of the form; the same key again gives the report that is there already, also when both come at the same moment.
    photos: rows that wait for it (public_waiting); at least one. position: latitude and longitude, WGS-84.
    """
    waiting = [photo.pk for photo in photos]
    try:
        with transaction.atomic():
            task = _new_task(
                key, town, now, photos, description=description, place=place, point=point, position=position, kind=kind
            )
            report = PublicReport.objects.create(
                key=key, task=task, name=name, telephone=telephone, received_at=now,
                sender=sender_digest(address, timezone.localdate(now)),
            )  # fmt: skip
            taken_over(waiting, town=town)
            _tell_office(REPORT_RECEIVED, task, f"report-received-{task.pk}", RECEIVED, now)
            return report
    except IntegrityError:
        known = PublicReport.objects.get(key=key)
        drop_photos(Photo.objects.filter(pk__in=waiting))
        return known


def _new_task(key: UUID, town: Unit, now: datetime, photos: Sequence[Photo], **finding) -> RectificationTask:
    if not photos:
        raise DomainError({"photos": _("At least one photo is needed.")})
    return report_finding(
        source=Source.PUBLIC, town=town, by=None, by_name=resident(), now=now, photos=photos, auto=False,
        source_key=f"public-{key}", **finding,
    )  # fmt: skip


@transaction.atomic
def say_not_fixed(*, report: PublicReport, now: datetime, reason: str, photos: Sequence[Photo]) -> RectificationTask:
    """The reporter says that a closed problem is still there: it is taken up again, once for each closing.

    Raises DomainError where it is not closed, was closed too long ago, or nothing shows it.
    """
    waiting = [photo.pk for photo in photos]
    task = perform(
        task=report.followed_task(), verb="reopen", by=None, now=now, as_reporter=report, reason=reason,
        photos=tuple(photos),
    )  # fmt: skip
    taken_over(waiting, town=task.town)
    _tell_office(REPORT_NOT_FIXED, task, f"report-not-fixed-{task.pk}-{task.version}", NOT_FIXED, now)
    return task


def not_fixed_until(task: RectificationTask, now: datetime) -> date | None:
    """The last whole day on which a reporter may say that it is not fixed; None where that cannot be said."""
    if task.state != State.CLOSED or task.responsible_unit_id is None:
        return None
    end = task.closed_at + timedelta(days=REOPEN_DAYS.value())
    return timezone.localdate(end - timedelta(days=1)) if now < end else None


def _tell_office(kind: NoticeKind, task: RectificationTask, event: str, title: Promise, now: datetime) -> None:
    with in_town_language():
        tell(
            kind=kind, event=event, users=_office(task.town, timezone.localdate(now)),
            unit=task.responsible_unit or task.town, title=title % {"problem": task.finding.description},
            text=f"{task.number} · {task.finding.where}", path=task.get_absolute_url(), now=now,
        )  # fmt: skip


def _office(town: Unit, day: date):
    posts = Post.objects.in_force(day).covering(town).filter(role=Role.OFFICE)
    return User.objects.filter(pk__in=posts.values("user"))
