"""What must hold of people and posts, in words that say what to do. Asked by the pages and by the list from Excel alike."""

from datetime import date

from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import Post, Role, Unit, User
from core.people.names import ACCOUNT_LONGEST, NAME_LONGEST, clean_account, clean_name, is_account, unreadable

KEEPERS = ("admin",)
"""Who makes accounts and gives posts (the domain rules, section 2: users are the administrator's)."""
READERS = ("office", "admin")
"""Who sees them, and hands the work of somebody who leaves to somebody else."""
IN_TOWN_ITSELF = (Role.OFFICE, Role.LEADER, Role.ADMIN)
"""Posts over the whole town; what they may do is asked by the role alone, so nobody holds one in a part of the town."""


def require_keeper(by: User) -> None:
    if not by.access.has(*KEEPERS):
        raise NotAllowed(_("Only an administrator keeps accounts and posts."))


def checked_name(text: str) -> str:
    """The name as it is kept. Raises DomainError at `display_name`."""
    name = clean_name(text)
    if not name:
        raise DomainError({"display_name": _("Enter the person's name.")})
    if len(name) > NAME_LONGEST:
        raise DomainError({"display_name": _("A name has at most %(n)s characters.") % {"n": NAME_LONGEST}})
    if lost := unreadable(name):
        said = _(
            "“%(letter)s” is a character that only the computer shows on which it was typed. Enter the character anew with another input method, or write its pinyin."
        )
        raise DomainError({"display_name": said % {"letter": lost[0]}})
    return name


def checked_account(text: str, person: User | None = None) -> str:
    """The account as it is kept, free or this person's own already. Raises DomainError at `username`."""
    account = clean_account(text)
    if not account:
        raise DomainError({"username": _("Enter an account, e.g. the telephone number or the name in pinyin.")})
    if not is_account(account):
        said = _("An account has letters, figures and the signs @ . + - _ alone, at most %(n)s of them.")
        raise DomainError({"username": said % {"n": ACCOUNT_LONGEST}})
    others = User.objects.filter(username__iexact=account)
    if other := (others.exclude(pk=person.pk) if person else others).first():
        said = _("%(name)s has this account already. Choose another one, e.g. with a figure behind it.")
        raise DomainError({"username": said % {"name": other.display_name}})
    return account


def check_post_fits(role: str, unit: Unit, town: Unit | None) -> None:
    """Raises DomainError, at `unit`, for a post that does not go with this unit."""
    if town is None or not unit.path.startswith(town.path):
        raise DomainError({"unit": _("Posts are held in your own town.")})
    if role in IN_TOWN_ITSELF and unit.pk != town.pk:
        said = _("“%(role)s” is a post for the whole town: choose %(town)s.")
        raise DomainError({"unit": said % {"role": Role(role).label, "town": town.name}})


def check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise DomainError({"ends_on": _("A post cannot end before it starts.")})


def check_not_held(
    posts, role: str, unit: Unit, starts_on: date, ends_on: date | None, but: Post | None = None
) -> None:
    """The same post is not held twice on a day. posts: the person's. Raises DomainError at `starts_on`."""
    for held in posts:
        if held is but or (held.role, held.unit_id) != (role, unit.pk):
            continue
        if (ends_on is None or held.starts_on <= ends_on) and (held.ends_on is None or starts_on <= held.ends_on):
            raise DomainError({"starts_on": already_held(held)})


def already_held(held: Post) -> str:
    words = {"day": f"{held.starts_on:%Y-%m-%d}", "end": f"{held.ends_on:%Y-%m-%d}" if held.ends_on else ""}
    if held.ends_on:
        return _("This person holds this post from %(day)s to %(end)s already.") % words
    return _("This person holds this post since %(day)s already.") % words


def check_administrator_stays(today: date) -> None:
    """Somebody must be left who makes accounts. Called in the transaction of the change, when it is made; locks their posts, so
    that two who end each other's wait for one another."""
    list(Post.objects.select_for_update().filter(role=Role.ADMIN).order_by("pk"))
    if not User.objects.keeping_people(today).exists():
        raise DomainError(
            _(
                "This is the last administrator, and nobody else could make accounts. Give somebody else this post first."
            )
        )
