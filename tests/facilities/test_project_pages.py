"""The pages of projects and money: what they show, what they keep, what they cost."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse

from core.models import Measure
from core.quantities import Exactness
from facilities.models import FundingEntry, Milestone, ProgressReport, Project, ProjectKind, ProjectStage
from tests.facilities.works import make_project, money, month, plan, report, source
from tests.queries import assert_same_query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"facilities:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def behind(points: int, **fields) -> Project:
    project = make_project(**fields)
    plan(project, 20, 40, 60, 80)
    report(project, {8: 20, 9: 40, 10: 60 - points})
    return project


def test_the_light_filter_finds_what_lags(client_for, office):
    projects = {"red": behind(30), "amber": behind(29), "green": behind(9)}
    client = client_for("office")
    for light, project in projects.items():
        shown = page(client, "projects", light=light)
        assert [one.name in shown for one in projects.values()] == [one is project for one in projects.values()]


def test_the_list_says_that_a_month_was_not_reported(client_for):
    project = make_project()
    plan(project, 20, 40, 60)
    report(project, {8: 20})
    shown = page(client_for("office"), "projects", light="unreported")
    assert project.name in shown
    assert "2个月未填报" in shown
    assert "0%" not in shown.split("<tbody>")[1].split("</tbody>")[0].replace("20%", "")


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "枫焦"}, True), ({"q": "没有"}, False), ({"stage": "open"}, True), ({"stage": "in_use"}, False)],
)
def test_projects_are_searched_and_filtered(query, found, client_for):
    make_project("枫焦路重建工程")
    assert ("枫焦路重建工程" in page(client_for("office"), "projects", **query)) == found


def test_facts_are_written_as_the_records_have_them(client_for):
    project = make_project(
        quantity="1600", measure=Measure.objects.create(name="平方米"), exactness=Exactness.AROUND, need=1_000_000,
        need_exactness=Exactness.MORE, need_per_year=True, started_on=date(2026, 7, 1), planned_end=date(2027, 4, 1),
        before_planned_end=True,
    )  # fmt: skip
    shown = page(client_for("office"), "project", project.pk)
    for words in ("1600平方米左右", "每年100多万元", "次年4月前"):
        assert words in shown
    Project.objects.update(quantity=1700, need=1_200_000)
    shown = page(client_for("office"), "project", project.pk)
    assert "1700平方米左右" in shown
    assert "每年120多万元" in shown


def test_the_page_says_the_state_in_a_sentence(client_for, office, now):
    project = behind(15, need=1_700_000)
    ProgressReport.objects.create(
        project=project, month=month(11), percent=52, key=uuid4(), reported_at=now, reported_by=office
    )
    money(project, "secured", 1_500_000)
    shown = page(client_for("office"), "project", project.pk)
    for words in ("落后15个百分点", "10月末完成45%，计划60%", "本月至今52%，本月目标80%", "150.00", "缺20.00万元"):
        assert words in shown


def test_the_chart_leaves_a_missing_month_empty(client_for):
    project = make_project()
    plan(project, 20, 40, 60)
    report(project, {8: 20, 10: 50})
    figures = client_for("office").get(reverse("facilities:project_chart", args=[project.pk])).json()
    assert [series["data"] for series in figures["series"]] == [[20, None, 50], [20, 40, 60]]


def new_project(client, **fields):
    kind = ProjectKind.objects.get_or_create(name="道路")[0]
    data = {"name": "新路", "kind": kind.pk, "exactness": "exact", "need_exactness": "exact"} | fields
    return client.post(reverse("facilities:project_new"), data)


def test_the_office_enters_a_project_that_gets_its_number(client_for):
    response = new_project(client_for("office"), need="1700000.50")
    project = Project.objects.get()
    assert response.url == project.get_absolute_url()
    assert (project.number, project.stage, str(project.need)) == ("项-2026-0001", "proposed", "1700000.50")


def test_a_quantity_without_a_measure_comes_back_with_what_was_typed(client_for):
    response = new_project(client_for("office"), quantity="4.4")
    assert response.status_code == 200
    assert 'value="4.4"' in response.content.decode()
    assert not Project.objects.exists()


def plan_data(*rows) -> dict:
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for place, (at, percent) in enumerate(rows):
        data |= {f"form-{place}-month": at, f"form-{place}-percent": percent}
    return data


def test_months_are_planned_on_one_page(client_for):
    project = make_project()
    address = reverse("facilities:project_plan", args=[project.pk])
    client_for("office").post(address, plan_data(("2026-08", 20), ("2026-09", 50)))
    assert [str(one) for one in project.milestones.all()] == ["2026-08 20%", "2026-09 50%"]


@pytest.mark.parametrize(
    "rows",
    [[("2026-08", 101)], [("2026-08", 20), ("2026-08", 30)], [("2026-08", 50), ("2026-09", 40)], [("2026-08", "x")]],
)
def test_a_plan_that_cannot_be_is_shown_again_and_nothing_is_kept(rows, client_for):
    project = make_project()
    response = client_for("office").post(reverse("facilities:project_plan", args=[project.pk]), plan_data(*rows))
    assert response.status_code == 200
    assert "form-error" in response.content.decode()
    assert not Milestone.objects.exists()


def test_an_empty_plan_begins_with_the_planned_dates(client_for):
    project = make_project(planned_start=date(2026, 9, 4), planned_end=date(2026, 12, 20))
    shown = page(client_for("office"), "project_plan", project.pk)
    for value in ("2026-09", "2026-12", 'value="25"', 'value="100"'):
        assert value in shown


def test_progress_is_three_clicks_from_the_list(client_for, town):
    project = behind(0, carried_out_by=town.village)
    client = client_for("unit")
    address = reverse("facilities:project_progress", args=[project.pk])
    assert address in page(client, "projects")
    form = page(client, "project_progress", project.pk)
    assert 'value="2026-11"' in form
    client.post(address, {"month": "2026-11", "percent": 75, "note": "", "key": uuid4()})
    assert project.progress.get(month=month(11)).percent == 75


def test_a_missing_month_is_what_the_form_begins_with(client_for):
    project = make_project()
    plan(project, 20, 40, 60, 80)
    report(project, {8: 20, 9: 40})
    assert 'value="2026-10"' in page(client_for("office"), "project_progress", project.pk)


def test_a_step_that_is_not_possible_is_no_page(client_for):
    project = make_project(stage=ProjectStage.PROPOSED)
    address = reverse("facilities:project_step", args=[project.pk, "accept"])
    assert client_for("office").get(address).status_code == 404


def test_the_board_has_a_column_a_stage(client_for):
    make_project("在建的路")
    shown = page(client_for("office"), "project_board")
    assert shown.count("board__column") == len(ProjectStage.values)
    assert "在建的路" in shown


def test_the_months_page_names_what_was_not_reported(client_for):
    project = make_project("缺报的路")
    plan(project, 20, 40)
    report(project, {8: 20})
    shown = page(client_for("office"), "project_months")
    assert "month month--missing" in shown
    assert "缺报的路" not in page(client_for("office"), "project_months", year=2028)
    Project.objects.filter(pk=project.pk).update(stage=ProjectStage.STOPPED)
    assert "month month--missing" not in page(client_for("office"), "project_months")


def test_the_months_page_keeps_its_year_when_it_is_filtered(client_for):
    make_project()
    shown = page(client_for("office"), "project_months", year=2027, q="路")
    assert '<input type="hidden" name="year" value="2027"' in shown
    assert "/projects/months/?year=2027" in shown  # without the filter


@pytest.mark.parametrize("name", ["project_board", "project_months"])
def test_what_an_address_asks_for_in_vain_is_named(name, client_for):
    assert "类别" in page(client_for("office"), name, kind="x").split('role="status"')[1][:400]


def test_all_of_a_stage_are_those_that_the_board_chose(client_for, monkeypatch):
    monkeypatch.setattr("facilities.selectors.projects.CARDS", 1)
    make_project("北路一")
    make_project("北路二")
    assert "?q=%E5%8C%97&amp;stage=building" in page(client_for("office"), "project_board", q="北")


def test_the_months_of_a_project_set_money_against_money(client_for):
    project = make_project()
    for number, spending, aim in ((8, 10_000, "路基完成"), (9, None, ""), (10, 35_000, "")):
        Milestone.objects.create(project=project, month=month(number), percent=number, spending=spending, aim=aim)
    money(project, "paid", 12_345, on=date(2026, 9, 3))
    lines = client_for("office").get(project.get_absolute_url()).context["months"]
    assert [(str(line.spending), line.paid, line.aim) for line in lines] == [
        ("10000.00", 0, "路基完成"), ("None", 12_345, ""), ("35000.00", 12_345, ""),
    ]  # fmt: skip
    assert "1.23" in page(client_for("office"), "project", project.pk)


def test_work_does_not_begin_on_a_day_to_come(client_for):
    response = new_project(client_for("office"), started_on="2026-11-24")
    assert "started_on" in response.context["form"].errors and not Project.objects.exists()


def test_dates_without_sense_leave_the_plan_page_standing(client_for):
    project = make_project(planned_start=date(2026, 9, 4), planned_end=date(9999, 12, 31))
    assert 'value="2026-09"' in page(client_for("office"), "project_plan", project.pk)


def entry_data(project, **fields) -> dict:
    return {
        "project": project.pk, "step": "paid", "source": source().pk, "year": 2026, "amount": "100", "on": "2026-11-20",
        "exactness": "exact", "key": str(uuid4()),
    } | fields  # fmt: skip


def test_paying_more_than_is_secured_asks_for_the_reason_and_keeps_what_was_typed(client_for):
    project, address = make_project(), reverse("facilities:funding_new")
    client = client_for("office")
    response = client.post(address, entry_data(project, note="首付"))
    assert response.status_code == 200
    assert 'value="首付"' in response.content.decode()
    assert client.post(address, entry_data(project, reason="垫付")).url == project.get_absolute_url()
    assert FundingEntry.objects.get().reason == "垫付"


def test_the_page_of_money_and_its_file_say_the_same(client_for):
    project = make_project("缺钱的路", need=1_000_000)
    for step, amount in (("planned", 800_000), ("secured", 300_000), ("paid", 100_000)):
        money(project, step, amount)
    client = client_for("office")
    for by in ("source", "project", "year"):
        shown = page(client, "funding", by=by)
        assert all(words in shown for words in ("80.00", "30.00", "10.00", "50.00", "70.00"))
        lines = b"".join(client.get(reverse("facilities:funding"), {"by": by, "format": "csv"})).decode().splitlines()
        assert ",80.00,30.00,10.00,50.00,0.00" in lines[1]
    chart = client.get(reverse("facilities:funding_chart")).json()
    assert [series["data"] for series in chart["series"]] == [["80.00"], ["30.00"], ["10.00"]]


def test_money_that_is_sought_is_named_and_not_counted_as_0(client_for):
    make_project("国道绿化", need=None, stage=ProjectStage.PROPOSED)
    assert "国道绿化" in page(client_for("office"), "funding")


@pytest.mark.parametrize("query", [{"year": "x"}, {"by": "x"}, {"source": "9999"}, {"year": "1"}])
def test_no_address_of_the_page_of_money_ends_in_an_error(query, client_for):
    page(client_for("office"), "funding", **query)


def one_more():
    project = behind(12, need=100)
    money(project, "planned", 5)
    return project


@pytest.mark.parametrize(
    "name",
    ["projects", "project_board", "project_months", "funding", "funding_entries"],
)
def test_queries_do_not_grow_with_the_rows(name, client_for):
    assert_same_query_count(client_for("office"), reverse(f"facilities:{name}"), one_more)


@pytest.mark.parametrize("query", ["?light=red", "?by=project"])
def test_queries_of_choices_do_not_grow(query, client_for):
    name = "projects" if "light" in query else "funding"
    assert_same_query_count(client_for("office"), reverse(f"facilities:{name}") + query, one_more)


def test_queries_of_a_project_do_not_grow_with_its_reports(client_for, now):
    project = make_project()
    plan(project, *range(5, 100, 30), first=month(1))
    months = iter(range(1, 12))
    address = reverse("facilities:project", args=[project.pk])
    assert_same_query_count(client_for("office"), address, lambda: report(project, {next(months): 5}), n2=10)


def test_the_export_is_what_is_filtered(client_for):
    make_project("甲路")
    make_project("乙路", stage=ProjectStage.IN_USE)
    response = client_for("office").get(reverse("facilities:projects"), {"format": "xlsx", "stage": "in_use"})
    from openpyxl import load_workbook

    rows = list(load_workbook(BytesIO(b"".join(response))).active.values)
    assert [row[1] for row in rows[1:]] == ["乙路"]
