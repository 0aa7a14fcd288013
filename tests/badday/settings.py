"""The product's settings for a server that is to die: where it is held fast, how wrong its clock goes, which migration is waiting.

BADDAY_HOLD    where a process stops and waits to be killed: 'core.telling.deliveries:_settle' before it is called. Only once: the file
               'held' in DATA_DIR says that somebody stands there, and whoever comes later passes.
BADDAY_CLOCK   seconds by which the clock is wrong.
BADDAY_MIGRATE 'broken', 'slow' or 'mended': an app with a table and the second migration of that kind.
"""

import os
from datetime import timedelta

from django.utils import timezone

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

if shift := os.environ.get("BADDAY_CLOCK"):
    right = timezone.now
    timezone.now = lambda: right() + timedelta(seconds=float(shift))

INSTALLED_APPS = [*INSTALLED_APPS, "tests.badday.holding"]
if os.environ.get("BADDAY_MIGRATE"):
    INSTALLED_APPS.append("tests.badday.upgrade")
