"""Static files are collected when one of them changed: a second start need not wait for it."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files() -> None:
    """Brings STATIC_ROOT up to date. What it was made from is remembered beside it, in DATA_DIR."""
    mark = settings.DATA_DIR / "static.sha256"
    sources = _fingerprint()
    if settings.STATIC_ROOT.exists() and mark.exists() and mark.read_text() == sources:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(sources)


def _fingerprint() -> str:
    """Of names, sizes and times of all sources, and of the way in which they are stored."""
    seen = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen.append(f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}")
    return hashlib.sha256("\n".join(sorted(seen)).encode()).hexdigest()
