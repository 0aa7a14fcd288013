"""Who may open what: reward and penalty by rule. See tests/access_matrix.py. The rule is public; what it brings is the office's
to confirm, and everybody's to read from then on."""

from datetime import date
from decimal import Decimal

from core.models import UnitKind
from inspections.models import Level, Reward, RewardRule, RoundState
from tests import factories
from tests.access_route import Route, route
from tests.access_scene import Scene


def rule(scene: Scene) -> dict:
    fields = {"town": scene.town.home, "counts_from": date(2026, 1, 1)}
    return {"pk": RewardRule.objects.get_or_create(**fields, defaults={"basis": "考核办法"})[0].pk}


def assessment(scene: Scene) -> dict:
    """Published."""
    fields = {"territory": scene.town.home, "level": Level.CLEANING, "state": RoundState.PUBLISHED}
    return {"pk": factories.RoundFactory(**fields).pk}


def reward(scene: Scene) -> dict:
    """Waits for the office."""
    team = factories.UnitFactory(kind=UnitKind.CLEANING_TEAM, parent=scene.town.home)
    made = Reward.objects.create(
        round_id=assessment(scene)["pk"], team=team, rule_id=rule(scene)["pk"], score=Decimal(96), amount=Decimal(500),
        proposed_at=factories.NOW,
    )  # fmt: skip
    return {"pk": made.pk}


REWARDS: list[Route] = [
    #             anonymous office leader inspector unit other_unit admin
    route("inspections:rewards", get="in 200"),
    route("inspections:reward_rules", get="in 200"),
    route("inspections:reward_rule_new", both="in 200 403 403 403 403 403"),
    route("inspections:reward_rule", rule, both="in 200 403 403 403 403 403"),
    route("inspections:reward_decide", reward, post="in 302 403 404 404 404 403"),
    route("inspections:round_rewards", assessment, get="in 200"),
    route("inspections:rewards_confirm", assessment, post="in 302 403 403 403 403 403"),
    route("inspections:rewards_work_out", assessment, post="in 302 403 403 403 403 403"),
]
