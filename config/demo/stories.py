"""What a task's story is made of: the problem, the steps that were taken, and how its clock stands."""

from dataclasses import dataclass, field
from datetime import datetime

from rectification.models import Severity, Source
from rectification.transitions import Light

WORK = "register assign start"
PATHS = {
    "reported": "",
    "registered": "register",
    "assigned": "register assign",
    "in_progress": WORK,
    "progress": f"{WORK} progress",
    "submitted": f"{WORK} submit",
    "reworked": f"{WORK} submit rework submit",
    "rework_again": f"{WORK} submit rework submit rework",
    "extended": f"{WORK} ask_extension grant_extension",
    "extension_asked": f"{WORK} ask_extension",
    "suspended": f"{WORK} ask_suspension grant_suspension",
    "extension_refused": f"{WORK} ask_extension refuse_extension",
    "suspension_asked": f"{WORK} ask_suspension",
    "transferred": "register transfer",
    "taken_back": "register transfer take_back assign",
    "assigned_anew": "register assign hand_back assign",
    "ordered": f"{WORK} progress draft_order sign_order",
    "reopened": f"{WORK} submit close reopen",
    "not_fixed": f"{WORK} submit close not_fixed",
    "closed": f"{WORK} submit close",
    "closed_with_progress": f"{WORK} progress submit close",
    "closed_and_shown": f"{WORK} submit close show_photos",
    "closed_after_rework": f"{WORK} submit rework submit close",
    "closed_after_reopening": f"{WORK} submit close reopen submit close",
    "closed_after_extension": f"{WORK} ask_extension grant_extension submit close",
    "closed_after_pause": f"{WORK} ask_suspension grant_suspension resume submit close",
    "handed_back": "register assign hand_back assign start submit close",
    "came_back": "register transfer take_back assign start submit close",
    "answered": "register transfer close_on_answer",
    "rejected": "reject",
    "duplicate": "mark_duplicate",
    "cancelled": "register assign cancel",
}
"""Steps after the report: verbs of the transition table, and those of requests, orders and residents."""

REOPENINGS = ("reopen", "not_fixed")
CLOCK_STARTERS = ("assign", "transfer", *REOPENINGS)


@dataclass(frozen=True)
class Story:
    """point: its code. unit: whose task it is. scene and path: keys of SCENES and PATHS.

    hours: from the as-of moment to the deadline (negative: overdue), or from the report where no clock runs.
    stake: points to win back. inspector and office: accounts. says: words instead of the usual ones, by verb (a list where the step
    is taken more than once). line: the control line that a building breaks. same_as: the words of the story of which this is a duplicate.
    """

    what: str
    point: str
    source: str
    kind: str
    unit: str
    scene: str
    path: str
    light: str = ""
    hours: float = 0
    label: str = ""
    place: str = ""
    item: str = ""
    stake: str | None = None
    severity: str = Severity.NORMAL
    person: str = ""
    authority: str = ""
    line: str = ""
    same_as: str = ""
    inspector: str = "inspector"
    office: str = "office"
    says: dict[str, list[str]] = field(default_factory=dict)

    @property
    def steps(self) -> list[str]:
        return PATHS[self.path].split()

    @property
    def has_photo(self) -> bool:
        """What was ordered from above comes as a paper."""
        return self.source != Source.SUPERIOR


@dataclass(frozen=True)
class PastStory:
    """A story that has ended, with the moment of its report and the share of its limit that was used."""

    story: Story
    reported: datetime
    share: float


RED, AMBER, GREEN, PAUSED = Light.RED, Light.AMBER, Light.GREEN, Light.PAUSED
INSPECTION, PATROL, DRIVE, PUBLIC, SUPERIOR, ILLEGAL = (
    Source.INSPECTION,
    Source.PATROL,
    Source.DRIVE,
    Source.PUBLIC,
    Source.SUPERIOR,
    Source.ILLEGAL_BUILDING,
)
