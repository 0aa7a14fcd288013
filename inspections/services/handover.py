"""Visits of an inspector who leaves go over to another one, as far as the rules let them; the rest is free for the office to give out.

A sheet is what one person saw (the domain rules, sections 4 and 5): one that was begun and not handed in goes over to nobody. It
ends as void, and whoever takes the visit over makes it anew.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import Role, User
from core.people.handover import Departure, Piece
from core.people.heirs import heir_of
from core.trail import record
from inspections.models import Assignment, Draw, Round, RoundState, Sheet, SheetState
from inspections.selectors.earlier_visits import earlier_visits
from inspections.services.assignments import may_be_assigned, may_visit, own_paths, units_of

VERB = "hand_over"


# ---- drafts ----


def _drafts(person: User):
    """Those of rounds that are not published: what is left of older ones is nobody's work."""
    return Sheet.objects.drafts().of_inspector(person).exclude(round__state=RoundState.PUBLISHED).order_by("pk")


def open_drafts(person: User, day: date) -> int:
    return _drafts(person).count()


def plan_drafts(departure: Departure) -> list[Piece]:
    rows = _drafts(departure.person).select_related("round", "point")
    return [
        Piece(
            text=f"{sheet.point} · {sheet.round}",
            path=sheet.round.get_absolute_url(),
            why_not=_("A sheet is what one person saw: nobody else hands it in."),
            then=_("It ends as void; the visit is made anew."),
        )
        for sheet in rows
    ]


def hand_over_drafts(departure: Departure, by: User | None, now: datetime) -> list[Piece]:
    pieces = plan_drafts(departure)
    reason = _("%(person)s left before it was handed in.") % {"person": departure.person}
    for sheet in _drafts(departure.person).select_for_update():
        sheet.state = SheetState.VOID
        sheet.save(update_fields=["state"])
        record(
            subject=sheet,
            by=by,
            verb="void",
            at=now,
            old_state=SheetState.DRAFT,
            new_state=SheetState.VOID,
            reason=reason,
        )
    return pieces


# ---- visits ----


def _visits(person: User):
    """Those not made yet, in rounds that are not published: one that is closed may be opened again."""
    made = Sheet.objects.handed_in().filter(
        round=OuterRef("round"), point=OuterRef("point"), inspector=OuterRef("inspector")
    )
    rows = Assignment.objects.filter(~Exists(made), inspector=person).exclude(round__state=RoundState.PUBLISHED)
    return rows.order_by("round__starts_on", "round", "point__code", "pk")


def open_visits(person: User, day: date) -> int:
    return _visits(person).count()


def plan_visits(departure: Departure) -> list[Piece]:
    return [piece for _visit, piece in _planned(departure)]


def hand_over_visits(departure: Departure, by: User | None, now: datetime) -> list[Piece]:
    """One entry in the trail of each round for those that went over, and one for those that are free."""
    rounds = _visits(departure.person).values("round")
    list(Round.objects.select_for_update().filter(pk__in=rounds).order_by("pk"))
    planned = _planned(departure)
    _give_over(planned, departure, by, now)
    return [piece for _visit, piece in planned]


def _give_over(planned: list[tuple[Assignment, Piece]], departure: Departure, by: User | None, now: datetime) -> None:
    by_round: dict[Round, tuple[list[Assignment], list[Assignment]]] = defaultdict(lambda: ([], []))
    for visit, piece in planned:
        by_round[visit.round][0 if piece.goes_over else 1].append(visit)
    for round, (taken, free) in by_round.items():
        Assignment.objects.filter(pk__in=[visit.pk for visit in taken]).update(inspector=departure.successor)
        Assignment.objects.filter(pk__in=[visit.pk for visit in free]).delete()
        _note_in_draw(round, taken, departure)
        _tell(round, taken, departure.successor, departure, by, now)
        _tell(round, free, None, departure, by, now)


def _tell(round: Round, visits: list[Assignment], to: User | None, departure: Departure, by, now: datetime) -> None:
    if visits:
        names = "、".join(visit.point.name for visit in visits)
        changes = {"inspector": [str(departure.person), str(to or "")]}
        record(subject=round, by=by, verb=VERB, at=now, reason=names, changes=changes)


def _note_in_draw(round: Round, taken: list[Assignment], departure: Departure) -> None:
    """A drawn visit that went over is no visit taken away: whoever repeats the draw is told (services.draws.faults_of)."""
    draw = Draw.objects.select_for_update().filter(round=round, performed_at__isnull=False).first()
    if draw is None or not taken:
        return
    moves = [[visit.point_id, departure.person.pk, departure.successor.pk] for visit in taken]
    draw.keys = draw.keys | {"handed_over": [*draw.keys.get("handed_over", []), *moves]}
    draw.save(update_fields=["keys"])


def _planned(departure: Departure) -> list[tuple[Assignment, Piece]]:
    visits = _visits(departure.person).select_related("round__territory", "point__unit", "point__in_charge")
    visits = list(visits.prefetch_related("point__responsible"))
    barred: dict[int, Callable[[Assignment], str]] = {}
    for visit in visits:
        if visit.round_id not in barred:
            barred[visit.round_id] = _bars(visit.round, departure)
    return [(visit, _piece(visit, barred[visit.round_id](visit))) for visit in visits]


def _piece(visit: Assignment, why_not: str) -> Piece:
    then = _("It is free: give it to another inspector of the round.") if why_not else ""
    return Piece(f"{visit.point} · {visit.round}", visit.round.get_absolute_url(), why_not, then)


def _bars(round: Round, departure: Departure) -> Callable[[Assignment], str]:
    """A question for a visit of this round: why may the successor not take it? '' where they may."""
    successor = departure.successor
    if successor is None:
        return lambda visit: _("Nobody takes over.")
    if not _inspects(round, departure):
        return lambda visit: _("%(name)s holds no inspector's post for this round.") % {"name": successor}
    own = own_paths([successor], round, departure.day)
    territory = round.territory.path
    below = [path for path in departure.to_come if path != territory and path.startswith(territory)]
    own.setdefault(successor.pk, []).extend(below)
    there = set(round.assignments.filter(inspector=successor).values_list("point", flat=True))
    seen = _seen_before(round, successor)

    def why_not(visit: Assignment) -> str:
        if not may_visit(units_of(visit.point), own)(successor.pk):
            return _("The point belongs to a unit of %(name)s: nobody inspects their own.") % {"name": successor}
        if visit.point_id in there:
            return _("%(name)s visits this point already; the second visit is somebody else's.") % {"name": successor}
        if visit.point_id in seen:
            return _("%(name)s made the earlier visit: a blind revisit is somebody else's.") % {"name": successor}
        return ""

    return why_not


def _inspects(round: Round, departure: Departure) -> bool:
    """By a post of that day, or by one that comes over with the work."""
    if may_be_assigned(round, departure.day).filter(pk=departure.successor.pk).exists():
        return True
    posts = departure.person.posts.filter(role=Role.INSPECTOR, unit__path__in=departure.to_come)
    paths = posts.values_list("unit__path", flat=True)
    territory = round.territory.path
    return any(territory.startswith(path) or path.startswith(territory) for path in paths)


def _seen_before(round: Round, successor: User) -> set[int]:
    """Points of which a blind revisit must not be theirs."""
    draw = Draw.objects.filter(round=round, earlier__isnull=False).select_related("earlier").first()
    if draw is None:
        return set()
    return {point for point, earlier in earlier_visits(draw.earlier).items() if successor.pk in earlier.inspectors}


# ---- a draw that is held after somebody left ----


def _draws(person: User) -> list[Draw]:
    """Those that name this inspector and were not held yet. Of one who has left none waits: see `pass_drawn_visits_on`."""
    if not person.is_active:
        return []
    rows = Draw.objects.filter(performed_at=None).exclude(round__state=RoundState.PUBLISHED).select_related("round")
    return [draw for draw in rows.order_by("pk") if person.pk in draw.keys.get("inspectors", ())]


def open_draws(person: User, day: date) -> int:
    return len(_draws(person))


def plan_draws(departure: Departure) -> list[Piece]:
    why_not = "" if departure.successor else _("Nobody takes over.")
    then = _("The terms stay as they were published. What is drawn for this person goes on when the draw is held.")
    return [Piece(str(draw.round), draw.round.get_absolute_url(), why_not, then) for draw in _draws(departure.person)]


def hand_over_draws(departure: Departure, by: User | None, now: datetime) -> list[Piece]:
    """With the end of the account alone."""
    return plan_draws(departure)


@transaction.atomic
def pass_drawn_visits_on(*, round: Round, by: User, now: datetime) -> None:
    """A draw names its inspectors when its terms are fixed. Visits drawn for one who left since then go on as their other work
    did. Call it in the transaction of the draw."""
    gone = User.objects.filter(is_active=False, assignments__round=round).distinct().order_by("pk")
    for person in gone:
        departure = Departure(person, heir_of(person), timezone.localdate(now))
        _give_over([pair for pair in _planned(departure) if pair[0].round_id == round.pk], departure, by, now)
