"""Hostile files: pictures that are none, archives that swell, documents that read other files, names that lead elsewhere."""

import contextlib
import io
import random
import struct
import zipfile
import zlib

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.attachments.papers import store_paper
from core.attachments.photos import MOST_PIXELS, store_photo
from core.errors import DomainError
from core.files_in.problems import FileProblem
from core.files_in.workbook import Workbook
from core.models import Paper, Photo
from tests.factories import NOW, make_picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(document.domain)</script>"
PHP = b"<?php system($_GET['c']); ?>"
WORKBOOK = b"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"""
RELATIONS = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
ENTITY = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
    + b"&a;" * 50
    + b'"><!ENTITY c "'
    + b"&b;" * 50
    + b'"><!ENTITY d "'
    + b"&c;" * 50
    + b'">]>'
)


def picture_bytes(kind: str, size=(16, 16), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that declares any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def png_with_text(size: int) -> bytes:
    """A picture whose comment unpacks to a great many letters."""
    data = b"Comment\0\0" + zlib.compress(b"A" * size, 9)
    whole = picture_bytes("PNG")
    text = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return whole[:33] + text + whole[33:]


def upload(content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def keep_photo(scene, content: bytes, name: str = "photo.jpg"):
    return store_photo(upload=upload(content, name), subject=scene.task, purpose="problem", by=None, now=NOW)


@pytest.mark.parametrize(
    "content",
    [
        SVG, HTML, PHP, b"", b"\x00", b"GIF89a/*\x01\x00*/=1;alert(1)", b"\xff\xd8\xff\xe0" + HTML, b"%PDF-1.4" + HTML, b"BM" + b"\0" * 60,
        picture_bytes("GIF"), picture_bytes("TIFF"), picture_bytes("BMP"), picture_bytes("ICO"), b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        png_that_says(60_000, 60_000), png_that_says(1, 2_000_000_000), png_with_text(80_000_000), picture_bytes("PNG")[:50],
    ],
    ids=lambda content: content[:8].hex() or "empty",
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words(scene, content):
    with pytest.raises(DomainError):
        keep_photo(scene, content)
    assert not Photo.objects.exists()


def test_what_a_photo_carries_beside_the_picture_is_gone(scene):
    """A script behind the picture, in its comment or its camera data: what is kept is drawn anew from the dots."""
    exif = Image.Exif()
    exif[0x010E], exif[0x927C] = "<script>alert(1)</script>", "GPS secret"
    content = picture_bytes("JPEG", exif=exif.tobytes(), comment=PHP) + HTML
    kept = keep_photo(scene, content, "x.php.jpg")
    for file in (kept.file, kept.thumb):
        stored = file.read()
        assert (
            stored[:3] == b"\xff\xd8\xff" and b"script" not in stored and b"php" not in stored and b"GPS" not in stored
        )
        assert file.name.endswith(".jpg") and "php" not in file.name


def test_a_photos_size_is_known_before_it_is_unpacked(scene, monkeypatch):
    """Within the bytes that are taken, beyond the dots that are."""
    side = int(MOST_PIXELS**0.5) + 1
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("unpacked"))
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda self: pytest.fail("unpacked"), raising=False)
    with pytest.raises(DomainError):
        keep_photo(scene, png_that_says(side, side))


def test_no_damaged_photo_is_a_fault_of_ours(scene):
    """Any bytes give a photo or a refusal."""
    chance = random.Random(7)
    exif = Image.Exif()
    exif[0x0112] = 6
    wholes = [picture_bytes("JPEG", exif=exif.tobytes()), picture_bytes("PNG"), picture_bytes("WEBP")]
    for _turn in range(120):
        content = bytearray(chance.choice(wholes))
        for _byte in range(chance.randint(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            keep_photo(scene, bytes(content[: chance.randint(1, len(content))] if chance.random() < 0.3 else content))
        except DomainError:
            continue


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.jpg",
        "..\\..\\x.jpg",
        "/tmp/x.jpg",
        "a\x00b.jpg",
        "x" * 400 + ".jpg",
        "CON.jpg",
        "图.jpg",
        ".htaccess.jpg",
    ],
)
def test_a_files_name_decides_nothing_of_where_it_lies(scene, name):
    kept = keep_photo(scene, make_picture().read(), name)
    assert default_storage.path(kept.file.name).startswith(str(settings.MEDIA_ROOT))
    assert len(kept.file.name) == len("ab/") + 32 + len(".jpg")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.html", HTML), ("x.svg", SVG), ("x.jpg", HTML), ("x.pdf", HTML), ("x.exe", b"MZ\x90"), ("x.docm", b"PK\x03\x04"),
        ("x.xlsm", b"PK\x03\x04"), ("x.pdf.html", b"%PDF"), ("x", b"%PDF"), ("x.png", b"\xff\xd8\xff"), ("x.php", b"%PDF"),
        ("x.pdf", b""), ("x.jar", b"PK\x03\x04"), ("x.pdf ", b"%PDF"),
    ],
)  # fmt: skip
def test_papers_of_other_kinds_are_refused(scene, name, content):
    with pytest.raises(DomainError):
        store_paper(upload=upload(content, name), subject=scene.project, title="x", by=None, now=NOW)
    assert not Paper.objects.exists()


def test_a_paper_goes_out_as_a_download_of_its_own_kind_alone(scene, client_for):
    """Even one that is a page too: a browser saves it, and takes it for nothing else."""
    paper = store_paper(
        upload=upload(b"%PDF-1.7\n" + HTML, '"><script>.pdf'), subject=scene.project, title="x", by=None, now=NOW
    )
    response = client_for("office").get(reverse("paper", args=[paper.key]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]


def xlsx(path, sheet: bytes = b"<worksheet/>", workbook: bytes = WORKBOOK, more: dict[str, bytes] | None = None):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", workbook)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return path


ROW = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>%s</t></is></c></row></sheetData></worksheet>"


@pytest.mark.parametrize("declaration", [ENTITY, LAUGHS], ids=["reads a file", "billion laughs"])
@pytest.mark.parametrize("part", ["sheet", "workbook", "strings"])
def test_a_workbook_that_declares_entities_gives_nothing_away(tmp_path, declaration, part):
    """Refused, or read without them: never a file of this machine, never gigabytes."""
    evil = declaration + ROW % (b"&x;" if declaration is ENTITY else b"&d;")
    parts = {
        "sheet": {"sheet": evil},
        "workbook": {"workbook": declaration + WORKBOOK},
        "strings": {
            "more": {"xl/sharedStrings.xml": declaration + b"<sst><si><t>&x;</t></si></sst>"},
            "sheet": ROW % b"x",
        },
    }
    path = xlsx(tmp_path / "x.xlsx", **parts[part])
    try:
        rows = Workbook(path).table().rows
    except FileProblem:
        return
    assert "root:" not in str(rows) and len(str(rows)) < 1000


@pytest.mark.long
def test_an_archive_that_swells_is_refused_unread(tmp_path):
    path = xlsx(tmp_path / "bomb.xlsx", more={"xl/media/x.bin": b"\0" * (301 * 1024 * 1024)})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(FileProblem):
        Workbook(path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    path = xlsx(tmp_path / "lie.xlsx", more={"xl/media/x.bin": b"\0" * 5_000_000})
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/media/x.bin") - 46
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(content)
    with pytest.raises(FileProblem):
        Workbook(path)


def test_names_within_an_archive_write_nothing(tmp_path):
    """It is never unpacked to the disk."""
    path = xlsx(tmp_path / "x.xlsx", sheet=ROW % b"x", more={"../../evil.txt": b"x", "/evil.txt": b"x"})
    before = set(tmp_path.parent.iterdir())
    with contextlib.suppress(FileProblem):
        Workbook(path).table()
    assert set(tmp_path.parent.iterdir()) == before and not list(tmp_path.glob("**/evil.txt"))


def test_macros_are_not_run_and_not_kept_as_a_paper(tmp_path, scene):
    path = xlsx(tmp_path / "x.xlsm", sheet=ROW % b"x", more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    with pytest.raises(DomainError):
        store_paper(upload=upload(path.read_bytes(), "x.xlsm"), subject=scene.project, title="x", by=None, now=NOW)
