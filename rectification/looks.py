"""How the verbs of the loop look and what a task's page says about them. The transition table stays the one list of verbs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ICONS = {
    "register": "check",
    "reject": "x",
    "mark_duplicate": "files",
    "transfer": "arrow-right",
    "take_back": "return",
    "close_on_answer": "check",
    "assign": "send",
    "hand_back": "return",
    "start": "arrow-right",
    "submit": "send",
    "close": "check",
    "rework": "return",
    "suspend": "pause",
    "resume": "refresh",
    "cancel": "x",
    "reopen": "refresh",
    "progress": "pencil",
    "ask_extension": "clock",
    "ask_suspension": "pause",
    "grant_extension": "calendar",
    "refuse_extension": "x",
    "refuse_suspension": "x",
    "report": "flag",
    "light_amber": "clock",
    "light_red": "hourglass",
    "order_due": "flag-fill",
    "draft_order": "file",
    "sign_order": "pen",
    "drop_order": "x",
    "move_deadline": "calendar",
    "remind": "bell",
    "take_over": "file",
    "unit_goes_over": "building",
    "hand_over": "person-check",
    "show_photos": "eye",
    "hide_photos": "lock",
    "forget_reporter": "person",
}
"""Icons of the sprite by verb."""

TONES = {
    "submit": "brand",
    "close": "brand",
    "close_on_answer": "brand",
    "rework": "amber",
    "reopen": "amber",
    "light_amber": "amber",
    "light_red": "red",
    "order_due": "red",
}
"""Colour of an entry's dot in the timeline; others are grey."""

OTHER_VERBS: dict[str, Promise] = {
    "report": _("Reported"),
    "progress": _("Progress"),
    "ask_extension": _("Extension asked for"),
    "ask_suspension": _("Suspension asked for"),
    "grant_extension": _("Extension granted"),
    "refuse_extension": _("Extension refused"),
    "refuse_suspension": _("Suspension refused"),
    "light_amber": _("Due soon"),
    "light_red": _("Overdue"),
    "order_due": _("Up for a supervision order"),
    "draft_order": _("Supervision order drafted"),
    "sign_order": _("Supervision order signed"),
    "drop_order": _("Supervision order not issued"),
    "move_deadline": _("Deadline moved with the calendar"),
    "remind": _("The unit was reminded"),
    "take_over": _("Closed according to the ledger"),
    "unit_goes_over": _("Another unit has it now"),
    "hand_over": _("Gone over to a successor"),
    "show_photos": _("Photos released to the public"),
    "hide_photos": _("Photos hidden from the public again"),
    "forget_reporter": _("Reporter's personal data deleted"),
}
"""What the trail's verbs are called that are no transitions."""

BESIDE_MAIN = ("reject", "hand_back", "rework", "take_back")
"""The quiet buttons beside the solid one: the other answer to the same question. The rest is in the menu."""

NEXT: dict[str, tuple[Promise, Promise]] = {
    "register": (_("Decide whether it is registered"), _("Kind and severity set how much time there is.")),
    "assign": (_("Assign it to the responsible unit"), _("The clock starts with the assignment.")),
    "start": (
        _("Begin to put it right"),
        _("Say how it will be done. If it is not yours, hand it back with the reason."),
    ),
    "submit": (_("Put it right, then hand it in"), _("Photograph the place after the work; somebody else checks it.")),
    "close": (
        _("Check it on the spot"),
        _("Whoever did the work does not check it. Passed means closed; if not, send it back and say what is missing."),
    ),
    "resume": (
        _("Resume when what it waits for is there"),
        _("The clock stands still; it goes on when the task is resumed."),
    ),
    "close_on_answer": (
        _("Follow up the authority's answer"),
        _("It is closed on the answer, or comes back to the town."),
    ),
}
"""Title and text of the panel 'next step', by the main transition out of a state."""

NEEDED = {
    "kind": _("the kind of problem"),
    "severity": _("how serious it is"),
    "unit": _("the responsible unit"),
    "note": _("a note"),
    "after_photo": _("at least one photo of the place after the work"),
    "recheck_photo": _("a photo of the recheck"),
}
"""What the main transitions need, as the panel's check list says it."""
