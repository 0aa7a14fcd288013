"""Reward and penalty by rule: versions of the rule, what an assessment brings, the office's answer, where it is shown."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.core.exceptions import ValidationError

from core.errors import DomainError, NotAllowed
from core.models import TrailEntry, UnitKind
from inspections.models import Basis, Level, Reward, RewardBand, RewardRule, RewardState, Round, RoundState, Standing
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry
from inspections.services.rewards import confirm_all, decide_reward, propose_rewards, save_rule, work_out_rewards
from inspections.services.rounds import change_round
from tests.factories import NOW, RoundFactory, RoundResultFactory, UnitFactory
from tests.inspections.published import make_published
from tests.inspections.test_bulletin import text_of
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

RULES = "/inspections/rewards/rules/"
BANDS = [("95", None, "1000"), ("90", "95", "500"), ("80", "90", "0"), ("0", "80", "-300")]


def bands(*rows) -> list[RewardBand]:
    return [
        RewardBand(low=Decimal(low), high=None if high is None else Decimal(high), amount=Decimal(amount))
        for low, high, amount in rows or BANDS
    ]


@pytest.fixture
def make_rule(town, office):
    def make(day=date(2026, 1, 1), rows=BANDS, **fields) -> RewardRule:
        rule = RewardRule(town=town.home, counts_from=day, basis="保洁队伍考核办法第七条", **fields)
        return save_rule(rule=rule, bands=bands(*rows), by=office, now=NOW)

    return make


@pytest.fixture
def team(town):
    return UnitFactory(name="枫钱保洁队", kind=UnitKind.CLEANING_TEAM, parent=town.home)


def assessed(unit, score="92.50", *, state=RoundState.CLOSED, standing=Standing.RANKED, **fields) -> Round:
    """An assessment with the result of one team, as if it were taken over."""
    fields = {"level": Level.CLEANING, "name": "11月保洁考核", "standard": None, "state": state} | fields
    round = RoundFactory(**fields)
    RoundResultFactory(
        round=round, unit=unit, basis=Basis.DEPARTMENT, base=Decimal(score), imported=True, standing=standing
    )
    return round


def publish(round, office) -> Round:
    return change_round(round=round, verb="publish", by=office, now=NOW)


# ---- the rule ----


def form_of(rows=BANDS, **fields) -> dict:
    data = {"counts_from": "2026-01-01", "paid_in": "yuan", "basis": "考核办法第七条", "note": ""} | fields
    for number, (low, high, amount) in enumerate(rows):
        data |= {f"bands-{number}-low": low, f"bands-{number}-high": high or "", f"bands-{number}-amount": amount}
    return data | {"bands-TOTAL_FORMS": len(rows) + 1, "bands-INITIAL_FORMS": 0}


def left_with_one(low: str) -> dict:
    """The form of a stored rule, its first band changed and the others taken off."""
    taken = {f"bands-{number}-DELETE": "on" for number in range(1, len(BANDS))}
    return form_of() | taken | {"bands-INITIAL_FORMS": len(BANDS), "bands-0-low": low, "bands-0-amount": "50"}


def test_the_office_enters_the_rule_with_its_bands_and_the_trail(client_for, town):
    assert client_for("office").post(f"{RULES}new/", form_of()).status_code == 302
    rule = RewardRule.objects.get()
    assert [(band.low, band.high, band.amount) for band in rule.bands.all()] == [
        (Decimal(95), None, Decimal(1000)),
        (Decimal(90), Decimal(95), Decimal(500)),
        (Decimal(80), Decimal(90), Decimal(0)),
        (Decimal(0), Decimal(80), Decimal(-300)),
    ]
    assert TrailEntry.objects.about(rule).get().by_name == "李敏"
    assert "95分及以上: +1000" in TrailEntry.objects.about(rule).get().reason
    page = client_for("unit").get(RULES).content.decode()
    assert "考核办法第七条" in page and "+1000" in page


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("90", None, "5"), ("85", "91", "1")],
        [("80", None, "5"), ("0", "80", "9")],
        [("95", "100", "500"), ("0", "95", "0")],
        [("-1", None, "5")],
        [("x", None, "5")],
    ],
)
def test_bands_that_make_no_sense_come_back_as_typed(client_for, town, rows):
    page = client_for("office").post(f"{RULES}new/", form_of(rows, basis="考核办法第八条"))
    assert page.status_code == 200 and not RewardRule.objects.exists()
    text = page.content.decode()
    assert "考核办法第八条" in text and all(f'value="{low}"' in text for low, _high, _amount in rows)


def test_two_versions_of_one_day_are_refused(client_for, make_rule):
    make_rule()
    assert client_for("office").post(f"{RULES}new/", form_of()).status_code == 200
    assert RewardRule.objects.count() == 1


def test_a_version_without_a_reward_can_be_changed_another_cannot(client_for, make_rule, office, team):
    rule = make_rule()
    client, path = client_for("office"), f"{RULES}{rule.pk}/"
    assert 'value="95"' in client.get(path).content.decode()
    assert client.post(path, left_with_one("60")).status_code == 302
    assert rule.bands.get().low == Decimal(60)
    assert TrailEntry.objects.about(rule).first().changes["reward_rule"]
    publish(assessed(team), office)
    assert client.post(path, form_of([("70", None, "50")]) | {"bands-INITIAL_FORMS": 1}).status_code == 200
    assert rule.bands.get().low == Decimal(60)


def test_a_new_version_begins_with_the_bands_of_the_last(client_for, make_rule):
    make_rule()
    text = client_for("office").get(f"{RULES}new/").content.decode()
    assert 'value="95"' in text and "保洁队伍考核办法第七条" in text


def test_only_the_office_keeps_the_rule(town, leader):
    rule = RewardRule(town=town.home, counts_from=date(2026, 1, 1), basis="办法")
    with pytest.raises(NotAllowed):
        save_rule(rule=rule, bands=bands(), by=leader, now=NOW)


# ---- what an assessment brings ----


@pytest.mark.parametrize(("score", "amount"), [("95.00", 1000), ("94.99", 500), ("90.00", 500), ("79.99", -300)])
def test_publishing_proposes_what_the_rule_gives(make_rule, office, team, score, amount):
    rule = make_rule()
    round = publish(assessed(team, score), office)
    reward = Reward.objects.get()
    assert (reward.round, reward.team, reward.rule, reward.amount) == (round, team, rule, amount)
    assert (reward.score, reward.state) == (Decimal(score), RewardState.PROPOSED)


def test_the_version_of_the_rounds_last_day_counts(make_rule, office, team):
    make_rule(date(2026, 11, 28), [("0", None, "7")])
    old = make_rule(date(2026, 11, 27), [("0", None, "5")])
    make_rule(date(2026, 1, 1), [("0", None, "3")])
    publish(assessed(team, ends_on=date(2026, 11, 27)), office)
    assert Reward.objects.get().rule == old


def test_what_brings_nothing_is_not_proposed(make_rule, office, team, town):
    publish(assessed(team, "85"), office)
    assert not Reward.objects.exists(), "no rule yet"
    make_rule()
    publish(assessed(team, "85"), office)
    publish(assessed(team, "97", standing=Standing.TOO_FEW), office)
    publish(assessed(team, "97", standing=Standing.VETOED), office)
    publish(assessed(team, "97", level=Level.SELF_CHECK), office)
    publish(assessed(town.department, "97"), office)
    assert not Reward.objects.exists()
    publish(assessed(team, "70", standing=Standing.VETOED), office)
    assert Reward.objects.get().amount == -300, "a veto takes rewards, not penalties"


def test_an_amendment_moves_what_waits_and_leaves_what_was_decided(make_rule, town, inspector, office, leader, team):
    """78 points become 84: the penalty goes."""
    make_rule()
    scene = make_published(town, inspector, office, publish=False)
    Round.objects.update(level=Level.CLEANING)
    scene.score.sheet.departments.add(team)
    round = publish(Round.objects.get(), office)
    reward = Reward.objects.get()
    assert reward.amount == -300

    def amend(count_):
        scene.score.refresh_from_db()
        made = propose_amendment(score=scene.score, entry=Entry(count=count_), reason="复核", by=office, now=NOW)
        decide_amendment(amendment=made, accept=True, decision="", by=leader, now=NOW)

    amend(0)
    assert not round.rewards.exists()
    amend(3)
    decide_reward(reward=round.rewards.get(), confirm=True, by=office, now=NOW)
    amend(0)
    assert round.rewards.get().state == RewardState.CONFIRMED


def test_an_earlier_round_is_worked_out_once_there_is_a_rule(make_rule, office, leader, team):
    round = publish(assessed(team), office)
    with pytest.raises(DomainError):
        work_out_rewards(round=round, by=office, now=NOW)
    make_rule()
    with pytest.raises(NotAllowed):
        work_out_rewards(round=round, by=leader, now=NOW)
    assert [reward.amount for reward in work_out_rewards(round=round, by=office, now=NOW)] == [500]
    with pytest.raises(DomainError):
        work_out_rewards(round=assessed(team), by=office, now=NOW)


# ---- the office's answer ----


@pytest.fixture
def reward(make_rule, office, team) -> Reward:
    make_rule()
    publish(assessed(team, "96"), office)
    return Reward.objects.get()


def test_confirming_stands_in_both_trails_with_basis(reward, office):
    decide_reward(reward=reward, confirm=True, by=office, now=NOW)
    reward.refresh_from_db()
    assert (reward.state, reward.decided_by, reward.decided_at) == (RewardState.CONFIRMED, office, NOW)
    entry = TrailEntry.objects.about(reward.round).filter(verb="confirm_reward").get()
    assert entry.reason == "保洁队伍考核办法第七条" and "+1000" in entry.changes["枫钱保洁队"][1]
    assert TrailEntry.objects.about(reward).get().new_state == RewardState.CONFIRMED


def test_what_is_not_carried_out_needs_its_reason(reward, office, client_for):
    with pytest.raises(DomainError):
        decide_reward(reward=reward, confirm=False, reason=" ", by=office, now=NOW)
    client, path = client_for("office"), f"/inspections/rewards/{reward.pk}/decide/"
    assert client.post(path, {"decline": "1", "reason": ""}).status_code == 422
    assert client.post(path, {"decline": "1", "reason": "垃圾站检修"}).status_code == 302
    reward.refresh_from_db()
    assert (reward.state, reward.reason) == (RewardState.DECLINED, "垃圾站检修")


def test_it_is_decided_once_and_by_the_office(reward, office, leader):
    with pytest.raises(NotAllowed):
        decide_reward(reward=reward, confirm=True, by=leader, now=NOW)
    with pytest.raises(NotAllowed):
        confirm_all(round=reward.round, by=leader, now=NOW)
    decide_reward(reward=reward, confirm=True, by=office, now=NOW)
    with pytest.raises(ValidationError):
        decide_reward(reward=reward, confirm=False, reason="改主意", by=office, now=NOW)


def test_all_are_confirmed_with_one_press(reward, client_for, team, town):
    path = f"/inspections/rounds/{reward.round_id}/rewards/"
    assert "全部确认" in client_for("office").get(path).content.decode()
    assert client_for("office").post(f"{path}confirm/").status_code == 302
    reward.refresh_from_db()
    assert reward.state == RewardState.CONFIRMED
    assert client_for("unit").post(f"{path}confirm/").status_code == 403


# ---- where it is shown ----


def test_others_read_what_was_confirmed_and_nothing_else(reward, office, client_for, team):
    places = [reward.get_absolute_url(), f"/facilities/teams/{team.pk}/", "/inspections/rewards/", reward.round.get_absolute_url()]  # fmt: skip
    places.append(f"/inspections/rounds/{reward.round_id}/bulletin/")

    def shown(role) -> list[bool]:
        return ["奖励1000元" in client_for(role).get(path).content.decode() for path in places]

    assert shown("unit") == [False] * 5
    assert shown("office") == [True, False, True, True, False], "the bulletin and the team's page tell what is decided"
    decide_reward(reward=reward, confirm=True, by=office, now=NOW)
    assert shown("unit") == shown("office") == [True] * 5


def test_the_bulletins_word_file_names_it_with_its_basis(reward, office, client_for):
    decide_reward(reward=reward, confirm=True, by=office, now=NOW)
    answer = client_for("office").get(f"/inspections/rounds/{reward.round_id}/bulletin/file/")
    text = text_of(answer)
    assert "奖励1000元" in text and "保洁队伍考核办法第七条" in text


def test_points_are_told_as_points(make_rule, office, team, client_for):
    make_rule(rows=[("0", None, "1.5")], paid_in="points")
    publish(assessed(team), office)
    assert "奖励1.5分" in client_for("office").get("/inspections/rewards/").content.decode()


def test_the_list_is_filtered_summed_and_exported(make_rule, office, team, town, client_for):
    make_rule()
    other = UnitFactory(name="马焦保洁队", kind=UnitKind.CLEANING_TEAM, parent=town.home)
    for unit, score in ((team, "96"), (team, "91"), (team, "70"), (other, "70")):
        confirm_all(round=publish(assessed(unit, score), office), by=office, now=NOW)
    client = client_for("office")
    totals = client.get(f"/inspections/rewards/?team={team.pk}").context["totals"]
    assert [(one.team, one.rewards, one.penalties, one.net) for one in totals] == [("枫钱保洁队", 1500, -300, 1200)]
    text = client.get(f"/inspections/rewards/?team={other.pk}&format=csv").getvalue().decode("utf-8-sig")
    assert text.count("马焦保洁队") == 1 and "枫钱保洁队" not in text


def test_a_round_of_another_level_has_no_such_page(client_for, office):
    round = RoundFactory(state=RoundState.PUBLISHED)
    assert client_for("office").get(f"/inspections/rounds/{round.pk}/rewards/").status_code == 404


def test_the_cost_of_the_pages_does_not_grow(make_rule, office, town, client_for):
    make_rule()
    numbers = count()
    round = assessed(UnitFactory(kind=UnitKind.CLEANING_TEAM, parent=town.home))

    def one_more():
        team = UnitFactory(name=f"第{next(numbers)}队", kind=UnitKind.CLEANING_TEAM, parent=town.home)
        RoundResultFactory(round=round, unit=team, basis=Basis.DEPARTMENT, base=Decimal(96), imported=True)
        propose_rewards(round=round, now=NOW)

    publish(round, office)
    assert_same_query_count(client_for("office"), f"/inspections/rounds/{round.pk}/rewards/", one_more)
    assert_same_query_count(client_for("office"), "/inspections/rewards/", one_more)
    days = (date(2020, 1, 1 + number) for number in range(28))
    assert_same_query_count(client_for("office"), RULES, lambda: make_rule(next(days)), n1=1, n2=5)
