"""The robots of WeCom and DingTalk groups: where they may be, what is posted to them, and what their answer means.

A robot's address is a secret: whoever has it can write to the group. It stands in no log, no message and no trail.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import parse_qsl, quote_plus, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import MaxRetryError, NewConnectionError

from core.errors import DomainError
from core.models import Robot, RobotFlavour
from core.telling.outgoing import NotSent, TooMany, Unclear

TIMEOUT = 10
"""Seconds for the connection, and again for the answer."""
MOST_BYTES = 2000
"""Of one message. WeCom takes 2,048 bytes of text, DingTalk more."""
TOO_MANY = {45009, 130101}
"""errcode of WeCom and of DingTalk for more than twenty messages a minute."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def check_address(url: str) -> None:
    """Only https, and only hosts of settings.ROBOT_HOSTS: a robot must not lead into the inner network. A host of this very
    machine may be named there too, for trials; it is the only one that is reached without https.

    Raises DomainError.
    """
    if not _is_allowed(url):
        raise DomainError(
            _("The address of a robot begins with https:// and leads to %(hosts)s.")
            % {"hosts": ", ".join(settings.ROBOT_HOSTS)}
        )


def _is_allowed(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if host not in settings.ROBOT_HOSTS or "@" in parts.netloc or "\\" in url:
        return False
    if parts.scheme == "http":
        return host in LOOPBACK
    return parts.scheme == "https" and (port in (None, 443) or host in LOOPBACK)


def masked(url: str) -> str:
    """What is shown of an address after it was saved: the host and the last four characters."""
    return f"{urlsplit(url).hostname}/…{url[-4:]}" if url else ""


def post(*, robot: Robot, title: str, text: str, link: str, now: datetime) -> None:
    """Posts one message to a robot's group; returns when the group has it. At most 2 x 10 seconds.

    Raises NotSent (refused, or not reached), TooMany, Unclear (no answer). None of them names the address.
    """
    if not _is_allowed(robot.url):
        raise NotSent(_("The address of this robot is not allowed."), way_is_shut=True)
    url = signed(robot.url, robot.secret, now) if robot.flavour == RobotFlavour.DINGTALK and robot.secret else robot.url
    try:
        answer = requests.post(url, json=body(title, text, link), timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        # "from None": the words of these errors hold the address
        raise (_not_reached() if _never_left(error) else _no_answer()) from None
    _check_answer(answer, robot)


def body(title: str, text: str, link: str) -> dict:
    """Plain text for both programs: nothing that somebody typed can become a link's words, a mention or a picture."""
    room = MOST_BYTES - len(f"\n{link}".encode()) if link else MOST_BYTES
    words = f"{title}\n{text}".strip().encode()[:room].decode(errors="ignore")
    return {"msgtype": "text", "text": {"content": f"{words}\n{link}".strip()}}


def signed(url: str, secret: str, now: datetime) -> str:
    """DingTalk's 加签: the time in milliseconds and an HMAC-SHA256 over it, at the end of the address."""
    moment = round(now.timestamp() * 1000)
    digest = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return f"{url}{'&' if '?' in url else '?'}timestamp={moment}&sign={quote_plus(base64.b64encode(digest))}"


def _never_left(error: requests.RequestException) -> bool:
    """Did it fail before the message was on its way?"""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return True
    if not isinstance(error, requests.ConnectionError):
        return not isinstance(error, requests.Timeout | requests.exceptions.ChunkedEncodingError)
    reason = error.args[0] if error.args else None
    return isinstance(reason, MaxRetryError) and isinstance(reason.reason, NewConnectionError)


def _not_reached() -> NotSent:
    return NotSent(_("The robot's server could not be reached."), way_is_shut=True)


def _no_answer() -> Unclear:
    return Unclear(_("The robot's server took the message and did not answer."))


def _check_answer(answer: requests.Response, robot: Robot) -> None:
    """Both programs answer 200 and {"errcode": 0, "errmsg": "ok"} when the group has it."""
    if answer.status_code == requests.codes.gateway_timeout:
        raise _no_answer()
    if answer.status_code == requests.codes.too_many_requests:
        raise TooMany(_("Too many messages in a short time."))
    if answer.status_code != requests.codes.ok:
        raise NotSent(_("The robot's server answered %(code)s.") % {"code": answer.status_code}, way_is_shut=True)
    try:
        said = answer.json()
        code = said["errcode"]
    except (ValueError, TypeError, KeyError):
        raise Unclear(_("The robot's server gave an answer that cannot be understood.")) from None
    if code in TOO_MANY:
        raise TooMany(_("Too many messages in a short time."))
    if code != 0:
        words = _without_secrets(f"{code} {said.get('errmsg', '')}", robot)[:160]
        raise NotSent(_("The robot refused the message: %(answer)s") % {"answer": words})


def _without_secrets(words: str, robot: Robot) -> str:
    secrets = [robot.secret, *(value for _key, value in parse_qsl(urlsplit(robot.url).query))]
    for secret in filter(None, secrets):
        words = words.replace(secret, "…")
    return words
