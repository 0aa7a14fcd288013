"""A Word file in Chinese: its page, its fonts and what stands in for them, lines and runs of text.

core/files_out/documents.py writes official papers with it; what is no paper in their form (a certificate) is written with it directly.
"""

from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import quoteattr

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
TEXT_SIZE = 16
"""In points: 3号."""
LINE = 28
"""Points from line to line: 22 lines a page of A4."""
A4 = (210, 297)
"""Millimetres, width and height; the other way round it lies across."""


class WordFile:
    """One file. The Word library is loaded when the first one is made: pages do without its memory."""

    def __init__(
        self, *, title: str, author: str, made_at: datetime | None, size: tuple[int, int], margins: dict[str, int]
    ):
        """size, margins (top, bottom, left, right): millimetres. title, author, made_at: in the file's properties."""
        import docx
        import docx.enum.section
        import docx.enum.table
        import docx.enum.text
        import docx.oxml
        import docx.oxml.ns
        import docx.shared

        self.qn, self.element, self.mm, self.pt = docx.oxml.ns.qn, docx.oxml.OxmlElement, docx.shared.Mm, docx.shared.Pt
        self.colour, self.highlight = docx.shared.RGBColor.from_string, docx.enum.text.WD_COLOR_INDEX.YELLOW
        self.align, self.middle = docx.enum.text.WD_ALIGN_PARAGRAPH, docx.enum.table.WD_ALIGN_VERTICAL.CENTER
        self.table_middle = docx.enum.table.WD_TABLE_ALIGNMENT.CENTER
        self.exactly, self.single = docx.enum.text.WD_LINE_SPACING.EXACTLY, docx.enum.text.WD_LINE_SPACING.SINGLE
        self.document = docx.Document()
        self.section = self.document.sections[0]
        self._set_page(size, margins, docx.enum.section.WD_ORIENT)
        self._set_properties(title, author, made_at)
        self._name_fonts()

    def content(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _set_page(self, size: tuple[int, int], margins: dict[str, int], ways) -> None:
        width, height = size
        self.section.page_width, self.section.page_height = self.mm(width), self.mm(height)
        self.section.orientation = ways.LANDSCAPE if width > height else ways.PORTRAIT
        for side, margin in margins.items():
            setattr(self.section, f"{side}_margin", self.mm(margin))

    def _set_properties(self, title: str, author: str, made_at: datetime | None) -> None:
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, author, ""
        if made_at:
            properties.created = properties.modified = made_at
        normal = self.document.styles["Normal"]
        normal.font.size = self.pt(TEXT_SIZE)
        letters = normal.element.get_or_add_rPr()
        self._face(letters, TEXT)
        self.flag(letters, "w:lang", val="en-US", eastAsia="zh-CN")  # else a program takes another country's glyphs

    def _name_fonts(self) -> None:
        """Writes into the file's table of fonts what may stand in for each: Word looks there."""
        part = next(p for p in self.document.part.package.iter_parts() if str(p.partname).endswith("/fontTable.xml"))
        fonts = "".join(
            f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(",".join(others))}/><w:charset w:val="86"/></w:font>'
            for name, others in FONTS.items()
        )
        end = b"</w:fonts>"
        part._blob = part.blob.replace(end, fonts.encode() + end)

    def line(self, text: str, face: str, *, size=TEXT_SIZE, indent=0, align=None, line=LINE):
        """A paragraph of one run; size and line in points, indent in characters of this size. Gives the paragraph."""
        paragraph = self.document.add_paragraph()
        self.shape(paragraph, line, align)
        if indent:
            self._indent(paragraph, indent, size)
        self.run(paragraph, text, face, size)
        return paragraph

    def shape(self, paragraph, line: int, align) -> None:
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = self.pt(0)
        shape.line_spacing_rule, shape.line_spacing = self.exactly, self.pt(line)
        if align is not None:
            shape.alignment = align

    def _indent(self, paragraph, characters: int, size: int) -> None:
        """By characters, as Chinese text is set; the points serve programs that don't know characters."""
        paragraph.paragraph_format.first_line_indent = self.pt(characters * size)
        paragraph._p.pPr.find(self.qn("w:ind")).set(self.qn("w:firstLineChars"), str(100 * characters))

    def run(self, paragraph, text: str, face: str, size: int):
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

    def flag(self, properties, name: str, **attributes: str):
        """Adds an empty element of the format; attributes without their prefix. Gives the element."""
        made = self.element(name)
        for attribute, value in attributes.items():
            made.set(self.qn(f"w:{attribute}"), value)
        properties.append(made)
        return made
