"""Units change: renamed, grouped anew, moved, merged, split, ended. What is open goes over, what is over stays what it was."""

from datetime import date, timedelta

import pytest

from campaign.models import VolunteerTeam
from core.errors import DomainError, NotAllowed
from core.models import RankingGroup, TrailEntry, Unit, UnitChange, UnitKind
from core.units.changes import end, merge, move, preview, regroup, rename, set_members, split
from core.units.followers import still_there
from core.units.history import as_on, living
from facilities.models import Point, PointResponsibility, Project, ProjectKind
from inspections.models import Adjustment, Round, RoundResult
from rectification.models import RectificationTask
from rectification.replay import replay
from rectification.selectors.trail_check import compare
from rectification.services import perform, report_finding
from rectification.transitions import State
from tests.factories import (
    NOW,
    FindingFactory,
    PointFactory,
    ProblemKindFactory,
    RoundFactory,
    RoundResultFactory,
    TaskFactory,
    UnitFactory,
    make_person,
)

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
WHY = "民政〔2026〕8号"


@pytest.fixture
def asked(office):
    return {"day": TODAY, "reason": WHY, "by": office, "now": NOW}


def merged(town, asked, **more) -> Unit:
    """马桥村 and 焦山村 become 马焦村."""
    fields = {"into": None, "name": "马焦村", "kind": UnitKind.VILLAGE} | more
    merge(units=[town.village, town.other_village], **fields, **asked)
    return fields["into"] or Unit.objects.get(name=fields["name"])


def open_task(unit, point=None, state=State.IN_PROGRESS) -> RectificationTask:
    finding = FindingFactory(point=point or PointFactory(unit=unit))
    return TaskFactory(finding=finding, responsible_unit=unit, state=state)


# ---- the unit itself changes ----


def test_a_renamed_unit_is_the_same_and_its_past_keeps_the_old_name(town, asked):
    rename(unit=town.village, name="马桥 社区", kind=UnitKind.COMMUNITY, **asked)
    unit = Unit.objects.get(pk=town.village.pk)
    assert (unit.name, unit.kind, unit.changed_on) == ("马桥社区", UnitKind.COMMUNITY, TODAY)
    before, after = as_on([unit], YESTERDAY)[unit.pk], as_on([unit], TODAY)[unit.pk]
    assert (before.name, before.kind, before.now.name) == ("马桥村", UnitKind.VILLAGE, "马桥社区")
    assert (after.name, after.now) == ("马桥社区", None)
    entry = TrailEntry.objects.about(unit).get()
    assert (entry.verb, entry.reason, entry.changes["name"]) == ("rename_unit", WHY, ["马桥村", "马桥社区"])


def test_of_several_changes_each_day_has_its_own(town, asked):
    for day, name in ((TODAY - timedelta(days=9), "甲村"), (TODAY, "乙村")):
        rename(unit=town.village, name=name, kind=UnitKind.VILLAGE, **(asked | {"day": day}))
    unit = Unit.objects.get(pk=town.village.pk)
    days = [as_on([unit], TODAY - timedelta(days=n))[unit.pk].name for n in (10, 9, 1, 0)]
    assert days == ["马桥村", "甲村", "甲村", "乙村"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "请填写名称"),
        ({"name": "焦 山 村"}, "下已有名为"),
        ({"name": "马桥村"}, "名称没有变化"),
        ({"name": "马桥", "reason": " "}, "请写明原因"),
        ({"name": "马桥", "day": TODAY + timedelta(days=1)}, "还没有到"),
        ({"name": "马桥", "kind": UnitKind.DEPARTMENT}, "不能混在一起"),
    ],
)
def test_a_rename_that_makes_no_sense_is_refused(town, asked, wrong, words):
    with pytest.raises(DomainError) as refused:
        rename(**({"unit": town.village, "kind": UnitKind.VILLAGE} | asked | wrong))
    assert words in str(refused.value)
    assert not UnitChange.objects.exists() and Unit.objects.get(pk=town.village.pk).name == "马桥村"


def test_only_the_office_and_the_administrator_change_units(town, asked, leader, unit, admin):
    for who in (leader, unit):
        with pytest.raises(NotAllowed):
            rename(unit=town.village, name="新村", kind=UnitKind.VILLAGE, **(asked | {"by": who}))
    rename(unit=town.village, name="新村", kind=UnitKind.VILLAGE, **(asked | {"by": admin}))


def test_a_group_changes_from_a_day_on_and_not_before_the_last_result(town, asked):
    group = RankingGroup.objects.create(name="大村")
    RoundResultFactory(unit=town.village, round__starts_on=YESTERDAY, round__name="11月自查")
    with pytest.raises(DomainError, match="11月自查"):
        regroup(units=[town.village], group=group, **(asked | {"day": YESTERDAY}))
    regroup(units=[town.village], group=group, **asked)
    unit = Unit.objects.get(pk=town.village.pk)
    assert unit.ranked_with == ("group", group.pk)
    then = as_on([unit], YESTERDAY)[unit.pk]
    assert then.ranked_with == (UnitKind.VILLAGE, town.home.path) == then.compared_in


def test_the_members_of_a_group_are_chosen_at_once(town, asked):
    group = RankingGroup.objects.create(name="大村")
    assert set_members(group=group, units=[town.village, town.other_village], **asked) == 2
    assert set_members(group=group, units=[town.other_village], **asked) == 1
    assert list(group.units.all()) == [town.other_village]


def test_a_moved_unit_takes_what_lies_below_it_along(town, asked):
    zone = UnitFactory(name="东片区", kind=UnitKind.ZONE, parent=town.village)
    move(unit=town.village, parent=town.peer, **asked)
    unit, below = Unit.objects.get(pk=town.village.pk), Unit.objects.get(pk=zone.pk)
    assert unit.parent_path == Unit.objects.get(pk=town.peer.pk).path and below.path.startswith(unit.path)
    then = as_on([unit, below], YESTERDAY)
    assert (then[unit.pk].path, then[below.pk].path) == (town.village.path, zone.path)
    assert not TrailEntry.objects.about(zone).exists()  # it only lies elsewhere


def test_a_unit_is_not_moved_below_itself_nor_where_its_name_is_taken(town, asked):
    zone = UnitFactory(name="东片区", kind=UnitKind.ZONE, parent=town.village)
    UnitFactory(name="马 桥村", parent=town.peer)
    for parent, words in ((zone, "自己的下级"), (town.home, "已隶属于"), (town.peer, "下已有名为")):
        with pytest.raises(DomainError, match=words):
            move(unit=town.village, parent=parent, **asked)


# ---- several become one ----


def test_after_a_merger_open_work_has_the_heir_and_closed_work_does_not(town, asked):
    task, closed = open_task(town.village), open_task(town.village, state=State.CANCELLED)
    point = task.finding.point
    PointResponsibility.objects.create(point=point, unit=town.village)
    kind = ProjectKind.objects.create(name="道路")
    fields = {"kind": kind, "town": town.home, "unit": town.village}
    project = Project.objects.create(number="项-1", name="甲", **fields)
    done = Project.objects.create(number="项-2", name="乙", stage="in_use", **fields)
    team = VolunteerTeam.objects.create(town=town.home, name="巾帼队", unit=town.other_village)
    person = make_person("王建国", "unit", town.village)

    heir = merged(town, asked)

    for row in (task, closed, point, project, done, team):
        row.refresh_from_db()
    assert (task.responsible_unit, closed.responsible_unit) == (heir, town.village)
    assert (point.unit, point.in_charge, list(point.responsible.all())) == (heir, heir, [heir])
    assert (project.unit, done.unit, team.unit) == (heir, town.village, heir)
    assert [(post.unit, post.starts_on, post.ends_on) for post in person.posts.order_by("starts_on")] == [
        (town.village, date(2020, 1, 1), YESTERDAY), (heir, TODAY, None),
    ]  # fmt: skip
    assert still_there(town.village, TODAY) == still_there(town.other_village, TODAY) == {}


def test_the_merged_end_the_day_before_and_lie_below_the_heir(town, asked):
    heir = merged(town, asked)
    for old in (town.village, town.other_village):
        path = old.path
        old.refresh_from_db()
        assert (old.ends_on, old.successor, old.parent_path) == (YESTERDAY, heir, heir.path)
        assert (as_on([old], YESTERDAY)[old.pk].path, living(old)) == (path, heir)
    assert (heir.starts_on, heir.parent_path) == (TODAY, town.home.path)
    assert set(Unit.objects.in_force(YESTERDAY)) >= {town.village, town.other_village}
    assert heir in Unit.objects.living() and town.village not in Unit.objects.living()


def test_the_people_of_the_heir_see_what_their_predecessors_did(town, asked):
    closed = open_task(town.village, state=State.CANCELLED)
    person = make_person("陈桂兰", "unit", town.other_village)
    merged(town, asked)
    person = type(person).objects.get(pk=person.pk)
    assert closed in RectificationTask.objects.visible_to(person)


def test_a_task_that_goes_over_has_its_trail_and_stays_sound(town, asked):
    point = PointFactory(unit=town.village)
    task = report_finding(
        source="patrol", description="乱堆放", town=town.home, by=None, now=NOW, point=point, kind=ProblemKindFactory()
    )
    assert task.state == State.ASSIGNED
    heir = merged(town, asked)
    task.refresh_from_db()
    trail = list(TrailEntry.objects.about(task).order_by("pk"))
    assert (trail[-1].verb, trail[-1].changes["responsible_unit"]) == ("unit_goes_over", ["马桥村", "马焦村"])
    assert compare(task, replay(trail)) == []
    assert "马焦村" in task.search_text and task.responsible_unit == heir


def test_a_task_reopened_after_the_merger_goes_to_the_heir(town, asked, office):
    task = open_task(town.village)
    RectificationTask.objects.filter(pk=task.pk).update(
        state=State.CLOSED, closed_at=NOW, limit_amount=3, limit_unit="working_days"
    )
    heir = merged(town, asked)
    assert perform(task=task, verb="reopen", by=office, now=NOW, reason="又堆上了").responsible_unit == heir


def test_a_unit_may_merge_with_one_that_lies_below_it(town, asked):
    zone = UnitFactory(name="东片区", kind=UnitKind.ZONE, parent=town.village)
    point = PointFactory(unit=zone)
    merge(units=[zone, town.village], into=None, name="合村", kind=UnitKind.VILLAGE, **asked)
    heir = Unit.objects.get(name="合村")
    point.refresh_from_db()
    zone.refresh_from_db()
    assert (point.unit, heir.parent_path, zone.parent_path) == (heir, town.home.path, heir.path)
    assert not any(Unit.objects.find_problems())


def test_one_may_take_the_others_in(town, asked):
    heir = merged(town, asked, into=town.other_village)
    town.village.refresh_from_db()
    heir.refresh_from_db()
    assert (heir.name, heir.ends_on, town.village.successor) == ("焦山村", None, heir)
    assert {step.unit: step.part for step in UnitChange.objects.get().steps.all()} == {
        town.village: "ended", heir: "begun",
    }  # fmt: skip


def test_points_answered_for_by_both_are_answered_for_once(town, asked):
    point = PointFactory(unit=None, in_charge=None)
    for unit in (town.village, town.other_village):
        PointResponsibility.objects.create(point=point, unit=unit)
    heir = merged(town, asked)
    assert list(point.responsible.all()) == [heir]


def test_results_and_rounds_under_way_keep_the_unit_of_their_day(town, asked, office):
    result = RoundResultFactory(unit=town.village, round__starts_on=YESTERDAY, round__state="open")
    draft = RoundFactory(territory=town.village, state="draft", starts_on=TODAY)
    fields = {"unit": town.village, "points": -1, "reason": "垃圾", "paper": "通报", "by": office, "at": NOW}
    counted = Adjustment.objects.create(round=result.round, **fields)
    waiting = Adjustment.objects.create(round=draft, **fields)
    heir = merged(town, asked)
    assert RoundResult.objects.get().unit == town.village
    assert (Round.objects.get(pk=draft.pk).territory, Adjustment.objects.get(pk=counted.pk).unit) == (
        heir,
        town.village,
    )
    assert Adjustment.objects.get(pk=waiting.pk).unit == heir


def test_a_preview_counts_and_changes_nothing(town, asked):
    open_task(town.village)
    numbers = preview(
        merge, units=[town.village, town.other_village], into=None, name="马焦村", kind=UnitKind.VILLAGE, **asked
    )
    assert dict(numbers) == {"所在点位": 1, "负责点位": 1, "未办结整改任务": 1, "属地未解决问题": 1}
    assert not UnitChange.objects.exists() and Point.objects.get().unit == town.village
    assert not Unit.objects.filter(name="马焦村").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"units": ["village"]}, "至少选择两个"),
        ({"units": ["village", "department"]}, "不能混在一起"),
        ({"units": ["village", "home"]}, "本系统服务的"),
        ({"name": "城管中队"}, "下已有名为"),
    ],
)
def test_mergers_that_make_no_sense_are_refused(town, asked, more, words):
    units = [getattr(town, name) for name in more.pop("units", ["village", "other_village"])]
    with pytest.raises(DomainError, match=words):
        merge(units=units, into=None, **({"name": "合村", "kind": UnitKind.VILLAGE} | more), **asked)


def test_an_ended_unit_is_not_changed_again(town, asked):
    merged(town, asked)
    with pytest.raises(DomainError, match="已于"):
        rename(unit=town.village, name="新村", kind=UnitKind.VILLAGE, **asked)


# ---- one becomes several, or none ----


def test_a_split_deals_the_points_out_and_their_tasks_follow(town, asked):
    here, there = (PointFactory(unit=town.village) for _ in range(2))
    first, second = open_task(town.village, here), open_task(town.village, there)
    split(unit=town.village, names=["东马桥村", "西马桥村"], shares={there.pk: 1}, rest=0, **asked)
    east, west = (Unit.objects.get(name=name) for name in ("东马桥村", "西马桥村"))
    for row in (here, there, first, second, town.village):
        row.refresh_from_db()
    assert (here.unit, here.in_charge, there.unit, there.in_charge) == (east, east, west, west)
    assert (first.responsible_unit, second.responsible_unit) == (east, west)
    assert (town.village.ends_on, town.village.successor, living(town.village)) == (YESTERDAY, None, east)
    assert (west.kind, west.starts_on, west.parent_path) == (UnitKind.VILLAGE, TODAY, town.home.path)


@pytest.mark.parametrize("names", [[], ["东村"], ["东村", "东 村"], ["东村", "焦山村"]])
def test_a_split_needs_two_names_of_its_own(town, asked, names):
    with pytest.raises(DomainError):
        split(unit=town.village, names=names, shares={}, rest=0, **asked)


def test_a_unit_ends_alone_only_where_nothing_is_left(town, asked):
    PointFactory(unit=town.village)
    with pytest.raises(DomainError, match="所在点位 1"):
        end(unit=town.village, **asked)
    end(unit=town.other_village, **asked)
    town.other_village.refresh_from_db()
    assert (town.other_village.ends_on, town.other_village.successor) == (YESTERDAY, None)
