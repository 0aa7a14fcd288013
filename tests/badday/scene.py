"""What an installation of these tests has: a town, a round and inspectors in it. And what stands in it after a bad day.

Both run inside the product, on the installation's own database (tests.badday.ground.Installation.call), and print JSON.
"""

import json
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.jobs import wake_sender
from core.models import Delivery, ImportRun, Photo, Robot, Role, TrailEntry, UnitKind, User
from inspections.imports.records import digest
from inspections.imports.runs import queue_run
from inspections.jobs import run_import
from inspections.models import Round, Score, Sheet
from inspections.services.results import rebuild_results
from rectification.models import Finding
from reports.jobs import write_again
from reports.models import Report
from reports.services import report_of
from reports.writing_runs import order_writing
from tests.factories import AssignmentFactory, UnitFactory, home_unit, make_person
from tests.inspections.import_files import MAPPING, TWIN
from tests.inspections.scenes import make_scene

INSPECTORS = 6


def make() -> None:
    """Prints the sessions of the office and of the inspectors, and a whole sheet that each inspector may hand in over and over."""
    call_command("prepare")
    home = home_unit()
    town = SimpleNamespace(home=home, village=UnitFactory(name="马桥村", kind=UnitKind.VILLAGE, parent=home))
    office = make_person("李敏", Role.OFFICE, home, username="limin")
    people = [make_person(f"检查员{n}", Role.INSPECTOR, home, username=f"inspector{n}") for n in range(INSPECTORS)]
    scene = make_scene(town, people[0])
    for person in people[1:]:
        AssignmentFactory(round=scene.round, point=scene.point, inspector=person)
    sessions = {"office": session_of(office), "inspectors": [session_of(person) for person in people]}
    sheet = {"round": scene.round.pk, "point": scene.point.pk, "entries": scene.entries()}
    print(json.dumps(sessions | {"sheet": sheet, "item": scene.deduct.pk, "items": 4, "town": home.pk}))


def queue_all(robot_url: str) -> None:
    """Three jobs that wait for the worker: an import, a report, a message to a group's robot."""
    now, office = timezone.now(), User.objects.get(username="limin")
    with TWIN.open("rb") as file:
        run = ImportRun(kind="form", filename=TWIN.name, sha256=digest(file), by=office, at=now)
    run.file.save(TWIN.name, ContentFile(TWIN.read_bytes()))
    mapping = MAPPING | {"town": home_unit().name, "dictionary": [], "matches": {}}
    queue_run(run=run, mapping=mapping, now=now, enqueue=run_import.enqueue)
    report = report_of(town=home_unit(), year=timezone.localtime(now).year)
    order_writing(report=report, by=office, now=timezone.localtime(now), enqueue=write_again.enqueue)
    robot = Robot.objects.create(name="环卫群", flavour="wecom", url=robot_url, kinds=[])
    Delivery.objects.create(robot=robot, event="e", title="新任务", path="/", made_at=now, next_try_at=now)
    wake_sender()


def print_jobs() -> None:
    """What came of those three, and whether anything of them is there twice."""
    report = Report.objects.get()
    written = TrailEntry.objects.about(report).filter(verb="report_written").count()
    told = {
        "jobs": sorted(DBTaskResult.objects.values_list("status", flat=True)),
        "import": [ImportRun.objects.get().state, Round.objects.filter(year=2016).count(), Score.objects.count()],
        "report": [report.writing, report.version, written, report.passages.count() > 0],
        "message": list(Delivery.objects.values_list("state", "attempts")),
        "differences": rebuild_results(Round.objects.exclude(standard=None)),
    }
    print(json.dumps(told))


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def look() -> dict:
    """What stands in the database and beside it. sheets: by key, what there is of each; unfinished: files that the
    next daily work deletes, for they came without their row; broken: what must never be."""
    sheets = {str(sheet.key): told(sheet) for sheet in Sheet.objects.order_by("pk")}
    rows = set(Photo.objects.values_list("file", flat=True)) | set(Photo.objects.values_list("thumb", flat=True))
    folder = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    noted = {note.read_text() for note in (Path(settings.DATA_DIR) / "unfinished").glob("*")}
    broken = {
        "results": rebuild_results(Round.objects.exclude(standard=None)),
        "photos without a file": sorted(rows - files),
        "files without a photo": sorted(files - rows - noted),
        "integrity": integrity(),
    }
    photos = [str(key) for key in Photo.objects.values_list("key", flat=True)]
    return {
        "sheets": sheets,
        "photos": photos,
        "unfinished": sorted((files - rows) & noted),
        "broken": {name: found for name, found in broken.items() if found},
    }


def told(sheet: Sheet) -> dict:
    """How much there is of a sheet: of one that is handed in all four items, one entry in the trail, a problem where a photo is."""
    problems = Finding.objects.filter(source_key__startswith=f"sheet:{sheet.key}:").count()
    return {
        "state": sheet.state,
        "scores": sheet.scores.count(),
        "score": str(sheet.score),
        "entries": TrailEntry.objects.about(sheet).filter(verb="submit").count(),
        "photos": sum(Photo.objects.about(score).count() for score in sheet.scores.all()),
        "problems": problems,
    }


def integrity() -> list[str]:
    """What SQLite finds wrong with its own file."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        said = [row[0] for row in cursor.execute("PRAGMA integrity_check")]
        return [*(line for line in said if line != "ok"), *map(str, cursor.execute("PRAGMA foreign_key_check"))]


def print_look() -> None:
    print(json.dumps(look()))


def look_at_copies(folder: str) -> None:
    """The same for each copy of a SQLite file in a folder, as if the power had gone when it was made. Prints a list by name."""
    found = {}
    for copy in sorted(Path(folder).glob("*.sqlite3")):
        connection.close()
        connection.settings_dict["NAME"] = str(copy)
        found[copy.name] = look()
    print(json.dumps(found))
