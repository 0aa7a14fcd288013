"""What the tests of signing in share: a person with a password and a phone."""

import time
from dataclasses import dataclass

from django.test import Client
from django_otp.oath import TOTP

from core.account import two_factor, two_factor_keys
from core.models import User

PASSWORD = "wujiang-qingfeng-2026"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def code_of(key: str, *, steps: int = 0) -> str:
    """What an app with this key shows now; or so many steps of 30 seconds later (or earlier: below zero)."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def wrong_code_of(key: str) -> str:
    """Six digits that the app shows neither now nor a few steps before or after."""
    shown = {code_of(key, steps=steps) for steps in range(-4, 5)}
    return next(code for code in (f"{number:06}" for number in range(20)) if code not in shown)


@dataclass
class Phone:
    """key: in the app. codes: recovery codes. Its first code was used up when it was set up: the next one is the next step's."""

    key: str
    codes: list[str]

    @property
    def next_code(self) -> str:
        return code_of(self.key, steps=1)


def give_phone(user: User, now) -> Phone:
    """Turns the second step on for this person, with the app's code of now."""
    key = two_factor_keys.new_key()
    totp = TOTP(bytes.fromhex(key))
    totp.time = now.timestamp()
    return Phone(key, two_factor.turn_on(user=user, key=key, code=f"{totp.token():06}", now=now))


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def type_password(client: Client, user: User, query: str = "", password: str = PASSWORD):
    return client.post(f"/accounts/login/{query}", {"username": user.username, "password": password})


def type_code(client: Client, code: str, query: str = ""):
    return client.post(f"/accounts/login/code/{query}", {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/menu/").status_code == 200
