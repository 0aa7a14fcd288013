"""Somebody leaves (离岗): noted for a day, carried out when it has passed. Posts end, open work goes over in one act, sessions and
account end; the trail keeps the name, and nobody is deleted (the domain rules, section 2).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.account.sessions import end_sessions
from core.errors import DomainError, NotAllowed
from core.models import CalendarFeed, Delivery, Leaving, Post, Role, User
from core.people.checks import KEEPERS, READERS, check_administrator_stays, check_not_held, require_keeper
from core.people.handover import Piece, Work, hand_over_all, plan_all
from core.people.heirs import heir_of
from core.people.named_work import departure_of
from core.people.services import day_of, follow_admin_post, locked, told_of_post
from core.people.telling import tell_of_leaving
from core.trail import record

DAY = timedelta(days=1)
MOST_KEPT = 200
"""Pieces of a kind that are kept by name in the outcome; the rest is counted."""


@dataclass
class Preview:
    """What would happen. posts: those that end. going_over: those of them that the successor gets. never: posts that have not
    begun by then and never will. work: by kind, each piece with whether it goes over."""

    posts: list[Post] = field(default_factory=list)
    going_over: list[Post] = field(default_factory=list)
    never: list[Post] = field(default_factory=list)
    work: list[tuple[Work, list[Piece]]] = field(default_factory=list)


def preview(
    *,
    person: User,
    last_day: date,
    successor: User | None,
    posts_go_over: bool,
    today: date,
    noted: Leaving | None = None,
) -> Preview:
    """Changes nothing. noted: where it is noted already, and the posts have their last day; a successor who left since then is
    followed by who took over there."""
    successor = heir_of(successor)
    posts = list(person.posts.select_related("unit").order_by("starts_on", "pk"))
    ended = noted.ended_posts if noted else {}
    ending = [post for post in posts if str(post.pk) in ended or _ends(post, last_day, today)]
    going_over = ending if successor and posts_go_over else []
    to_come = tuple(post.unit.path for post in going_over)
    departure = departure_of(person, _first_day(last_day, today), successor, to_come)
    never = [post for post in posts if _never_begins(post, last_day, today)]
    return Preview(ending, going_over, never, plan_all(departure))


def _first_day(last_day: date, today: date) -> date:
    """From which on the work is another's."""
    return max(last_day + DAY, today)


def _ends(post: Post, last_day: date, today: date) -> bool:
    return (post.ends_on is None or post.ends_on > last_day) and not _never_begins(post, last_day, today)


def _never_begins(post: Post, last_day: date, today: date) -> bool:
    return post.starts_on > max(last_day, today)


def why_not(person: User, by: User) -> str | None:
    """Why this user may not note that the person leaves, in words; None if they may."""
    if not by.access.has(*READERS):
        return _("Your posts do not include this step.")
    if person.pk == by.pk:
        return _("Somebody else notes that you leave: a colleague of the office, or an administrator.")
    is_admin = person.is_superuser or person.posts.filter(role=Role.ADMIN).exists()
    if is_admin and not by.access.has(*KEEPERS):
        return _("Only an administrator ends the account of an administrator.")
    return None


@transaction.atomic
def note_leaving(
    *, person: User, last_day: date, successor: User | None, posts_go_over: bool, by: User, now: datetime
) -> Leaving:
    """Ends the posts on that day. A day that has passed is carried out at once, another one by the daily work after it.

    Raises NotAllowed, or DomainError at the field that it is about.
    """
    if reason := why_not(person, by):
        raise NotAllowed(reason)
    if posts_go_over:
        require_keeper(by)
    person, today = locked(person), timezone.localdate(now)
    _check(person, last_day, successor, posts_go_over)
    leaving = Leaving(
        person=person, last_day=last_day, successor=successor, posts_go_over=posts_go_over, noted_by=by, noted_at=now
    )
    leaving.ended_posts = _end_posts(person, last_day, today)
    leaving.save()
    changes = {"last_day": ["", day_of(last_day)], "taken_over_by": ["", str(successor or "")]}
    record(subject=person, by=by, verb="note_leaving", at=now, changes=changes)
    if person.posts.filter(role=Role.ADMIN).exists():
        check_administrator_stays(today)
    return carry_out(leaving=leaving, by=by, now=now) if last_day < today else leaving


def _check(person: User, last_day: date, successor: User | None, posts_go_over: bool) -> None:
    if not person.is_active:
        raise DomainError(_("This account has ended already."))
    if Leaving.objects.noted().filter(person=person).exists():
        raise DomainError(_("It is noted already that this person leaves."))
    if posts_go_over and successor is None:
        raise DomainError({"posts_go_over": _("Choose who takes the posts over.")})
    if successor is None:
        return
    if successor.pk == person.pk or not successor.is_active:
        raise DomainError({"successor": _("Choose somebody else who is there after that day.")})
    if Leaving.objects.noted().filter(person=successor, last_day__lte=last_day).exists():
        raise DomainError({"successor": _("%(name)s leaves too. Choose somebody else.") % {"name": successor}})


def _end_posts(person: User, last_day: date, today: date) -> dict[str, str]:
    """{number of a post: when it would have ended}. A post that began later than the last day ends as it began."""
    ended = {}
    for post in person.posts.order_by("pk"):
        if _ends(post, last_day, today):
            ended[str(post.pk)] = day_of(post.ends_on)
            post.ends_on = max(last_day, post.starts_on)
            post.save(update_fields=["ends_on"])
    return ended


@transaction.atomic
def carry_out(*, leaving: Leaving, by: User | None, now: datetime) -> Leaving:
    """Everything goes over, and the account ends; before the last day too, which is then today. Done twice it is done once.

    by: None for the daily work. Raises NotAllowed.
    """
    if by is not None and (reason := why_not(leaving.person, by)):
        raise NotAllowed(reason)
    leaving = Leaving.objects.select_for_update(of=("self",)).select_related("person", "successor").get(pk=leaving.pk)
    if not leaving.is_noted:
        return leaving
    person, today = locked(leaving.person), timezone.localdate(now)
    leaving.last_day = min(leaving.last_day, today)
    leaving.ended_posts = _end_posts(person, leaving.last_day, today) | leaving.ended_posts  # also those given since
    successor = heir_of(leaving.successor)
    day = _first_day(leaving.last_day, today)
    _drop_posts_to_come(person, leaving, by, now, today)
    if successor and leaving.posts_go_over:
        _give_posts(leaving, successor, day, by, now)
    done = hand_over_all(departure_of(person, day, successor), by, now)
    _end_account(person, by, now)
    leaving.done_at, leaving.outcome = now, [_told(work, pieces) for work, pieces in done]
    leaving.successor = successor
    leaving.save()
    _write(leaving, person, successor, by, now)
    tell_of_leaving(leaving, by=by, now=now)
    return leaving


def _drop_posts_to_come(person: User, leaving: Leaving, by: User | None, now: datetime, today: date) -> None:
    """A post that never begins is no past that has to be kept; the trail says that it was to be."""
    for post in person.posts.select_related("unit", "user"):
        if _never_begins(post, leaving.last_day, today):
            told_of_post(post, "drop_post", by, now).save()
            post.delete()


def _give_posts(leaving: Leaving, successor: User, day: date, by: User | None, now: datetime) -> None:
    """Those that the leaving ended, until when they would have lasted; one that the successor holds already is left out."""
    for post in leaving.person.posts.filter(pk__in=leaving.ended_posts).select_related("unit").order_by("pk"):
        until = leaving.ended_posts[str(post.pk)]
        ends_on = date.fromisoformat(until) if until else None
        if ends_on and ends_on < day:
            continue
        try:
            check_not_held(successor.posts.all(), post.role, post.unit, day, ends_on)
        except DomainError:
            continue
        given = Post.objects.create(user=successor, role=post.role, unit=post.unit, starts_on=day, ends_on=ends_on)
        told_of_post(given, "give_post", by, now).save()
    follow_admin_post(successor, timezone.localdate(now))


def _end_account(person: User, by: User | None, now: datetime) -> None:
    person.is_active = person.is_staff = person.is_superuser = False
    person.save(update_fields=["is_active", "is_staff", "is_superuser"])
    CalendarFeed.objects.filter(user=person).delete()
    # Mail to nobody would be tried for a day, and then be told as a fault.
    Delivery.objects.waiting().filter(user=person).delete()
    if person.sessions.exists():
        end_sessions(person, by, now)


def _told(work: Work, pieces: list[Piece]) -> dict:
    over = [piece for piece in pieces if piece.goes_over]
    left = [piece for piece in pieces if not piece.goes_over]
    return {
        "code": work.code,
        "label": str(work.label),
        "over": len(over),
        "left": len(left),
        "pieces": [piece.as_json() for piece in over[:MOST_KEPT]],
        "left_pieces": [piece.as_json() for piece in left[:MOST_KEPT]],
    }


def _write(leaving: Leaving, person: User, successor: User | None, by: User | None, now: datetime) -> None:
    """In the trails of both."""
    words = _("%(label)s: %(over)s went over, %(left)s did not")
    said = "\n".join(words % kind for kind in leaving.outcome)
    changes = {"taken_over_by": ["", str(successor or "")]}
    record(subject=person, by=by, verb="leave", at=now, reason=said, changes=changes)
    if successor:
        record(subject=successor, by=by, verb="take_on_work", at=now, changes={"who_left": ["", str(person)]})


@transaction.atomic
def withdraw_leaving(*, leaving: Leaving, by: User, now: datetime) -> Leaving:
    """The person stays after all: the posts end when they would have. Raises NotAllowed or DomainError."""
    leaving = Leaving.objects.select_for_update(of=("self",)).select_related("person").get(pk=leaving.pk)
    if reason := why_not(leaving.person, by):
        raise NotAllowed(reason)
    if not leaving.is_noted:
        raise DomainError(_("This is carried out or withdrawn already. Load the page anew."))
    for post in leaving.person.posts.filter(pk__in=leaving.ended_posts):
        until = leaving.ended_posts[str(post.pk)]
        post.ends_on = date.fromisoformat(until) if until else None
        post.save(update_fields=["ends_on"])
    leaving.withdrawn_at = now
    leaving.save(update_fields=["withdrawn_at"])
    follow_admin_post(leaving.person, timezone.localdate(now))
    record(subject=leaving.person, by=by, verb="withdraw_leaving", at=now)
    return leaving


def carry_out_due(*, now: datetime) -> int:
    """Those whose last day has passed; gives how many. Part of the daily work."""
    due = list(Leaving.objects.due(timezone.localdate(now)))
    for leaving in due:
        carry_out(leaving=leaving, by=None, now=now)
    return len(due)


@transaction.atomic
def take_up_again(*, person: User, by: User, now: datetime) -> User:
    """Somebody comes back: the account is in use again, without post and password. Raises NotAllowed."""
    require_keeper(by)
    person = locked(person)
    if person.is_active:
        return person
    person.set_unusable_password()
    person.is_active = True
    person.save(update_fields=["is_active", "password", "must_change_password"])
    record(subject=person, by=by, verb="take_up_again", at=now)
    return person
