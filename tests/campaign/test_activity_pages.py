"""The pages of activities, recurring ones and volunteer teams; reminders; the way out to Excel and back."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from campaign.models import Activity, ActivityKind, ActivitySeries, VolunteerTeam
from campaign.selectors.activities import series_rows, team_rows, team_totals
from campaign.services.activities import remind_of_series
from campaign.tables.activities import ACTIVITIES, SERIES, TEAMS
from core.files_out.exports import ExcelBook
from core.models import Notice, Role, TrailEntry
from core.table_in.service import take_table
from core.trail_text import trail_of
from tests.campaign.honour_scenes import a_series, a_team, an_activity, an_activity_kind
from tests.factories import NOW, make_person
from tests.queries import assert_same_query_count

TODAY = date(2026, 11, 23)


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# ---- what recurs ----


def test_a_term_is_met_by_an_activity_of_the_series_that_was_held(town):
    series = a_series(town)
    an_activity(town, date(2026, 2, 3), series=series)
    an_activity(town, date(2026, 5, 3), series=series, is_held=False)
    an_activity(town, date(2026, 8, 3))
    gone = an_activity(town, date(2026, 11, 3), series=series)
    gone.removed_at = "2026-11-20T00:00Z"
    gone.save()
    [row] = series_rows([series], TODAY)
    assert [one.state for one in row.course] == ["due", "missed", "missed", "met"]
    assert (row.met, row.missed, row.last_held) == (1, 2, date(2026, 2, 3))


def test_the_pages_say_how_often_what_is_due_and_what_was_missed(town, client_for, frozen_now):
    series = a_series(town)
    for month in (3, 6, 11):
        an_activity(town, date(2026, month, 10), series=series)
    a_series(town, name="街道全民运动会", every_months=36, starts_on=date(2024, 1, 1))
    for path in ("/activities/", "/activities/series/"):
        html = page(client_for("unit"), path)
        assert "每季度1次" in html
        assert "每3年1次" in html
        assert "漏办1期" in html
        assert "2027年1月1日至2027年3月31日" in html
        assert "2026年12月31日前" in html
    html = page(client_for("leader"), series.get_absolute_url())
    assert "4期中已开展3期" in html
    assert "activities/new" not in html


def test_the_next_one_is_entered_from_its_series(town, client_for, office):
    series = a_series(town, unit=town.department)
    html = page(client_for("office"), f"/activities/new/?series={series.pk}")
    assert 'value="法治进校园"' in html
    assert re.search(rf'<option value="{series.pk}" selected', html)
    assert re.search(rf'<option value="{town.department.pk}" selected', html)
    assert page(client_for("office"), "/activities/new/?series=999999999999999999999")


# ---- forms ----


def the_form(**changes) -> dict:
    kind = an_activity_kind()
    return {
        "title": "环境保洁",
        "kind": kind.pk,
        "held_on": "2026-11-20",
        "is_held": "on",
        "people": 30,
        "hours": "2.5",
    } | changes


def test_the_office_enters_people_hours_and_teams(town, office, client_for, frozen_now):
    team = a_team(town)
    response = client_for("office").post("/activities/new/", the_form(teams=[team.pk]))
    activity = Activity.objects.get()
    assert response.url == activity.get_absolute_url()
    assert (activity.volunteer_hours, list(activity.teams.all())) == (Decimal(75), [team])
    assert TrailEntry.objects.about(activity).get().verb == "create"
    assert "75" in page(client_for("unit"), activity.get_absolute_url())


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": "2026-11-24"}, {"ends_on": "2026-11-19"}, {"people": -1}, {"hours": "-2"}, {"title": ""},
        {"held_on": "0026-11-20"}, {"people": 10**12}, {"hours": "25"}, {"hours": "49", "ends_on": "2026-11-21"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_stays_typed(town, office, client_for, frozen_now, wrong):
    response = client_for("office").post("/activities/new/", the_form(place="集镇主街") | wrong)
    assert response.status_code == 200
    assert "集镇主街" in response.content.decode()
    assert not Activity.objects.exists()


def test_what_lies_ahead_is_planned(town, office, client_for, frozen_now):
    client_for("office").post("/activities/new/", the_form(held_on="2027-01-20", is_held=""))
    assert not Activity.objects.get().is_held


def test_a_series_that_has_activities_is_not_removed(town, office, client_for):
    series = a_series(town)
    an_activity(town, TODAY, series=series)
    assert client_for("office").post(f"/activities/series/{series.pk}/remove/").status_code == 409
    assert ActivitySeries.objects.present().exists()


def test_a_team_that_took_part_in_something_is_not_removed(town, office, client_for):
    """Its hours would vanish from the year's sum."""
    team = a_team(town)
    an_activity(town, TODAY, teams=[team])
    assert client_for("office").post(f"/activities/teams/{team.pk}/remove/").status_code == 409
    Activity.objects.update(removed_at=NOW)
    assert client_for("office").post(f"/activities/teams/{team.pk}/remove/").status_code == 302


@pytest.mark.parametrize(("every", "status"), [(0, 200), (1, 302), (240, 302), (241, 200)])
def test_a_series_has_a_term_of_one_to_240_months(office, client_for, every, status):
    data = {"name": "普法", "kind": an_activity_kind().pk, "every_months": every, "starts_on": "2026-01-01"}
    assert client_for("office").post("/activities/series/new/", data).status_code == status


def test_two_teams_do_not_have_the_same_name(town, office, client_for):
    a_team(town, name="服务队")
    data = {"name": "服务队", "unit": town.village.pk}
    response = client_for("office").post("/activities/teams/new/", data)
    assert "已有同名的志愿服务队" in response.content.decode()
    assert VolunteerTeam.objects.count() == 1


# ---- hours ----


def test_hours_of_a_year_are_people_times_hours_of_what_was_held(town):
    team, other = a_team(town), a_team(town, name="街道志愿者服务队")
    an_activity(town, date(2026, 3, 5), people=20, hours=Decimal("1.5"), teams=[team, other])
    an_activity(town, date(2026, 4, 5), people=10, hours=Decimal(2), teams=[team])
    an_activity(town, date(2026, 5, 5), people=10, teams=[team])
    an_activity(town, date(2026, 6, 5), people=10, hours=Decimal(2), teams=[team], is_held=False)
    an_activity(town, date(2025, 4, 5), people=10, hours=Decimal(2), teams=[team])
    rows = {row.team: (row.activities, row.hours) for row in team_rows([team, other], 2026)}
    assert rows == {team: (3, Decimal(50)), other: (1, Decimal(30))}
    totals = team_totals(VolunteerTeam.objects.all(), 2026)
    assert (totals.activities, totals.hours) == (3, Decimal(50))


def test_a_team_without_figures_has_no_hours_rather_than_none_worked(town):
    team = a_team(town)
    an_activity(town, date(2026, 3, 5), teams=[team])
    assert team_rows([team], 2026)[0].hours is None


def test_figures_are_those_of_the_filter_and_count_each_activity_once(town, client_for):
    teams = [a_team(town), a_team(town, name="街道志愿者服务队")]
    an_activity(town, date(2026, 3, 5), people=20, hours=Decimal(2), teams=teams)
    an_activity(town, date(2025, 3, 5), people=7, hours=Decimal(1))
    shown = [
        re.findall(r'figure__value">([^<]+)', page(client_for("office"), f"/activities/{query}"))
        for query in ("", "?year=2026")
    ]
    assert shown == [["2", "0", "27", "47"], ["1", "0", "20", "40"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=操场", "运动会"),
        ("held=no", "动员大会"),
        ("kind={kind}", "运动会"),
        ("unit={unit}", "动员大会"),
        ("team={team}", "运动会"),
    ],
)
def test_filters_choose(town, client_for, query, found):
    kind, team = an_activity_kind("体育"), a_team(town)
    an_activity(town, date(2026, 3, 5), title="运动会", place="操场", kind=kind, teams=[team])
    an_activity(town, date(2027, 3, 5), title="动员大会", is_held=False, unit=town.department)
    html = page(
        client_for("office"), f"/activities/?{query.format(kind=kind.pk, unit=town.department.pk, team=team.pk)}"
    )
    assert re.findall(r'task-title" href="[^"]+">([^<]+)', html) == [found]


@pytest.mark.parametrize("path", ["/activities/", "/activities/series/", "/activities/teams/"])
def test_queries_do_not_grow(town, client_for, path):
    team = a_team(town)

    def one_more():
        number = Activity.objects.count()
        own = a_team(town, name=f"第{number}队")
        an_activity(town, TODAY, series=a_series(town, name=f"活动{number}"), teams=[team, own], unit=town.village)

    assert_same_query_count(client_for("office"), path, one_more, n1=3, n2=9)


def test_another_town_sees_nothing_of_it(town, client):
    an_activity(town, TODAY, title="登山比赛")
    stranger = make_person("外镇人", Role.OFFICE, town.peer)
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert "登山比赛" not in page(client, "/activities/")


# ---- reminders ----


def test_the_office_is_told_once_of_a_term_that_ends_soon_and_of_one_that_was_missed(town, office, leader, now):
    series = a_series(town, starts_on=date(2026, 7, 1))
    assert remind_of_series(now=now) == {"due": 0, "missed": 0}, (
        "the quarter ends in 38 days, the missed one too long ago"
    )
    late = now + timedelta(days=20)
    assert remind_of_series(now=late) == {"due": 1, "missed": 0}
    assert remind_of_series(now=late + timedelta(days=1)) == {"due": 0, "missed": 0}
    over = now + timedelta(days=40)
    assert remind_of_series(now=over)["missed"] == 1
    assert remind_of_series(now=over + timedelta(days=1)) == {"due": 0, "missed": 0}
    told = Notice.objects.order_by("pk")
    assert {notice.user for notice in told} == {office}
    assert [notice.title for notice in told] == [
        "2026年12月31日前应开展：法治进校园",
        "本期漏办（2026年12月31日到期）：法治进校园",
    ]
    assert told[0].path == series.get_absolute_url()


def test_nobody_is_reminded_of_what_was_held(town, office, now):
    an_activity(town, date(2026, 10, 8), series=a_series(town, starts_on=date(2026, 10, 1)))
    assert remind_of_series(now=now + timedelta(days=30)) == {"due": 0, "missed": 0}


# ---- Excel ----


def round_trip(table, rows, path, office, now):
    book = ExcelBook()
    sheet = book.add_table("", table.export_columns)
    for row in rows:
        sheet.add(row)
    path.write_bytes(book.finish().read())
    return take_table(table_in=table, path=path, by=office, now=now)


@pytest.mark.parametrize("table", [ACTIVITIES, SERIES, TEAMS], ids=lambda table: table.code)
def test_what_goes_out_to_excel_comes_back_unchanged(town, office, now, tmp_path, table):
    series = a_series(town, unit=town.department, ends_on=date(2028, 12, 31))
    an_activity(
        town, TODAY, series=series, people=20, hours=Decimal("1.5"), unit=town.village, place="村部", text="清理河道"
    )
    an_activity(town, date(2027, 1, 5), is_held=False).teams.add(
        a_team(town, name="河长队"), a_team(town, name="老街队")
    )
    a_team(town, members=12, leader="何桂芳", founded_on=date(2026, 3, 8))
    rows = table.model.objects.order_by("pk")
    report = round_trip(table, rows, tmp_path / "表.xlsx", office, now)
    assert (report.unchanged, report.imported, report.rejected) == (rows.count(), 0, [])


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ("2026-11-24,河道保洁,环保,是,35,2.5", "已开展"),
        ("2026-11-20,河道保洁,环保,是,35,25", "人均时长"),
        ("0026-11-20,河道保洁,环保,是,35,2.5", "日期"),
        ("2026-11-24,河道保洁,环保,否,,", ""),
    ],
)
def test_a_file_keeps_the_rules_of_the_form(town, office, now, frozen_now, tmp_path, row, heading):
    path = tmp_path / "活动.csv"
    path.write_text(f"日期,活动名称,类别,已开展,参加人数,人均时长\n{row}", encoding="utf-8")
    report = take_table(table_in=ACTIVITIES, path=path, by=office, now=now)
    assert [one.field for one in report.rejected] == ([heading] if heading else [])


def test_more_members_than_the_database_adds_up_are_refused(town, office, client_for):
    data = {"name": "服务队", "unit": town.village.pk, "members": 9 * 10**18}
    assert "members" in client_for("office").post("/activities/teams/new/", data).context["form"].errors


def test_a_file_names_the_teams_that_held_an_activity(town, office, now, tmp_path):
    one, _other = a_team(town, name="河长队"), a_team(town, name="老街队")
    path = tmp_path / "活动.csv"

    def take(teams):
        path.write_text(f"日期,活动名称,类别,志愿服务队\n2026-11-01,河道保洁,环保,{teams}", encoding="utf-8")
        return take_table(table_in=ACTIVITIES, path=path, by=office, now=now)

    assert [one.field for one in take("河长队、没有的队").rejected] == ["志愿服务队"]
    assert take("老街队、河长队").written and take("河长队、老街队").unchanged == 1
    assert take("").unchanged == 1, "a blank cell asks for nothing"
    activity = Activity.objects.get()
    assert activity.teams.count() == 2 and take("河长队").written
    assert list(activity.teams.all()) == [one]
    assert trail_of(activity)[0].text == "志愿服务队：河长队、老街队 → 河长队"


def test_a_file_adds_activities_and_kinds(town, office, now, tmp_path):
    path = tmp_path / "活动.csv"
    path.write_text("日期,活动名称,类别,已开展,参加人数,人均时长\n2026-11-01,河道保洁,环保,是,35,2.5", encoding="utf-8")
    report = take_table(table_in=ACTIVITIES, path=path, by=office, now=now)
    assert report.written, report.rejected
    assert Activity.objects.get().volunteer_hours == Decimal("87.5")
    assert ActivityKind.objects.get().name == "环保"
