"""How often a law is tried that asks the database each time."""

import os

from hypothesis import HealthCheck, settings

THOROUGHLY = bool(os.environ.get("THOROUGH"))
"""`script/test --all` says so."""


def tried(times: int, **more) -> settings:
    """So many times in a thorough run, a third of it in a quick one. more: other settings of hypothesis."""
    often = times if THOROUGHLY else max(4, times // 3)
    return settings(max_examples=often, deadline=None, suppress_health_check=[HealthCheck.too_slow], **more)
