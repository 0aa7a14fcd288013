"""Official papers as Word files: the outline of a notice in the usual form of Chinese offices (GB/T 9704), A4.

    paper = Paper(title="关于……的通报", addressee="各村（社区）：", author="某某街道")
    paper.add(Text("……"), Heading("一、成绩与名次"), Table(head=["名次", "单位"], rows=[["1", "某村"]]))
    data = docx_of(paper)                                  # bytes
    return paper_response(paper, "通报")                    # a download

Fonts: title in 小标宋, headings in 黑体 and 楷体, text in 仿宋. A computer that lacks one of them takes the next of FONTS.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.word_file import A4, FIRST_HEADING, PAGE_NUMBER, SECOND_HEADING, TEXT, TEXT_SIZE, TITLE, WordFile

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TITLE_SIZE, TABLE_SIZE, PAGE_NUMBER_SIZE = 22, 12, 14
"""In points: 2号, 小4号, 4号; the text has 3号."""
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""Millimetres."""
PRINTED_WIDTH = A4[0] - MARGINS["left"] - MARGINS["right"]


@dataclass(frozen=True)
class Text:
    """A paragraph, its first line two characters in."""

    text: str


@dataclass(frozen=True)
class Heading:
    """level 1: 一、 in 黑体; level 2: （一） in 楷体. The number is part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Table:
    """Cells are text. widths: shares of the printed width, one a column (equal without). left: columns not centred."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    left: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG file's content, `width` millimetres wide; in the middle, or behind the words of `before`."""

    data: bytes
    width: float
    before: str = ""


@dataclass
class Paper:
    """number: 发文字号, under the title; addressee: 主送机关 with its colon; signer and day: at the end, on the right. author,
    made_at: in the file's properties."""

    title: str
    number: str = ""
    addressee: str = ""
    signer: str = ""
    day: str = ""
    author: str = ""
    made_at: datetime | None = None
    parts: list[Text | Heading | Table | Picture] = field(default_factory=list)

    def add(self, *parts: Text | Heading | Table | Picture) -> None:
        self.parts.extend(parts)


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
        self._page_number(self.section.footer.paragraphs[0])
        self._write(paper)

    def _write(self, paper: Paper) -> None:
        self.line(paper.title, TITLE, size=TITLE_SIZE, align=self.align.CENTER, line=34)
        if paper.number:
            self.line(paper.number, TEXT, align=self.align.CENTER)
        self.line("", TEXT)
        if paper.addressee:
            self.line(paper.addressee, TEXT)
        for part in paper.parts:
            match part:
                case Text(text):
                    self.line(text, TEXT, indent=2, align=self.align.JUSTIFY)
                case Heading(text, level):
                    heading = self.line(text, FIRST_HEADING if level == 1 else SECOND_HEADING, indent=2)
                    heading.paragraph_format.keep_with_next = True
                case Table():
                    self._table(part)
                case Picture():
                    self._picture(part)
        self._end(paper)

    def _end(self, paper: Paper) -> None:
        if paper.signer:
            self.line("", TEXT)
            for before in self.document.paragraphs[-2:]:  # a signature never stands on a page without text
                before.paragraph_format.keep_with_next = True
        for words in filter(None, (paper.signer, paper.day)):
            last = self.line(words, TEXT, align=self.align.RIGHT)
            last.paragraph_format.right_indent = self.pt(2 * TEXT_SIZE)
            last.paragraph_format.keep_with_next = words == paper.signer and bool(paper.day)

    def _picture(self, picture: Picture) -> None:
        """In a line of its own, which is as high as the picture; words stand before it as in a line of text."""
        paragraph = self.line(picture.before, TEXT, indent=2 if picture.before else 0)
        paragraph.paragraph_format.line_spacing_rule = self.single
        if not picture.before:
            paragraph.alignment = self.align.CENTER
        paragraph.add_run().add_picture(BytesIO(picture.data), width=self.mm(picture.width))

    def _table(self, table: Table) -> None:
        shares = list(table.widths) or [1] * len(table.head)
        widths = [self.mm(PRINTED_WIDTH * share / sum(shares)) for share in shares]
        made = self.document.add_table(rows=0, cols=len(table.head), style="Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate([table.head, *table.rows]):
            row = made.add_row()
            self.flag(row._tr.get_or_add_trPr(), "w:cantSplit")
            if number == 0:
                self.flag(row._tr.get_or_add_trPr(), "w:tblHeader")
            for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width, cell.vertical_alignment = widths[at], self.middle
                self._cell(cell, text, FIRST_HEADING if number == 0 else TEXT, number > 0 and at in table.left)
        self.line("", TEXT, line=12)

    def _cell(self, cell, text: str, face: str, is_left: bool) -> None:
        paragraph = cell.paragraphs[0]
        self.shape(paragraph, 20, self.align.LEFT if is_left else self.align.CENTER)
        self.run(paragraph, text, face, TABLE_SIZE)

    def _page_number(self, paragraph) -> None:
        """— 1 —, in the middle at the foot."""
        paragraph.alignment = self.align.CENTER
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
