"""Sums that leave as a file: honours by year and kind, plans by stage."""

import csv
import io

from campaign.honour_states import HonourState
from campaign.models import Plan, PlanStage
from tests.campaign.drive_scenes import make_plan
from tests.campaign.honour_scenes import a_kind, an_honour
from tests.queries import assert_same_query_count


def rows(client, path: str) -> list[list[str]]:
    content = b"".join(client.get(f"{path}?format=csv").streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


def test_a_year_counts_its_kinds_of_honour_and_what_came_of_them(town, office, client_for):
    for state in (HonourState.AWARDED, HonourState.REVOKED, HonourState.PUBLICISED):
        an_honour(town, office, state, kind=a_kind("好婆婆", order=1))
    an_honour(town, office, HonourState.NOMINATED, kind=a_kind("好媳妇", order=2), year=2025)
    assert rows(client_for("office"), "/honours/totals/") == [
        ["2026", "1项评优", "3", "1", "1", "1"],
        ["2026", "好婆婆", "3", "1", "1", "1"],
        ["2025", "1项评优", "1", "0", "0", "0"],
        ["2025", "好媳妇", "1", "0", "0", "0"],
    ]


def test_the_sums_follow_the_filter(town, office, client_for):
    an_honour(town, office, year=2025)
    an_honour(town, office, year=2026)
    response = client_for("office").get("/honours/totals/?format=csv&year=2025")
    assert "2026" not in b"".join(response.streaming_content).decode()


def test_plans_are_counted_by_stage_and_named(town, client_for):
    for name, stage in (
        ("详规", PlanStage.DRAWN_UP),
        ("旅游规划", PlanStage.DRAWN_UP),
        ("总规", PlanStage.CARRIED_OUT),
    ):
        Plan.objects.filter(pk=make_plan(name).pk).update(stage=stage)
    first, last = rows(client_for("leader"), "/plans/totals/")
    assert first[1] == "2项"
    assert set(first[2].split("、")) == {"详规", "旅游规划"}
    assert last == ["实施中", "1项", "总规"]


def test_queries_of_the_sums_do_not_grow(town, office, client_for):
    kind = a_kind()
    client = client_for("office")
    assert_same_query_count(
        client, "/honours/totals/?format=csv", lambda: an_honour(town, office, kind=kind), n1=2, n2=6
    )
