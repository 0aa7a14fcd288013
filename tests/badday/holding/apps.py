"""Holds a process fast at a place in the middle of its work, so that a test kills it there and nowhere else."""

import os
import time
from functools import wraps
from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


def wait_to_be_killed() -> None:
    """The first who comes here says so in DATA_DIR/held and stays; everybody after it goes on."""
    try:
        (Path(os.environ["DATA_DIR"]) / "held").touch(exist_ok=False)
    except FileExistsError:
        return
    time.sleep(60)
    raise SystemExit("Nobody came to kill me.")


class HoldingConfig(AppConfig):
    name = "tests.badday.holding"

    def ready(self):
        if place := os.environ.get("BADDAY_HOLD"):
            module, _colon, name = place.partition(":")
            module = import_module(module)
            work = getattr(module, name)

            @wraps(work)
            def held(*args, **more):
                wait_to_be_killed()
                return work(*args, **more)

            setattr(module, name, held)
