"""A small backup without any database, and a town with something of every kind in it."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from config.backup.manifest import FILES, MANIFEST, SEAL, VERSION, KeptFile, KeptTable, Manifest, seal
from config.backup.pack import Pack, writing
from core.attachments.papers import store_paper
from core.attachments.photos import store_photo
from core.models import Delivery, ImportRun, Role, Unit
from core.trail import record
from inspections.models import Method, Round, Score, SheetState
from inspections.services.entries import Entry
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from tests.factories import (
    NOW,
    AssignmentFactory,
    FindingFactory,
    ItemFactory,
    PointFactory,
    RoundFactory,
    SectionFactory,
    TaskFactory,
    UnitFactory,
    make_person,
    make_picture,
)

ODD = 'a\tb\nc\\d\re\x0bf "g" \\N \\t，𠮷'
"""Text that would break a line, a column or a quotation."""


def write_small(path: Path, contents=(b"one", b"", b"three" * 400), paths=None, version: int = VERSION) -> Path:
    """A sound backup of one table and these files."""
    with writing(path) as pack:
        if version == 1:
            kept = _table(pack)
        files = [_file(pack, number, content) for number, content in enumerate(contents, 1)]
        files = [KeptFile(f.number, f.sha256, f.size, at) for f, at in zip(files, paths or _paths(files), strict=True)]
        if version > 1:
            kept = _table(pack)
        listed = pack.whole(FILES, b"".join(file.line() for file in files))
        finish(pack, Manifest(
            made_at="2026-11-23T09:00:00+08:00", release="1.0", database="sqlite", town="枫河街道", migrations=[],
            tables=[kept], files=len(files), bytes=sum(f.size for f in files), sha256_of_files=listed, version=version,
        ))  # fmt: skip
    return path


def finish(pack: Pack, manifest: Manifest) -> None:
    pack.whole(SEAL, seal(pack.whole(MANIFEST, manifest.written())))


def _table(pack: Pack) -> KeptTable:
    with pack.part("tables/core_unit.tsv", counts_lines=True) as table:
        table.write(b"1\tx\n2\t\\N\n")
    return KeptTable("core_unit", [["id", "integer"], ["name", "text"]], 2, table.size, table.sha256, 2)


def _file(pack: Pack, number: int, content: bytes) -> KeptFile:
    return KeptFile(number, pack.whole(f"files/{number:08}", content), len(content), "")


def _paths(files: list[KeptFile]) -> list[str]:
    return [f"media/ab/{file.number}.jpg" for file in files]


def fill_town() -> None:
    """A round with a handed-in sheet and its results, a task with photos and a paper, odd letters, every kind of column."""
    office = make_person("李敏", Role.OFFICE, username="limin")
    inspector = make_person("刘志强", Role.INSPECTOR, username="liuzhiqiang")
    make_person("系统管理员", Role.ADMIN, username="xitong")
    ended = UnitFactory(name="旧村", starts_on=date(2020, 1, 1), ends_on=date(2025, 12, 31))
    ended.successor = UnitFactory(name="新村")
    ended.save()
    hand_in(inspector, count=3)
    change_round(round=Round.objects.get(), verb="close", by=office, now=NOW)
    task = TaskFactory(
        finding=FindingFactory(description=ODD, latitude=Decimal("31.123456"), longitude=Decimal("-0.5"))
    )
    entry = record(subject=task, by=office, verb="note", at=NOW, reason=ODD, changes={"b": [None, ODD], "a": 1.50})
    store_photo(upload=make_picture(), subject=task, purpose="problem", by=office, now=NOW, entry=entry, taken_at=NOW)
    pdf = SimpleUploadedFile("合同.pdf", b"%PDF-1.4 paper")
    store_paper(upload=pdf, subject=Unit.objects.home(), title="合同", by=office, now=NOW)
    run = ImportRun(
        kind="form", filename="表.xlsx", sha256="", at=NOW.replace(microsecond=120_000), outcome={"行": [1, 2]}
    )
    run.file.save("表 1.xlsx", ContentFile(b"sheet"))
    Delivery.objects.create(event="x", user=office, title="", made_at=NOW, next_try_at=NOW)


def hand_in(inspector, count: int = 1) -> None:
    section = SectionFactory()
    items = [ItemFactory(section=section), ItemFactory(section=section, method=Method.DIRECT, max_points=5)]
    round = RoundFactory(standard=section.standard)
    point = PointFactory(latitude=Decimal(30), longitude=Decimal("120.500001"))
    AssignmentFactory(round=round, point=point, inspector=inspector)
    entries = {items[0].pk: Entry(count=count), items[1].pk: Entry(points=Decimal("4.25"))}
    sheet = submit_sheet(
        key="00000000-0000-4000-8000-000000000001",
        round=round,
        point=point,
        inspector=inspector,
        entries=entries,
        now=NOW,
    )
    assert sheet.state == SheetState.SUBMITTED and Score.objects.count() == 2


def empty_place() -> None:
    """The database and the folder of photos as a new installation has them."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
