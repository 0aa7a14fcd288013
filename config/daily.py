"""What an installation does each day after all else: it clears away, and sends what was told."""

from django.utils.translation import gettext_lazy as _

from core import daily
from core.deliveries import send_due
from core.jobs import drop_done_jobs
from core.notices import forget_old
from core.unused_photos import drop_unused_photos

daily.register(
    "unused_photos",
    _("Photos that nothing shows"),
    drop_unused_photos,
    words={"done": _("deleted")},
    in_transaction=False,
)
daily.register("old_notices", _("Notices and messages of long ago"), forget_old, words={"done": _("deleted")})
daily.register("done_jobs", _("Background jobs of long ago"), drop_done_jobs, words={"done": _("deleted")})
daily.register("deliveries", _("Messages that wait"), send_due, words={"done": _("sent")}, in_transaction=False)
