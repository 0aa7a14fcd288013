"""What an installation does each day after all else: it clears away, and sends what was told."""

from django.utils.translation import gettext_lazy as _

from config.backup.routine import back_up_daily
from core.account.sessions import forget_ended
from core.attachments.papers import drop_removed_papers
from core.attachments.unused_photos import drop_unused_photos
from core.jobs import drop_done_jobs
from core.people.leaving import carry_out_due
from core.people.services import follow_admin_posts
from core.running import daily
from core.running.photo_space import count_photo_space
from core.running.unfinished_files import drop_unfinished_files
from core.telling.deliveries import send_due
from core.telling.notices import forget_old

daily.register("leavings", _("People whose last day has passed"), carry_out_due, words={"done": _("handed over")})
daily.register("administrators", _("Administrators' posts that began or ended"), follow_admin_posts)
daily.register(
    "unused_photos",
    _("Photos that nothing shows"),
    drop_unused_photos,
    words={"done": _("deleted")},
    in_transaction=False,
)
daily.register("removed_papers", _("Papers taken away long ago"), drop_removed_papers, words={"done": _("deleted")})
daily.register("photo_space", _("Room that photos take"), count_photo_space, in_transaction=False)
daily.register(
    "unfinished_files",
    _("Files whose record was never saved"),
    drop_unfinished_files,
    words={"done": _("deleted")},
    in_transaction=False,
)
daily.register("ended_sessions", _("Sign-ins that have ended"), forget_ended, words={"done": _("deleted")})
daily.register("old_notices", _("Notices and messages of long ago"), forget_old, words={"done": _("deleted")})
daily.register("done_jobs", _("Background jobs of long ago"), drop_done_jobs, words={"done": _("deleted")})
daily.register("deliveries", _("Messages that wait"), send_due, words={"done": _("sent")}, in_transaction=False)
# the last: what was told and deleted today is in it as it is
daily.register(
    "backup",
    _("Backup"),
    back_up_daily,
    words={"done": _("backups written"), "deleted": _("old backups deleted")},
    in_transaction=False,
)
