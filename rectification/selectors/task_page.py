"""What the page of one task shows: steps, state in words, photos before and after, the next step, the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import cn_datetime
from core.marks import LIGHTS
from core.models import Photo, PhotoPurpose, Role, User
from core.workdays.calendar import WorkCalendar
from rectification.clocks_text import span
from rectification.limit_units import LimitUnit
from rectification.looks import BESIDE_MAIN, ICONS, NEEDED, NEXT
from rectification.models import RectificationTask, Request, RequestKind, RequestState
from rectification.selectors.rows import due_words
from rectification.selectors.timeline import ShownEntry, ShownPhoto
from rectification.services import allowed_transitions, may_ask, may_decide, why_not
from rectification.thresholds import REOPEN_DAYS
from rectification.transitions import MAIN_PATH, Light, State, Transition, from_state


@dataclass(frozen=True)
class Step:
    label: str
    at: datetime | None
    state: str


def steps(task: RectificationTask, entries: Sequence[ShownEntry]) -> list[Step]:
    """The main path, each station with the moment it was last reached. A state beside the path stands where it left it."""
    reached: dict[str, datetime] = {}
    for entry in entries:  # newest first
        reached.setdefault(entry.new_state, entry.at)
    if task.state in MAIN_PATH:
        at = MAIN_PATH.index(task.state)
        before, now, after = MAIN_PATH[:at], task.state, MAIN_PATH[at + 1 :]
    else:
        last = max((n for n, state in enumerate(MAIN_PATH) if state in reached), default=-1)
        before, now, after = MAIN_PATH[: last + 1], task.state, MAIN_PATH[last + 1 :] if task.is_open else ()
    return [
        *(Step(State(state).label, reached.get(state), "done") for state in before),
        Step(State(now).label, reached.get(now), "done" if now == State.CLOSED else "now"),
        *(Step(State(state).label, None, "") for state in after),
    ]


def light_text(task: RectificationTask, light: str, now: datetime, calendar: WorkCalendar) -> str:
    """The words in the big light: '已超期2天16小时', '临期，还剩7小时'."""
    if light == Light.RED:
        return _("Overdue by %(span)s") % {"span": span(now - task.deadline)}
    due = due_words(task, now, calendar)[0]
    if light in ("", Light.PAUSED) or not due:
        return str(LIGHTS.get(light, ""))
    return _("%(light)s, %(due)s") % {"light": LIGHTS[light], "due": due}


def state_sentence(task: RectificationTask, entries: Sequence[ShownEntry]) -> str:
    """Where the task stands and by when, as one would say it."""
    since = next((entry.at for entry in entries if entry.new_state == task.state), task.reported_at)
    words = {"state": task.get_state_display(), "at": cn_datetime(since), "unit": str(task.responsible_unit or "")}
    if task.state == State.SUBMITTED:
        said = _("%(state)s: %(unit)s handed it in on %(at)s.") % words
    elif task.responsible_unit and task.is_open:
        said = _("%(state)s since %(at)s, %(unit)s answers for it.") % words
    else:
        said = _("%(state)s since %(at)s.") % words
    if not (task.deadline and task.is_open):
        return said
    limit = {"amount": task.limit_amount, "unit": task.get_limit_unit_display(), "at": cn_datetime(task.deadline)}
    return said + _(" Deadline %(at)s, limit %(amount)s %(unit)s.") % limit


def unknown_year(task: RectificationTask, calendar: WorkCalendar) -> int | None:
    """The year of a running deadline that was counted by weekends alone, because its holidays are not published yet."""
    if not (task.is_open and task.deadline) or task.limit_unit == LimitUnit.NATURAL_DAYS:
        return None
    year = timezone.localtime(task.deadline).year
    return None if calendar.knows(year) else year


def before_and_after(entries: Sequence[ShownEntry]) -> tuple[ShownPhoto, ShownPhoto] | None:
    """The problem's first photo, and the first one that came when the work was handed in last; None unless both exist."""
    before = problem_photo(entries)
    after = [photo for entry in entries for photo in entry.photos if photo.purpose == PhotoPurpose.AFTER]
    return (before, after[0]) if before and after else None


def problem_photo(entries: Sequence[ShownEntry]) -> ShownPhoto | None:
    """The problem's first photo."""
    photos = (photo for entry in reversed(entries) for photo in entry.photos if photo.purpose == PhotoPurpose.PROBLEM)
    return next(photos, None)


def places(task: RectificationTask) -> list[dict]:
    """Where it is, as core.maps.town_map takes it: the finding's own position, else the point's; [] where neither is known."""
    finding = task.finding
    if not finding.at:
        return []
    return [
        {
            "name": finding.description,
            "sub": finding.where,
            "url": task.get_absolute_url(),
            "at": list(finding.at),
            "off": False,
        }
    ]


@dataclass(frozen=True)
class Action:
    """A button: a verb of the loop with its address' last part, its word and its icon."""

    verb: str
    label: str
    icon: str


@dataclass
class NextStep:
    """The panel 'next step'. main: the page's one solid button, None where this user has none to press."""

    kicker: str = ""
    title: str = ""
    text: str = ""
    checks: list[dict] = field(default_factory=list)
    hint: str = ""
    main: Action | None = None
    beside: list[Action] = field(default_factory=list)
    menu: list[Action] = field(default_factory=list)


def next_step(task: RectificationTask, user: User, entries: Sequence[ShownEntry], now: datetime) -> NextStep:
    allowed = [way for way in allowed_transitions(task, user) if _still_open(task, way, now)]
    main = next((way for way in from_state(task.state) if way.main), None)
    panel = NextStep()
    if main:
        panel.kicker = _("Next step, by %(who)s") % {"who": roles_text(main)}
        panel.title, panel.text = (str(words) for words in NEXT[main.verb])
        panel.checks = _checks(task, main, entries)
        if main in allowed:
            panel.main = action(main)
        elif any(user.access.has(role) for role in main.roles):
            panel.hint = why_not(task, main, user) or ""
    for way in allowed:
        if way is not main:
            (panel.beside if way.verb in BESIDE_MAIN else panel.menu).append(action(way))
    return panel


def action(way: Transition) -> Action:
    return Action(way.verb, str(way.label), ICONS.get(way.verb, "circle"))


def roles_text(way: Transition) -> str:
    """'检查员或创建办': the office last, it steps in for the others."""
    roles = sorted((role for role in Role if role.value in way.roles), key=lambda role: role == Role.OFFICE)
    return _(" or ").join(str(role.label) for role in roles)


def _still_open(task: RectificationTask, way: Transition, now: datetime) -> bool:
    return way.verb != "reopen" or now - task.closed_at < timedelta(days=REOPEN_DAYS.value())


def _checks(task: RectificationTask, main: Transition, entries: Sequence[ShownEntry]) -> list[dict]:
    done = _handed_in(entries) if main.verb == "close" else []
    missing = [
        _("still needed: %(what)s") % {"what": NEEDED[need.value]} for need in main.needs if need.value in NEEDED
    ]
    return done + [{"done": False, "label": label} for label in missing]


def _handed_in(entries: Sequence[ShownEntry]) -> list[dict]:
    handed_in = next((entry for entry in entries if entry.verb == "submit"), None)
    checks = [{"done": True, "label": _photos_text(len(handed_in.photos) if handed_in else 0)}]
    seen_before = handed_in is not None and used_before(handed_in)
    label = (
        _("a photo equals one of an earlier closure: look closely")
        if seen_before
        else _("no photo of an earlier closure")
    )
    return [*checks, {"done": not seen_before, "label": label}]


def _photos_text(n: int) -> str:
    return ngettext("handed in with a note and %(n)s photo", "handed in with a note and %(n)s photos", n) % {"n": n}


def used_before(handed_in: ShownEntry) -> bool:
    """Does one of its photos look the same as other evidence, of another task or of an earlier pass of this one? A question for the
    verifier, never a penalty."""
    evidence = Photo.objects.filter(
        phash__in=[photo.phash for photo in handed_in.photos], purpose__in=[PhotoPurpose.AFTER, PhotoPurpose.RECHECK]
    )
    return evidence.exclude(entry=handed_in.pk).exists()


@dataclass(frozen=True)
class Pending:
    """A request that waits for an answer, and whether this user gives it."""

    request: Request
    may_decide: bool


def pending_requests(task: RectificationTask, user: User) -> list[Pending]:
    asked = [request for request in task.requests.all() if request.state == RequestState.ASKED]
    for request in asked:
        request.task = task
    return [Pending(request, may_decide(request, user)) for request in asked]


ASKS = {
    RequestKind.EXTENSION: "clock",
    RequestKind.SUSPENSION: "pause",
}


def asks(task: RectificationTask, user: User, pending: Sequence[Pending]) -> list[Action]:
    """What this user may ask for and hasn't yet."""
    waiting = {item.request.kind for item in pending}
    labels = {RequestKind.EXTENSION: _("Ask for an extension"), RequestKind.SUSPENSION: _("Ask for a suspension")}
    return [
        Action(kind, labels[kind], icon)
        for kind, icon in ASKS.items()
        if kind not in waiting and may_ask(task, user, kind)
    ]
