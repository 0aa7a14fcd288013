"""The first password, and the one after a forgotten one: handed out once, never kept in clear, changed at the next sign-in.

Nothing here writes a password anywhere but its digest. The page or the file that shows it is made in the request that makes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.db import transaction
from django.utils.translation import gettext as _

from core.account.telling import tell_of_new_password
from core.account.typed_codes import in_groups, new_code
from core.errors import DomainError
from core.models import User
from core.people.checks import require_keeper
from core.people.names import clean_account
from core.people.services import locked
from core.trail import entry_of, record, record_many

ROUNDS = 20_000
"""Of the digest. Chance gives 59 bits, for which this is plenty, and a hundred slips are made in a second or two; at the first
sign-in Django makes the usual, slow digest of it."""
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Slip:
    """What somebody is handed on paper. It exists in one answer to one request and nowhere else."""

    person: User
    password: str


def _digest(password: str) -> str:
    hasher = get_hasher()
    rounds = {"iterations": ROUNDS} if isinstance(hasher, PBKDF2PasswordHasher) else {}
    return hasher.encode(password, hasher.salt(), **rounds)


@transaction.atomic
def hand_out_password(*, person: User, by: User, now: datetime) -> Slip:
    """A one-time password in place of the one that was there. That one is worth nothing any more, and neither are the sessions
    that were begun with it: they carry its digest.

    Raises NotAllowed, or DomainError for an account that has ended, or one's own (that is changed under 'My account').
    """
    require_keeper(by)
    if person.pk == by.pk:
        raise DomainError(_("Change your own password under “My account”."))
    person = locked(person)
    if not person.is_active:
        raise DomainError(_("This account has ended. Let the person take up work again first."))
    had_own = person.has_usable_password() and not person.must_change_password
    slip = _slip(person)
    person.save(update_fields=["password", "must_change_password"])
    record(subject=person, by=by, verb="hand_out_password", at=now)
    if had_own:
        tell_of_new_password(person, by=by, now=now)
    reset(username=clean_account(person.username))
    return slip


def _slip(person: User) -> Slip:
    password = in_groups(new_code())
    person.password, person.must_change_password = _digest(password), True
    return Slip(person, password)


def waiting_for_password(user: User, *, again: bool):
    """People in use who have no password yet; again: also those who never changed the one that they were handed."""
    people = User.objects.visible_to(user).filter(is_active=True).order_by("display_name", "pk")
    none_yet = people.without_password()
    return none_yet | people.filter(must_change_password=True) if again else none_yet


@transaction.atomic
def hand_out_passwords(*, people: Iterable[User], by: User, now: datetime) -> list[Slip]:
    """One-time passwords for all of them who still wait for one, in the order given; at most MOST_AT_ONCE.

    Pressed twice it is done once for who has none yet: the second list leaves them out. Whoever was locked after wrong passwords
    gets in with the new one at once. Raises NotAllowed or DomainError.
    """
    require_keeper(by)
    keys = [person.pk for person in people][:MOST_AT_ONCE]
    rows = {
        one.pk: one for one in User.objects.select_for_update().filter(pk__in=keys, is_active=True).exclude(pk=by.pk)
    }
    waiting = [rows[key] for key in keys if key in rows and may_be_handed(rows[key])]
    if not waiting:
        raise DomainError(_("Nobody waits for a password any more."))
    slips = [_slip(person) for person in waiting]
    User.objects.bulk_update(waiting, ["password", "must_change_password"], batch_size=200)
    record_many(entry_of(subject=person, by=by, verb="hand_out_password", at=now) for person in waiting)
    accounts = [clean_account(person.username) for person in waiting]
    for account in set(AccessAttempt.objects.filter(username__in=accounts).values_list("username", flat=True)):
        reset(username=account)
    return slips


def may_be_handed(person: User) -> bool:
    """In a batch only who has no password of their own: somebody at work is not thrown out by a list."""
    return person.must_change_password or not person.has_usable_password()


# ---- locked after too many wrong passwords (django-axes) ----


def _locked_attempts(now: datetime):
    return AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=now - get_cool_off()
    )


def is_locked(person: User, now: datetime) -> bool:
    """Is this account kept out from some computer, because the password was wrong too often?"""
    return _locked_attempts(now).filter(username=clean_account(person.username)).exists()


def unlock(*, person: User, by: User, now: datetime) -> None:
    """Lets the account sign in again at once. Raises NotAllowed; nothing happens where it is not locked."""
    require_keeper(by)
    if reset(username=clean_account(person.username)):
        record(subject=person, by=by, verb="unlock", at=now)
