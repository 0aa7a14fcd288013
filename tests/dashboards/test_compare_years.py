"""Year over year over all years: gaps, parts of a year, ranks, the standard that changed, and each table as a file."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from inspections.models import Level
from tests.dashboards import overview_scene
from tests.dashboards.scenes import make_round

D = Decimal


@pytest.fixture
def context(client_for, town):
    def visit(role="leader", **query):
        response = client_for(role).get(reverse("compare"), query)
        assert response.status_code == 200
        return response.context

    return visit


@pytest.fixture
def file(client_for, town):
    def download(part, **query):
        response = client_for("leader").get(reverse("compare"), query | {"part": part, "format": "csv"})
        assert response.status_code == 200
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return download


def city_years(town, years: dict) -> None:
    for year, scores in years.items():
        for number, score in enumerate(scores, start=1):
            if score:
                make_round(town.city, {town.home: score, town.peer: "91"}, year=year, number=number)


def cells(context, name) -> list:
    return next(line.cells for _title, lines in context["year_groups"] for line in lines if line.name == name)


def test_all_years_stand_side_by_side_with_score_and_rank(context, town):
    city_years(town, {2024: ["90", "91"], 2025: ["92", "92"], 2026: ["93", "95"]})
    found = context()
    assert [head.label for head in found["year_heads"]] == ["2026年", "2025年", "2024年"]
    assert cells(found, "枫河街道") == [("94.00", "第1名", ""), ("92.00", "第1名", ""), ("90.50", "第2名", "")]
    assert not any(head.part for head in found["year_heads"])


def test_a_part_of_a_year_is_called_so(context, town):
    city_years(town, {2025: ["92", "92", "92"], 2026: ["93", "95"]})
    found = context()
    assert [head.part for head in found["year_heads"]] == ["部分年度：2/3次", ""]
    assert "2026年为部分年度" in found["years_foot"]


def test_a_bulletin_for_the_whole_year_makes_it_whole(context, town):
    city_years(town, {2024: ["90", "91"]})
    make_round(town.city, {town.home: "88"}, year=2025, number=None, ranks={town.home: 3})
    city_years(town, {2026: ["93", "95"]})
    found = context()
    assert not any(head.part for head in found["year_heads"])
    assert cells(found, "枫河街道")[1] == ("88.00", "第3名", "")


def test_a_missing_year_of_a_unit_is_a_gap(context, town):
    make_round(town.city, {town.peer: "90"}, year=2024)
    city_years(town, {2025: ["92"], 2026: ["93"]})
    assert cells(context(), "枫河街道")[2] is None


def test_a_unit_that_missed_rounds_says_how_many_it_has(context, town):
    city_years(town, {2025: ["92", "90"], 2026: ["93"]})
    make_round(town.city, {town.peer: "90"}, number=2)
    assert cells(context(), "枫河街道")[0] == ("93.00", "第1名", "仅1次")


def test_later_years_are_not_shown_beside_an_earlier_one(context, town):
    city_years(town, {2024: ["90"], 2025: ["92"], 2026: ["93"]})
    assert [head.label for head in context(year=2025)["year_heads"]] == ["2025年", "2024年"]


def test_a_single_round_has_no_table_of_years(context, town):
    city_years(town, {2025: ["92"], 2026: ["93"]})
    assert "year_heads" not in context(round=1)


def test_a_unit_reads_the_same_years(context, town):
    city_years(town, {2025: ["92"], 2026: ["93"]})
    assert cells(context("unit"), "枫河街道") == cells(context("leader"), "枫河街道")


def test_all_tied_and_all_zero_are_said_as_they_are(context, town):
    for year in (2025, 2026):
        make_round(town.city, {town.home: "0", town.peer: "0"}, year=year)
    assert cells(context(), "枫河街道") == [("0.00", "并列第1名", "")] * 2


def test_a_bad_period_falls_back_and_says_so(context, town):
    city_years(town, {2026: ["93"]})
    found = context(year="1999", round="99")
    assert (found["board"].year, found["board"].round) == (2026, None)
    assert found["ignored"]


def test_an_empty_year_offers_what_would_stand_there(client_for, town):
    html = client_for("leader").get(reverse("compare")).content.decode()
    assert 'id="years"' not in html


def test_every_table_is_a_file_of_its_own(file, town):
    overview_scene.fill(town)
    level = {"level": Level.SELF_CHECK}
    years = {row["单位"]: row for row in file("years", **level)}
    assert (years["马桥村"]["2026年得分"], years["马桥村"]["2025年得分"]) == ("90.50", "89.50")
    [section, whole] = file("sections", **level)
    assert (section["测评项目"], section["2026年得分率"], section["2025年得分率"]) == ("环境卫生", "80.00", "81.67")
    assert (whole["2026年共同项得分率"], whole["2025年共同项得分率"]) == ("90.00", "87.50")
    items = {row["编号"]: row for row in file("items", **level)}
    assert (items["1.1"]["影响得分（分）"], items["1.2"]["影响得分（分）"]) == ("5.00", "-2.50")
    assert (items["1.4"]["影响得分（分）"], items["1.4"]["说明"]) == ("", "2025年无此项")
    assert {row["单位"] for row in file("units", **level)} == {"马桥村", "焦山村"}


def test_an_unknown_part_is_the_table_of_units(file, town):
    city_years(town, {2025: ["92"], 2026: ["93"]})
    assert {row["单位"] for row in file("nonsense")} == {"枫河街道", "柳林街道"}
    assert file("items") == file("units")  # a bulletin says nothing of items
