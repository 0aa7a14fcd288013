"""The figures of a report are those of the records: each is counted here once more, naively."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campaign.models import (
    Activity,
    ActivityKind,
    CampaignYear,
    Drive,
    DriveResult,
    DriveWork,
    Honour,
    HonourKind,
    Plan,
    PlanKind,
)
from campaign.services.plans import take_plan_step
from core.models import Measure
from core.quantities import Exactness
from core.trail import record
from facilities.models import Facility, FacilityKind, FundingEntry, FundingSource, Project, ProjectKind
from facilities.services.projects import take_step
from inspections.models import Basis, ItemResult, Level, VisitGap
from rectification.transitions import State
from reports.figure import Figure, flat
from reports.figures import Scope, collect
from reports.figures.charts import charts
from reports.outline import outline_of
from reports.writing import write
from tests import factories
from tests.dashboards.scenes import make_round

pytestmark = pytest.mark.django_db
THEMES = outline_of("annual").themes


@pytest.fixture(autouse=True)
def in_chinese(settings):
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def facts(town, now):
    return lambda year=2026, month=0, now=now: collect(Scope(town.home, year, month, now, THEMES))


def words(value) -> list[str]:
    return [figure.words for figure in flat(value)]


@pytest.mark.parametrize("kind", ["annual", "monthly"])
def test_every_figure_that_the_wording_names_is_given_by_a_subject(facts, kind):
    found = facts(month=11 if kind == "monthly" else 0)
    for passage in outline_of(kind).passages:
        for sentence in passage.sentences:
            assert set(sentence.needs) <= found.figures.keys() | found.rows.keys()
            assert not sentence.each or sentence.each in found.rows
        write(passage, found)


def test_a_drive_is_told_with_the_sums_of_its_works(facts, town):
    drive = Drive.objects.create(
        town=town.home, name="六月整治", starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 14), slogan="“日日清”"
    )
    work = DriveWork.objects.create(name="清运垃圾", measure=Measure.objects.get_or_create(name="车")[0])
    for n, exactness in ((20, Exactness.EXACT), (10, Exactness.ODD)):
        DriveResult.objects.create(
            drive=drive, work=work, day=date(2026, 6, 9), quantity=n, measure=work.measure, exactness=exactness,
            entered_at=factories.NOW, key=uuid4(),
        )  # fmt: skip
    row = facts().rows["drives"][0]
    assert words(row["results"]) == ["清运垃圾30余车"]
    assert [row[name].words for name in ("name", "days", "slogan")] == ["六月整治", "7天", "日日清"]
    assert facts(2025).rows["drives"] == []


def test_honours_count_what_was_awarded_in_the_year(facts, town):
    for n, (state, year) in enumerate([("awarded", 2026), ("publicised", 2026), ("declined", 2026), ("awarded", 2025)]):
        Honour.objects.create(
            town=town.home, kind=HonourKind.objects.get_or_create(name="好婆婆")[0], year=year, name=f"张{n}",
            unit=town.village, reason="和睦", state=state, nominated_at=factories.NOW, publicised_on=date(year, 10, 1),
            awarded_on=date(year, 10, 20) if state == "awarded" else None,
            certificate=f"证{n}" if state == "awarded" else "",
        )  # fmt: skip
    found = facts().figures
    assert found["honours_awarded"].words == "1户（人）" and found["honour_kinds_n"].words == "1项评优"


def test_the_gap_is_what_running_projects_need_and_have_not_secured(facts, town):
    project = Project.objects.create(
        number="项-2026-1", name="排水", kind=ProjectKind.objects.create(name="排水"), town=town.home, stage="building",
        need=Decimal(640000), started_on=date(2026, 4, 1),
    )  # fmt: skip
    source = FundingSource.objects.create(name="办事处自筹")
    for step, amount in (("planned", 640000), ("secured", 240000), ("paid", 100000)):
        FundingEntry.objects.create(
            town=town.home, project=project, year=2026, source=source, step=step, amount=Decimal(amount),
            on=date(2026, 5, 1), key=uuid4(), entered_at=factories.NOW,
        )  # fmt: skip
    found = facts().figures
    told = [found[name].words for name in ("money_planned", "money_secured", "money_paid", "money_gap")]
    assert told == ["64万元", "24万元", "10万元", "40万元"]
    assert words(found["gap_projects"]) == ["排水（40万元）"]
    assert facts(month=5).figures["paid_in_period"].words == "10万元"
    assert facts(month=6).figures["paid_in_period"].words == ""


def test_tasks_are_counted_as_the_indicators_count_them(facts, town, now):
    for days, state in ((3, State.CLOSED), (3, State.IN_PROGRESS), (400, State.CLOSED)):
        at = now - timedelta(days=days)
        factories.TaskFactory(
            finding=factories.FindingFactory(), town=town.home, responsible_unit=town.village, state=state, reported_at=at, registered_at=at,
            deadline=at + timedelta(days=1), closed_at=at if state == State.CLOSED else None,
        )  # fmt: skip
    found = facts().figures
    assert (found["tasks_registered"].words, found["tasks_closed"].words) == ("2件", "1件")
    assert found["tasks_overdue"].words == "1件" and facts(2025).figures["tasks_overdue"].words == ""
    assert "figure=registered" in found["tasks_registered"].href


def test_a_gap_between_visits_is_told_only_where_it_is_certain(facts, town):
    gap = VisitGap.objects.create(
        year=2026, territory=town.home, points=5, announced_score=92, unannounced_score=90, gap=2, low=-1, high=5
    )
    assert facts().figures["visit_gap"] == []
    VisitGap.objects.filter(pk=gap.pk).update(low=1)
    assert words(facts().figures["visit_gap"]) == ["2.00分"]


def test_facilities_keep_their_qualifier_and_their_day(facts, town):
    kind = FacilityKind.objects.create(name="垃圾房")
    for code, built in (("1", date(2025, 5, 1)), ("2", date(2026, 5, 1))):
        Facility.objects.create(
            town=town.home, code=code, name="垃圾房", kind=kind, quantity=10, exactness=Exactness.MORE, built_on=built,
            measure=Measure.objects.get_or_create(name="座")[0],
        )  # fmt: skip
    assert words(facts().figures["facilities"]) == ["垃圾房20多座"]
    assert words(facts(2025).figures["facilities"]) == ["垃圾房10多座"]


def test_activities_and_the_next_years_intentions_are_kept_apart(facts, town):
    kind = ActivityKind.objects.create(name="志愿服务")
    for title, day, held in (
        ("保洁", date(2026, 3, 5), True),
        ("未办", date(2026, 4, 5), False),
        ("动员", date(2027, 1, 8), False),
    ):
        Activity.objects.create(town=town.home, title=title, kind=kind, held_on=day, is_held=held, people=10)
    CampaignYear.objects.create(year=2027, slogan="迎检", targets="月月有亮点。")
    found = facts().figures
    assert (found["activities_n"].words, found["activities_people"].words) == ("1次", "10人次")
    assert words(found["intentions"]) == ["动员"] and found["next_targets"].words == "月月有亮点"


def test_plans_stand_where_they_stand(facts, town):
    kind = PlanKind.objects.create(name="控规")
    for name, stage in (("甲", "drawn_up"), ("乙", "stalled"), ("丙", "carried_out")):
        Plan.objects.create(town=town.home, kind=kind, name=name, stage=stage, started_on=date(2025, 1, 1))
    found = facts()
    assert found.figures["plans_making_n"].words == "1项" and words(found.figures["plans_in_force"]) == ["丙"]
    assert [row["name"].words for row in found.rows["plans_stalled"]] == ["乙"]


def test_a_project_that_was_stopped_since_was_still_being_built_at_the_end_of_the_year(facts, town, office, now):
    kind = ProjectKind.objects.create(name="道路")
    fields = {"town": town.home, "kind": kind, "stage": "building", "started_on": date(2025, 4, 1), "need": 1000000}
    road, lane = (Project.objects.create(name=name, number=name, **fields) for name in ("南路", "北巷"))
    take_step(project=lane, verb="stop", by=office, now=now.replace(year=2025), reason="缺钱")
    take_step(project=road, verb="stop", by=office, now=now, reason="缺钱")
    take_step(project=lane, verb="go_on", by=office, now=now, reason="有钱了")
    then, today = facts(2025), facts(2026)
    for found, name in ((then, "南路"), (today, "北巷")):
        assert [row["name"].words for row in found.rows["works_running"]] == [name]
        assert words(found.figures["gap_projects"]) == [f"{name}（100万元）"]


def test_a_past_years_plans_stand_where_they_stood_at_its_end(facts, town, office, now):
    """甲 was proposed then, and was begun, reviewed and approved since; 乙 was in force then and is not carried out now."""
    kind = PlanKind.objects.create(name="控规")
    begun, stalled = (Plan.objects.create(town=town.home, kind=kind, name=name) for name in "甲乙")
    record(subject=begun, by=office, verb="create", at=now.replace(year=2025, month=6))
    for plan, day, verbs in (
        (stalled, date(2025, 3, 1), ("draw_up", "review", "approve")), (begun, date(2026, 1, 9), ("draw_up", "review", "approve")),
    ):  # fmt: skip
        for verb in verbs:
            take_plan_step(plan=plan, verb=verb, by=office, now=now, on=day)
    changes = {"carried_out_note": ["正在实施", "经费未落实"]}
    record(subject=stalled, by=office, verb="edit", at=now, changes=changes)
    take_plan_step(plan=stalled, verb="stall", by=office, now=now, reason="经费")
    then, today = facts(2025), facts(2026)
    assert words(then.figures["plans_in_force"]) == ["乙"] and words(then.figures["plan_preparations"]) == ["甲"]
    assert not then.rows["plans_stalled"] and not words(then.figures["plans_making"])
    assert [row["name"].words for row in today.rows["plans_stalled"]] == ["乙"]
    assert words(today.figures["plans_in_force"]) == ["甲"] and not words(facts(2024).figures["plan_preparations"])


def test_people_that_nobody_counted_make_the_sum_a_least_one(facts, town):
    kind = ActivityKind.objects.create(name="志愿服务")
    for n, people in enumerate((10, None)):
        Activity.objects.create(
            town=town.home, title=f"保洁{n}", kind=kind, held_on=date(2026, 3, 5), is_held=True, people=people
        )
    assert facts().figures["activities_people"].words == "10多人次"


def test_lost_items_are_those_of_self_checks_and_lead_to_them(facts, town):
    standard = factories.StandardFactory()
    item = factories.ItemFactory(section=factories.SectionFactory(standard=standard), standard=standard, code="1.1")
    for level, lost in ((Level.SELF_CHECK, 3), (Level.PATROL, 5)):
        round = make_round(town.home, {}, level=level, standard=standard)
        ItemResult.objects.create(
            round=round, basis=Basis.TOTAL, unit=town.home, item=item, awarded=10 - lost, maximum=10, observations=1
        )
    (worst,) = facts().figures["lost_items"]
    assert "3分" in worst.words and "level=self_check" in worst.href and "round" not in worst.href
    (of_month,) = facts(month=2).figures["lost_items"]
    assert "round=1" in of_month.href


def test_a_change_over_some_of_the_rounds_says_over_how_many(facts, town):
    for year, scores in ((2025, ["90"]), (2026, ["91", "95"])):
        for number, score in enumerate(scores, start=1):
            make_round(town.city, {town.home: score}, year=year, number=number)
    assert words(facts().figures["city_change"]) == ["提高1.00分（按两年都有的1次计算）"]
    make_round(town.city, {town.home: "94"}, year=2025, number=2)
    assert words(facts().figures["city_change"]) == ["提高1.00分"]


def test_a_chart_never_mixes_two_series_of_a_year(town, now):
    for series, scores in (("", ["90", "91", "92"]), ("专项", ["60", "61"])):
        for number, score in enumerate(scores, start=1):
            make_round(town.city, {town.home: score}, number=number, series=series)
    (chart,) = charts(Scope(town.home, 2026, 0, now, THEMES))
    assert chart["series"][0]["values"] == ["90.00", "91.00", "92.00"]
    assert "主系列" in chart["caption"]


def test_a_part_of_a_year_says_so(facts, now):
    assert words(facts().figures["as_of"]) == ["2026年11月23日"]
    assert facts(2025).figures["as_of"] == []


def test_single_scores_are_never_read(facts, town):
    make_round(town.home, {}, level=Level.SELF_CHECK, number=11)
    with CaptureQueriesContext(connection) as captured:
        facts()
        facts(month=11)
    read = " ".join(query["sql"] for query in captured.captured_queries)
    assert "inspections_itemresult" in read
    assert not any(f'"{table}"' in read for table in ("inspections_score", "inspections_sheet", "facilities_point"))


def test_another_towns_records_are_not_told(facts, town):
    Drive.objects.create(town=town.peer, name="别处", starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 14))
    assert facts().rows["drives"] == []


def test_keys_are_the_same_each_time(facts, town):
    Drive.objects.create(town=town.home, name="整治", starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 14))
    assert facts().rows == facts().rows


def test_a_figure_knows_its_blank():
    assert Figure("a", "次数", "").shown == "【待填：次数】"
