"""The demo can be loaded at any hour: for every open story there is a moment at which its clock was started."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.demo.open_stories import OPEN_STORIES
from config.demo.problems import KINDS
from config.demo.timing import DECIDED_SINCE, Clock, clock_start, last_starter
from core.workdays.calendar import WorkCalendar
from rectification.models import Severity

LIMITS = {
    (kind, severity): limit
    for kind, limits in KINDS.items()
    for severity, limit in zip(Severity.values, limits, strict=True)
}
STARTED = [story for story in OPEN_STORIES if last_starter(story) and story.path not in DECIDED_SINCE]


@pytest.mark.parametrize("hour", range(24))
def test_every_story_has_a_start_at_any_hour(hour):
    now = datetime(2026, 11, 23, hour, 45, tzinfo=ZoneInfo("Asia/Shanghai"))
    clock = Clock(now, WorkCalendar({}), LIMITS)
    for story in STARTED:
        assert clock_start(story, clock) < now
