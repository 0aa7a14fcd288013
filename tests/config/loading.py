"""The demo of a day, loaded for many tests at once, and gone after the last of them."""

from contextlib import contextmanager
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from config.demo.dates import as_of_moment
from config.demo.pictures import take

NOVEMBER, JUNE = date(2026, 11, 23), date(2027, 6, 15)


def load(day: date, **options) -> str:
    """What load_demo says."""
    out = StringIO()
    call_command("load_demo", as_of=day, stdout=out, **options)
    return out.getvalue()


@contextmanager
def loaded(blocker, day: date):
    """Gives the moment of that demo; its pictures are all the same one. blocker: pytest-django's `django_db_blocker`."""
    with blocker.unblock(), one_photo_for_all():
        with transaction.atomic():
            load(day)
            # What is deferred to the end of the transaction is checked here, once: left waiting, the end of each test would do it.
            connection.check_constraints()
            _postgres("ANALYZE")  # nobody counts rows that are not committed, and plans would be for none
            yield as_of_moment(day)
            transaction.set_rollback(True)
        # What was rolled back leaves large tables without rows, and the planner would take the next ones for empty.
        _postgres("VACUUM")


@contextmanager
def one_photo_for_all():
    """Drawing takes half of the time and is tested by itself."""
    with pytest.MonkeyPatch.context() as patch:
        photo = take("bins", "anywhere", 1)
        patch.setattr("config.demo.shelf.take", lambda *where: photo)
        yield


def _postgres(command: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(command)
