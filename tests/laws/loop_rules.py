"""The loop's rules a second time, by hand from section 6 of the domain rules, and not read from the table.

Verbs here are everything that a person can try: the transitions, progress, requests and their answers, a reminder, and a
resident who says that it is not fixed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

OPEN = {"reported", "registered", "transferred", "assigned", "in_progress", "submitted", "suspended"}
WORKED_ON = {"assigned", "in_progress"}

# verb: from, to, by whom, does it need anything
RULES = {
    "register": ({"reported"}, "registered", {"office"}, True),
    "reject": ({"reported"}, "rejected", {"office"}, True),
    "mark_duplicate": ({"reported"}, "duplicate", {"office"}, True),
    "transfer": ({"reported", "registered"}, "transferred", {"office"}, True),
    "take_back": ({"transferred"}, "registered", {"office"}, True),
    "close_on_answer": ({"transferred"}, "closed", {"office"}, True),
    "assign": ({"registered"}, "assigned", {"office"}, True),
    "hand_back": ({"assigned"}, "registered", {"unit"}, True),
    "start": ({"assigned"}, "in_progress", {"unit", "office"}, True),
    "submit": ({"in_progress"}, "submitted", {"unit", "office"}, True),
    "close": ({"submitted"}, "closed", {"inspector", "office"}, True),
    "rework": ({"submitted"}, "in_progress", {"inspector", "office"}, True),
    "suspend": (WORKED_ON, "suspended", {"leader"}, True),
    "resume": ({"suspended"}, "in_progress", {"office"}, False),
    "cancel": (OPEN, "cancelled", {"office"}, True),
    "reopen": ({"closed"}, "in_progress", {"office"}, True),
    "progress": ({"in_progress"}, "in_progress", {"unit", "office"}, True),
}
STAYS = {
    "ask_extension": (WORKED_ON, {"unit"}, True),
    "ask_suspension": (WORKED_ON, {"unit", "office"}, True),
    "grant_extension": (WORKED_ON, {"office"}, False),
    "grant_suspension": (WORKED_ON, {"leader"}, False),
    "refuse_extension": (None, {"office"}, True),
    "refuse_suspension": (None, {"leader"}, True),
    "remind": ({"assigned", "in_progress"}, {"office", "leader"}, False),
    "not_fixed": ({"closed"}, {"resident"}, True),
}
"""What is no transition of a person's: from, by whom, does it need anything. None: whatever the state."""

CHECKS = {"close", "rework"}
PROGRESS = {"start", "submit", "progress"}
ENDS = {"reject", "mark_duplicate", "cancel", "transfer"}
REOPEN_WITHIN = timedelta(days=15)

POSTS = {
    "office": {("office", "")},
    "second_office": {("office", "")},
    "leader": {("leader", "")},
    "inspector": {("inspector", "")},
    "unit": {("unit", "unit")},
    "other_unit": {("unit", "other_unit")},
    "admin": {("admin", "")},
    "both": {("office", ""), ("unit", "unit")},
    "inspects_and_works": {("inspector", ""), ("unit", "other_unit")},
}
"""Who holds which role where ('': over the town)."""
PEOPLE = tuple(POSTS)


def day_of(moment: datetime) -> date:
    """The day that the office's calendar shows at this moment."""
    return moment.astimezone(ZoneInfo("Asia/Shanghai")).date()


@dataclass
class Model:
    """The task as the rules would have it. asked: who asked for what that isn't decided. reminded: (day, who was told)."""

    state: str = "reported"
    unit: str = ""
    wrote: set = field(default_factory=set)
    counts: dict = field(default_factory=lambda: dict.fromkeys(("submit", "rework", "reopen"), 0))
    asked: dict = field(default_factory=dict)
    reminded: set = field(default_factory=set)
    closed_at: datetime | None = None

    def allows(self, who: str, verb: str, now: datetime, complete: bool = True) -> bool:
        return self.stands_for(verb, now, complete) and self.may(who, verb, now)

    def stands_for(self, verb: str, now: datetime, complete: bool) -> bool:
        """From this state, at this moment, with all that is needed: whoever does it."""
        sources, needs = (RULES[verb][0], RULES[verb][3]) if verb in RULES else (STAYS[verb][0], STAYS[verb][2])
        if (sources is not None and self.state not in sources) or (needs and not complete):
            return False
        deed, _, what = verb.partition("_")
        if deed == "ask":
            return what not in self.asked
        if deed in ("grant", "refuse"):
            return what in self.asked
        if verb in ("reopen", "not_fixed"):
            return bool(self.unit) and now - self.closed_at < REOPEN_WITHIN
        return True

    def may(self, who: str, verb: str, now: datetime) -> bool:
        roles = RULES[verb][2] if verb in RULES else STAYS[verb][1]
        if who == "resident" or "resident" in roles:
            return who == "resident" and "resident" in roles
        holds = any(role in roles and (role != "unit" or unit == self.unit) for role, unit in POSTS[who])
        if verb in CHECKS and (who in self.wrote or self.works_there(who)):
            return False
        if verb.startswith(("grant_", "refuse_")) and self.asked.get(verb.partition("_")[2]) == who:
            return False
        if verb == "remind":
            return holds and bool(self.to_remind(who, day_of(now)))
        return holds

    def works_there(self, who: str) -> bool:
        return bool(self.unit) and any(unit == self.unit for _role, unit in POSTS[who])

    def to_remind(self, by: str, day: date) -> set[str]:
        """Those of the unit who have not been told today, without whoever reminds."""
        there = {who for who in PEOPLE if ("unit", self.unit) in POSTS[who] and who != by}
        return {who for who in there if (day, who) not in self.reminded}

    def take(self, who: str, verb: str, unit: str, now: datetime) -> None:
        if verb == "remind":
            self.reminded |= {(day_of(now), told) for told in self.to_remind(who, day_of(now))}
        deed, _, what = verb.partition("_")
        if deed == "ask":
            self.asked[what] = who
        if deed in ("grant", "refuse"):
            del self.asked[what]
        verb = {"not_fixed": "reopen", "grant_suspension": "suspend"}.get(verb, verb)
        if verb not in RULES:
            return
        self.state = RULES[verb][1]
        if self.state not in WORKED_ON:
            self.asked = {}
        if verb in self.counts:
            self.counts[verb] += 1
        if verb in {"start", "rework", "reopen"}:
            self.wrote = set()
        if verb in PROGRESS:
            self.wrote.add(who)
        self.unit = {"assign": unit, "hand_back": ""}.get(verb, self.unit)
        self.closed_at = now if self.state == "closed" else None


MOVES_DEADLINE = {"assign", "transfer", "hand_back", "take_back", "resume", "reopen", "not_fixed", "grant_extension"}
CHANGES_NOTHING = {"ask_extension", "ask_suspension", "refuse_extension", "refuse_suspension", "remind"}
"""They tell in the trail, and the task stays word for word what it was."""
