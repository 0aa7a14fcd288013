"""A sign-in in two steps. Who gave the right password waits here for the code: in a session that is nobody's yet."""

from datetime import datetime, timedelta

from django.contrib.auth import load_backend, login
from django.utils.crypto import constant_time_compare

from core.account import two_factor
from core.models import User

WAITING = "sign_in_waiting"
WAITS = timedelta(minutes=10)


def begin(request, user: User, *, now: datetime) -> None:
    """Keeps who gave the right password, for ten minutes. The session gets a new key and forgets all it held: whoever knew
    the old key is not taken along."""
    request.session.flush()
    request.session[WAITING] = {
        "user": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "until": (now + WAITS).timestamp(),
    }


def waiting(request, *, now: datetime) -> User | None:
    """Who gave the right password in this browser and has not come in yet. None where that was long ago, or where the account
    or its password has changed since."""
    kept = request.session.get(WAITING)
    if not kept or now.timestamp() > kept["until"]:
        return None
    user = load_backend(kept["backend"]).get_user(kept["user"])
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    user.backend = kept["backend"]
    return user


def finish(request, user: User) -> None:
    """Signs in who took both steps; the session's key changes once more."""
    request.session.pop(WAITING, None)
    login(request, user)
    two_factor.mark(request.session, user)
