"""Official papers as Word files: the outline of a notice in the usual form of Chinese offices (GB/T 9704), A4.

    paper = Paper(title="关于……的通报", addressee="各村（社区）：", author="某某街道")
    paper.add(Text("……"), Heading("一、成绩与名次"), Table(head=["名次", "单位"], rows=[["1", "某村"]]))
    data = docx_of(paper)                                  # bytes
    return paper_response(paper, "通报")                    # a download

Fonts: title in 小标宋, headings in 黑体 and 楷体, text in 仿宋. A computer that lacks one of them takes the next of FONTS.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import zip_longest

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.files_out.word_file import (
    A4,
    FIRST_HEADING,
    LINE,
    PAGE_NUMBER,
    SECOND_HEADING,
    TEXT,
    TEXT_SIZE,
    TITLE,
    WordFile,
)

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TITLE_SIZE, TABLE_SIZE, PAGE_NUMBER_SIZE, CAPTION_SIZE, MARK_SIZE, SMALL_SIZE = 22, 12, 14, 12, 36, 10.5
"""In points: 2号, 小4号, 4号, 小4号, 小初, 5号; the text has 3号."""
CHARACTERS = 28
"""In a line."""
RED = "D7000F"
POINTS_PER_MM = 72 / 25.4
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""Millimetres."""
MARK_FROM_TOP = 35
"""Millimetres from the top of the text to the issuer's name."""
DAY_FROM_RIGHT = 4
"""Characters that stay free right of the day; the signer stands in the middle above it, where the seal comes."""
PRINTED_WIDTH = A4[0] - MARGINS["left"] - MARGINS["right"]


@dataclass(frozen=True)
class Text:
    """A paragraph, its first line two characters in. marked: parts of it that stand out, what somebody has still to fill in."""

    text: str
    marked: Sequence[str] = ()


@dataclass(frozen=True)
class Caption:
    """A line in the middle, under a picture or over a table; it stays on the page of what comes before, or next."""

    text: str
    is_over: bool = False


@dataclass(frozen=True)
class Heading:
    """level 1: 一、 in 黑体; level 2: （一） in 楷体. The number is part of the text. new_page: an annex begins one."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Table:
    """Cells are text. widths: shares of the printed width, one a column (equal without). left: columns not centred. small: in 五号,
    for a long list."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    left: Sequence[int] = ()
    small: bool = False


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG file's content, `width` millimetres wide; in the middle, or behind the words of `before`."""

    data: bytes
    width: float
    before: str = ""


@dataclass
class Paper:
    """mark: 发文机关标志, in red over a red line, with the number; number: 发文字号, where there is no mark under the title;
    addressee: 主送机关 with its colon; signer and day: at the end, on the right. author, made_at: in the file's properties."""

    title: str
    mark: str = ""
    number: str = ""
    addressee: str = ""
    signer: str = ""
    day: str = ""
    author: str = ""
    made_at: datetime | None = None
    parts: list[Text | Heading | Table | Picture | Caption] = field(default_factory=list)

    def add(self, *parts: Text | Heading | Table | Picture | Caption) -> None:
        self.parts.extend(parts)


def width_of(words: str) -> float:
    """How many characters wide: figures and Latin letters take half of one."""
    return sum(0.5 if character.isascii() else 1 for character in words)


def paper_response(paper: Paper, filename: str) -> HttpResponse:
    """The paper as a download; `filename` is without its ending, and may be Chinese."""
    return word_response(docx_of(paper), filename)


def word_response(content: bytes, filename: str) -> HttpResponse:
    """The content of a .docx file as a download; `filename` is without its ending, and may be Chinese."""
    response = HttpResponse(content, content_type=DOCX_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{filename}.docx")
    return response


def docx_of(paper: Paper) -> bytes:
    """The paper as the content of a .docx file."""
    return _Writer(paper).content()


class _Writer(WordFile):
    """Writes one paper."""

    def __init__(self, paper: Paper):
        super().__init__(title=paper.title, author=paper.author, made_at=paper.made_at, size=A4, margins=MARGINS)
        self.section.footer_distance = self.mm(28)
        self._fit_characters()
        self._number_pages()
        self._write(paper)

    def _fit_characters(self) -> None:
        """28 characters of the text's size a line, as the standard has it: each stands a little closer than its own width.

        Not by a grid of characters, which programs other than Word set in their own ways.
        """
        room = PRINTED_WIDTH * POINTS_PER_MM / CHARACTERS - TEXT_SIZE
        properties = self.document.styles["Normal"].element.get_or_add_rPr()
        self.flag(properties, "w:spacing", val=str(math.floor(room * 20)))
        properties.insert_element_before(properties[-1], "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")

    def _write(self, paper: Paper) -> None:
        if paper.mark:
            self._mark(paper)
        self.line(paper.title, TITLE, size=TITLE_SIZE, align=self.align.CENTER, line=34)
        if paper.number and not paper.mark:
            self.line(paper.number, TEXT, align=self.align.CENTER)
        self.line("", TEXT)
        if paper.addressee:
            self.line(paper.addressee, TEXT)
        for part, following in zip_longest(paper.parts, paper.parts[1:]):
            match part:
                case Text():
                    self._text(part)
                case Caption(text, is_over):
                    caption = self.line(text, TEXT, size=CAPTION_SIZE, align=self.align.CENTER, line=22)
                    caption.paragraph_format.keep_with_next = is_over
                case Heading(text, level, new_page):
                    heading = self.line(text, FIRST_HEADING if level == 1 else SECOND_HEADING, indent=2)
                    heading.paragraph_format.keep_with_next = True
                    heading.paragraph_format.page_break_before = new_page
                case Table():
                    self._table(part)
                case Picture():
                    self._picture(part).paragraph_format.keep_with_next = isinstance(following, Caption)
        self._end(paper)

    def _mark(self, paper: Paper) -> None:
        """The issuer's name in red 35 mm below the top of the text, the number two lines under it, the red line 4 mm under both,
        two lines above the title (GB/T 9704-2012, 7.2.4 to 7.3.1)."""
        size = min(MARK_SIZE, math.floor(PRINTED_WIDTH * POINTS_PER_MM / len(paper.mark)))  # it stands in one line
        mark = self.line(paper.mark, TITLE, size=size, align=self.align.CENTER, line=48)
        mark.runs[0].font.color.rgb = self.colour(RED)
        mark.paragraph_format.space_before = self.mm(MARK_FROM_TOP)
        number = self.line(paper.number, TEXT, align=self.align.CENTER)
        number.paragraph_format.space_before = number.paragraph_format.space_after = self.pt(2 * LINE)
        borders = self.flag(number._p.get_or_add_pPr(), "w:pBdr")
        line = self.flag(borders, "w:bottom")
        for name, value in {"val": "single", "sz": "12", "space": "11", "color": RED}.items():
            line.set(self.qn(f"w:{name}"), value)
        number._p.pPr.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    def _text(self, text: Text) -> None:
        paragraph = self.line("", TEXT, indent=2, align=self.align.JUSTIFY)
        pattern = "|".join(re.escape(part) for part in text.marked if part)
        for part in re.split(f"({pattern})", text.text) if pattern else [text.text]:
            run = self.run(paragraph, part, TEXT, TEXT_SIZE)
            if part in text.marked:
                run.font.highlight_color = self.highlight

    def _end(self, paper: Paper) -> None:
        if paper.signer:
            self.line("", TEXT)
            for before in self.document.paragraphs[-2:]:  # a signature never stands on a page without text
                before.paragraph_format.keep_with_next = True
        beyond = (width_of(paper.signer) - width_of(paper.day)) / 2 if paper.signer and paper.day else 0
        for words, free in ((paper.signer, max(0, DAY_FROM_RIGHT - beyond)), (paper.day, DAY_FROM_RIGHT)):
            if not words:
                continue
            last = self.line(words, TEXT, align=self.align.RIGHT)
            last.paragraph_format.right_indent = self.pt(free * TEXT_SIZE)
            last.paragraph_format.keep_with_next = words == paper.signer and bool(paper.day)

    def _picture(self, picture: Picture):
        """In a line of its own, which is as high as the picture; words stand before it as in a line of text."""
        paragraph = self.line(picture.before, TEXT, indent=2 if picture.before else 0)
        paragraph.paragraph_format.line_spacing_rule = self.single
        if not picture.before:
            paragraph.alignment = self.align.CENTER
        paragraph.add_run().add_picture(BytesIO(picture.data), width=self.mm(picture.width))
        return paragraph

    def _table(self, table: Table) -> None:
        shares = list(table.widths) or [1] * len(table.head)
        widths = [self.mm(PRINTED_WIDTH * share / sum(shares)) for share in shares]
        made = self.document.add_table(rows=0, cols=len(table.head), style="Table Grid")
        made.autofit, made.alignment = False, self.table_middle
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate([table.head, *table.rows]):
            row = made.add_row()
            self.flag(row._tr.get_or_add_trPr(), "w:cantSplit")
            if number == 0:
                self.flag(row._tr.get_or_add_trPr(), "w:tblHeader")
            for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width, cell.vertical_alignment = widths[at], self.middle
                self._cell(
                    cell, text, FIRST_HEADING if number == 0 else TEXT, number > 0 and at in table.left, table.small
                )
        self.line("", TEXT, line=12)

    def _cell(self, cell, text: str, face: str, is_left: bool, is_small: bool) -> None:
        paragraph = cell.paragraphs[0]
        self.shape(paragraph, 16 if is_small else 20, self.align.LEFT if is_left else self.align.CENTER)
        self.run(paragraph, text, face, SMALL_SIZE if is_small else TABLE_SIZE)

    def _number_pages(self) -> None:
        """— 1 —, at the foot: odd pages on the right, even ones on the left, one character in."""
        self.document.settings.odd_and_even_pages_header_footer = True
        odd, even = self.section.footer.paragraphs[0], self.section.even_page_footer.paragraphs[0]
        odd.alignment, odd.paragraph_format.right_indent = self.align.RIGHT, self.pt(PAGE_NUMBER_SIZE)
        even.alignment, even.paragraph_format.left_indent = self.align.LEFT, self.pt(PAGE_NUMBER_SIZE)
        for paragraph in (odd, even):
            self._page_number(paragraph)

    def _page_number(self, paragraph) -> None:
        self.run(paragraph, "— ", PAGE_NUMBER, PAGE_NUMBER_SIZE)
        run = self.run(paragraph, "", PAGE_NUMBER, PAGE_NUMBER_SIZE)
        for kind in ("begin", None, "end"):
            part = self.element("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(self.qn("w:fldCharType"), kind)
            else:
                part.text = "PAGE"
            run._r.append(part)
        self.run(paragraph, " —", PAGE_NUMBER, PAGE_NUMBER_SIZE)
