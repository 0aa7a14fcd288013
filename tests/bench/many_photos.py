"""Photos in bulk: rows and files of the size that phones' pictures have once they were made smaller.

manage.py shell -c "from tests.bench.many_photos import fill; fill(5_000)"
"""

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from core.models import Photo, PhotoPurpose, TrailEntry
from core.models.photos import random_name
from rectification.models import RectificationTask

LEAST, MOST, SMALL = 120_000, 320_000, 12_000
"""Bytes: a photo of 1600 points, and the small one beside it."""
BATCH = 500


def fill(total: int) -> None:
    """So many photos of the demo's tasks, each shown by an entry of the trail."""
    random, now = Random(total), timezone.now()
    kind = ContentType.objects.get_for_model(RectificationTask)
    entries = list(TrailEntry.objects.filter(subject_type=kind)[:BATCH])
    for start in range(0, total, BATCH):
        Photo.objects.bulk_create(
            _photo(random, entries[number % len(entries)], now - timedelta(minutes=number))
            for number in range(start, min(start + BATCH, total))
        )
    os.sync()


def _photo(random: Random, entry: TrailEntry, at) -> Photo:
    content = random.randbytes(random.randint(LEAST, MOST))
    return Photo(
        key=UUID(int=random.getrandbits(128), version=4), subject_type_id=entry.subject_type_id, subject_id=entry.subject_id,
        entry=entry, purpose=PhotoPurpose.PROGRESS, file=_stored(content), thumb=_stored(random.randbytes(SMALL)), width=1600,
        height=1200, sha256=hashlib.sha256(content).hexdigest(), phash=f"{random.getrandbits(64):016x}", uploaded_at=at,
    )  # fmt: skip


def _stored(content: bytes) -> str:
    name = random_name(None, "")
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return name
