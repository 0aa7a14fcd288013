"""What is kept beside the results of a round: intervals, tiers, severity; official scores and ranks stay what they are."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command

from core.models import Role
from inspections.models import ResultEstimate, RoundEstimate, RoundResult, Severity
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry, entry_of
from inspections.services.estimates import seed_of
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from tests.factories import NOW, AssignmentFactory, PointFactory, RoundFactory, make_person
from tests.inspections.published import make_published
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def visited(town, inspector, office):
    """A closed round: 马桥村 with points of 0, 3 and 6 places found, 焦山村 with 0, 1 and 2."""
    scene = make_scene(town, inspector)
    for unit, counts in ((town.village, (0, 3, 6)), (town.other_village, (0, 1, 2))):
        for count in counts:
            point = PointFactory(town=town.home, unit=unit, kind=scene.point.kind)
            AssignmentFactory(round=scene.round, point=point, inspector=inspector)
            entries = {
                scene.deduct.pk: Entry(count=count),
                scene.grade.pk: Entry(grade_id=scene.grade_of("A")),
                scene.passed.pk: Entry(passed=True),
                scene.other.pk: Entry(not_applicable=True),
            }
            submit_sheet(
                key=uuid.uuid4(), round=scene.round, point=point, inspector=inspector, entries=entries, now=NOW
            )
    return change_round(round=scene.round, verb="close", by=office, now=NOW)


def estimates(round):
    rows = ResultEstimate.objects.filter(result__round=round, result__basis="territory").select_related("result__unit")
    return {row.result.unit.name: row for row in rows}


def test_closing_works_out_intervals_that_hold_the_official_rank(visited):
    found = estimates(visited)
    assert {"马桥村", "焦山村"} <= set(found)
    for row in found.values():
        assert row.score_low <= row.result.score <= row.score_high
        assert row.rank_low <= row.rank_high


def test_three_points_each_do_not_settle_who_is_first(visited):
    found = estimates(visited)
    assert (found["马桥村"].rank_low, found["马桥村"].rank_high) == (1, 2)


def test_official_scores_and_ranks_are_untouched(visited, office):
    before = list(RoundResult.objects.filter(round=visited).order_by("pk").values_list("score", "rank_by_score"))
    call_command("rebuild_results")
    assert (
        list(RoundResult.objects.filter(round=visited).order_by("pk").values_list("score", "rank_by_score")) == before
    )


def test_one_inspector_leaves_nothing_to_adjust(visited):
    kept = RoundEstimate.objects.get(round=visited)
    assert (kept.severity, kept.inspectors, kept.spread) == (Severity.ONE_INSPECTOR, 1, None)
    assert all(row.adjusted is None for row in estimates(visited).values())


def test_a_single_point_everywhere_gives_no_interval(town, inspector, office):
    round = make_published(town, inspector, office).round
    assert not ResultEstimate.objects.filter(result__round=round, result__unit=town.village).exists()
    assert RoundEstimate.objects.filter(round=round).exists()


def test_the_seed_is_the_rounds_own_and_gives_the_same_again(visited, capsys):
    assert RoundEstimate.objects.get(round=visited).seed == seed_of(visited)
    call_command("rebuild_results")
    assert "estimate" not in capsys.readouterr().out


def test_a_correction_moves_the_estimates(visited, office, leader):
    round = change_round(round=visited, verb="publish", by=office, now=NOW)
    before = estimates(round)["马桥村"].score_low
    sheet = round.sheets.filter(unit__name="马桥村").order_by("awarded").first()
    score = sheet.scores.filter(count=6).get()
    amendment = propose_amendment(score=score, entry=Entry(count=0), reason="复核", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    assert estimates(round)["马桥村"].score_low > before


def test_closing_again_works_out_what_counts_then(visited, office):
    round = change_round(round=visited, verb="reopen", by=office, now=NOW)
    round.sheets.filter(unit__name="焦山村").first().delete()
    change_round(round=round, verb="close", by=office, now=NOW)
    assert estimates(round)["焦山村"].result.points == 2


def test_a_correction_in_an_earlier_round_leaves_nothing_stale_in_later_ones(
    visited, town, inspector, office, leader, capsys
):
    """Severity looks at several rounds together, so what changed in one is worked out again in those after it."""
    first = change_round(round=visited, verb="publish", by=office, now=NOW)
    later = RoundFactory(
        territory=town.home, standard=first.standard, level=first.level, number=99, year=first.year,
        starts_on=first.starts_on + timedelta(days=5), ends_on=first.ends_on + timedelta(days=5), state="open",
    )  # fmt: skip
    other = make_person("赵晓东", Role.INSPECTOR, town.home, username="zhaoxiaodong")
    for sheet in first.sheets.select_related("point"):
        AssignmentFactory(round=later, point=sheet.point, inspector=other)
        entries = {score.item_id: entry_of(score) for score in sheet.scores.select_related("item")}
        submit_sheet(key=uuid.uuid4(), round=later, point=sheet.point, inspector=other, entries=entries, now=NOW)
    change_round(round=later, verb="close", by=office, now=NOW)
    score = first.sheets.order_by("awarded").first().scores.get(count=6)
    amendment = propose_amendment(score=score, entry=Entry(count=0), reason="复核", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    call_command("rebuild_results")
    assert "estimate" not in capsys.readouterr().out
