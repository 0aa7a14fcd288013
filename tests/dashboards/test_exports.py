"""A file holds exactly the rows of the page, and nothing that a spreadsheet would run."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from core.models import UnitKind
from inspections.models import Standing
from tests.dashboards.scenes import make_round
from tests.factories import UnitFactory


def read_csv(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def read_xlsx(response) -> list[dict]:
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def two_years(town):
    few = UnitFactory(name="新安街道", kind=UnitKind.SUBDISTRICT, parent=town.city)
    for year, scores in ((2025, ("90.00", "92.00", "88")), (2026, ("94.12", "92.06", "95"))):
        make_round(
            town.city,
            dict(zip((town.home, town.peer, few), scores, strict=True)),
            year=year,
            standings={few: Standing.TOO_FEW},
        )


def test_compare_as_csv_has_unit_both_scores_and_the_difference(client_for, two_years):
    rows = read_csv(client_for("leader").get(reverse("compare"), {"format": "csv"}))
    [home] = [row for row in rows if row["单位"] == "枫河街道"]
    assert (home["2026年得分"], home["2025年得分"], home["差（分）"]) == ("94.12", "90.00", "4.12")
    assert (home["2026年名次"], home["2025年名次"]) == ("1", "2")


@pytest.mark.parametrize("name", ["rankings", "compare"])
@pytest.mark.parametrize("query", [{}, {"round": 1}, {"year": 2025}])
def test_the_file_has_the_rows_of_the_table_in_its_order(client_for, two_years, name, query):
    client = client_for("leader")
    shown = [line for table in client.get(reverse(name), query).context["tables"] for line in table["rows"]]
    in_csv = read_csv(client.get(reverse(name), query | {"format": "csv"}))
    in_xlsx = read_xlsx(client.get(reverse(name), query | {"format": "xlsx"}))
    names = [line.name for line in shown]
    assert [row["单位"] for row in in_csv] == [row["单位"] for row in in_xlsx] == names
    if name == "rankings":
        scores = [line.row.outcome.score for line in shown]
        assert [Decimal(row["得分"]) for row in in_csv] == scores
        assert [Decimal(str(row["得分"])) for row in in_xlsx] == scores


def test_the_chart_has_the_rows_of_the_table(client_for, two_years):
    client = client_for("leader")
    shown = [
        line for table in client.get(reverse("rankings"), {"round": 1}).context["tables"] for line in table["rows"]
    ]
    figures = client.get(reverse("rankings_chart"), {"round": 1}).json()
    assert figures["labels"] == [line.name for line in shown]
    assert [Decimal(value) for value in figures["series"][0]["data"]] == [line.row.outcome.score for line in shown]
    assert figures["rank"] == [line.row.outcome.rank for line in shown]


def test_a_unit_named_like_a_formula_stays_text(client_for, town):
    evil = UnitFactory(name="=HYPERLINK(1)", kind=UnitKind.SUBDISTRICT, parent=town.city)
    make_round(town.city, {town.home: "90", evil: "91"})
    for name in ("rankings", "compare"):
        rows = read_csv(client_for("leader").get(reverse(name), {"format": "csv"}))
        assert "'=HYPERLINK(1)" in [row["单位"] for row in rows]
        sheet = read_xlsx(client_for("leader").get(reverse(name), {"format": "xlsx"}))
        assert "'=HYPERLINK(1)" in [row["单位"] for row in sheet]
