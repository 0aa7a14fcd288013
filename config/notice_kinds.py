"""What whoever runs the site is told of (core/telling/notices.py)."""

from django.utils.translation import gettext_lazy as _

from core.telling.notices import NoticeKind

BACKUP_FAILED = NoticeKind(
    "backup_failed", _("A backup failed, or lacks files"), by_email=True, roles=frozenset({"admin"})
)
