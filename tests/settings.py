"""The product's settings, made quick: cheap password hashes, static files by their plain names, no lockout between tests, and
nothing waits for the disk (tests/badday start servers with the product's own)."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "default": STORAGES["default"] | {"OPTIONS": {"through": False}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DAILY_AT = None  # the tests of the daily work set an hour
BACKUP_DAILY = False  # the tests of backups switch it on
KEPT_SECONDS = 0  # rows of tests come without a trail, and go
AXES_ENABLED = False  # the tests of the lockout switch it on
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: an in-memory database is shared by threads in a way that knows no waiting.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / f"test-{os.getpid()}.sqlite3")}
