"""What the verbs of the trail are called and how they look. Each app adds its own when it is ready (`say`)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

WORDS: dict[str, Promise | str] = {
    "create": gettext_lazy("Made"),
    "edit": gettext_lazy("Edited"),
    "remove": gettext_lazy("Removed"),
    "bring_back": gettext_lazy("Brought back"),
    "import": gettext_lazy("Imported"),
    "add_paper": gettext_lazy("Paper added"),
    "remove_paper": gettext_lazy("Paper taken away"),
    "add_photos": gettext_lazy("Photos added"),
    "set_threshold": gettext_lazy("Thresholds changed"),
    "set_calendar_day": gettext_lazy("Calendar changed"),
    "put_in_order": gettext_lazy("Put in another place"),
    "use": gettext_lazy("Taken into use"),
    "stop_using": gettext_lazy("Taken out of use"),
    "test": gettext_lazy("Test message sent"),
    "send_again": gettext_lazy("Sent again"),
    "make_feed": gettext_lazy("Calendar address made"),
    "renew_feed": gettext_lazy("Calendar address renewed"),
    "revoke_feed": gettext_lazy("Calendar address revoked"),
}
ICONS: dict[str, str] = {"import": "import", "edit": "pencil", "remove": "trash", "bring_back": "refresh"}
FIELDS: dict[str, Promise | str] = {}


def say(
    words: Mapping[str, Promise | str],
    icons: Mapping[str, str] | None = None,
    fields: Mapping[str, Promise | str] | None = None,
) -> None:
    """Adds the words of verbs, their icons, and the names of what changed where it is no field of the record."""
    WORDS.update(words)
    ICONS.update(icons or {})
    FIELDS.update(fields or {})
