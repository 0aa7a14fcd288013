"""The one-time code without which nobody sets up a town: so that the first who finds an empty server in the network doesn't own it.

It lies in a file that only the server's own account may read, and the start of the server says it on its terminal.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from core.account.typed_codes import in_groups, new_code


def _path() -> Path:
    return settings.DATA_DIR / "setup-code"


def setup_code() -> str:
    """The code, in groups: 'abcd-efgh-jkmn'. Made at the first asking, with a file that nobody else may read."""
    return _kept() or _made()


def _kept() -> str:
    with suppress(FileNotFoundError):
        return _path().read_text(encoding="ascii").strip()
    return ""


def _made() -> str:
    """Written whole before it has its name: an empty file, from a full disk, would be a code that everybody knows."""
    half_way = _path().with_suffix(".new")
    half_way.touch(mode=0o600)
    half_way.write_text(f"{in_groups(new_code())}\n", encoding="ascii")
    half_way.replace(_path())
    return _kept()


def is_setup_code(typed: str) -> bool:
    """Spaces, hyphens and capital letters don't matter. Takes the same time for every wrong code."""
    return secrets.compare_digest(_plain(typed).encode(), _plain(setup_code()).encode())


def _plain(code: str) -> str:
    return "".join(letter for letter in code.lower() if letter.isalnum())


def drop_setup_code() -> None:
    """The town is set up: the code opens nothing any more."""
    _path().unlink(missing_ok=True)
