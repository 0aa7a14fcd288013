"""The second step at sign-in: a code that changes every 30 seconds (TOTP, RFC 6238), from an app on one's own phone.

Who has it is told by `User.two_factor_since`, so that neither a page nor a sign-in asks the database for it. The devices are
django-otp's: they keep the key, take a code once only, tolerate one step of clock drift and wait longer after each wrong code.
Recovery codes stand in the database as digests. Neither key nor code is ever logged, listed or put into the trail.
"""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core import trail
from core.account.sessions import end_sessions
from core.account.telling import tell_of_reset
from core.account.two_factor_keys import is_app_code, plain
from core.account.typed_codes import new_code
from core.errors import DomainError
from core.models import Role, User

MARK = "second_step"
"""Where a session keeps that the second step was taken in it: since when the person had it then."""
RECOVERY_CODES = 10
DRIFT = 1
"""Steps of 30 seconds by which a phone's clock may be off."""


# ---- who needs it, and which session has it ----


def must_have(user: User) -> bool:
    """Must this person take a second step? Administrators must where the installation says so (TWO_FACTOR_ADMINS)."""
    return settings.TWO_FACTOR_ADMINS and (user.is_staff or user.is_superuser or user.access.has(Role.ADMIN))


def is_whole(session, user: User) -> bool:
    """Is this session this user's, second step and all? One that lacks the step is nobody's (core/middleware.py)."""
    if user.two_factor_since:
        return session.get(MARK) == _mark_of(user)
    return not must_have(user)


def mark(session, user: User) -> None:
    """Notes in a session that its person has taken the second step."""
    session[MARK] = _mark_of(user)


def _mark_of(user: User) -> str:
    return user.two_factor_since.isoformat()


# ---- turning it on and off ----


@transaction.atomic
def turn_on(*, user: User, key: str, code: str, now: datetime, keep: str = "") -> list[str]:
    """From now on this person's sign-in takes a second step; gives the recovery codes, which nobody can show again.

    key: as `new_key` gave it. code: what the app shows now. keep: the key of the session that goes on; all others end.
    Raises DomainError where the code is wrong, or where it is on already.
    """
    person = _locked(user)
    if person.two_factor_since:
        raise DomainError(_("The second step is on already."), code="already_on")
    device = _unsaved(person, key, last_t=_step_of(key, code, now))
    _drop_devices(person)
    device.save()
    _set_since(person, now)
    trail.record(subject=person, by=person, verb="turn_on_two_factor", at=now)
    end_sessions(person, person, now, keep=keep)
    user.two_factor_since = now
    return _make_codes(person)


def _unsaved(user: User, key: str, **fields) -> TOTPDevice:
    return TOTPDevice(user=user, key=key, name="app", confirmed=True, tolerance=DRIFT, **fields)


def _step_of(key: str, code: str, now: datetime) -> int:
    """The step of time in which the app showed this code: it is used up by being shown to us."""
    totp, typed = TOTP(bytes.fromhex(key)), plain(code)
    totp.time = now.timestamp()
    if not (is_app_code(typed) and totp.verify(int(typed), tolerance=DRIFT)):
        raise wrong_code()
    return totp.t()


@transaction.atomic
def turn_off(*, user: User, now: datetime) -> None:
    """The password alone is asked again. Who must have it is led to set it up anew: so one moves to another phone."""
    if not _locked(user).two_factor_since:
        return
    _forget(user)
    trail.record(subject=user, by=user, verb="turn_off_two_factor", at=now)


@transaction.atomic
def reset(*, user: User, by: User | None, now: datetime) -> None:
    """Turns off somebody else's, who has lost the phone and the recovery codes, ends their sessions and tells them.

    by: an administrator; None for the system (the command). Raises DomainError where it is off, or one's own.
    """
    if by is not None and by.pk == user.pk:
        raise DomainError(_("Turn off your own second step on your account page."))
    if not _locked(user).two_factor_since:
        raise DomainError(_("This person has no second step."))
    _forget(user)
    trail.record(subject=user, by=by, verb="reset_two_factor", at=now)
    tell_of_reset(user, by=by, now=now)
    end_sessions(user, by, now)


def _locked(user: User) -> User:
    """The row as it is now, until the transaction ends."""
    return User.objects.select_for_update().get(pk=user.pk)


def _forget(user: User) -> None:
    _drop_devices(user)
    _set_since(user, None)


def _drop_devices(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _set_since(user: User, moment: datetime | None) -> None:
    user.two_factor_since = moment
    user.save(update_fields=["two_factor_since"])


# ---- recovery codes ----


@transaction.atomic
def renew_codes(*, user: User, now: datetime) -> list[str]:
    """New recovery codes; those of before are worthless. Two at once come one after the other: a person has one set of them."""
    _locked(user)
    trail.record(subject=user, by=user, verb="renew_recovery_codes", at=now)
    return _make_codes(user)


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def _make_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    codes = [new_code() for _code in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(user, code)) for code in codes)
    return codes


def _digest(user: User, code: str) -> str:
    """What stands in the database for a recovery code: 64 bits, of this person alone."""
    return sha256(f"{user.pk}:{code}".encode()).hexdigest()[:16]


# ---- checking a code ----


def wrong_code() -> DomainError:
    return DomainError(
        _("The code is wrong or has been used. Wait for the next one, and see that the phone's clock is right."),
        code="wrong_code",
    )


def check_code(*, user: User, code: str, now: datetime) -> bool:
    """Takes a code of the app, or a recovery code, which is used up by it; True for a recovery code.

    Raises DomainError where it is wrong, and where one has to wait after wrong ones: that has been written by then.
    """
    typed = plain(code)
    is_app = is_app_code(typed)
    accepted, until = _try(TOTPDevice, user, typed) if is_app else _try(StaticDevice, user, _digest(user, typed))
    if until:
        raise DomainError(
            _("Too many wrong codes. Try again at %(time)s.") % {"time": _clock(until)}, code="too_many_codes"
        )
    if not accepted:
        raise wrong_code()
    if not is_app:
        changes = {"recovery_codes": [codes_left(user) + 1, codes_left(user)]}
        trail.record(subject=user, by=user, verb="use_recovery_code", at=now, changes=changes)
    return not is_app


@transaction.atomic
def _try(model: type[TOTPDevice] | type[StaticDevice], user: User, token: str) -> tuple[bool, datetime | None]:
    """Whether the device takes the code, and until when it takes none. Two at once can't use the same code."""
    device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return False, None
    is_allowed, why = device.verify_is_allowed()
    if not is_allowed:
        return False, why["locked_until"]
    return device.verify_token(token), None


def _clock(moment: datetime) -> str:
    return formats.time_format(timezone.localtime(moment), "H:i:s")
