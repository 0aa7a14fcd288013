"""What a list of tasks shows, row by row. The number of queries doesn't depend on the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import cn_date, cn_datetime, cn_datetime_full, score
from core.marks import light as light_mark
from core.marks import tag as tag_mark
from core.models import Photo, PhotoPurpose, TrailEntry
from core.paths import path_to
from core.workdays.calendar import WorkCalendar
from rectification.clocks_text import time_left
from rectification.limit_units import LimitUnit
from rectification.models import RectificationTask, Source
from rectification.transitions import CLOCK_STATES, STATE_TAG, Light, State


@dataclass(frozen=True)
class Row:
    """One task in a list, in the words that the page shows: as a row at a desk and as a card on a phone, made once for both.

    due: how much time is left, due_sub: the moment itself; tone: its class ('late', 'soon' or ''). stake: points at stake.
    """

    task: RectificationTask
    url: str
    title: str
    where: str
    source: str
    unit: str
    state: str
    stake: str
    light: str
    thumb_url: str
    tag: str
    due: str
    due_sub: str
    tone: str


def light_counts(tasks, now: datetime, *, only_open: bool = False, total: int | None = None) -> dict[str, int]:
    """How many of these tasks show which light (Light value > number); '' holds all of them.

    A light is worked out for open tasks alone; the others, ten times as many, are only counted. only_open: there are none.
    total: where that is known, or said to be enough.
    """
    lights = tasks.open().order_by().annotate_light(now).values_list("light").annotate(n=Count("pk"))
    counts = dict.fromkeys(Light.values, 0) | dict(lights)
    if total is None:
        total = sum(counts.values()) if only_open else tasks.order_by().count()
    return counts | {"": total}


def open_and_overdue(tasks, now: datetime) -> tuple[int, int, timedelta | None]:
    """How many of these tasks are open, how many of those are overdue, and how long until one more is; one query."""
    running = Q(state__in=CLOCK_STATES)
    counted = tasks.open().aggregate(
        open=Count("pk"),
        late=Count("pk", filter=running & Q(deadline__lt=now)),
        next=Min("deadline", filter=running & Q(deadline__gte=now)),
    )
    return counted["open"], counted["late"], counted["next"] and counted["next"] - now


NAMED = (
    "number", "state", "deadline", "warn_at", "limit_unit", "look_again_on", "closed_at", "version", "reworks",
    "finding__description", "finding__place", "finding__source", "finding__at_stake", "finding__point__name",
    "responsible_unit__name",
)  # fmt: skip
"""What a row tells of a task; half of the columns would be read for nothing."""


def in_detail(keys: Sequence[int]) -> list[RectificationTask]:
    """The tasks with these keys, in this order, with all that a row names; one query. So a long list is put in order without it."""
    found = RectificationTask.objects.select_related("finding__point", "responsible_unit").only(*NAMED).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def task_rows(tasks: Sequence[RectificationTask], now: datetime, calendar: WorkCalendar) -> list[Row]:
    tasks = list(tasks)
    thumbs = problem_thumbs(tasks)
    waits = suspension_reasons(tasks)
    return [_row(task, now, calendar, thumbs.get(task.pk, ""), waits.get(task.pk, "")) for task in tasks]


def _row(task: RectificationTask, now: datetime, calendar: WorkCalendar, thumb_url: str, waits_for: str) -> Row:
    light = task.light_at(now)
    due, due_sub = due_words(task, now, calendar, waits_for)
    finding = task.finding
    return Row(
        task=task,
        url=task.get_absolute_url(),
        title=finding.description,
        where=finding.where,
        source=str(Source(finding.source).label),
        unit=task.responsible_unit.name if task.responsible_unit else "",
        state=str(State(task.state).label),
        stake=score(finding.at_stake) if finding.at_stake else "",
        light=light_mark(light),
        thumb_url=thumb_url,
        tag=tag_mark(State(task.state).label, TAGS[STATE_TAG[task.state]]),
        due=due,
        due_sub=due_sub,
        tone={Light.RED: "late", Light.AMBER: "soon"}.get(light, ""),
    )


TAGS = {"plain": "", "brand": "brand", "done": "done", "muted": "line"}
"""The look of a state's tag, as the component names it."""


def due_words(task: RectificationTask, now: datetime, calendar: WorkCalendar, waits_for: str = "") -> tuple[str, str]:
    """Two short lines: how much time is left, and the moment; for a task that waits or is done, what fits there."""
    if task.state == State.SUSPENDED:
        again = _("look again on %(day)s") % {"day": cn_date(task.look_again_on)} if task.look_again_on else ""
        return waits_for or _("the clock stands still"), again
    if task.state == State.CLOSED:
        this_year = timezone.localtime(task.closed_at).year == timezone.localtime(now).year
        return _("closed %(at)s") % {"at": (cn_datetime if this_year else cn_datetime_full)(task.closed_at)}, ""
    if not task.is_open or not task.deadline:
        return "", ""
    is_working = calendar.is_working if task.limit_unit != LimitUnit.NATURAL_DAYS else None
    return time_left(task.deadline, now, is_working), cn_datetime(task.deadline)


def problem_thumbs(tasks: Sequence[RectificationTask]) -> dict[int, str]:
    """The address of the first photo of each problem, small; in one query."""
    photos = Photo.objects.of_many(RectificationTask, [task.pk for task in tasks]).filter(purpose=PhotoPurpose.PROBLEM)
    first: dict[int, str] = {}
    for subject_id, key in photos.order_by("uploaded_at", "pk").values_list("subject_id", "key"):
        first.setdefault(subject_id, path_to("photo_small", key))
    return first


def suspension_reasons(tasks: Sequence[RectificationTask]) -> dict[int, str]:
    """Why each suspended task waits, from the trail; in one query, none where nothing is suspended."""
    waiting = [task.pk for task in tasks if task.state == State.SUSPENDED]
    entries = TrailEntry.objects.of_many(RectificationTask, waiting).filter(verb="suspend")
    return dict(entries.order_by("at", "pk").values_list("subject_id", "reason"))
