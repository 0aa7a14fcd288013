"""The one-time code without which nobody sets up a town: so that the first who finds an empty server in the network doesn't own it.

It lies in a file that only the server's own account may read, and the start of the server says it on its terminal.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that look alike. Twelve of them are 59 bits: nobody guesses that over a network."""
LENGTH, GROUP = 12, 4


def _path() -> Path:
    return settings.DATA_DIR / "setup-code"


def setup_code() -> str:
    """The code, in groups: 'abcd-efgh-jkmn'. Made at the first asking, with a file that nobody else may read."""
    try:
        descriptor = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _path().read_text(encoding="ascii").strip()
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    grouped = "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{grouped}\n")
    return grouped


def is_setup_code(typed: str) -> bool:
    """Spaces, hyphens and capital letters don't matter. Takes the same time for every wrong code."""
    return secrets.compare_digest(_plain(typed).encode(), _plain(setup_code()).encode())


def _plain(code: str) -> str:
    return "".join(letter for letter in code.lower() if letter.isalnum())


def drop_setup_code() -> None:
    """The town is set up: the code opens nothing any more."""
    _path().unlink(missing_ok=True)
