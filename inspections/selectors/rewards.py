"""Reward and penalty by rule, as the pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from core.formats import cn_date
from core.models import Unit, User
from core.trail_text import TrailLine, trail_of_all
from inspections.models import Level, Reward, RewardRule, RewardState, RewardUnit, Round
from inspections.selectors.rounds import keeps

NEWEST = 10


@dataclass(frozen=True)
class RuleRow:
    """A version of the rule. standing: 'now', 'later' or 'before'; used: what it brought."""

    rule: RewardRule
    standing: str
    used: int

    @property
    def may_change(self) -> bool:
        return not self.used


def rule_rows(user: User, today: date) -> list[RuleRow]:
    """All versions, the newest first."""
    rules = RewardRule.objects.visible_to(user).annotate(used=Count("rewards")).order_by("-counts_from")
    rows, now_found = [], False
    for rule in rules.prefetch_related("bands"):
        standing = "later" if rule.counts_from > today else "before" if now_found else "now"
        now_found = now_found or standing == "now"
        rows.append(RuleRow(rule, standing, rule.used))
    return rows


def rule_trail(rows: Iterable[RuleRow]) -> list[TrailLine]:
    """Who changed which version, and when."""
    return trail_of_all(RewardRule, {row.rule.pk: cn_date(row.rule.counts_from) for row in rows}, NEWEST)


@dataclass(frozen=True)
class TeamTotal:
    """What was confirmed for a team, in one unit of amounts."""

    team: str
    unit: str
    rewards: Decimal
    penalties: Decimal

    @property
    def net(self) -> Decimal:
        return self.rewards + self.penalties


def team_totals(rewards) -> list[TeamTotal]:
    """Of the confirmed ones among these rows, by team and unit of amounts."""
    sums = (
        rewards.filter(state=RewardState.CONFIRMED)
        .order_by()
        .values_list("team__path", "team__name", "rule__paid_in")
        .annotate(up=Sum("amount", filter=Q(amount__gt=0)), down=Sum("amount", filter=Q(amount__lt=0)))
    )
    return [
        TeamTotal(name, str(RewardUnit(paid_in).label), up or Decimal(0), down or Decimal(0))
        for _path, name, paid_in, up, down in sorted(sums, key=lambda row: (row[0], row[2]))
    ]


def rewarded_teams(request):
    """Teams with something that this person may read."""
    return Unit.objects.filter(pk__in=Reward.objects.visible_to(request.user).order_by().values("team"))


def rewards_of_round(round: Round, user: User) -> Iterable[Reward]:
    """Nothing where the round is no assessment of teams; then no query either."""
    if round.level != Level.CLEANING:
        return []
    return Reward.objects.visible_to(user).filter(round=round).with_names().order_by("-score", "team__path")


def round_rewards_page(round: Round, user: User) -> dict:
    """All that the page of a round's rewards shows. rule: the version that counts for it, None for none."""
    rewards = list(rewards_of_round(round, user))
    rule = RewardRule.objects.visible_to(user).prefetch_related("bands").for_round(round)
    return {
        "round": round,
        "rewards": rewards,
        "rule": rewards[0].rule if rewards else rule,
        "waiting": sum(reward.is_proposed for reward in rewards),
        "is_keeper": keeps(user, round),
        "may_work_out": rule is not None and round.is_published and not rewards,
    }
