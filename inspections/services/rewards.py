"""The rule of reward and penalty, and what comes of it: proposed when an assessment is published, decided by the office."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import UnitKind, User
from core.trail import record
from inspections.models import Basis, Level, Reward, RewardBand, RewardRule, RewardState, Round, RoundResult, Standing
from inspections.rewards import amount_of, check_bands
from inspections.services.results import VETOED

COUNTING = (Standing.RANKED, *VETOED)
"""A result of too few points is listed, not ranked: it brings nothing."""


@transaction.atomic
def save_rule(*, rule: RewardRule, bands: Iterable[RewardBand], by: User, now: datetime) -> RewardRule:
    """Keeps a new version, or one that has brought nothing yet, with these bands instead of those it had.

    Raises NotAllowed, DomainError (it has brought something; bands that are empty, overlap or don't rise), ValidationError.
    """
    if not by.access.covers(rule.town.path, "office"):
        raise NotAllowed(_("Only the campaign office of this town may do that."))
    is_new, bands = rule.pk is None, list(bands)
    before = "" if is_new else _told(RewardRule.objects.get(pk=rule.pk))
    if not is_new:
        _check_unused(rule)
    rule.full_clean()
    rule.save()
    rule.bands.all().delete()
    for band in bands:
        band.pk, band.rule = None, rule
        band.full_clean(exclude=["rule"])
    RewardBand.objects.bulk_create(bands)
    check_bands(rule.plain_bands())
    changes = {} if is_new else {"reward_rule": [before, _told(rule)]}
    record(subject=rule, by=by, verb="create" if is_new else "edit", at=now, reason=_told(rule), changes=changes)
    return rule


def _check_unused(rule: RewardRule) -> None:
    RewardRule.objects.select_for_update().get(pk=rule.pk)
    if rule.rewards.exists():
        raise DomainError(_("Something came of this version already: it stays. Make a new one from another day."))


def _told(rule: RewardRule) -> str:
    """A version in one line, for the trail."""
    bands = _("; ").join(f"{band.scores}: {band.amount_text}" for band in rule.bands.all())
    return f"{rule.get_paid_in_display()} · {rule.basis}\n{bands}"


@transaction.atomic
def propose_rewards(*, round: Round, now: datetime) -> list[Reward]:
    """What the rule gives each cleaning team for its result; call it in the transaction that published the results or amended
    them. What the office has decided stays; what waits follows the result, and goes where the result brings nothing any more."""
    if round.level != Level.CLEANING or not (rule := RewardRule.objects.for_round(round)):
        return []
    decided = set(round.rewards.exclude(state=RewardState.PROPOSED).values_list("team", flat=True))
    round.rewards.proposed().delete()
    results = RoundResult.objects.filter(
        round=round, basis=Basis.DEPARTMENT, unit__kind=UnitKind.CLEANING_TEAM, standing__in=COUNTING
    ).exclude(unit__in=decided)
    bands, made = rule.plain_bands(), []
    for result in results.order_by("unit__path"):
        amount = amount_of(result.score, bands, vetoed=result.standing in VETOED)
        if amount:
            made.append(
                Reward(
                    round=round, team_id=result.unit_id, rule=rule, score=result.score, amount=amount, proposed_at=now
                )
            )
    return Reward.objects.bulk_create(made)


@transaction.atomic
def work_out_rewards(*, round: Round, by: User, now: datetime) -> list[Reward]:
    """For an assessment that was published before its rule was entered. Raises NotAllowed, or DomainError (not published, no
    rule counts for it)."""
    round = Round.objects.select_for_update(of=("self",)).select_related("territory").get(pk=round.pk)
    _check_office(round, by)
    if not round.is_published:
        raise DomainError(_("Rewards and penalties by rule are worked out when the round is published."))
    if RewardRule.objects.for_round(round) is None:
        raise DomainError(_("No rule counts for this round. Enter one that counts from its last day or before."))
    return propose_rewards(round=round, now=now)


def _check_office(round: Round, by: User) -> None:
    if not by.access.covers(round.territory.path, "office"):
        raise NotAllowed(_("Only the campaign office of this town may do that."))


@transaction.atomic
def decide_reward(*, reward: Reward, confirm: bool, reason: str = "", by: User, now: datetime) -> Reward:
    """Confirms what the rule gives, or says why it is not carried out. Both are final.

    Raises NotAllowed, or DomainError (decided already, no reason given, the round is not published).
    """
    round = Round.objects.select_for_update(of=("self",)).select_related("territory").get(pk=reward.round_id)
    _check_office(round, by)
    reward = Reward.objects.select_related("team", "rule", "round").filter(pk=reward.pk).first()
    if reward is None or not reward.is_proposed:
        raise DomainError(_("This was decided or worked out anew in the meantime. Load the page again."))
    if not confirm and not reason.strip():
        raise DomainError(_("Say why it is not carried out."))
    reward.state = RewardState.CONFIRMED if confirm else RewardState.DECLINED
    reward.reason, reward.decided_by, reward.decided_at = ("" if confirm else reason.strip()), by, now
    reward.full_clean()
    reward.save()
    _tell(reward, by, now)
    return reward


@transaction.atomic
def confirm_all(*, round: Round, by: User, now: datetime) -> int:
    """Confirms everything that waits in a round; how many there were. Raises NotAllowed."""
    _check_office(round, by)
    waiting = list(round.rewards.proposed())
    for reward in waiting:
        decide_reward(reward=reward, confirm=True, by=by, now=now)
    return len(waiting)


def _tell(reward: Reward, by: User, now: datetime) -> None:
    """In the trail of the round, where the results stand, and of the reward itself."""
    verb = "confirm_reward" if reward.state == RewardState.CONFIRMED else "decline_reward"
    amount = f"{reward.amount:+f} {reward.rule.get_paid_in_display()}"
    reason = reward.reason or reward.rule.basis
    record(
        subject=reward, by=by, verb=verb, at=now, old_state=RewardState.PROPOSED, new_state=reward.state, reason=reason
    )
    record(subject=reward.round, by=by, verb=verb, at=now, reason=reason, changes={str(reward.team): ["", amount]})
