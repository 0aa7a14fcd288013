"""The blind revisit in progress: its points were drawn by lot among those of the month's self-check."""

from hashlib import sha256

from config.demo.dates import Dates
from config.demo.people import INSPECTORS
from config.demo.rounds import HALF_DONE, Plan
from config.demo.visits import KNOWN_TROUBLE
from core.models import User
from facilities.models import Point
from inspections.draw import Stratum, Terms, hold_draw
from inspections.models import Level, Round
from inspections.selectors.draws import candidates
from inspections.services.draws import commit_draw, perform_draw

TERMS = Terms(Stratum.KIND, least=1, size=20, twice=10, inspectors=len(INSPECTORS))
SEEDS = 400
"""So many are tried for one whose lot the demo's stories fit. A town has one try."""


def draw_revisit(plan: Plan, dates: Dates, people: dict[str, User]) -> None:
    """Draws on the morning of the first day, before the round is opened, and takes the visits into the plan."""
    round, office = plan.round, people["office"]
    earlier = Round.objects.get(year=round.year, level=Level.SELF_CHECK, number=round.number)
    inspectors = sorted((people[name] for name in INSPECTORS), key=lambda one: one.username)
    asked = {
        "points": list(Point.objects.select_related("unit", "in_charge", "kind").prefetch_related("responsible")),
        "inspectors": inspectors,
        "earlier": earlier,
        "today": round.starts_on,
    }
    places = [one.place for one in candidates(round=round, **asked)]
    terms = {name: getattr(TERMS, name) for name in ("stratum", "least", "size", "twice")}
    seed = _seed(round.name, places)
    commit_draw(round=round, seed=seed, by=office, now=dates.at(round.starts_on, 8), **asked, **terms)
    perform_draw(round=round, by=office, now=dates.at(round.starts_on, 8, 5))
    visits = round.assignments.order_by("visit_from", "point__code", "pk")  # as their days come
    plan.visits = list(visits.values_list("inspector__username", "point__code"))


def _seed(name: str, places: list) -> str:
    """One whose lot has the market for the first inspector, and the garbage house whose trouble is known."""
    seeds = [sha256(f"{name} {number}".encode()).hexdigest() for number in range(SEEDS)]
    return next((seed for seed in seeds if _fits(seed, places)), seeds[0])


def _fits(seed: str, places: list) -> bool:
    first = {one.place.code: one.first for one in hold_draw(seed, places, TERMS) if not one.second}
    return first.get(HALF_DONE) == 1 and first.keys() >= KNOWN_TROUBLE
