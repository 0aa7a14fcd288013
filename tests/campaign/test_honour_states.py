"""The life of an honour: the table, and the services that take its steps."""

import itertools
from datetime import date, timedelta

import pytest

from campaign.honour_states import BY_VERB, PUBLIC_STATES, STEPS, HonourState, is_possible
from campaign.models import Honour, Objection, ObjectionState
from campaign.services.honours import decide_objection, raise_objection, take_step
from core.errors import DomainError, NotAllowed
from core.models import Role, TrailEntry
from tests.campaign.honour_scenes import AFTER_TERM, PATHS, STARS, a_kind, a_nomination, an_honour
from tests.factories import make_person

VERBS = [step.verb for step in STEPS]
TAKEN = [verb for verb in VERBS if verb != "nominate"]


@pytest.fixture
def colleague(town):
    return make_person("陈静", Role.OFFICE, town.home)


# ---- the table ----


def test_every_state_is_reached_and_each_step_leads_somewhere():
    assert {step.target for step in STEPS} == set(HonourState)
    assert STEPS.leaving(HonourState.DECLINED) == STEPS.leaving(HonourState.REVOKED) == []


def test_nothing_is_awarded_that_was_not_publicised():
    assert BY_VERB["award"].sources == (HonourState.PUBLICISED,)
    assert not is_possible("award", HonourState.NOMINATED)


def test_what_goes_against_somebody_needs_a_reason():
    assert {step.verb for step in STEPS if step.needs_reason} == {"decline", "revoke"}


# ---- the services ----


@pytest.mark.parametrize("state", HonourState)
def test_steps_that_the_table_lacks_are_refused_and_change_nothing(town, office, state):
    honour = an_honour(town, office, state)
    for verb in [*(verb for verb in VERBS if not is_possible(verb, state)), "fly"]:
        with pytest.raises(DomainError):
            take_step(honour=honour, verb=verb, by=office, now=AFTER_TERM, reason="无")
    assert Honour.objects.get(pk=honour.pk).state == state


def replayed(verbs: list[str]) -> str:
    """The state after these steps from the very beginning."""
    state = ""
    for verb in verbs:
        assert is_possible(verb, state)
        state = BY_VERB[verb].target
    return state


@pytest.mark.parametrize("state", HonourState)
def test_the_trail_rebuilds_the_state(town, office, state):
    honour = an_honour(town, office, state)
    entries = TrailEntry.objects.about(honour).order_by("pk")
    assert replayed([entry.verb.removeprefix("honour_") for entry in entries]) == state
    told = [(entry.old_state, entry.new_state) for entry in entries]
    assert all(before[1] == after[0] for before, after in itertools.pairwise(told))
    assert told[-1][1] == state


@pytest.mark.parametrize("verb", TAKEN)
@pytest.mark.parametrize("role", ["unit", "leader", "inspector", "admin"])
def test_only_the_office_takes_steps(request, town, office, role, verb):
    honour = an_honour(town, office, BY_VERB[verb].sources[0])
    with pytest.raises(NotAllowed):
        take_step(honour=honour, verb=verb, by=request.getfixturevalue(role), now=AFTER_TERM, reason="无")


@pytest.mark.parametrize("verb", ["decline", "revoke"])
def test_a_step_that_needs_a_reason_is_refused_without_one(town, office, verb):
    honour = an_honour(town, office, BY_VERB[verb].sources[0])
    with pytest.raises(DomainError) as refused:
        take_step(honour=honour, verb=verb, by=office, now=AFTER_TERM, reason="  ")
    assert "reason" in refused.value.message_dict


def test_publicising_counts_the_days_to_object_from_the_next_day(town, office, now):
    honour = a_nomination(town, office, kind=a_kind(objection_days=5))
    honour = take_step(honour=honour, verb="publicise", by=office, now=now)
    assert (honour.publicised_on, honour.objections_until) == (date(2026, 11, 23), date(2026, 11, 28))


def test_it_is_awarded_from_the_day_after_the_term(town, office, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    with pytest.raises(DomainError, match="11月30日"):
        take_step(honour=honour, verb="award", by=office, now=now + timedelta(days=7))
    honour = take_step(honour=honour, verb="award", by=office, now=now + timedelta(days=8))
    assert (honour.state, honour.awarded_on) == (HonourState.AWARDED, date(2026, 12, 1))


def test_each_certificate_has_a_number_of_its_own(town, office):
    numbers = [an_honour(town, office, HonourState.AWARDED).certificate for _ in range(3)]
    assert numbers == ["荣-2026-0001", "荣-2026-0002", "荣-2026-0003"]


def test_a_refused_award_uses_up_no_number(town, office, now):
    early = an_honour(town, office, HonourState.PUBLICISED)
    with pytest.raises(DomainError):
        take_step(honour=early, verb="award", by=office, now=now)
    assert an_honour(town, office, HonourState.AWARDED).certificate == "荣-2026-0001"


def test_only_what_is_publicised_or_awarded_is_public(town, office):
    made = {state: an_honour(town, office, state) for state in PATHS}
    assert set(Honour.objects.public()) == {made[state] for state in PUBLIC_STATES}


# ---- objections ----


def test_an_undecided_objection_stops_the_award(town, office, colleague, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    objection = raise_objection(honour=honour, text="与邻居有纠纷", by=office, now=now)
    with pytest.raises(DomainError):
        take_step(honour=honour, verb="award", by=office, now=AFTER_TERM)
    decide_objection(objection=objection, upheld=False, answer="经核实已调解", by=colleague, now=now)
    assert take_step(honour=honour, verb="award", by=office, now=AFTER_TERM).state == HonourState.AWARDED


def test_an_objection_that_was_upheld_stops_the_award_for_good(town, office, colleague, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    objection = raise_objection(honour=honour, text="违规搭建", by=office, now=now)
    decide_objection(objection=objection, upheld=True, answer="情况属实", by=colleague, now=now)
    with pytest.raises(DomainError):
        take_step(honour=honour, verb="award", by=office, now=AFTER_TERM)
    assert take_step(honour=honour, verb="decline", by=office, now=AFTER_TERM, reason="属实").state == "declined"


def test_who_entered_an_objection_does_not_decide_it(town, office, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    objection = raise_objection(honour=honour, text="违规搭建", by=office, now=now)
    with pytest.raises(NotAllowed):
        decide_objection(objection=objection, upheld=False, answer="不属实", by=office, now=now)
    assert Objection.objects.get().state == ObjectionState.RAISED


def test_an_objection_is_decided_once(town, office, colleague, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    objection = raise_objection(honour=honour, text="违规搭建", by=office, now=now)
    decide_objection(objection=objection, upheld=False, answer="不属实", by=colleague, now=now)
    with pytest.raises(DomainError):
        decide_objection(objection=objection, upheld=True, answer="属实", by=colleague, now=now)


@pytest.mark.parametrize("state", set(HonourState) - {HonourState.PUBLICISED})
def test_objections_are_taken_while_it_is_publicised(town, office, state):
    with pytest.raises(DomainError):
        raise_objection(honour=an_honour(town, office, state), text="违规搭建", by=office, now=AFTER_TERM)


@pytest.mark.parametrize("days", [-1, 1])
def test_an_objection_came_in_within_the_term_and_not_tomorrow(town, office, now, days):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    day = now.date() + timedelta(days=days)
    with pytest.raises(DomainError) as refused:
        raise_objection(honour=honour, text="违规搭建", by=office, now=now, raised_on=day)
    assert "raised_on" in refused.value.message_dict


def test_one_that_came_in_in_time_may_be_entered_after_the_term(town, office, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    raise_objection(honour=honour, text="违规搭建", by=office, now=AFTER_TERM, raised_on=now.date())
    with pytest.raises(DomainError):
        take_step(honour=honour, verb="award", by=office, now=AFTER_TERM)


def test_the_trail_does_not_tell_what_was_objected_or_by_whom(town, office, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    raise_objection(honour=honour, text="与邻居有纠纷", from_whom="邻居老李", by=office, now=now)
    entry = TrailEntry.objects.about(honour).first()
    assert (entry.verb, entry.reason, entry.changes) == ("honour_objection", "", {})


@pytest.mark.parametrize(("role", "sees"), [("office", 1), ("unit", 0), ("leader", 0), ("inspector", 0)])
def test_objections_are_for_the_office_alone(request, town, office, now, role, sees):
    raise_objection(honour=an_honour(town, office, HonourState.PUBLICISED), text="违规搭建", by=office, now=now)
    assert Objection.objects.visible_to(request.getfixturevalue(role)).count() == sees


# ---- nominating ----


def test_the_same_nomination_sent_again_is_the_one_that_is_there(town, unit):
    first = a_nomination(town, unit, name="张桂英")
    again = a_nomination(town, unit, name="张桂英 ")
    assert (again.pk, Honour.objects.count(), TrailEntry.objects.about(first).count()) == (first.pk, 1, 1)


def test_another_nomination_of_the_same_household_is_refused(town, unit, office):
    a_nomination(town, unit, name="张桂英")
    with pytest.raises(DomainError) as refused:
        a_nomination(town, office, name="张桂英")
    assert "name" in refused.value.message_dict


def test_who_was_declined_may_be_nominated_again(town, office):
    declined = an_honour(town, office, HonourState.DECLINED, name="张桂英")
    assert a_nomination(town, office, name="张桂英").pk != declined.pk


@pytest.mark.parametrize(
    ("role", "allowed"), [("office", True), ("unit", True), ("other_unit", False), ("leader", False)]
)
def test_a_unit_nominates_its_own_and_the_office_everybody(request, town, role, allowed):
    by = request.getfixturevalue(role)
    if allowed:
        assert a_nomination(town, by).nominated_by == by
    else:
        with pytest.raises(NotAllowed):
            a_nomination(town, by)


@pytest.mark.parametrize(("stars", "allowed"), [(STARS[:3], False), (STARS[:4], True), ([*STARS[:4], "会唱歌"], False)])
def test_an_honour_of_stars_needs_enough_of_its_own(town, office, stars, allowed):
    kind = a_kind("十星清洁户", stars=STARS, least_stars=4)
    if allowed:
        assert a_nomination(town, office, kind=kind, stars=stars).stars == stars
    else:
        with pytest.raises(DomainError) as refused:
            a_nomination(town, office, kind=kind, stars=stars)
        assert "stars" in refused.value.message_dict


def test_a_kind_that_is_no_longer_used_takes_no_nominations(town, office):
    with pytest.raises(DomainError):
        a_nomination(town, office, kind=a_kind("老奖项", is_active=False))
