"""When the ground gives way: the database is gone or overrun, the disk is full. Told from the error, whichever driver raised it.

Nothing here is a fault of whoever works, nor of the program: the same request succeeds later. So pages answer 503 and keep what was
typed (core.views.errors), and jobs are taken up again (core.running.job_worker).
"""

import errno
from collections.abc import Iterator
from enum import StrEnum

from django.db import DatabaseError, Error, InterfaceError, OperationalError


class Outage(StrEnum):
    DATABASE = "database"
    """It does not answer: stopped, restarting, out of reach."""
    BUSY = "busy"
    """It answers, but this request did not get its turn in time."""
    DISK = "disk"
    """Nothing can be written: the disk is full, read-only or failing."""


DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
SQLITE = {
    5: Outage.BUSY,
    6: Outage.BUSY,
    15: Outage.BUSY,
    8: Outage.DISK,
    10: Outage.DISK,
    13: Outage.DISK,
    14: Outage.DATABASE,
}
"""By SQLite's primary result codes: busy, locked, locking protocol; read-only, I/O error, full; cannot open."""
POSTGRESQL = {
    "08": Outage.DATABASE,  # connection
    "57P": Outage.DATABASE,  # shut down, crashed, starting up
    "53100": Outage.DISK,
    "58": Outage.DISK,  # a system error outside the database
    "53": Outage.BUSY,  # too many connections, no memory
    "40": Outage.BUSY,  # deadlock, serialization
    "55P03": Outage.BUSY,  # a lock was not to be had
    "57014": Outage.BUSY,  # took too long
}
"""By the first characters of an SQLSTATE (PostgreSQL's manual, appendix A); the longest that fits counts."""
LOST = (DatabaseError, InterfaceError, OperationalError)
"""What a driver raises without any SQLSTATE when the line to the database is gone. Their subclasses are faults of a statement."""


def outage_of(error: BaseException | None) -> Outage | None:
    """Which outage an error comes from, itself or by what caused it; None for any other error."""
    return next((found for one in _causes(error) if (found := _told(one))), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> Outage | None:
    if isinstance(error, OSError):
        return Outage.DISK if error.errno in DISK_ERRORS else None
    if (number := getattr(error, "sqlite_errorcode", None)) is not None:
        return SQLITE.get(number & 0xFF)
    if not isinstance(error, Error):
        return None
    driver = error.__cause__
    if getattr(driver, "sqlite_errorcode", None) is not None:
        return None  # it comes next
    if state := getattr(driver, "pgcode", None):
        fitting = [begin for begin in POSTGRESQL if state.startswith(begin)]
        return POSTGRESQL[max(fitting, key=len)] if fitting else None
    return Outage.DATABASE if type(error) in LOST else None
