"""Money beside results: sums of a year, the home town's year at the city, and no part of a year against a whole one."""

import csv
import io
from decimal import Decimal

from facilities.models import FundingStep
from tests.dashboards.scenes import make_round
from tests.facilities.works import make_project, money
from tests.queries import assert_same_query_count

PATH = "/funding/results/"


def rows(client) -> dict[str, dict]:
    content = b"".join(client.get(f"{PATH}?format=csv").streaming_content).decode("utf-8-sig")
    return {row["年度"]: row for row in csv.DictReader(io.StringIO(content))}


def test_a_year_has_its_money_its_score_and_its_rank(client_for, town, frozen_now):
    for year, ours, theirs in ((2025, "90.00", "92.00"), (2026, "94.12", "92.06")):
        make_round(town.city, {town.home: ours, town.peer: theirs}, year=year)
    project = make_project()
    money(project, FundingStep.SECURED, 1_200_000, year=2026)
    money(project, FundingStep.PAID, 800_000, year=2026)
    found = rows(client_for("leader"))
    assert list(found) == ["2026", "2025"]
    this = found["2026"]
    assert (this["已落实（万元）"], this["已支付（万元）"]) == ("120.00", "80.00")
    assert (this["市级检查得分"], this["较上年（分）"], this["名次（文字）"]) == ("94.12", "4.12", "第1名")
    assert found["2025"]["名次（文字）"] == "第2名"


def test_years_with_other_rounds_are_not_subtracted(client_for, town, frozen_now):
    make_round(town.city, {town.home: "90.00"}, year=2025, number=1)
    make_round(town.city, {town.home: "80.00"}, year=2025, number=2)
    make_round(town.city, {town.home: "94.00"}, year=2026, number=1)
    assert rows(client_for("leader"))["2026"]["较上年（分）"] == ""


def test_a_bulletin_of_one_year_is_not_set_against_rounds_and_zero_is_a_score(client_for, town, frozen_now):
    make_round(town.city, {town.home: "0.00", town.peer: "91"}, year=2025)
    make_round(town.city, {town.home: "2.00", town.peer: "91"}, year=2025, number=None)
    make_round(town.city, {town.home: "1.00", town.peer: "91"}, year=2026)
    client = client_for("leader")
    assert rows(client)["2026"]["较上年（分）"] == "1.00"
    make_round(town.city, {town.home: "0.00", town.peer: "91"}, year=2024)
    assert "0.00" in client.get(PATH).content.decode()


def test_a_year_with_money_alone_has_no_score(client_for, town, frozen_now):
    money(make_project(), FundingStep.PAID, 10_000, year=2024)
    assert rows(client_for("office"))["2024"]["市级检查得分"] == ""


def test_the_page_leads_to_the_records(client_for, town, frozen_now):
    money(make_project(), FundingStep.PAID, Decimal(10_000), year=2026)
    html = client_for("leader").get(PATH).content.decode()
    assert "/funding/?year=2026" in html
    assert PATH in client_for("leader").get("/funding/").content.decode()


def test_queries_do_not_grow_with_years_and_entries(client_for, town, frozen_now):
    numbers = iter(range(1, 20))

    def one_more():
        make_round(town.city, {town.home: "90.00", town.peer: "91.00"}, number=next(numbers))
        money(make_project(), FundingStep.PAID, 10_000, year=2026)

    assert_same_query_count(client_for("leader"), PATH, one_more, n1=2, n2=6)
