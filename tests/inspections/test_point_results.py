"""How points and kinds of point came out: kept when a round is closed, and right after every change."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from inspections.models import Basis, KindResult, PointResult, RoundResult
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry
from inspections.services.sheets import void_sheet
from tests.factories import NOW
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(town, inspector, office):
    return make_published(town, inspector, office, publish=False)


@pytest.fixture
def published(town, inspector, office):
    return make_published(town, inspector, office)


def test_closing_keeps_how_each_point_came_out(closed):
    rows = PointResult.objects.filter(round=closed.round).order_by("score")
    assert [(row.score, row.lost, row.sheets) for row in rows] == [
        (Decimal("78.0000"), Decimal("5.500000"), 1),
        (Decimal("84.0000"), Decimal("4.000000"), 1),
    ]


def test_a_kind_is_pooled_for_each_unit_up_to_the_town(closed, town):
    own = {row.unit_id: (row.awarded, row.maximum, row.points) for row in KindResult.objects.filter(round=closed.round)}
    assert own[town.home.pk] == (Decimal("40.5"), Decimal(50), 2)
    assert own[town.village.pk] == (Decimal("19.5"), Decimal(25), 1)
    for unit_id, (awarded, maximum, _points) in own.items():
        result = RoundResult.objects.get(round=closed.round, basis=Basis.TERRITORY, unit=unit_id)
        assert (result.awarded, result.maximum) == (awarded, maximum)


def test_a_sheet_made_void_after_closing_takes_its_point_along(closed, office):
    void_sheet(sheet=closed.score.sheet, reason="点位填错", by=office, now=NOW)
    assert PointResult.objects.filter(round=closed.round).count() == 1


def test_an_accepted_correction_moves_its_point(published, office, leader):
    amendment = propose_amendment(score=published.score, entry=Entry(count=0), reason="复核", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    assert set(PointResult.objects.values_list("score", flat=True)) == {Decimal(84)}


def test_rebuilding_finds_nothing_to_change_and_mends_what_was_damaged(published, capsys):
    call_command("rebuild_results")
    assert "differ" not in capsys.readouterr().out
    PointResult.objects.update(score=1)
    call_command("rebuild_results")
    assert set(PointResult.objects.values_list("score", flat=True)) == {Decimal(78), Decimal(84)}
    assert "score differed" in capsys.readouterr().out
