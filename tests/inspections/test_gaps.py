"""Gaps between announced and unannounced rounds are kept for published rounds and follow every correction."""

import uuid
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.management import call_command

from inspections.models import Level, VisitGap
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from tests.factories import NOW, AssignmentFactory, RoundFactory
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(town, inspector, office):
    """An announced round: 马桥村 78.00, 焦山村 84.00."""
    found = make_published(town, inspector, office, publish=False)
    type(found.round).objects.filter(pk=found.round.pk).update(announced=True)
    change_round(round=found.round, verb="publish", by=office, now=NOW)
    return found


@pytest.fixture
def untold(told, town, inspector, office):
    """Nobody knew of it: 马桥村's point has five more places found (of 10 points, 0.5 each): 68.00."""
    first = told.score.sheet
    round = RoundFactory(
        territory=town.home, standard=first.round.standard, level=Level.PATROL, number=1, year=first.round.year,
        starts_on=NOW.date(), ends_on=NOW.date() + timedelta(days=1), announced=False, state="open",
    )  # fmt: skip
    AssignmentFactory(round=round, point=first.point, inspector=inspector)
    entries = {
        score.item_id: Entry(not_applicable=True)
        if score.not_applicable
        else Entry(count=8)
        if score.count is not None
        else Entry(grade_id=score.grade_id, passed=score.passed)
        for score in first.scores.select_related("item")
    }
    submit_sheet(key=uuid.uuid4(), round=round, point=first.point, inspector=inspector, entries=entries, now=NOW)
    for verb in ("close", "publish"):
        round = change_round(round=round, verb=verb, by=office, now=NOW)
    return round


def test_one_kind_of_visit_alone_gives_no_gap(told):
    assert not VisitGap.objects.exists()


def test_points_visited_in_both_ways_are_compared_and_no_others(untold, town):
    whole = VisitGap.objects.get(unit=None)
    assert (whole.points, whole.announced_score, whole.unannounced_score) == (1, D(78), D(68))
    assert whole.gap == 10
    assert list(VisitGap.objects.exclude(unit=None).values_list("unit__name", "gap")) == [("马桥村", D(10))]


def test_a_correction_moves_the_gap(untold, told, office, leader):
    amendment = propose_amendment(score=told.score, entry=Entry(count=0), reason="复核", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    assert VisitGap.objects.get(unit=None).gap == 16


def test_rebuilding_finds_nothing_to_change(untold, capsys):
    call_command("rebuild_results")
    assert "gap" not in capsys.readouterr().out
