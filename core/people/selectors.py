"""What the pages of people show. Nothing of when somebody signed in or how much they entered: people are not watched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.formats import cn_date
from core.models import Leaving, Post, Unit, User
from core.people.handover import open_work
from core.people.leaving import why_not
from core.people.passwords import is_locked
from core.trail_text import trail_of


@dataclass(frozen=True)
class PersonRow:
    """A person in the list. held: the posts of today. state, tone: the word and the look of its tag."""

    person: User
    held: list[Post]
    state: str
    tone: str


@dataclass(frozen=True)
class PostRow:
    """A post on a person's page. when: in words; is_over, is_to_come: by today."""

    post: Post
    is_over: bool
    is_to_come: bool

    @property
    def may_end(self) -> bool:
        return not self.is_over


def person_rows(people: Iterable[User], today: date) -> list[PersonRow]:
    """people: a page of them, with `all_posts`. One query."""
    people = list(people)
    leaving = dict(Leaving.objects.noted().filter(person__in=people).values_list("person", "last_day"))
    return [person_row(person, today, leaving.get(person.pk)) for person in people]


def person_row(person: User, today: date, last_day: date | None) -> PersonRow:
    held = [post for post in person.all_posts if _is_in_force(post, today)]
    if not person.is_active:
        return PersonRow(person, [], _("Has left"), "muted")
    if last_day:
        return PersonRow(person, held, _("Leaves on %(day)s") % {"day": cn_date(last_day)}, "ink")
    if not held:
        return PersonRow(person, held, _("Without a post"), "line")
    return PersonRow(person, held, _("In post"), "brand")


def _is_in_force(post: Post, today: date) -> bool:
    return post.starts_on <= today and (post.ends_on is None or today <= post.ends_on)


def person_page(person: User, reader: User, now: datetime, today: date) -> dict:
    """person: with `all_posts`."""
    leaving = Leaving.objects.noted().filter(person=person).select_related("successor").first()
    left = Leaving.objects.done().filter(person=person).select_related("successor").first()
    keeps = reader.access.has("admin")
    return {
        "person": person,
        "row": person_row(person, today, leaving.last_day if leaving else None),
        "posts": [
            PostRow(post, bool(post.ends_on and post.ends_on < today), post.starts_on > today)
            for post in reversed(person.all_posts)
        ],
        "leaving": leaving,
        "left": left if not person.is_active else None,
        "keeps": keeps,
        "is_oneself": person.pk == reader.pk,
        "may_leave": person.is_active and leaving is None and why_not(person, reader) is None,
        "may_change_leaving": leaving is not None and why_not(person, reader) is None,
        "is_locked": keeps and is_locked(person, now),
        "has_password": person.has_usable_password(),
        "work": open_work(person, today) if leaving else [],
        "trail": trail_of(person),
    }


def unit_names() -> dict[str, str]:
    """The name of each unit by its tree path; one query."""
    return dict(Unit.objects.values_list("path", "name"))
