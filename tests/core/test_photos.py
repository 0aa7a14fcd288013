"""Photos on arrival: hostile and clumsy ones, what is removed, who sees them."""

import io
import uuid
import zlib
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from core.attachments.photos import attach_copy, get_visible_photo, store_photo
from core.errors import DomainError
from core.models import Photo, PhotoPurpose, Role
from core.trail import record
from tests.factories import TaskFactory, make_person

pytestmark = pytest.mark.django_db


def picture(size=(2000, 1500), kind="JPEG", **options) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name="photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def png_bomb() -> bytes:
    """A PNG of a few bytes that says it has 50,000 x 50,000 pixels."""

    def chunk(name, data):
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


@pytest.fixture
def task(db):
    return TaskFactory()


@pytest.fixture
def store(task, now):
    def _store(content, **fields):
        return store_photo(
            upload=upload(content), subject=task, purpose=PhotoPurpose.PROBLEM, by=None, now=now, **fields
        )

    return _store


def test_a_photo_is_made_smaller_and_gets_a_random_name(store):
    photo = store(picture())
    assert (photo.width, photo.height) == (1600, 1200)
    with Image.open(photo.thumb) as small:
        assert max(small.size) == 320
    assert "photo" not in photo.file.name


def test_position_and_serial_numbers_are_removed(store):
    exif = Image.Exif()
    exif[0x0110] = "SERIAL-4711"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture(exif=exif)
    assert b"SERIAL-4711" in content
    stored = store(content).file.read()
    assert b"SERIAL-4711" not in stored
    with Image.open(io.BytesIO(stored)) as kept:
        assert not kept.getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"hello, I am a text",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"",
        picture()[:500],
        png_bomb(),
        picture((60, 60), "GIF"),
    ],
    ids=["text", "svg with script", "empty", "cut off", "picture bomb", "gif"],
)
def test_what_is_no_photo_is_refused_in_plain_words(store, content):
    with pytest.raises(DomainError) as refused:
        store(content)
    assert refused.value.messages[0]
    assert not Photo.objects.exists()


def test_a_photo_of_40_mb_is_refused_before_it_is_read(store):
    with pytest.raises(DomainError, match="MB"):
        store(picture((40, 40)) + b"\0" * 40 * 1024 * 1024)


def test_the_same_photo_sent_twice_is_one(store):
    key = uuid.uuid4()
    assert store(picture(), key=key).pk == store(picture(), key=key).pk
    assert Photo.objects.count() == 1


def test_a_key_cannot_be_used_to_reach_another_record(store, now):
    key = uuid.uuid4()
    store(picture(), key=key)
    with pytest.raises(DomainError):
        store_photo(upload=upload(picture()), subject=TaskFactory(), purpose="problem", by=None, now=now, key=key)


def test_a_photo_is_seen_by_who_sees_its_record(store, town):
    photo = store(picture())
    assert get_visible_photo(make_person("周立新", Role.LEADER, town.home), photo.key) == photo
    for stranger in (make_person("王建国", Role.UNIT, town.village), make_person("别处", Role.OFFICE, town.peer)):
        with pytest.raises(Http404):
            get_visible_photo(stranger, photo.key)


def test_a_copy_for_another_record_shares_the_file(store, now):
    photo, other = store(picture()), TaskFactory()
    entry = record(subject=other, by=None, verb="report", at=now)
    name, key = photo.file.name, photo.key
    copy = attach_copy(photo, subject=other, entry=entry, purpose=PhotoPurpose.PROBLEM)
    assert (copy.file.name, copy.subject) == (name, other)
    assert copy.key != key
    assert Photo.objects.count() == 2


def test_a_photo_whose_file_is_missing_is_not_found_and_stands_in_the_log(store, town, client, caplog):
    photo = store(picture())
    photo.file.storage.delete(photo.file.name)
    client.force_login(make_person("周立新", Role.LEADER, town.home))
    assert client.get(f"/photos/{photo.key}/").status_code == 404
    assert photo.file.name in caplog.text
