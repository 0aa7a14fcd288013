"""A round's draw, in three steps that can't be taken twice: committed, performed, revealed with the publication.

The seed is made when the terms are fixed and shown to nobody before the results are published; its hash stands from the first
moment. So nobody can choose terms or points for a lot, and nobody can change the lot afterwards without being found out.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.trail import record
from facilities.models import Point
from inspections.draw import METHOD, Stratum, hash_of
from inspections.models import Assignment, Draw, Round
from inspections.selectors.draws import Candidate, as_rows, candidates, earlier_rounds, held_again
from inspections.services.assignments import locked_for_points
from inspections.services.handover import pass_drawn_visits_on

VISIT = ("point", "inspector")


def canonical(parameters: dict) -> str:
    """The text whose hash is published: JSON with sorted keys, no spaces, and letters as they are."""
    return json.dumps(parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@transaction.atomic
def commit_draw(
    *,
    round: Round,
    points: Iterable[Point],
    inspectors: Iterable[User],
    stratum: Stratum,
    least: int,
    size: int,
    twice: int,
    seed: str,
    by: User,
    now: datetime,
    today: date,
    earlier: Round | None = None,
    dry_run: bool = False,
) -> Draw:
    """Fixes terms, points and seed, and publishes their hashes. `points` need `responsible` prefetched.

    least: points of each stratum; size: in all; twice: percent. seed: made by chance, used once, at most 64 letters.
    dry_run: nothing is fixed, the answer is what would be, with the same hash of the parameters.
    Raises DomainError where there is a draw or an assignment already, the earlier round can't be visited again any more, or
    nothing can be drawn; NotAllowed for other people.
    """
    round = locked_for_points(round, by)
    _refuse_second(round)
    if earlier:
        _check_over(round, earlier)
    people = sorted(inspectors, key=lambda one: one.username)
    listed = candidates(round=round, points=points, inspectors=people, earlier=earlier, today=today)
    _refuse_impossible(listed, people, twice)
    parameters = {
        "method": METHOD,
        "stratum": str(stratum),
        "least": least,
        "size": size,
        "twice": twice,
        "inspectors": len(people),
        "points": [_published(one) for one in sorted(listed, key=lambda one: one.place.code)],
    }
    draw = Draw.objects.create(
        round=round,
        earlier=earlier,
        seed=seed,
        seed_hash=hash_of(seed),
        parameters=parameters,
        parameters_hash=hash_of(canonical(parameters)),
        keys={"inspectors": [one.pk for one in people], "points": {one.place.code: _key(one) for one in listed}},
        committed_at=now,
    )
    record(subject=round, by=by, verb="commit_draw", at=now, reason=draw.seed_hash)
    if dry_run:
        transaction.set_rollback(True)
    return draw


def _refuse_second(round: Round) -> None:
    if Draw.objects.filter(round=round).exists():
        raise DomainError(_("This round has a draw already. A second one would be a choice."))
    if round.assignments.exists():
        raise DomainError(_("Points are assigned in this round already: take them away first, then draw."))


def _check_over(round: Round, earlier: Round) -> None:
    """The earlier round is still what it was when the terms were chosen: over, and of another level. Locks it."""
    Round.objects.select_for_update(of=("self",)).get(pk=earlier.pk)
    if not earlier_rounds(round).filter(pk=earlier.pk).exists():
        raise DomainError(
            _("%(round)s can't be visited again: it was opened anew, or is of the same level. Choose another round."),
            params={"round": str(earlier)},
        )


def _refuse_impossible(listed: list[Candidate], people: list[User], twice: int) -> None:
    if not listed:
        raise DomainError(
            _(
                "No point can be drawn: none fits the choice, was visited 7 to 21 days before, and has an inspector who may go."
            )
        )
    if len({one.place.code for one in listed}) < len(listed):
        raise DomainError(_("Two points of different towns have the same code. Choose the units of one town."))
    if twice and len(people) < 2:
        raise DomainError(_("Points are scored twice by two inspectors: choose at least two."))


def _published(one: Candidate) -> dict:
    place = one.place
    return {"code": place.code, "unit": place.unit, "kind": place.kind, "barred": sorted(place.barred)}


def _key(one: Candidate) -> list:
    """The point's number and the days of its visit."""
    return [one.point.pk, *(day and day.isoformat() for day in one.window)]


@transaction.atomic
def perform_draw(*, round: Round, by: User, now: datetime) -> Draw:
    """Draws and assigns. Raises DomainError where nothing was committed, or it was done before."""
    round = locked_for_points(round, by)
    draw = Draw.objects.select_for_update().filter(round=round).first()
    if draw is None:
        raise DomainError(_("First fix the terms of the draw: its hash must stand before."))
    if draw.is_performed:
        raise DomainError(_("This draw has been held. It is held once."))
    if round.assignments.exists():
        raise DomainError(_("Points are assigned in this round already: take them away first, then draw."))
    draw.result, draw.performed_at = as_rows(held_again(draw)), now
    draw.save(update_fields=["result", "performed_at"])
    rows = assignments_of(draw)
    Assignment.objects.bulk_create(rows)
    record(subject=round, by=by, verb="perform_draw", at=now, changes={"assignments": [0, len(rows)]})
    pass_drawn_visits_on(round=round, by=by, now=now)
    return draw


def assignments_of(draw: Draw) -> list[Assignment]:
    """The visits of the result, not saved."""
    people, points = draw.keys["inspectors"], draw.keys["points"]
    return [
        Assignment(
            round_id=draw.round_id, point_id=points[code][0], inspector_id=people[number - 1],
            visit_from=_day(points[code][1]), visit_until=_day(points[code][2]),
        )
        for code, first, second in draw.result
        for number in (first, second)
        if number
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def reveal_seed(*, round: Round, now: datetime) -> None:
    """With the publication of a round the seed of its draw is everybody's. Call it in the publication's transaction."""
    draw = Draw.objects.select_for_update().filter(round=round, performed_at__isnull=False, revealed_at=None).first()
    if draw is None:
        return
    draw.revealed_at = now
    draw.save(update_fields=["revealed_at"])
    record(subject=round, by=None, verb="reveal_draw", at=now, reason=draw.seed)


def untimely_visits(round: Round) -> int:
    """How many visits were made outside the days that they were drawn for."""
    timed = round.assignments.exclude(visit_from=None)
    days = {
        (point, one): (first, last)
        for point, one, first, last in timed.values_list(*VISIT, "visit_from", "visit_until")
    }
    sheets = round.sheets.official().values_list(*VISIT, "visited_at", "submitted_at") if days else ()
    made = [(days.get((point, one)), visited or submitted) for point, one, visited, submitted in sheets]
    return sum(not (span[0] <= timezone.localdate(at) <= span[1]) for span, at in made if span)


def faults_of(draw: Draw) -> list[str]:
    """Holds the draw again and names what does not fit; an empty list: everything is as promised."""
    faults = []
    if hash_of(draw.seed) != draw.seed_hash:
        faults.append(_("The seed is not the one whose hash was published."))
    if hash_of(canonical(draw.parameters)) != draw.parameters_hash:
        faults.append(_("The terms or the list of points are not those whose hash was published."))
    if draw.is_performed and as_rows(held_again(draw)) != draw.result:
        faults.append(_("The seed and the list give another lot than the one that is kept."))
    return faults + changes_by_hand(draw)


def changes_by_hand(draw: Draw) -> list[str]:
    """What of the lot was changed afterwards, in words: everybody may know it, as everybody may repeat the draw."""
    if not draw.is_performed:
        return []
    now_there = set(draw.round.assignments.values_list("point", "inspector"))
    drawn = _drawn_visits(draw)
    missing, more = drawn - now_there, now_there - drawn
    faults = []
    if missing:
        faults.append(_("%(count)s drawn visits were taken away afterwards.") % {"count": len(missing)})
    if more:
        faults.append(_("%(count)s visits were added afterwards, not drawn.") % {"count": len(more)})
    return faults


def _drawn_visits(draw: Draw) -> set[tuple[int, int]]:
    """(point, inspector) as drawn; where somebody left, who took the visit over (services.handover)."""
    visits = {(one.point_id, one.inspector_id) for one in assignments_of(draw)}
    for point, left, successor in draw.keys.get("handed_over", ()):
        visits.discard((point, left))
        visits.add((point, successor))
    return visits
