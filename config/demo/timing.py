"""When things happened to a task, so that at the as-of moment its clock stands as its story says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from config.demo.dates import in_office_hours
from config.demo.stories import CLOCK_STARTERS, REOPENINGS, Story
from core.workdays.calendar import WorkCalendar
from rectification.clocks import deadline_of, half_limit, warn_at
from rectification.services.changes import DEFAULT_LIMIT
from rectification.transitions import Light

TIMES_OF_DAY = ((8, 50), (9, 20), (10, 40), (11, 30), (14, 20), (15, 10), (16, 20), (17, 30), (21, 0))
FURTHEST_BACK = 40
DAY_OFF = timedelta(hours=8)
"""So much worse is a start on a day off than one at the wished hour."""
EVENING, EVENING_OFF = 18, timedelta(days=FURTHEST_BACK)
"""A start in the evening only where no other will do: without one, no start gives a short limit's light as of the early evening."""

USUAL_GAP = {
    "register": 1.4, "assign": 0.7, "start": 15, "progress": 20, "submit": 26, "rework": 20, "close": 18, "reopen": 70,
    "transfer": 2, "take_back": 60, "hand_back": 4, "close_on_answer": 60, "reject": 4, "mark_duplicate": 3, "cancel": 26,
    "ask_extension": 8, "grant_extension": 5, "ask_suspension": 8, "grant_suspension": 6, "resume": 96,
    "refuse_extension": 5, "draft_order": 4, "sign_order": 3, "not_fixed": 40, "show_photos": 3,
}  # fmt: skip
"""Hours from the step before."""

DECIDED_SINCE = {"extended": 24 * 6, "suspended": 24 * 14}
"""Hours since the assignment where a decision, not the limit, says how the clock stands."""

Limit = tuple[int, str]


@dataclass(frozen=True)
class Clock:
    """now: the as-of moment; limits: (kind, severity) -> (amount, unit)."""

    now: datetime
    calendar: WorkCalendar
    limits: dict[tuple[str, str], Limit]

    def limit_of(self, story: Story) -> Limit:
        amount, unit = self.limits[story.kind, story.severity]
        starter = last_starter(story)
        if starter == "transfer":
            return DEFAULT_LIMIT
        return (half_limit(amount), unit) if starter in REOPENINGS else (amount, unit)

    def recently(self, hours: float) -> datetime:
        """A moment at work, about so many hours before now."""
        moment = in_office_hours(self.now - timedelta(hours=hours))
        return moment if moment < self.now else in_office_hours(moment - timedelta(days=1))


def last_starter(story: Story) -> str:
    """The step at which the clock was started last; '' where none runs."""
    return next((verb for verb in reversed(story.steps) if verb in CLOCK_STARTERS), "")


def split_at(starter: str, steps: list[str]) -> tuple[list[str], list[str]]:
    """The steps up to the last one of that verb, which is among them, and those after it."""
    index = len(steps) - steps[::-1].index(starter)
    return steps[:index], steps[index:]


def light_of(start: datetime, deadline: datetime, now: datetime) -> str:
    if deadline < now:
        return Light.RED
    return Light.AMBER if warn_at(start, deadline) <= now else Light.GREEN


def clock_start(story: Story, clock: Clock) -> datetime:
    """The moment at which the clock was started, so that the light is right and the deadline near the wished hour."""
    amount, unit = clock.limit_of(story)
    wished = clock.now + timedelta(hours=story.hours)
    best = None
    for start in _starts(clock):
        deadline = deadline_of(start, amount, unit, clock.calendar)
        if light_of(start, deadline, clock.now) == story.light:
            worth = abs(deadline - wished) + _oddness(start, clock)
            best = min(best or (worth, start), (worth, start))
    if best is None:
        raise ValueError(f"No start gives '{story.what}' the light '{story.light}' at {clock.now}.")
    return best[1]


def _oddness(start: datetime, clock: Clock) -> timedelta:
    odd = timedelta() if clock.calendar.is_working(start.date()) else DAY_OFF
    return odd + (EVENING_OFF if start.hour >= EVENING else timedelta())


def _starts(clock: Clock):
    for back in range(FURTHEST_BACK):
        day = clock.now - timedelta(days=back)
        for hour, minute in TIMES_OF_DAY:
            start = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
            if start < clock.now - timedelta(minutes=20):
                yield start


def open_timeline(story: Story, clock: Clock, rng: Random) -> list[datetime]:
    """When an open task was reported and each step taken: before its clock started, and from there to just before now."""
    starter = last_starter(story)
    if not starter:
        return _after(clock.recently(-story.hours), story.steps, clock.now, rng)
    decided = story.path in DECIDED_SINCE
    anchor = clock.recently(DECIDED_SINCE[story.path]) if decided else clock_start(story, clock)
    before, after = split_at(starter, story.steps)
    return [*_before(anchor, before, rng), *_after(anchor, after, clock.now, rng, usual=decided)]


def closed_timeline(story: Story, reported: datetime, share: float, clock: Clock, rng: Random) -> list[datetime]:
    """When a closed task was reported and each step taken. share: of its limit that was used when it was closed."""
    starter = last_starter(story)
    if not starter:
        return _after(reported, story.steps, clock.now, rng, usual=True)
    before, after = split_at(starter, story.steps)
    first = _after(reported, before, clock.now, rng, usual=True)
    start, (amount, unit) = first[-1], clock.limit_of(story)
    end = start + (deadline_of(start, amount, unit, clock.calendar) - start) * share
    return [*first[:-1], *_after(start, after, min(end, clock.now), rng)]


def _before(anchor: datetime, steps: list[str], rng: Random) -> list[datetime]:
    """The report and the steps up to the one before the last, which is taken at the anchor."""
    moments = [anchor]
    for verb in reversed(steps):
        gap = timedelta(hours=USUAL_GAP[verb] * rng.uniform(0.8, 1.2))
        earlier = in_office_hours(moments[0] - gap)
        earlier = earlier if earlier < moments[0] else moments[0] - gap
        moments.insert(0, earlier.replace(second=0, microsecond=0))
    return moments[:-1]


def _after(start: datetime, steps: list[str], end: datetime, rng: Random, usual: bool = False) -> list[datetime]:
    """The start, then each step: at the usual pace, or spread until a little before `end`."""
    gaps = [timedelta(hours=USUAL_GAP[verb] * rng.uniform(0.8, 1.2)) for verb in steps]
    if not usual and gaps:
        room = (end - start) * rng.uniform(0.86, 0.96) if len(gaps) > 1 else min(gaps[0], (end - start) * 0.8)
        gaps = [gap * (room / sum(gaps, timedelta())) for gap in gaps]
    moments = [start]
    for raw in list(accumulate(gaps, initial=start))[1:]:
        at_work = in_office_hours(raw)
        moment = at_work if moments[-1] < at_work < end else max(raw, moments[-1] + timedelta(minutes=5))
        moments.append(min(moment.replace(second=0, microsecond=0), end))
    return moments
