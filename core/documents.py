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
from xml.sax.saxutils import quoteattr

from django.http import HttpResponse
from django.utils.http import content_disposition_header

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TITLE, TEXT, FIRST_HEADING, SECOND_HEADING, PAGE_NUMBER = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
FONTS = {
    TITLE: ("方正小标宋_GBK", "小标宋", "华文中宋", "宋体", "SimSun", "Noto Serif CJK SC"),
    TEXT: ("仿宋_GB2312", "FangSong", "华文仿宋", "宋体", "SimSun", "Noto Serif CJK SC"),
    FIRST_HEADING: ("SimHei", "微软雅黑", "Noto Sans CJK SC"),
    SECOND_HEADING: ("楷体_GB2312", "KaiTi", "华文楷体", "宋体", "SimSun", "Noto Serif CJK SC"),
    PAGE_NUMBER: ("SimSun", "Noto Serif CJK SC"),
}
"""A font, and what stands in for it where it is not installed, best first."""

LATIN = "Times New Roman"
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, PAGE_NUMBER_SIZE = 22, 16, 12, 14
"""In points: 2号, 3号, 小4号, 4号."""
LINE = 28
"""Points from line to line: 22 lines a page."""
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""Millimetres."""
PRINTED_WIDTH = 210 - MARGINS["left"] - MARGINS["right"]


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
    response = HttpResponse(docx_of(paper), content_type=DOCX_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{filename}.docx")
    return response


def docx_of(paper: Paper) -> bytes:
    """The paper as the content of a .docx file."""
    out = BytesIO()
    _Writer(paper).document.save(out)
    return out.getvalue()


class _Writer:
    """Writes one paper. The Word library is loaded when the first paper is made: pages do without its memory."""

    def __init__(self, paper: Paper):
        import docx
        import docx.enum.table
        import docx.enum.text
        import docx.oxml
        import docx.oxml.ns
        import docx.shared

        self.qn, self.element, self.mm, self.pt = docx.oxml.ns.qn, docx.oxml.OxmlElement, docx.shared.Mm, docx.shared.Pt
        self.align, self.middle = docx.enum.text.WD_ALIGN_PARAGRAPH, docx.enum.table.WD_ALIGN_VERTICAL.CENTER
        self.exactly, self.single = docx.enum.text.WD_LINE_SPACING.EXACTLY, docx.enum.text.WD_LINE_SPACING.SINGLE
        self.document = docx.Document()
        self._set_page(paper)
        self._name_fonts()
        self._write(paper)

    def _set_page(self, paper: Paper) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = self.mm(210), self.mm(297)
        for side, width in MARGINS.items():
            setattr(section, f"{side}_margin", self.mm(width))
        section.footer_distance = self.mm(28)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = paper.title, paper.author, ""
        if paper.made_at:
            properties.created = properties.modified = paper.made_at
        normal = self.document.styles["Normal"]
        normal.font.size = self.pt(TEXT_SIZE)
        self._face(normal.element.get_or_add_rPr(), TEXT)
        self._page_number(section.footer.paragraphs[0])

    def _name_fonts(self) -> None:
        """Writes into the file's table of fonts what may stand in for each: Word looks there."""
        part = next(p for p in self.document.part.package.iter_parts() if str(p.partname).endswith("/fontTable.xml"))
        fonts = "".join(
            f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(",".join(others))}/><w:charset w:val="86"/></w:font>'
            for name, others in FONTS.items()
        )
        end = b"</w:fonts>"
        part._blob = part.blob.replace(end, fonts.encode() + end)

    def _write(self, paper: Paper) -> None:
        self._line(paper.title, TITLE, size=TITLE_SIZE, align=self.align.CENTER, line=34)
        if paper.number:
            self._line(paper.number, TEXT, align=self.align.CENTER)
        self._line("", TEXT)
        if paper.addressee:
            self._line(paper.addressee, TEXT)
        for part in paper.parts:
            match part:
                case Text(text):
                    self._line(text, TEXT, indent=2, align=self.align.JUSTIFY)
                case Heading(text, level):
                    heading = self._line(text, FIRST_HEADING if level == 1 else SECOND_HEADING, indent=2)
                    heading.paragraph_format.keep_with_next = True
                case Table():
                    self._table(part)
                case Picture():
                    self._picture(part)
        self._end(paper)

    def _end(self, paper: Paper) -> None:
        if paper.signer:
            self._line("", TEXT)
            for before in self.document.paragraphs[-2:]:  # a signature never stands on a page without text
                before.paragraph_format.keep_with_next = True
        for words in filter(None, (paper.signer, paper.day)):
            last = self._line(words, TEXT, align=self.align.RIGHT)
            last.paragraph_format.right_indent = self.pt(2 * TEXT_SIZE)
            last.paragraph_format.keep_with_next = words == paper.signer and bool(paper.day)

    def _picture(self, picture: Picture) -> None:
        """In a line of its own, which is as high as the picture; words stand before it as in a line of text."""
        paragraph = self._line(picture.before, TEXT, indent=2 if picture.before else 0)
        paragraph.paragraph_format.line_spacing_rule = self.single
        if not picture.before:
            paragraph.alignment = self.align.CENTER
        paragraph.add_run().add_picture(BytesIO(picture.data), width=self.mm(picture.width))

    def _line(self, text: str, face: str, *, size=TEXT_SIZE, indent=0, align=None, line=LINE):
        paragraph = self.document.add_paragraph()
        self._shape(paragraph, line, align)
        if indent:
            self._indent(paragraph, indent)
        self._run(paragraph, text, face, size)
        return paragraph

    def _shape(self, paragraph, line: int, align) -> None:
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = self.pt(0)
        shape.line_spacing_rule, shape.line_spacing = self.exactly, self.pt(line)
        if align is not None:
            shape.alignment = align

    def _indent(self, paragraph, characters: int) -> None:
        """By characters, as Chinese text is set; the points serve programs that don't know characters."""
        paragraph.paragraph_format.first_line_indent = self.pt(characters * TEXT_SIZE)
        paragraph._p.pPr.find(self.qn("w:ind")).set(self.qn("w:firstLineChars"), str(100 * characters))

    def _run(self, paragraph, text: str, face: str, size: int):
        run = paragraph.add_run(text)
        run.font.size = self.pt(size)
        self._face(run._r.get_or_add_rPr(), face)
        return run

    def _face(self, properties, face: str) -> None:
        fonts = properties.get_or_add_rFonts()
        for kind, name in {"ascii": LATIN, "hAnsi": LATIN, "cs": LATIN, "eastAsia": face}.items():
            fonts.set(self.qn(f"w:{kind}"), name)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(self.qn(f"w:{theme}"), None)

    def _table(self, table: Table) -> None:
        shares = list(table.widths) or [1] * len(table.head)
        widths = [self.mm(PRINTED_WIDTH * share / sum(shares)) for share in shares]
        made = self.document.add_table(rows=0, cols=len(table.head), style="Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate([table.head, *table.rows]):
            row = made.add_row()
            self._flag(row._tr.get_or_add_trPr(), "w:cantSplit")
            if number == 0:
                self._flag(row._tr.get_or_add_trPr(), "w:tblHeader")
            for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width, cell.vertical_alignment = widths[at], self.middle
                self._cell(cell, text, FIRST_HEADING if number == 0 else TEXT, number > 0 and at in table.left)
        self._line("", TEXT, line=12)

    def _cell(self, cell, text: str, face: str, is_left: bool) -> None:
        paragraph = cell.paragraphs[0]
        self._shape(paragraph, 20, self.align.LEFT if is_left else self.align.CENTER)
        self._run(paragraph, text, face, TABLE_SIZE)

    def _flag(self, properties, name: str) -> None:
        properties.append(self.element(name))

    def _page_number(self, paragraph) -> None:
        """— 1 —, in the middle at the foot."""
        paragraph.alignment = self.align.CENTER
        self._run(paragraph, "— ", PAGE_NUMBER, PAGE_NUMBER_SIZE)
        run = self._run(paragraph, "", PAGE_NUMBER, PAGE_NUMBER_SIZE)
        for kind in ("begin", None, "end"):
            part = self.element("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(self.qn("w:fldCharType"), kind)
            else:
                part.text = "PAGE"
            run._r.append(part)
        self._run(paragraph, " —", PAGE_NUMBER, PAGE_NUMBER_SIZE)
