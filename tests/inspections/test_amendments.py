"""Corrections after closing: two people, both values readable, results and ranks follow in the same step."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.errors import DomainError, NotAllowed
from core.models import Role, TrailEntry
from inspections.models import Amendment, AmendmentState, Basis, RoundResult, RoundState, Score, SheetState
from inspections.selectors.corrections import correction
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry
from inspections.services.results import rebuild_results
from inspections.services.rounds import publication_problems
from tests.factories import NOW, ItemFactory, ScoreFactory, make_person
from tests.inspections.published import make_published
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(town, inspector, office):
    """马桥村 78.00 (second), 焦山村 84.00 (first), published."""
    return make_published(town, inspector, office)


def propose(scene, office, **changed):
    given = {"score": scene.score, "entry": Entry(count=0), "reason": "现场复核无垃圾"} | changed
    return propose_amendment(by=office, now=NOW, **given)


def decide(amendment, leader, **changed):
    return decide_amendment(amendment=amendment, by=leader, now=NOW, **({"accept": True, "decision": ""} | changed))


def result_of(scene, unit):
    result = RoundResult.objects.get(round=scene.round, basis=Basis.TERRITORY, unit=unit)
    return result.score, result.rank


def test_a_proposal_alone_changes_nothing(scene, town, office):
    amendment = propose(scene, office)
    assert amendment.state == AmendmentState.PROPOSED
    assert (amendment.old_awarded, amendment.new_awarded) == (Decimal("8.5"), Decimal(10))
    assert result_of(scene, town.village) == (Decimal("78.00"), 2)


def test_accepting_changes_score_sheet_result_and_rank_and_keeps_both_values(scene, town, office, leader):
    amendment = decide(propose(scene, office), leader)
    score = Score.objects.select_related("sheet").get(pk=scene.score.pk)
    assert (score.count, score.awarded) == (0, Decimal(10))
    assert score.sheet.score == Decimal(84)
    assert result_of(scene, town.village) == (Decimal("84.00"), 1)
    assert result_of(scene, town.other_village) == (Decimal("84.00"), 1)  # level now: both are first
    shown = correction(amendment)
    assert (shown.old_entered, shown.new_entered) == ("3处", "0处")
    own = next(effect for effect in shown.effects if effect.unit == "马桥村")
    assert (own.old_score, own.new_score) == (Decimal("78.00"), Decimal("84.00"))
    assert (own.old_rank, own.new_rank) == (2, 1)
    assert rebuild_results([scene.round]) == []


def test_the_round_s_trail_tells_old_and_new_ranks(scene, office, leader):
    decide(propose(scene, office), leader)
    entry = TrailEntry.objects.about(scene.round).filter(verb="amend").get()
    old, new = entry.changes["马桥村"]
    assert "78.00" in old and "2" in old and "84.00" in new and "1" in new
    assert TrailEntry.objects.about(scene.score.sheet).filter(verb="amend").exists()


def test_whoever_proposed_it_does_not_decide_it(scene, office):
    amendment = propose(scene, office)
    with pytest.raises(NotAllowed):
        decide(amendment, office)
    other = make_person("陈静", Role.OFFICE, scene.round.territory)
    assert decide(amendment, other).state == AmendmentState.ACCEPTED


@pytest.mark.parametrize("role", ["inspector", "unit", "leader"])
def test_only_the_office_proposes(scene, request, role):
    with pytest.raises(NotAllowed):
        propose(scene, request.getfixturevalue(role))


def test_refusing_wants_grounds_and_leaves_everything(scene, town, office, leader):
    amendment = propose(scene, office)
    with pytest.raises(DomainError):
        decide(amendment, leader, accept=False)
    assert decide(amendment, leader, accept=False, decision="照片清楚").state == AmendmentState.REFUSED
    assert result_of(scene, town.village) == (Decimal("78.00"), 2)


def test_a_correction_is_decided_once(scene, office, leader):
    amendment = decide(propose(scene, office), leader)
    with pytest.raises(DomainError):
        decide(amendment, leader)


def test_what_would_change_nothing_or_does_not_fit_the_item_is_refused(scene, office):
    for entry in (Entry(count=3), Entry(count=-1), Entry()):
        with pytest.raises(DomainError):
            propose(scene, office, entry=entry)
    with pytest.raises(DomainError):
        propose(scene, office, reason="  ")
    assert not Amendment.objects.exists()


def test_an_item_can_be_made_not_applicable_and_then_leaves_both_sums(scene, town, office, leader):
    decide(propose(scene, office, entry=Entry(not_applicable=True)), leader)
    score = Score.objects.get(pk=scene.score.pk)
    assert (score.awarded, score.maximum, score.count) == (None, None, None)
    assert result_of(scene, town.village)[0] == Decimal("73.33")  # (6 + 5) / 15


def test_an_open_round_is_not_amended(scene, office):
    scene.round.state = RoundState.OPEN
    scene.round.save()
    with pytest.raises(DomainError):
        propose(scene, office)


def test_a_score_that_was_changed_meanwhile_is_not_overwritten(scene, office, leader):
    amendment = propose(scene, office)
    Score.objects.filter(pk=scene.score.pk).update(awarded=Decimal(7))
    with pytest.raises(DomainError):
        decide(amendment, leader)


def test_a_void_sheet_is_not_amended(scene, office):
    scene.score.sheet.state = SheetState.VOID
    scene.score.sheet.save()
    with pytest.raises(ValidationError):
        propose(scene, office)


def test_the_office_is_told_of_undecided_corrections_and_of_losses_without_photo_before_publishing(scene, office):
    scene.round.state = RoundState.CLOSED
    scene.round.save()
    propose(scene, office)
    told = " ".join(publication_problems(scene.round))
    assert "1处更正" in told and "没有照片" in told


def test_the_sheet_and_the_round_show_both_values(scene, office, leader, client_for):
    decide(propose(scene, office), leader)
    for address in (scene.score.sheet.get_absolute_url(), scene.round.get_absolute_url()):
        page = client_for("office").get(address).content.decode()
        assert "8.5</del>" in page and "10</ins>" in page
        assert "现场复核无垃圾" in page


def test_a_correction_is_proposed_and_decided_on_the_pages(scene, town, client_for):
    answer = client_for("office").post(
        f"/inspections/scores/{scene.score.pk}/amend/", {"value": "0", "reason": "现场复核无垃圾"}
    )
    amendment = Amendment.objects.get()
    assert answer["Location"] == amendment.get_absolute_url()
    client_for("leader").post(amendment.get_absolute_url(), {"answer": "accept", "decision": ""})
    assert result_of(scene, town.village) == (Decimal("84.00"), 1)


def test_what_was_typed_stays_where_a_rule_is_broken(scene, client_for):
    page = client_for("office").post(
        f"/inspections/scores/{scene.score.pk}/amend/", {"value": "3", "reason": "现场复核无垃圾"}
    )
    assert page.status_code == 200
    assert "现场复核无垃圾" in page.content.decode()
    assert not Amendment.objects.exists()


def test_the_cost_of_the_round_s_page_does_not_grow_with_its_corrections(scene, office, client_for):
    """Each names two grades."""
    sheet = scene.score.sheet
    graded = sheet.scores.get(item__method="grade")
    kept = {"grade_id": graded.grade_id, "not_applicable": False}

    def one_more():
        item = ItemFactory(section=graded.item.section, method="grade", scale=graded.item.scale)
        Amendment.objects.create(
            score=ScoreFactory(sheet=sheet, item=item), old_entry=kept, new_entry=kept, reason="更正",
            proposed_by=office, proposed_at=NOW,
        )  # fmt: skip

    browser = client_for("leader")
    assert_same_query_count(browser, scene.round.get_absolute_url(), one_more, n2=6)
    assert_same_query_count(browser, "/inspections/amendments/", one_more, n2=3)
