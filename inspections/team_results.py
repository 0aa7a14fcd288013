"""The results of cleaning teams in their assessment rounds, for the pages about the teams (facilities.team_results)."""

from collections.abc import Sequence

from core.models import Unit, User
from facilities.team_results import TeamResult
from inspections.models import Basis, Level, Reward, Round, RoundResult


def team_results(teams: Sequence[Unit], user: User, newest: int) -> dict[int, list[TeamResult]]:
    """team > its newest results as the responsible unit, the newest first; three queries, however many teams."""
    rounds = Round.objects.with_results_for(user).filter(level=Level.CLEANING).order_by("-starts_on", "-pk")
    rows = RoundResult.objects.visible_to(user).filter(
        round__in=list(rounds[: newest * 4]), basis=Basis.DEPARTMENT, unit__in=list(teams)
    )
    rewards = Reward.objects.visible_to(user).confirmed().filter(team__in=list(teams)).select_related("rule")
    said = {(reward.round_id, reward.team_id): reward.said for reward in rewards}
    found: dict[int, list[TeamResult]] = {}
    for row in rows.select_related("round").order_by("-round__starts_on", "-round"):
        found.setdefault(row.unit_id, []).append(_result(row, said.get((row.round_id, row.unit_id), "")))
    return {team: results[:newest] for team, results in found.items()}


def _result(row: RoundResult, reward: str) -> TeamResult:
    return TeamResult(
        name=row.round.name,
        url=row.round.get_absolute_url(),
        on=row.round.starts_on,
        score=row.score,
        rank=row.rank,
        adjustment=row.adjustment,
        points=row.points,
        reward=reward,
    )
