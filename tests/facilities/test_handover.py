"""Projects, zones of drives and plans that name somebody as in charge go over when they leave."""

from datetime import date

import pytest

from campaign.models import Drive, DriveZone, Plan, PlanKind, PlanStage
from core.models import Role, TrailEntry
from core.people.leaving import note_leaving
from facilities.models import Project, ProjectKind
from tests.core.people_scene import YESTERDAY
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def leave(town, unit, office, now):
    successor = make_person("何大勇", Role.UNIT, town.village)

    def run(**fields):
        wanted = {"person": unit, "last_day": YESTERDAY, "successor": successor, "posts_go_over": False}
        return note_leaving(**wanted | {"by": office, "now": now} | fields)

    return run


def project(town, number, **fields):
    kind = ProjectKind.objects.get_or_create(name="道路")[0]
    fields = {"carried_out_by": town.village, "in_charge": "王建国"} | fields
    return Project.objects.create(number=number, name=number, kind=kind, town=town.home, **fields)


def in_charge(*rows) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.in_charge for row in rows]


def test_projects_that_are_not_finished_go_over_with_their_unit(leave, town):
    open_one, stopped = project(town, "a"), project(town, "b", stage="stopped")
    used, elsewhere = project(town, "c", stage="in_use"), project(town, "d", carried_out_by=town.other_village)
    leave()
    assert in_charge(open_one, stopped, used, elsewhere) == ["何大勇", "何大勇", "王建国", "王建国"]
    assert TrailEntry.objects.about(open_one).get().changes == {"in_charge": ["王建国", "何大勇"]}


def test_where_no_unit_is_named_the_name_alone_tells_unless_it_repeats(leave, town):
    plan = Plan.objects.create(
        town=town.home, kind=PlanKind.objects.create(name="总体规划"), name="总规", in_charge="王建国"
    )
    ended = Plan.objects.create(
        town=town.home, kind=plan.kind, name="旧总规", in_charge="王建国", stage=PlanStage.ENDED
    )
    leave()
    assert in_charge(plan, ended) == ["何大勇", "王建国"]


def test_two_of_one_name_leave_what_names_no_unit_to_people(leave, town):
    make_person("王建国", Role.UNIT, town.other_village)
    plan = Plan.objects.create(
        town=town.home, kind=PlanKind.objects.create(name="总体规划"), name="总规", in_charge="王建国"
    )
    own = project(town, "a")
    done = leave()
    assert in_charge(plan, own) == ["王建国", "何大勇"]
    assert {kind["code"]: (kind["over"], kind["left"]) for kind in done.outcome} == {
        "plans": (0, 1),
        "projects": (1, 0),
    }


def test_zones_of_drives_that_are_not_closed_go_over_and_the_drive_tells_it(leave, town, now):
    days = {"starts_on": date(2026, 11, 20), "ends_on": date(2026, 11, 30)}
    drive = Drive.objects.create(town=town.home, name="秋季整治", **days)
    closed = Drive.objects.create(town=town.home, name="夏季整治", **days, closed_at=now)
    zones = [
        DriveZone.objects.create(drive=one, name="一片区", unit=town.village, in_charge="王建国")
        for one in (drive, closed)
    ]
    leave()
    assert in_charge(*zones) == ["何大勇", "王建国"]
    assert "一片区" in TrailEntry.objects.about(drive).get().reason


def test_without_a_successor_the_name_is_taken_out(leave, town):
    own = project(town, "a")
    leave(successor=None)
    assert in_charge(own) == [""]
