"""The demo's photos: each drawn and stored once, and taken from the shelf for as many records as show it."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from config.demo.pictures import take
from config.demo.pictures.canvas import HEIGHT, WIDTH
from config.demo.sheets import make_key
from core.attachments.photos import difference_hash
from core.models import Photo, User


class PhotoShelf:
    """Gives photo rows that are not stored yet: the services store them with the record that they belong to."""

    def __init__(self):
        self.files: dict[tuple, dict] = {}
        self.artists = ThreadPoolExecutor(max_workers=2)
        self.ordered: dict[tuple, Future] = {}

    def order(self, keys: Iterable[tuple]) -> None:
        """Has pictures drawn by threads of their own, while the first one fills the database."""
        for key in dict.fromkeys(keys):
            self.ordered[key] = self.artists.submit(take, *key)

    def close(self) -> None:
        """What was ordered and never asked for is not drawn any more."""
        self.artists.shutdown(cancel_futures=True)

    def photo(
        self,
        scene: str,
        place: str,
        left: float,
        *,
        purpose: str,
        by: User | None,
        at: datetime,
        shot: str = "",
    ) -> Photo:
        """scene, place, left and shot as in `pictures.take`; the same four give the same files."""
        key = (scene, place, left, shot)
        if key not in self.files:
            self.files[key] = self._store(*key)
        return Photo(
            **self.files[key],
            purpose=purpose,
            width=WIDTH,
            height=HEIGHT,
            uploaded_at=at,
            uploaded_by=by,
        )

    def _store(self, scene: str, place: str, left: float, shot: str) -> dict:
        from PIL import Image

        key = (scene, place, left, shot)
        picture = (self.ordered.pop(key, None) or self.artists.submit(take, *key)).result()
        names = Random(f"files of {scene} {place} {left} {shot}")
        return {
            "file": self._save(picture.full, names),
            "thumb": self._save(picture.thumb, names),
            "sha256": sha256(picture.full).hexdigest(),
            "phash": difference_hash(Image.open(BytesIO(picture.thumb))),
        }

    def _save(self, content: bytes, names: Random) -> str:
        """Stores under a name of the usual form; what an earlier demo left under it is replaced."""
        name = f"{names.getrandbits(128):032x}"
        path = f"{name[:2]}/{name}.jpg"
        default_storage.delete(path)
        return default_storage.save(path, ContentFile(content))


def give_lasting_keys() -> int:
    """The services give photos random keys: these become the same in every demo. Returns the number of photos."""
    photos = list(Photo.objects.order_by("pk").only("pk", "key"))
    rng = Random("photo keys")
    for photo in photos:
        photo.key = make_key(rng)
    Photo.objects.bulk_update(photos, ["key"], batch_size=200)
    return len(photos)
