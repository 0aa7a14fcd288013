"""Plans: their stages, control lines, areas, the cases that break them, their pages and files."""

import json
import re
from datetime import date, timedelta
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from campaign.models import ControlLine, DriveWork, Plan, PlanKind, PlanStage
from campaign.numerals import in_words
from campaign.plan_steps import MAIN_PATH, STEPS
from campaign.selectors.plans import is_late, plan_figures, stage_steps
from campaign.services.plans import take_plan_step
from campaign.tables.plans import PLANS, STAGES
from core.errors import NotAllowed
from core.files_out.exports import ExcelBook
from core.models import Measure, TrailEntry
from core.table_in.service import take_table
from tests.campaign.drive_scenes import SQUARE, TODAY, make_drive, make_line, make_plan, make_result, make_work
from tests.factories import FindingFactory, TaskFactory
from tests.queries import assert_same_query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def plan(town):
    return make_plan()


@pytest.fixture
def step(plan, office, now):
    def run(verb, **more):
        return take_plan_step(**{"plan": plan, "verb": verb, "by": office, "now": now} | more)

    return run


def test_a_plan_goes_its_way_with_days_and_trail(step, plan):
    for verb in ("draw_up", "review", "approve", "carry_out"):
        plan = step(verb, on=date(2026, 11, 20))
    assert (plan.stage, plan.started_on, plan.approved_on) == ("carried_out", date(2026, 11, 20), date(2026, 11, 20))
    verbs = list(TrailEntry.objects.about(plan).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["plan_draw_up", "plan_review", "plan_approve", "plan_carry_out"]


def test_a_step_that_does_not_fit_is_refused(step):
    with pytest.raises(ValidationError):
        step("approve")
    with pytest.raises(ValidationError):
        step("nonsense")


def test_a_plan_that_is_not_carried_out_needs_a_reason_and_can_be_taken_up(step):
    with pytest.raises(ValidationError):
        step("stall")
    assert step("stall", reason="经费未落实").stage == PlanStage.STALLED
    assert step("take_up", reason="重新提出").stage == PlanStage.DRAWN_UP


def test_a_step_is_not_taken_ahead(step):
    with pytest.raises(ValidationError) as error:
        step("draw_up", on=TODAY + timedelta(days=1))
    assert "on" in error.value.message_dict


def test_only_the_office_takes_steps(step, unit, leader):
    for person in (unit, leader):
        with pytest.raises(NotAllowed):
            step("draw_up", by=person)


def test_every_stage_can_be_reached_and_only_the_last_one_leads_nowhere():
    assert {step.target for step in STEPS} == set(PlanStage) - {PlanStage.PROPOSED}
    assert set(PlanStage) - {stage for step in STEPS for stage in step.sources} == {PlanStage.ENDED}


def test_every_stage_has_a_word_in_the_file():
    assert set(STAGES) == set(PlanStage)
    assert set(MAIN_PATH) <= set(PlanStage)


def test_a_stalled_plan_stands_where_it_was_left(step, plan):
    step("draw_up")
    stalled = step("stall", reason="经费未落实")
    assert [one.label for one in stage_steps(stalled) if one.state == "now"] == [PlanStage.DRAWN_UP.label]


@pytest.mark.parametrize(
    ("stage", "late"), [(PlanStage.DRAWN_UP, True), (PlanStage.APPROVED, False), (PlanStage.STALLED, False)]
)
def test_only_what_is_being_made_can_be_late(town, stage, late):
    assert is_late(make_plan(stage=stage, due_on=TODAY - timedelta(days=1)), TODAY) is late


@pytest.mark.parametrize(
    ("number", "word"), [(0, "零"), (4, "四"), (10, "十"), (12, "十二"), (40, "四十"), (100, "100")]
)
def test_numbers_in_words(number, word):
    with translation.override("zh-hans"):
        assert in_words(number) == word
    with translation.override("en"):
        assert in_words(number) == str(number)


def test_the_count_of_kinds_of_lines_makes_the_word(client_for, plan):
    for kind in ("绿线", "蓝线", "紫线", "黄线"):
        make_line(plan, kind)
    make_line(plan, "绿线", "防护林")
    client = client_for("leader")
    assert "四线（" in text_of(client.get("/plans/"))
    assert "四线（" in b"".join(client.get("/plans/?format=csv").streaming_content).decode()
    ControlLine.objects.filter(kind__name="紫线").delete()
    page = text_of(client.get("/plans/"))
    assert ("三线（" in page, "四线" in page) == (True, False)


def test_plans_that_are_drawn_up_are_counted_in_words(leader, town):
    for name in ("控规", "旅游规划"):
        make_plan(name, stage=PlanStage.DRAWN_UP)
    make_plan("总规", stage=PlanStage.APPROVED)
    with translation.override("zh-hans"):
        assert plan_figures(leader).drawn_up == "2项"


def test_cases_that_break_a_plans_lines_stand_on_its_page(client_for, plan, town):
    line = make_line(plan, "蓝线")
    other = make_line(make_plan("别的规划"), "黄线")
    broken = TaskFactory(finding=FindingFactory(control_line=line.kind, description="河道填占"))
    TaskFactory(finding=FindingFactory(control_line=other.kind, description="别处"))
    page = client_for("office").get(plan.get_absolute_url())
    assert [case.number for group in page.context["groups"] for case, _around in group.cases] == [broken.number]
    assert "河道填占" in text_of(page)


def test_cases_out_of_sight_stay_out_of_sight(client_for, plan, town):
    line = make_line(plan, "蓝线")
    TaskFactory(finding=FindingFactory(control_line=line.kind), responsible_unit=town.village)
    assert client_for("other_unit").get(plan.get_absolute_url()).context["case_count"] == 0


def test_the_map_gets_the_areas_with_their_names(client_for, plan):
    make_line(plan, "蓝线", "枫河河道")
    [feature] = client_for("unit").get(plan.get_absolute_url()).context["lines"]
    assert (feature["geometry"], feature["properties"]["name"]) == (SQUARE, "蓝线 枫河河道")


def test_a_case_within_an_area_says_so_and_is_on_the_map(client_for, plan):
    line = make_line(plan, "蓝线", "枫河河道")
    for words, latitude, longitude in (("河道填占", "30.12", "112.18"), ("别处填占", "30.18", "112.12")):
        finding = FindingFactory(control_line=line.kind, description=words, latitude=latitude, longitude=longitude)
        TaskFactory(finding=finding)
    page = client_for("office").get(plan.get_absolute_url())
    [group] = page.context["groups"]
    assert {case.title: around for case, around in group.cases} == {"河道填占": ["枫河河道"], "别处填占": []}
    assert {place["name"] for place in page.context["places"]} == {"河道填占", "别处填占"}
    assert text_of(page).count("位于枫河河道范围内") == 1


def test_a_case_within_the_lines_of_one_plan_is_no_case_of_another(client_for, plan, town):
    """Two plans set blue lines: what lies in the areas of one breaks that one, in both of them both, nowhere known each."""
    other = make_plan("旅游规划")
    kind = make_line(plan, "蓝线", "枫河").kind
    ControlLine.objects.create(plan=other, kind=kind, name="东湖", area=moved(SQUARE, 1))
    ControlLine.objects.create(
        plan=make_plan("旧规划", stage=PlanStage.ENDED), kind=kind, name="旧", area=moved(SQUARE, 2)
    )
    places = {"枫河填占": "112.18", "东湖填占": "113.18", "旧线填占": "114.18", "何处": None}
    for words, longitude in places.items():
        at = {"latitude": "30.12", "longitude": longitude} if longitude else {"point": None, "unit": town.village}
        TaskFactory(finding=FindingFactory(control_line=kind, description=words, **at))

    def cases(one):
        [group] = client_for("office").get(one.get_absolute_url()).context["groups"]
        return {case.title for case, _around in group.cases}

    assert cases(plan) == {"枫河填占", "旧线填占", "何处"}
    assert cases(other) == {"东湖填占", "旧线填占", "何处"}
    ControlLine.objects.create(plan=other, kind=kind, name="枫河", area=SQUARE)
    assert cases(other) == {"枫河填占", "东湖填占", "旧线填占", "何处"}


def moved(shape: dict, degrees: int) -> dict:
    ring = [[east + degrees, north] for east, north in shape["coordinates"][0]]
    return shape | {"coordinates": [ring]}


def plan_data(kind, *lines, **more) -> dict:
    data = {"name": "控规", "kind": kind.pk, "lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        data |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return data | more


def test_a_plan_is_made_with_its_lines(client_for, town):
    kind = PlanKind.objects.create(name="控制性详细规划")
    line_kind = make_line(make_plan()).kind
    line = {"kind": line_kind.pk, "name": "河道", "area": json.dumps(SQUARE)}
    client_for("office").post("/plans/new/", plan_data(kind, line))
    made = Plan.objects.get(name="控规")
    assert (made.stage, made.lines.get().area) == (PlanStage.PROPOSED, SQUARE)


def test_a_faulty_area_keeps_what_was_typed(client_for, town):
    kind, line_kind = PlanKind.objects.create(name="控制性详细规划"), make_line(make_plan()).kind
    line = {"kind": line_kind.pk, "name": "河道", "area": "{oops"}
    response = client_for("office").post("/plans/new/", plan_data(kind, line))
    assert "{oops" in response.content.decode()
    assert not Plan.objects.filter(name="控规").exists()


def test_saving_an_unchanged_line_leaves_its_area(client_for, plan):
    line = make_line(plan)
    page = client_for("office").get(f"/plans/{plan.pk}/edit/")
    [form] = [form for form in page.context["lines"] if form.instance.pk]
    typed = {"kind": line.kind_id, "name": line.name, "area": form["area"].value(), "id": line.pk}
    data = plan_data(plan.kind, typed, **{"lines-INITIAL_FORMS": 1, "name": plan.name})
    assert client_for("office").post(f"/plans/{plan.pk}/edit/", data).status_code == 302
    assert plan.lines.get().area == SQUARE


def test_more_than_everything_is_not_carried_out(client_for, plan):
    data = plan_data(plan.kind, name=plan.name, carried_out_percent=101)
    response = client_for("office").post(f"/plans/{plan.pk}/edit/", data)
    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize(
    "wrong",
    [
        {"started_on": "2026-03-01", "approved_on": "2026-02-28"},
        {"approved_on": "2026-03-01", "valid_until": "2026-02-28"},
        {"started_on": "2026-03-01", "due_on": "2026-02-28"},
        {"year": 99999},
    ],
)
def test_days_in_the_wrong_order_and_years_that_cannot_be_are_refused(client_for, plan, wrong):
    data = plan_data(plan.kind, name=plan.name) | wrong
    form = client_for("office").post(f"/plans/{plan.pk}/edit/", data).context["form"]
    assert set(form.errors) == {list(wrong)[-1]}


def test_an_approval_before_the_beginning_is_said_on_the_page(client_for, plan):
    Plan.objects.update(stage=PlanStage.REVIEWED, started_on=TODAY)
    response = client_for("office").post(f"/plans/{plan.pk}/steps/approve/", {"on": TODAY - timedelta(days=1)})
    assert "批准日期不能早于启动日期" in text_of(response)


def test_a_step_is_taken_from_the_page(client_for, plan):
    client = client_for("office")
    response = client.post(f"/plans/{plan.pk}/steps/stall/", {"on": TODAY})
    assert "reason" in response.context["form"].errors
    client.post(f"/plans/{plan.pk}/steps/draw_up/", {"on": TODAY})
    plan.refresh_from_db()
    assert plan.stage == PlanStage.DRAWN_UP
    assert client.get(f"/plans/{plan.pk}/steps/nonsense/").status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [("stage=stalled", ["旧控规"]), ("q=旅游", ["旅游规划"]), ("year=2027", ["旅游规划"]), ("q=无", [])],
)
def test_the_list_is_filtered_and_searched(client_for, town, query, names):
    make_plan("旧控规", stage=PlanStage.STALLED)
    make_plan("旅游规划", year=2027)
    rows = client_for("unit").get(f"/plans/?{query}").context["rows"]
    assert [row.plan.name for row in rows] == names


def test_what_goes_out_comes_back_unchanged(town, office, now, tmp_path):
    make_plan("=总规", stage=PlanStage.CARRIED_OUT, carried_out_percent=55, approved_on=date(2021, 4, 18), year=2026)
    make_plan("控规", aims="定指标")
    path = tmp_path / "plans.xlsx"
    book = ExcelBook()
    table = book.add_table("规划", PLANS.export_columns)
    for plan in Plan.objects.select_related("kind").order_by("pk"):
        table.add(plan)
    path.write_bytes(book.finish().read())
    report = take_table(table_in=PLANS, path=path, by=office, now=now)
    assert (report.unchanged, report.imported, report.rejected) == (2, 0, [])


def test_a_file_adds_plans_with_their_kinds(town, office, now, tmp_path):
    path = tmp_path / "plans.csv"
    path.write_text(
        "名称,类别,阶段,实施比例（%）\n绿地规划,专项规划,编制中,\n水系规划,专项规划,建好了,\n", encoding="utf-8"
    )
    report = take_table(table_in=PLANS, path=path, by=office, now=now)
    assert [row.row for row in report.rejected] == [3]
    path.write_text("名称,类别,阶段\n绿地规划,专项规划,编制中\n", encoding="utf-8")
    take_table(table_in=PLANS, path=path, by=office, now=now)
    plan = Plan.objects.get()
    assert (plan.kind.name, plan.stage) == ("专项规划", PlanStage.DRAWN_UP)


def test_a_file_takes_a_plan_no_way_that_needs_a_reason(town, office, now, tmp_path, plan):
    """A new one stands where the file says: what it went through before is not known here."""
    path = tmp_path / "plans.csv"

    def taken(stage, name=plan.name):
        path.write_text(f"名称,类别,阶段\n{name},总体规划,{stage}\n", encoding="utf-8")
        return take_table(table_in=PLANS, path=path, by=office, now=now)

    assert [row.field for row in taken("未付诸实施").rejected] == ["阶段"]
    assert taken("已批准").written
    assert [row.field for row in taken("提出").rejected] == ["阶段"]
    assert taken("未付诸实施", "旧控规").written


def test_the_cost_of_the_list_does_not_grow(client_for, town):
    numbers = count()
    assert_same_query_count(client_for("office"), "/plans/", lambda: make_line(make_plan(f"规划{next(numbers)}")))


def test_the_cost_of_a_plans_page_does_not_grow_with_lines_and_cases(client_for, plan):
    numbers = count()

    def one_more():
        line = make_line(plan, f"线{next(numbers)}")
        TaskFactory(finding=FindingFactory(control_line=line.kind))

    assert_same_query_count(client_for("office"), plan.get_absolute_url(), one_more)


def test_a_work_with_results_keeps_its_measure(client_for, town):
    work, measure = make_work(), Measure.objects.create(name="吨")
    make_result(make_drive(), work=work)
    client, url = client_for("office"), f"/settings/dictionaries/drive-works/{work.pk}/"
    assert client.post(url, {"name": "清运", "measure": measure.pk}).status_code == 200
    assert client.post(url, {"name": "清运", "measure": work.measure_id}).status_code == 302
    new = {"name": "清理河道", "measure": measure.pk}
    assert client.post("/settings/dictionaries/drive-works/new/", new).status_code == 302
    assert list(DriveWork.objects.values_list("name", flat=True)) == ["清运", "清理河道"]
