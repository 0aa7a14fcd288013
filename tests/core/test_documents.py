"""Official papers: the page, the fonts with their stand-ins, headings and tables as a notice has them."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.files_out.documents import Caption, Heading, Paper, Table, Text, docx_of
from core.files_out.word_file import FONTS


@pytest.fixture(scope="module")
def data() -> bytes:
    paper = Paper(
        title="关于自查情况的通报", addressee="各村：", signer="枫河街道", day="2026年11月23日", author="枫河街道"
    )
    paper.add(
        Heading("一、成绩"),
        Heading("（一）各村", level=2),
        Text("结果如下。"),
        Table(["名次", "单位"], [["1", "甲&乙<村>"]]),
    )
    return docx_of(paper)


@pytest.fixture(scope="module")
def document(data):
    return docx.Document(BytesIO(data))


def face(paragraph) -> tuple[str, float]:
    run = paragraph.runs[0]
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_it_is_a4_with_the_margins_of_the_standard(document):
    section = document.sections[0]
    assert abs(section.page_width - Mm(210)) < Pt(1) and abs(section.page_height - Mm(297)) < Pt(1)
    assert abs(section.top_margin - Mm(37)) < Pt(1) and abs(section.left_margin - Mm(28)) < Pt(1)


def test_each_part_has_its_font_and_size(document):
    by_text = {p.text: p for p in document.paragraphs if p.text}
    assert face(by_text["关于自查情况的通报"]) == ("方正小标宋简体", 22)
    assert face(by_text["一、成绩"]) == ("黑体", 16)
    assert face(by_text["（一）各村"]) == ("楷体", 16)
    assert face(by_text["结果如下。"]) == ("仿宋", 16)
    assert by_text["结果如下。"]._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_file_names_what_stands_in_for_a_missing_font(data):
    table = ZipFile(BytesIO(data)).read("word/fontTable.xml").decode()
    for name, others in FONTS.items():
        assert f'w:name="{name}"' in table and others[0] in table


def test_text_is_kept_whatever_it_holds_and_heads_come_again_on_each_page(document):
    table = document.tables[0]
    assert table.rows[1].cells[1].text == "甲&乙<村>"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_file_tells_nothing_of_the_program_that_made_it(document):
    assert (document.core_properties.author, document.core_properties.comments) == ("枫河街道", "")


def test_the_issuers_mark_stands_in_red_over_its_number_and_a_red_line():
    paper = Paper(title="督办单", mark="枫河街道文明创建工作办公室", number="督〔2026〕1号", addressee="马桥村：")
    mark, number, title = docx.Document(BytesIO(docx_of(paper))).paragraphs[:3]
    assert (mark.text, number.text, title.text) == (paper.mark, paper.number, paper.title)
    assert str(mark.runs[0].font.color.rgb) == "D7000F"
    assert mark.runs[0].font.size.pt * len(paper.mark) <= Mm(156).pt
    assert number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "D7000F"
    assert abs(mark.paragraph_format.space_before - Mm(35)) < Pt(1)
    assert number.paragraph_format.space_before == number.paragraph_format.space_after == Pt(56)


@pytest.mark.parametrize(
    ("signer", "free"),
    [("枫河街道文明创建工作办公室", 1), ("枫河街道", 5.5), ("枫河街道精神文明建设委员会办公室综合协调组", 0)],
)
def test_the_day_stands_four_characters_in_and_the_signer_in_the_middle_above_it(signer, free):
    """2026年11月23日 is seven characters wide; a long name never leaves the page."""
    one, day = docx.Document(BytesIO(docx_of(Paper(title="通报", signer=signer, day="2026年11月23日")))).paragraphs[-2:]
    assert (one.paragraph_format.right_indent, day.paragraph_format.right_indent) == (Pt(16 * free), Pt(64))


def test_page_numbers_change_sides(document):
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert "PAGE" in section.footer.paragraphs[0]._p.xml and "PAGE" in section.even_page_footer.paragraphs[0]._p.xml


def test_a_caption_stays_with_its_picture_or_table():
    paper = Paper(title="总结")
    paper.add(Caption("表1", is_over=True), Table(["年度"], [["2026"]]), Caption("图1"), Text("完。"))
    by_text = {one.text: one for one in docx.Document(BytesIO(docx_of(paper))).paragraphs}
    assert by_text["表1"].paragraph_format.keep_with_next and not by_text["图1"].paragraph_format.keep_with_next
