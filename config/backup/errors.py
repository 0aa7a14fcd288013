"""Why a backup was not written, or not taken back; always with what to do next."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from core.errors import DomainError

FULL = {errno.ENOSPC, errno.EDQUOT}


class Touched(DomainError):
    """The file is not what was written: changed, cut off, or something else altogether."""


class NoSpace(DomainError):
    """The disk has too little room."""


def megabytes(size: int) -> str:
    """For messages: '1,234 MB'; never 0 where there is something."""
    return f"{-(-size // (1 << 20)):,} MB"


@contextmanager
def disk_in_words() -> Iterator[None]:
    """What a disk says, as something that a person can put right."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoSpace(_("The disk is full. Make room or choose another folder, then run it again.")) from error
        if error.errno == errno.EFBIG:
            raise NoSpace(
                _(
                    "This disk cannot hold a file of that size. Choose one with another file system, such as exFAT or ext4."
                )
            ) from error
        raise DomainError(
            _("%(file)s: %(reason)s. Choose a folder in which this account may write, then run it again.")
            % {"file": error.filename or "", "reason": error.strerror or error}
        ) from error
