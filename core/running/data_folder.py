"""Two servers with one database and different folders of data would each keep half of the photos. So the database knows its folder.

A random key stands in the database and in a file of DATA_DIR. Where they differ, this server works with another folder than the one
in which the files of this database lie: production does not start so, and monitors and the administrator's page say it.
"""

import secrets
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from core.models import DataFolder

ONE = 1
"""The key of the one row."""


def _rows():
    """Asked for by its name: the server's own module is read before any model is (config/wsgi.py)."""
    return apps.get_model("core", "DataFolder").objects


def _file() -> Path:
    return Path(settings.DATA_DIR) / "folder-key"


def _key_here() -> str:
    with suppress(OSError):
        return _file().read_text(encoding="ascii").strip()
    return ""


def foreign_folder() -> "DataFolder | None":
    """The folder that belongs to this database, where it is another one than ours; None while all is well, or not settled yet."""
    kept = _rows().filter(pk=ONE).first()
    return kept if kept and kept.key != _key_here() else None


def settle(*, now: datetime) -> "DataFolder | None":
    """Called before a server starts, after the migrations: the first folder becomes the database's own. Gives the other folder as
    `foreign_folder` does. A key that was lost (files copied without it) is written anew where the newest photo lies here."""
    kept = _rows().filter(pk=ONE).first()
    if kept is None:
        kept, _is_new = _rows().get_or_create(pk=ONE, defaults=_ours(now))  # of two, one is first
    if kept.key != _key_here() and not _key_here() and _newest_photo_is_here():
        _file().write_text(kept.key, encoding="ascii")
    return foreign_folder()


def take_this_folder(*, now: datetime) -> None:
    """From now on the files of this database lie here: for whoever moved them, or knows that those elsewhere are not wanted."""
    _rows().update_or_create(pk=ONE, defaults=_ours(now))


def _ours(now: datetime) -> dict:
    key = _key_here() or secrets.token_hex(16)
    _file().write_text(key, encoding="ascii")
    return {"key": key, "machine": socket.gethostname()[:120], "path": str(settings.DATA_DIR)[:400], "since": now}


def _newest_photo_is_here() -> bool:
    newest = apps.get_model("core", "Photo").objects.order_by("-pk").values_list("file", flat=True).first()
    return bool(newest) and default_storage.exists(newest)


def in_words(folder: "DataFolder") -> str:
    """For whoever runs the server: what is wrong, and both ways out."""
    said = _(
        "The photos and papers of this database lie in the folder %(path)s of the machine %(machine)s; this server would keep new ones "
        "in %(here)s, and each would have half. Start it with that folder (DATA_DIR), or, where the files were moved here, "
        "run once: manage.py take_data_folder"
    )
    return said % {"path": folder.path, "machine": folder.machine, "here": settings.DATA_DIR}


def is_known() -> bool:
    """Does the database have the table yet?"""
    return _rows().model._meta.db_table in connection.introspection.table_names()
