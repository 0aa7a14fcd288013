"""The rounds of a new year: those that the office planned in the year before, as drafts a year later, inspectors proposed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.access import within
from core.models import Unit
from core.opening_year import Opening
from core.trail import entry_of, record_many
from core.units.history import living
from inspections.models import Assignment, Draw, Round, Standard
from inspections.services.assignments import may_be_assigned, may_visit, own_paths, units_of


@dataclass
class NextRound:
    """One round on its way: not stored yet. visits: (point id, inspector id). left: visits of the old one that cannot be
    proposed again: the point is out of use, the inspector holds no post, or the unit is the own one. drawn: drawn anew.

    The round of a unit that has ended since is its heir's."""

    old: Round
    new: Round
    visits: list[tuple[int, int]] = field(default_factory=list)
    left: int = 0
    drawn: bool = False


def next_rounds(opening: Opening) -> list[NextRound]:
    """The rounds that opening the year would make, by day.

    Copied is what the office planned itself: rounds with a standard for which inspectors were named. What the city gave in
    bulletins comes with the next bulletin; what the new year has already (same level, series and number) stays as it is. The
    number of queries doesn't grow with the rounds.
    """
    there = set(Round.objects.filter(year=opening.year).values_list("level", "series", "number"))
    planned = [
        round for round in _planned(opening.source, opening) if (round.level, round.series, round.number) not in there
    ]
    versions = versions_in_use(round.standard for round in planned)
    grounds = {round.territory_id: round.territory for round in planned}
    grounds = {key: living(unit) for key, unit in grounds.items()}  # a query for one that has ended
    found = [
        NextRound(round, _a_year_later(round, opening, versions, grounds[round.territory_id])) for round in planned
    ]
    _propose_visits(found, opening)
    return sorted(found, key=lambda one: (one.new.starts_on, one.new.level, one.new.number))


def _planned(year: int, opening: Opening) -> list[Round]:
    rounds = Round.objects.filter(within("territory", [opening.town.path]), year=year, number__isnull=False)
    named = Assignment.objects.filter(round__year=year).order_by().values("round")
    return list(rounds.filter(standard__isnull=False, pk__in=named).select_related("standard", "territory"))


def versions_in_use(standards: Iterable[Standard]) -> dict[str, Standard]:
    """The newest version of each of these standards by which a round has been held: what the office works by at the end."""
    names = {standard.name for standard in standards}
    versions = Standard.objects.filter(name__in=names, frozen_at__isnull=False).order_by("version")
    return {standard.name: standard for standard in versions}


def standards_in_use(opening: Opening) -> list[Standard]:
    """The standards of the rounds that would be copied, each in the version that is in use."""
    versions = versions_in_use(round.standard for round in _planned(opening.source, opening))
    return sorted(versions.values(), key=lambda standard: standard.name)


def _a_year_later(old: Round, opening: Opening, versions: dict[str, Standard], ground: Unit) -> Round:
    years = opening.year - opening.source
    return Round(
        year=opening.year,
        level=old.level,
        series=old.series,
        number=old.number,
        name=old.name.replace(str(opening.source), str(opening.year)),
        territory=ground,
        standard=versions.get(old.standard.name, old.standard),
        announced=old.announced,
        starts_on=years_later(old.starts_on, years),
        ends_on=years_later(old.ends_on, years),
        weight=old.weight,
        source=old.source,
    )


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _propose_visits(found: list[NextRound], opening: Opening) -> None:
    by_round = {one.old.pk: one for one in found}
    drawn = set(Draw.objects.filter(round__in=by_round).values_list("round", flat=True))
    for one in found:
        one.drawn = one.old.pk in drawn
    rows = Assignment.objects.filter(round__in=by_round.keys() - drawn).order_by("point__code", "pk")
    rows = list(rows.select_related("point__unit", "point__in_charge").prefetch_related("point__responsible"))
    fit = _fit_inspectors(found, opening)
    for row in rows:
        one = by_round[row.round_id]
        free = row.inspector_id in fit and may_visit(units_of(row.point), fit)(row.inspector_id)
        if row.point.is_active and free:
            one.visits.append((row.point_id, row.inspector_id))
        else:
            one.left += 1


def _fit_inspectors(found: list[NextRound], opening: Opening) -> dict[int, list[str]]:
    """Who holds an inspector's post in the town on the day of the act > the paths of the own units, where nobody inspects."""
    if not found:
        return {}
    ground = Round(territory=opening.town)
    inspectors = list(may_be_assigned(ground, opening.today))
    own = own_paths(inspectors, ground, opening.today)
    return {one.pk: own.get(one.pk, []) for one in inspectors}


def make_next_rounds(opening: Opening, now: datetime) -> int:
    """Stores them as drafts, each with its entry in the trail. Call it in the transaction of the act."""
    found = next_rounds(opening)
    Round.objects.bulk_create([one.new for one in found])
    Assignment.objects.bulk_create(
        [
            Assignment(round=one.new, point_id=point, inspector_id=inspector)
            for one in found
            for point, inspector in one.visits
        ],
        batch_size=500,
    )
    record_many(_entry(one, opening, now) for one in found)
    return len(found)


def _entry(one: NextRound, opening: Opening, now: datetime):
    words = _("Copied from %(round)s when the year was opened.") % {"round": one.old.name}
    changes = {"assignments": [0, len(one.visits)]} if one.visits else {}
    return entry_of(
        subject=one.new, by=opening.by, verb="create", at=now, new_state=one.new.state, reason=words, changes=changes
    )
