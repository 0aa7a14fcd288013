"""The Word file of a report: the form of an official paper, pictures, sources; checked in what is written into the file."""

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from reports.figure import Figure
from reports.headings import NUMBER
from reports.models import Report
from reports.paper import report_file
from reports.pictures import SIZE, digits_of, picture_of, span
from reports.services import report_of, write_report

pytestmark = pytest.mark.django_db

CHART = {
    "kind": "lines", "caption": "市级检查成绩（分）", "head": "轮次", "labels": ["1", "2", "3"],
    "series": [{"name": "2026", "values": ["91.00", None, "93.00"]}, {"name": "2025", "values": ["90.00", "90.50", None]}],
}  # fmt: skip
BARS = {
    "kind": "bars",
    "caption": "资金",
    "head": "年度",
    "labels": ["2026"],
    "series": [{"name": "计划", "values": ["0.00"]}],
}


@pytest.fixture
def report(town, office, now) -> Report:
    report = report_of(town=town.home, year=2026)
    write_report(report=report, by=office, now=now)
    report = Report.objects.get(pk=report.pk)
    report.charts = [CHART, BARS]
    report.save()
    return report


@pytest.fixture
def document(report):
    return docx.Document(BytesIO(report_file(report, "https://example.org")))


def paragraph(document, text: str):
    return next(one for one in document.paragraphs if text in one.text)


def face(one) -> tuple[str, float]:
    return one.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")), one.runs[0].font.size.pt


def test_the_page_is_that_of_the_standard(document):
    section = document.sections[0]
    block = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    for length, wanted in ((section.top_margin, 37), (section.left_margin, 28), (block, 156), (height, 225)):
        assert abs(length - Mm(wanted)) < Pt(0.5)


def test_fonts_are_named_for_chinese_text(document, report):
    assert face(paragraph(document, report.title)) == ("方正小标宋简体", 22)
    assert face(paragraph(document, "一、已经取得的成效")) == ("黑体", 16)
    assert face(paragraph(document, "（一）夯实基础")) == ("楷体", 16)
    assert face(paragraph(document, "认真贯彻")) == ("仿宋", 16)


def test_22_lines_of_28_characters(document):
    text = paragraph(document, "认真贯彻")
    assert text.paragraph_format.line_spacing_rule == docx.enum.text.WD_LINE_SPACING.EXACTLY
    lines = Mm(225) / text.paragraph_format.line_spacing
    closer = int(document.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    characters = Mm(156).pt / (16 + closer)
    assert int(lines) == 22 and int(characters) == 28


def test_page_numbers_stand_on_the_right_of_odd_and_the_left_of_even_pages(document):
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert (odd.alignment, even.alignment) == (
        docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT,
        docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT,
    )
    for one in (odd, even):
        assert "PAGE" in one._p.xml and face(one) == ("宋体", 14)


def test_a_picture_stands_in_a_line_as_high_as_itself(document):
    pictures = [one for one in document.paragraphs if one._p.xpath(".//pic:pic")]
    assert len(pictures) == 2
    for one in pictures:
        assert one.paragraph_format.line_spacing_rule == docx.enum.text.WD_LINE_SPACING.SINGLE


def test_a_blank_stands_out(document):
    runs = [run for run in paragraph(document, "去年").runs if run.text.startswith("【待填")]
    assert runs and all(run.font.highlight_color for run in runs)
    assert "".join(run.text for run in paragraph(document, "去年").runs).count("去年全年名次") == 1


def test_each_figure_of_the_text_stands_in_the_table_of_sources(document, report):
    cells = "\n".join(cell.text for row in document.tables[-1].rows for cell in row.cells)
    runs = [run for passage in report.passages.all() for runs in passage.paragraphs for run in runs]
    figures = [run.figure for run in runs if run.figure and run.figure.words]
    assert figures
    for figure in figures:
        assert figure.words in cells and figure.href.partition("&")[0] in cells, figure


def emptied(report, *keys: str):
    report.passages.filter(key__in=keys).update(text="", is_edited=True)
    lines = [one.text for one in docx.Document(BytesIO(report_file(report, "https://example.org"))).paragraphs]
    return [line for line in lines if NUMBER.match(line) and len(line) < 40]


def test_an_emptied_passage_goes_with_its_heading_and_the_others_are_numbered_without_a_gap(report):
    headings = emptied(report, "cooperation_gaps", "functions")
    assert not any("上下联动不畅" in one or "夯实基础" in one for one in headings)
    assert {"（一）攻坚克难，居民生活环境持续改善", "（二）投入不足", "（三）机制不够健全"} <= set(headings)


def test_a_chapter_of_which_nothing_is_left_goes_too(report):
    headings = emptied(report, "planning_gaps", "cooperation_gaps", "money_gaps", "mechanism_gaps")
    assert [one for one in headings if "、" in one[:2]] == ["一、已经取得的成效", "二、2027年打算"]


def test_a_summary_is_not_signed_and_has_no_mark(document, town):
    assert not any("发文" in one.text or one.text.startswith("枫河街道文明创建") for one in document.paragraphs[1:])


def test_a_picture_needs_no_chinese_font_and_shows_gaps_as_gaps():
    image = Image.open(BytesIO(picture_of(CHART)))
    assert image.size == SIZE and image.format == "PNG"
    whole = CHART | {"series": [CHART["series"][0] | {"values": ["91.00", "92.00", "93.00"]}, CHART["series"][1]]}
    assert picture_of(whole) != picture_of(CHART)


@pytest.mark.parametrize(
    ("values", "from_zero", "expected"),
    [
        ([91.2, 94.1], False, (90.0, 98.0)),
        ([], False, (0.0, 2.0)),
        ([0.0], True, (0.0, 2.0)),
        ([884.0], True, (0.0, 1000.0)),
    ],
)
def test_an_axis_holds_all_values_in_whole_steps(values, from_zero, expected):
    low, high = span(values, from_zero)
    assert all(low <= value <= high for value in values)
    assert (low, high) == expected or (high - low) % 2 == 0


def test_all_alike_and_all_zero_can_be_drawn():
    for values in (["90.00"] * 3, ["0.00"] * 3, [None] * 3):
        assert picture_of(CHART | {"series": [{"name": "2026", "values": values}]})


@pytest.mark.parametrize(("values", "digits"), [([410, 35], 0), ([410.25, 35], 2), ([1234.56, 35.5], 0), ([], 0)])
def test_the_figures_of_a_chart_have_one_number_of_decimals(values, digits):
    assert digits_of(values) == digits


def test_a_year_of_weekly_rounds_can_be_drawn():
    values = [f"{80 + n % 20}.50" for n in range(52)]
    assert picture_of(
        CHART | {"labels": [str(n) for n in range(1, 53)], "series": [{"name": "2026", "values": values}]}
    )


def test_a_label_says_its_figure():
    assert Figure("a", "名次", "").shown == "【待填：名次】"
