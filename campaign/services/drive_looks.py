"""What was left of a drive some days later: looked at zone by zone, and the office reminded when it is time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import Drive, DriveAftercheck, DriveZone
from campaign.notice_kinds import DRIVE_LOOK
from campaign.services.drives import locked
from campaign.thresholds import look_days
from core.attachments.photos import store_photo
from core.errors import DomainError, NotAllowed
from core.formats import cn_date
from core.models import PhotoPurpose, Post, Role, User
from core.telling.notices import tell
from core.trail import record

LOOKERS = ("office", "inspector")
"""Who looks: never the unit that cleaned (the domain rules, section 5: a drive's results at +14 and +30 days)."""

REMINDED_FOR = timedelta(days=60)
"""So long after its day a look that is missing is worth a reminder: an old drive that is put in later reminds nobody."""


@transaction.atomic
def look_after(
    *,
    drive: Drive,
    zone: DriveZone | None,
    days_after: int,
    looked_on: date,
    kept_percent: int,
    note: str,
    by: User,
    now: datetime,
    photos: Sequence = (),
) -> DriveAftercheck:
    """Keeps what was left in a zone (None: the drive as a whole). Looked at once more for the same day, it is corrected, with
    the trail. Raises NotAllowed, or DomainError for a day that is to come, or on which the drive was not over for so long.
    """
    drive = locked(drive.pk)
    if not by.access.covers(drive.town.path, *LOOKERS):
        raise NotAllowed(_("What was left of a drive is looked at by the office or an inspector, not by who cleaned."))
    if looked_on > timezone.localdate(now):
        raise DomainError({"looked_on": _("This day has not come yet.")})
    due = drive.ends_on + timedelta(days=days_after)
    if looked_on < due:
        words = {"days": days_after, "day": cn_date(due)}
        raise DomainError({"looked_on": _("The look after %(days)s days is due on %(day)s, not before.") % words})
    look = DriveAftercheck.objects.filter(drive=drive, zone=zone, days_after=days_after).first()
    before = f"{look.kept_percent}%" if look else ""
    look = look or DriveAftercheck(drive=drive, zone=zone, days_after=days_after)
    look.looked_on, look.kept_percent, look.note, look.looked_by = looked_on, kept_percent, note.strip(), by
    look.full_clean(exclude=["drive", "zone", "looked_by"], validate_unique=False)
    look.save()
    where = zone.name if zone else _("the drive as a whole")
    entry = record(
        subject=drive, by=by, verb="look_after", at=now, reason=_(" · ").join(filter(None, [where, look.note])),
        changes={f"+{days_after}": [before, f"{kept_percent}%"]},
    )  # fmt: skip
    for upload in photos:
        store_photo(
            upload=upload, subject=zone or drive, purpose=PhotoPurpose.RECHECK, by=by, now=now, entry=entry,
            caption=f"+{days_after}",
        )  # fmt: skip
    return look


@transaction.atomic
def remind_of_looks(*, now: datetime) -> dict[str, int]:
    """Tells the office of every drive whose zones are to be looked at by now, once for each drive and day."""
    told, today = 0, timezone.localdate(now)
    for days in look_days():
        last = today - timedelta(days=days)
        drives = Drive.objects.ended_between(last - REMINDED_FOR, last).select_related("town")
        for drive in drives.prefetch_related("zones", "afterchecks"):
            if missing := missing_zones(drive, days):
                told += _tell(drive, days, missing, now)
    return {"told": told}


def missing_zones(drive: Drive, days: int) -> list[str]:
    """The names of the zones that were not looked at for that day; of a drive without zones its own name."""
    looked = {look.zone_id for look in drive.afterchecks.all() if look.days_after == days}
    zones = drive.zones.all()
    if not zones:
        return [] if None in looked else [drive.name]
    return [zone.name for zone in zones if zone.pk not in looked]


def _tell(drive: Drive, days: int, missing: list[str], now: datetime) -> int:
    day = timezone.localdate(now)
    posts = Post.objects.in_force(day).covering(drive.town).filter(role=Role.OFFICE, user__is_active=True)
    return tell(
        kind=DRIVE_LOOK,
        event=f"drive-look-{drive.pk}-{days}-{drive.ends_on}",
        users={post.user for post in posts.select_related("user")},
        title=_("%(days)s days after '%(drive)s': see what is left of it") % {"days": days, "drive": drive.name},
        text=_("Not looked at yet: %(zones)s") % {"zones": _(", ").join(missing)},
        path=drive.get_absolute_url(),
        now=now,
        unit=drive.town,
    )
