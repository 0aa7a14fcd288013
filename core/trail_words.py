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
    "bring_back_paper": gettext_lazy("Paper brought back"),
    "add_photos": gettext_lazy("Photos added"),
    "set_threshold": gettext_lazy("Thresholds changed"),
    "set_calendar_day": gettext_lazy("Calendar changed"),
    "learn_holidays": gettext_lazy("Public holidays have become known"),
    "set_colours": gettext_lazy("Colours changed"),
    "set_up": gettext_lazy("Town set up"),
    "put_in_order": gettext_lazy("Put in another place"),
    "use": gettext_lazy("Taken into use"),
    "stop_using": gettext_lazy("Taken out of use"),
    "test": gettext_lazy("Test message sent"),
    "send_again": gettext_lazy("Sent again"),
    "make_feed": gettext_lazy("Calendar address made"),
    "renew_feed": gettext_lazy("Calendar address renewed"),
    "turn_on_two_factor": gettext_lazy("Second step turned on"),
    "turn_off_two_factor": gettext_lazy("Second step turned off"),
    "reset_two_factor": gettext_lazy("Second step turned off by the administrator"),
    "renew_recovery_codes": gettext_lazy("New recovery codes made"),
    "use_recovery_code": gettext_lazy("Signed in with a recovery code"),
    "end_sessions": gettext_lazy("Signed out everywhere"),
    "job_again": gettext_lazy("Job done again"),
    "job_done_with": gettext_lazy("Job taken off the list"),
    "revoke_feed": gettext_lazy("Calendar address revoked"),
    "rename_unit": gettext_lazy("Renamed"),
    "regroup_unit": gettext_lazy("Ranked in another group"),
    "move_unit": gettext_lazy("Moved under another unit"),
    "merge_units": gettext_lazy("Merged"),
    "split_unit": gettext_lazy("Split"),
    "end_unit": gettext_lazy("Ended"),
    "unit_goes_over": gettext_lazy("Another unit has it now"),
    "give_post": gettext_lazy("Post given"),
    "end_post": gettext_lazy("Last day of a post"),
    "drop_post": gettext_lazy("Post that never began taken away"),
    "hand_out_password": gettext_lazy("One-time password handed out"),
    "unlock": gettext_lazy("Unlocked"),
    "note_leaving": gettext_lazy("Leaving noted"),
    "withdraw_leaving": gettext_lazy("Leaving withdrawn"),
    "leave": gettext_lazy("Left, account ended"),
    "take_on_work": gettext_lazy("Work taken over"),
    "take_up_again": gettext_lazy("Account in use again"),
    "hand_over": gettext_lazy("Gone over to a successor"),
}
ICONS: dict[str, str] = {
    "turn_on_two_factor": "phone",
    "turn_off_two_factor": "unlock",
    "reset_two_factor": "unlock",
    "renew_recovery_codes": "key",
    "use_recovery_code": "key",
    "end_sessions": "sign-out",
    "import": "import",
    "edit": "pencil",
    "remove": "trash",
    "bring_back": "refresh",
    "give_post": "person-check",
    "end_post": "calendar",
    "hand_out_password": "key",
    "unlock": "unlock",
    "note_leaving": "calendar",
    "leave": "sign-out",
    "take_up_again": "return",
    "hand_over": "person-check",
}
FIELDS: dict[str, Promise | str] = {
    "sessions": gettext_lazy("Sign-ins"),
    "recovery_codes": gettext_lazy("Recovery codes"),
    "from_day": gettext_lazy("Takes effect on"),
    "belongs_to": gettext_lazy("Belongs to"),
    "made_of": gettext_lazy("Made of"),
    "split_into": gettext_lazy("Split into"),
    "post": gettext_lazy("Post in"),
    "ends_on": gettext_lazy("Until"),
    "last_day": gettext_lazy("Last day there"),
    "taken_over_by": gettext_lazy("Taken over by"),
    "who_left": gettext_lazy("Taken over from"),
    "inspector": gettext_lazy("Inspector"),
}
VALUES: dict[str, dict[str, Promise | str]] = {
    "set_calendar_day": {"working": gettext_lazy("working day"), "free": gettext_lazy("free")},
    "learn_holidays": {"unknown": gettext_lazy("by weekends alone"), "known": gettext_lazy("with its public holidays")},
}
"""verb > what its values are called where the entry keeps them as codes."""


def say(
    words: Mapping[str, Promise | str],
    icons: Mapping[str, str] | None = None,
    fields: Mapping[str, Promise | str] | None = None,
) -> None:
    """Adds the words of verbs, their icons, and the names of what changed where it is no field of the record."""
    WORDS.update(words)
    ICONS.update(icons or {})
    FIELDS.update(fields or {})
