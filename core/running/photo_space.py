"""How much room the photos take. Their files are counted once a day, by the daily work; pages read what was found then."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_ISREG

from django.conf import settings


@dataclass(frozen=True)
class PhotoSpace:
    """files: pictures and small pictures together. at: when they were counted."""

    bytes: int
    files: int
    at: datetime


def _kept_in() -> Path:
    return settings.DATA_DIR / "photo-space.json"


def count_photo_space(*, now: datetime) -> dict[str, int]:
    """Goes through all files and keeps what it found. Part of the daily work, which adds numbers up over a day: it gives none."""
    sizes = list(_sizes(settings.MEDIA_ROOT))
    found = {"bytes": sum(sizes), "files": len(sizes), "at": now.isoformat()}
    half_way = _kept_in().with_suffix(".new")
    half_way.write_text(json.dumps(found))
    half_way.replace(_kept_in())
    return {}


def _sizes(folder: Path) -> Iterator[int]:
    """What is deleted while it is counted is not counted."""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            found = path.stat(follow_symlinks=False)
            if S_ISREG(found.st_mode):
                yield found.st_size


def photo_space() -> PhotoSpace | None:
    """What was found last; None where nothing was counted yet."""
    try:
        found = json.loads(_kept_in().read_text())
        return PhotoSpace(found["bytes"], found["files"], datetime.fromisoformat(found["at"]))
    except (FileNotFoundError, ValueError, KeyError):
        return None
