"""A published result can't change without an amendment, and with one it equals what the sheets give."""

import uuid
from decimal import Decimal

import pytest

from core.errors import DomainError
from inspections.models import Amendment, ItemResult, RoundResult, Score, Sheet
from inspections.services.adjustments import add_adjustment
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry
from inspections.services.results import rebuild_results, refresh_results
from inspections.services.rounds import LIFECYCLE, change_round
from inspections.services.sheets import save_draft, submit_sheet, void_sheet
from tests.factories import NOW
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(town, inspector, office):
    return make_published(town, inspector, office)


def everything(round):
    """All stored results, as rows."""
    return [
        list(model.objects.filter(round=round).order_by("pk").values_list()) for model in (RoundResult, ItemResult)
    ] + [list(Sheet.objects.filter(round=round).order_by("pk").values_list("pk", "state", "score", "awarded"))]


def test_no_step_of_the_product_changes_a_published_result(scene, town, office, inspector):
    sheet, before = scene.score.sheet, everything(scene.round)
    visit = {"round": scene.round, "point": sheet.point, "inspector": inspector, "now": NOW}
    entries = {scene.score.item_id: Entry(count=0)}
    attempts = [
        lambda: submit_sheet(key=uuid.uuid4(), entries=entries, **visit),
        lambda: save_draft(key=uuid.uuid4(), entries=entries, **visit),
        lambda: submit_sheet(key=sheet.key, entries=entries, **visit),  # again: answers with what is there
        lambda: void_sheet(sheet=sheet, reason="不算", by=office, now=NOW),
        lambda: add_adjustment(
            round=scene.round, unit=town.village, points=Decimal(5), reason="奖", paper="文", by=office, now=NOW
        ),
        *(lambda verb=step.verb: change_round(round=scene.round, verb=verb, by=office, now=NOW) for step in LIFECYCLE),
    ]
    refused = 0
    for attempt in attempts:
        try:
            attempt()
        except DomainError:
            refused += 1
        assert everything(scene.round) == before
    assert refused == len(attempts) - 1


def test_working_out_again_leaves_a_published_round_alone_even_if_scores_were_tampered_with(scene):
    before = everything(scene.round)
    Score.objects.filter(pk=scene.score.pk).update(awarded=Decimal(1))
    assert refresh_results(round=scene.round) == []
    assert everything(scene.round) == before


@pytest.mark.parametrize("count", [0, 1, 7, 20, 999])
def test_with_an_amendment_results_equal_those_of_sheets_that_were_right_from_the_start(
    town, inspector, office, leader, count
):
    scene = make_published(town, inspector, office)
    amendment = propose_amendment(score=scene.score, entry=Entry(count=count), reason="更正", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    assert rebuild_results([scene.round]) == []
    awarded = max(Decimal(0), Decimal(10) - Decimal("0.5") * count)
    village = RoundResult.objects.get(round=scene.round, basis="territory", unit=town.village)
    assert village.score == ((awarded + 11) / 25 * 100).quantize(Decimal("0.01"))
    ranks = RoundResult.objects.filter(
        round=scene.round, basis="territory", unit__in=[town.village, town.other_village]
    )
    scores = sorted((result.score for result in ranks), reverse=True)
    assert all(result.rank == 1 + scores.index(result.score) for result in ranks)
    assert Amendment.objects.get().old_awarded == Decimal("8.5")
