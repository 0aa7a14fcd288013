"""The campaign's years: how many in a row, who keeps them, where they are said."""

import pytest

from campaign.models import CampaignYear
from campaign.selectors.years import in_a_row, year_in_view
from campaign.tables.years import YEARS
from core.table_in.service import take_table


@pytest.mark.parametrize(
    ("years", "last", "n"),
    [({2024, 2025, 2026}, 2026, 3), ({2024, 2026}, 2026, 1), ({2024, 2025}, 2026, 0), (set(), 2026, 0)],
)
def test_years_in_a_row_end_at_the_first_gap(years, last, n):
    assert in_a_row(years, last) == n


def test_years_ahead_are_not_counted(leader):
    CampaignYear.objects.bulk_create(CampaignYear(year=year) for year in (2025, 2026, 2027))
    assert year_in_view(leader, 2026).in_a_row == 2


@pytest.mark.parametrize("path", ["/?year=2026", "/compare/?year=2026"])
def test_the_year_in_view_is_named_with_its_slogan(client_for, town, path, frozen_now):
    CampaignYear.objects.bulk_create(CampaignYear(year=year, slogan=f"口号{year}") for year in (2024, 2025, 2026))
    html = client_for("leader").get(path).content.decode()
    assert "连续3年列为年度重点工作" in html
    assert "口号2026" in html


def test_the_office_enters_the_next_year_and_rewrites_its_targets(client_for, office):
    CampaignYear.objects.create(year=2026)
    client = client_for("office")
    assert 'value="2027"' in client.get("/years/new/").content.decode()
    assert client.post("/years/new/", {"year": 2027, "slogan": "全民参与"}).status_code == 302
    assert client.post("/years/2027/", {"year": 1999, "slogan": "全民参与", "targets": "月月有亮点"}).status_code == 302
    assert CampaignYear.objects.get(year=2027).targets == "月月有亮点"
    assert not CampaignYear.objects.filter(year=1999).exists()


def test_a_year_is_entered_once(client_for, office):
    CampaignYear.objects.create(year=2026, slogan="原来的")
    assert client_for("office").post("/years/new/", {"year": 2026, "slogan": "另一个"}).status_code == 200
    assert CampaignYear.objects.get().slogan == "原来的"


def test_years_come_back_from_their_file_and_a_closed_one_stays(office, now, tmp_path):
    CampaignYear.objects.create(year=2025, slogan="补短板", closed_on=now.date())
    path = tmp_path / "年度.csv"
    path.write_text("年度,口号\n2025,补短板\n2027,全民参与\n", encoding="utf-8")
    report = take_table(table_in=YEARS, path=path, by=office, now=now)
    assert (report.unchanged, report.imported, report.rejected) == (1, 1, [])
    assert CampaignYear.objects.get(year=2027).slogan == "全民参与"
    path.write_text("年度,口号\n2025,另一个\n", encoding="utf-8")
    assert take_table(table_in=YEARS, path=path, by=office, now=now).rejected


def test_years_are_searched_and_filtered(client_for, office, now):
    CampaignYear.objects.create(year=2025, slogan="补短板", closed_on=now.date())
    CampaignYear.objects.create(year=2026, targets="月月有亮点")
    client = client_for("office")
    for query, years in (
        ("q=亮点", [2026]),
        ("state=closed", [2025]),
        ("state=open", [2026]),
        ("sort=-year", [2025, 2026]),
    ):
        assert [one.year for one in client.get(f"/years/?{query}").context["object_list"]] == years
