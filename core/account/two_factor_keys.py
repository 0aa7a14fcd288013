"""Keys of authenticator apps, and codes: as they are made, shown and typed. They hold no record and keep nothing."""

import re
import unicodedata
from base64 import b32encode
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import default_key

from core.account.typed_codes import groups_of
from core.models import User
from core.town import current_town_name


def new_key() -> str:
    """160 random bits, in hexadecimal."""
    return default_key()


def key_text(key: str) -> str:
    """The key as apps know it: base32."""
    return b32encode(bytes.fromhex(key)).decode()


def key_groups(key: str) -> list[str]:
    """The key as one types it into an app: in groups of four."""
    return groups_of(key_text(key))


def key_address(user: User, key: str) -> str:
    """What the QR symbol says: otpauth://totp/…, with the town's name and the account's, as apps list them."""
    town = current_town_name()
    issuer = _("%(town)s civilization campaign") % {"town": town} if town else _("Civilization campaign")
    wanted = {"secret": key_text(key), "issuer": issuer, "algorithm": "SHA1", "digits": 6, "period": 30}
    return f"otpauth://totp/{quote(f'{issuer}:{user.get_username()}')}?{urlencode(wanted, quote_via=quote)}"


def plain(typed: str) -> str:
    """A code as it is compared: full-width digits, spaces and hyphens are as good as any."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", typed)).lower()


def is_app_code(typed: str) -> bool:
    """Is this plain code one of the app, not a recovery code?"""
    return len(typed) == 6 and typed.isascii() and typed.isdigit()
