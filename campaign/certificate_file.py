"""Certificates of honour as one Word file, A4 across, one a page: as the page to print has them, and open to a last touch."""

from collections.abc import Sequence
from datetime import datetime

from campaign.certificates import Certificate
from core.files_out.word_file import A4, FIRST_HEADING, TEXT, TITLE, WordFile

MARGINS = {"top": 26, "bottom": 18, "left": 34, "right": 34}
BRAND, GREY = "0F6470", "5F6672"
FRAME = {"val": "double", "sz": "12", "space": "24", "color": BRAND}
"""Around each page: `sz` in eighths of a point, `space` in points from the page's edge."""


def certificates_docx(certificates: Sequence[Certificate], title: str, now: datetime) -> bytes:
    """certificates: one at least. title: of the file's properties."""
    file = WordFile(title=title, author=certificates[0].town, made_at=now, size=A4[::-1], margins=MARGINS)
    _frame(file)
    for number, certificate in enumerate(certificates):
        _write(file, certificate, is_first=number == 0)
    return file.content()


def _frame(file: WordFile) -> None:
    borders = file.flag(file.section._sectPr, "w:pgBorders", offsetFrom="page")
    file.section._sectPr.insert(2, borders)  # the format asks for this place, behind size and margins
    for side in ("top", "left", "bottom", "right"):
        file.flag(borders, f"w:{side}", **FRAME)


def _write(file: WordFile, certificate: Certificate, *, is_first: bool) -> None:
    centre, right = file.align.CENTER, file.align.RIGHT
    kind = file.line(_spread(certificate.kind), TITLE, size=34, align=centre, line=52)
    kind.paragraph_format.page_break_before = not is_first
    _coloured(file, kind, BRAND)
    _lower(file, file.line(certificate.name, FIRST_HEADING, size=24, line=36), 40)
    file.line(certificate.text, TEXT, size=20, indent=2, align=file.align.JUSTIFY, line=38)
    _lower(file, file.line(certificate.honour, TITLE, size=32, align=centre, line=48), 20)
    if certificate.stars:
        _coloured(file, file.line(" · ".join(certificate.stars), TEXT, size=12, align=centre, line=22), GREY)
    _lower(file, file.line(certificate.town, TEXT, size=15, align=right, line=26), 46)
    file.line(certificate.day, TEXT, size=15, align=right, line=26)
    _coloured(file, file.line(certificate.number, TEXT, size=11, line=18), GREY)


def _spread(words: str) -> str:
    """A wide space between the characters: '荣　誉　证　书'."""
    return "　".join(words)


def _lower(file: WordFile, paragraph, points: int) -> None:
    paragraph.paragraph_format.space_before = file.pt(points)


def _coloured(file: WordFile, paragraph, colour: str) -> None:
    for run in paragraph.runs:
        run.font.color.rgb = file.colour(colour)
