"""What the campaign's own works tell people of, one line a kind (core/telling/notices.py)."""

from django.utils.translation import gettext_lazy as _

from core.telling.notices import NoticeKind

OFFICE = frozenset({"office"})

DRIVE_LOOK = NoticeKind("drive_look", _("It is time to see what is left of a drive"), roles=OFFICE)
ACTIVITY_DUE = NoticeKind("activity_due", _("A recurring activity is due or was missed"), roles=OFFICE)
NEW_YEAR = NoticeKind("new_year", _("The year has begun and is not opened"), roles=OFFICE)
