"""A round as one zip: its sheets, scores and photos, with an index in Excel that names every file.

It is written while it is sent. A few sheets with their scores and one piece of one photo are in memory at any moment; the index
grows on disk and comes last, because only then is it known which photos could be read.
"""

import logging
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from zipstream import ZipStream

from core.files_out.exports import ExcelBook
from core.models import Photo, User
from inspections.models import Round, Score, Sheet
from inspections.selectors.sheet_record import entered

logger = logging.getLogger(__name__)

SHEETS_AT_ONCE = 20
"""What is read from the database in one go, by four queries. 20 sheets of 40 items are 800 scores."""
PIECE = 64 * 1024  # bytes of a file in memory

_UNSAFE = re.compile(r"[^\w-]+")

SHEET_COLUMNS = (
    (gettext_lazy("Sheet number"), "pk"),
    (gettext_lazy("Point code"), "point.code"),
    (gettext_lazy("Point"), "point.name"),
    (gettext_lazy("Kind"), "point.kind.name"),
    (gettext_lazy("Unit"), "unit.name"),
    (gettext_lazy("Responsible units"), lambda sheet: "、".join(unit.name for unit in sheet.departments.all())),
    (gettext_lazy("Inspector"), "inspector.display_name"),
    (gettext_lazy("Time of the visit"), "visited_at"),
    (gettext_lazy("Handed in"), "submitted_at"),
    (gettext_lazy("Points awarded"), "awarded"),
    (gettext_lazy("Maximum points"), "maximum"),
    (gettext_lazy("Score"), "score"),
    (gettext_lazy("Veto item failed"), lambda sheet: bool(sheet.vetoed)),
)
SCORE_COLUMNS = (
    (gettext_lazy("Sheet number"), "sheet.pk"),
    (gettext_lazy("Point code"), "sheet.point.code"),
    (gettext_lazy("Point"), "sheet.point.name"),
    (gettext_lazy("Section"), "item.section.name"),
    (gettext_lazy("Item code"), "item.code"),
    (gettext_lazy("Item"), "item.name"),
    (gettext_lazy("What was entered"), entered),
    (gettext_lazy("Repeated fault"), "repeated"),
    (gettext_lazy("Points of the item"), "awarded"),
    (gettext_lazy("Maximum of the item"), "maximum"),
    (gettext_lazy("Points lost"), "lost"),
    (gettext_lazy("Remark"), "remark"),
)
PHOTO_COLUMNS = (
    (gettext_lazy("Sheet number"), "score.sheet.pk"),
    (gettext_lazy("Point code"), "score.sheet.point.code"),
    (gettext_lazy("Point"), "score.sheet.point.name"),
    (gettext_lazy("Item code"), "score.item.code"),
    (gettext_lazy("Item"), "score.item.name"),
    (gettext_lazy("File in the zip"), "name"),
    (gettext_lazy("Taken, as the phone declares"), "photo.taken_at"),
    (gettext_lazy("Received"), "photo.uploaded_at"),
    (gettext_lazy("Note"), "note"),
)


@dataclass
class ArchivedPhoto:
    """One row of the index. The name is given though the file is missing, so that it can be put in by hand."""

    photo: Photo
    score: Score
    name: str
    note: str = ""


@dataclass
class PhotoNames:
    """Names that every system can unpack, each given once: point, item, and the how-manieth photo of the two."""

    given: Counter = field(default_factory=Counter)

    def next(self, score: Score) -> str:
        stem = f"{safe_name(score.sheet.point.code)}_{safe_name(score.item.code)}"
        self.given[stem.casefold()] += 1
        return f"{_('Photos')}/{stem}_{self.given[stem.casefold()]}.jpg"


def safe_name(text: str) -> str:
    """A part of a file's name: letters of any script, digits, _ and -, at most 40."""
    return _UNSAFE.sub("-", text)[:40] or "-"


def round_archive(round: Round, user: User) -> Iterator[bytes]:
    """The pieces of the zip: the official sheets of the round that this user may see, their scores and their photos."""
    # The folder goes with what lies in it, also when the reader goes away in the middle.
    with tempfile.TemporaryDirectory() as folder:
        yield from _Archive(folder).pieces(Sheet.objects.visible_to(user).official().filter(round=round))


class _Archive:
    def __init__(self, folder: str):
        self.zip = ZipStream()  # stored as they are: JPEG and xlsx hold nothing that could be made smaller
        self.names = PhotoNames()
        self.book = ExcelBook(folder)
        self.sheets = self.book.add_table(_("Sheets"), SHEET_COLUMNS)
        self.scores = self.book.add_table(_("Scores"), SCORE_COLUMNS)
        self.photos = self.book.add_table(_("Photos"), PHOTO_COLUMNS)

    def pieces(self, sheets) -> Iterator[bytes]:
        for some in _by_portions(sheets):
            scores = _scores_of(some)
            photos = _photos_of(scores)
            for sheet in some:
                self.sheets.add(sheet)
            for score in scores:
                self.scores.add(score)
                for photo in photos.get(score.pk, ()):
                    yield from self._photo(ArchivedPhoto(photo, score, self.names.next(score)))
        yield from self._index()

    def _photo(self, row: ArchivedPhoto) -> Iterator[bytes]:
        try:
            size = row.photo.file.size
            row.photo.file.open()
        except (OSError, ValueError):  # no such file; a row that names none
            logger.warning("photo %s of score %s has no file that can be read", row.photo.pk, row.score.pk)
            row.note = _("The file is missing on the server.")
        else:
            self.zip.add(_pieces_of(row), row.name, size=size)
            yield from self.zip.all_files()
        self.photos.add(row)

    def _index(self) -> Iterator[bytes]:
        with self.book.finish() as index:
            self.zip.add(iter(lambda: index.read(PIECE), b""), _("Sheets") + ".xlsx")
            yield from self.zip.finalize()


def _by_portions(sheets) -> Iterator[list[Sheet]]:
    """In the order of their numbers, by short queries: nothing stays open in the database while a slow line is served."""
    rows = sheets.select_related("point__kind", "unit", "inspector").prefetch_related("departments").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:SHEETS_AT_ONCE]):
        yield some
        last = some[-1].pk


def _scores_of(sheets: list[Sheet]) -> list[Score]:
    """In the order of the sheets and, in each, of its standard."""
    by_pk = {sheet.pk: sheet for sheet in sheets}
    scores = Score.objects.filter(sheet__in=by_pk).select_related("item__section", "grade")
    scores = list(scores.order_by("sheet_id", "item__section__order", "item__section_id", "item__order", "pk"))
    for score in scores:
        score.sheet = by_pk[score.sheet_id]
    return scores


def _photos_of(scores: list[Score]) -> dict[int, list[Photo]]:
    """The photos by score; the thumbnails stay out."""
    found = defaultdict(list)
    for photo in Photo.objects.of_many(Score, (score.pk for score in scores)).order_by("uploaded_at", "pk"):
        found[photo.subject_id].append(photo)
    return found


def _pieces_of(row: ArchivedPhoto) -> Iterator[bytes]:
    """The file by pieces. One that breaks off is told in the index, and the zip goes on."""
    file: FieldFile = row.photo.file
    try:
        with file:
            yield from file.chunks(PIECE)
    except OSError:
        logger.warning("photo %s of score %s broke off while it was read", row.photo.pk, row.score.pk)
        row.note = _("The file could not be read to its end.")
