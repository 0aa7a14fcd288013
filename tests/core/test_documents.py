"""Official papers: the page, the fonts with their stand-ins, headings and tables as a notice has them."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents import Heading, Paper, Table, Text, docx_of
from core.word_file import FONTS


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
