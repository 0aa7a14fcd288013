"""Which release this is. The version stands in pyproject.toml and nowhere else; the commit where one is known."""

import subprocess
import tomllib
from functools import cache

from django.conf import settings


@cache
def version() -> str:
    """'1.2.0'."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@cache
def revision() -> str:
    """The commit in short: from the file REVISION that an image or a release folder brings, else asked of git; '' where nobody knows."""
    brought = settings.BASE_DIR / "REVISION"
    if brought.exists():
        return brought.read_text(encoding="utf-8").strip()[:12]
    command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "--short=12", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
