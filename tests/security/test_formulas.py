"""What somebody typed is never a formula in a file that somebody else opens; numbers stay numbers; what comes back is what went out."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.files_in.cells import cell_number, read_back
from core.files_out.exports import safe_text, table_response

SIGNS = "=+-@＝＋－＠"
ATTACKS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\",\"x\")", "\t=1+1", "\r=1+1",
    "\n=1+1", " =1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "-2+3+cmd|' /C calc'!A0", "=IMPORTXML(\"//evil\")", "%0A=1", "'=1",
)  # fmt: skip
NUMBERS = (Decimal("-3.50"), -7, Decimal(0), 12, -0.5, date(2026, 1, 1))


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_cell_is_a_formula(text, format):
    response = table_response(format, "x", [(text, lambda row: row), ("第二列", lambda row: f"{row}")], [text])
    content = b"".join(response.streaming_content)
    if format == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    else:
        rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
        found = [cell for row in rows for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in found)
        cells = [str(cell.value) for cell in found]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple(SIGNS)]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_negative_numbers_and_days_stay_what_they_are(format):
    response = table_response(format, "x", [("值", lambda row: row)], NUMBERS)
    content = b"".join(response.streaming_content)
    if format == "csv":
        lines = content.decode("utf-8-sig").splitlines()[1:]
        assert lines == ["-3.50", "-7", "0.00", "12", "-0.5", "2026-01-01"]
    else:
        values = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]
        assert values[:5] == [-3.5, -7, 0, 12, -0.5]


@pytest.mark.parametrize("text", ["-5", "-5.25", "-0", "12"])
def test_a_number_written_as_text_stays_one(text):
    assert safe_text(text) == text
    assert cell_number(text) == Decimal(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=30))
def test_what_went_out_comes_back_the_same(text):
    """But for what somebody began with an apostrophe and a sign: that can't be told from an export's."""
    if not text.startswith("'"):
        assert read_back(safe_text(text)) == read_back(text)


@given(st.sampled_from(SIGNS), st.text(alphabet="=+-@＝AB1 (", max_size=12))
def test_only_a_number_begins_with_a_sign(sign, rest):
    out = safe_text(sign + rest)
    assert out.startswith("'") or cell_number(out) is not None


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_list_that_goes_out_is_disarmed(scene, client_for, format):
    """Through a real list, with the words that a unit typed."""
    scene.project.name = "=HYPERLINK(1)"
    scene.project.save()
    response = client_for("office").get(reverse("facilities:projects"), {"format": format})
    content = b"".join(response.streaming_content)
    if format == "csv":
        assert "'=HYPERLINK" in content.decode("utf-8-sig") and ",=HYPERLINK" not in content.decode("utf-8-sig")
    else:
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
        assert "'=HYPERLINK(1)" in [cell.value for cell in cells] and all(cell.data_type != "f" for cell in cells)
