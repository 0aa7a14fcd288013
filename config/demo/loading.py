"""Puts the demo town together, from its units to the task that was reported this morning."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from config.demo.activities import make_activities
from config.demo.bulletins import make_city_rounds
from config.demo.control_lines import make_control_lines
from config.demo.corrections import make_corrections
from config.demo.dates import Dates
from config.demo.draws import draw_revisit
from config.demo.drives import make_drives
from config.demo.effects import make_expected_effects
from config.demo.facilities import make_facilities
from config.demo.honours import make_honours
from config.demo.late import hand_in_late, hold_back
from config.demo.lifecycle import finish_rounds, is_over, open_rounds
from config.demo.mornings import mornings
from config.demo.notices import read_old_notices
from config.demo.open_stories import OPEN_STORIES
from config.demo.past_stories import past_stories
from config.demo.people import make_people, people_by_unit
from config.demo.plans import make_plans
from config.demo.points import make_point_kinds, make_points
from config.demo.problems import make_problem_kinds
from config.demo.projects import make_projects
from config.demo.reports import make_reports
from config.demo.rewards import decide_rewards, make_reward_rules, make_rewards
from config.demo.rounds import Plan, is_drawn, make_rounds
from config.demo.samples import make_samples, sample_photos
from config.demo.sheets import write_sheets
from config.demo.shelf import PhotoShelf, give_lasting_keys
from config.demo.standards import make_standards
from config.demo.telling import Happening, Teller
from config.demo.timing import Clock, closed_timeline, open_timeline
from config.demo.town import CITY, HOME, make_units
from config.demo.visits import make_sheet, visits_in
from config.demo.years import make_years
from core.workdays.office import office_calendar
from inspections.models import Level, Round
from rectification.models import Limit

LOTS = 2
"""Sets of photos that closed tasks share; every open task has photos of its own."""

STATES = ((1, ""), (0, ""), (0, "recheck"))
"""As found, put right, and as seen at the recheck: trouble left and shot (see `pictures.take`)."""


class DemoLoader:
    """Makes everything up to one moment. Call it in a transaction, on an empty database; `close` it in the end."""

    def __init__(self, now: datetime):
        self.dates = Dates(now)
        self.past = past_stories(self.dates)
        self.shelf = PhotoShelf()
        self.shelf.order(self._usual_photos())

    def close(self) -> None:
        """Stops drawing, whether all was made or something failed."""
        self.shelf.close()

    def make_ground(self) -> None:
        """Units, people, places, words."""
        self.units = make_units()
        self.town = self.units[HOME]
        self.people = make_people(self.units, self.dates.at(self.dates.today.replace(day=1), 8))
        self.problems = make_problem_kinds()
        self.lines = make_control_lines()
        kinds = make_point_kinds()
        self.points = make_points(self.town, self.units, kinds)
        self.standards = make_standards(kinds, self.problems)
        make_honours(self)  # while last year is still open
        make_years(self.dates)
        self.projects = make_projects(self)
        make_expected_effects()
        make_facilities(self)
        make_plans(self)
        make_activities(self)

    def make_results(self) -> None:
        """The city's bulletins, and the town's own rounds with their sheets and results."""
        self.city_rounds = make_city_rounds(self.units, self.units[CITY], self.dates)
        self.plans = make_rounds(self.town, self.standards, self.dates, self.points, self.people)
        office = self.people["office"]
        over = [plan for plan in self.plans if is_over(plan, self.dates)]
        open_rounds(over, self.dates, office)
        hold_back(over, self.dates)
        write_sheets(over, self.dates, self.points, self.people, self.units)
        make_rewards(over, self.units, office, self.dates)
        make_reward_rules(self.town, office, self.dates)
        finish_rounds(over, self.dates, office)
        decide_rewards(over, office, self.dates)
        make_corrections(over, self.people, self.dates)
        hand_in_late(over, self.points, self.people, self.dates)
        in_progress = [plan for plan in self.plans if not is_over(plan, self.dates)]
        for plan in in_progress:
            if is_drawn(plan, self.dates):
                draw_revisit(plan, self.dates, self.people)
        open_rounds(in_progress, self.dates, office)

    def make_work(self) -> None:
        """The tasks and the round in progress, step by step in the order of time."""
        limits = Limit.objects.values_list("kind__name", "severity", "amount", "unit")
        by_kind = {(kind, severity): (amount, unit) for kind, severity, amount, unit in limits}
        self.clock = Clock(self.dates.now, office_calendar(), by_kind)
        self.teller = Teller(
            self.town, self.units, self.points, self.problems, self.lines, self.people, people_by_unit(self.people),
            self._last_rounds(), self.shelf,
        )  # fmt: skip
        make_samples(self.standards.second, self.people["office"], self.dates, self.shelf)
        happenings = [*self._past(), *self._present(), *self._visits(), *mornings(self.dates)]
        for _moment, happen in sorted(happenings, key=lambda happening: happening[0]):
            happen()
        make_drives(self)
        give_lasting_keys()
        read_old_notices(self.dates)
        make_reports(self.town, self.people["office"], self.dates)

    def _past(self) -> list[Happening]:
        found = []
        for number, past in enumerate(self.past):
            rng = Random(f"past story {number}")
            moments = closed_timeline(past.story, past.reported, past.share, self.clock, rng)
            found += self.teller.happenings(past.story, moments, lot(number), rng)
        return found

    def _usual_photos(self) -> Iterator[tuple]:
        """Scene, place, trouble left and shot of the samples, and of what most stories show."""
        yield from sample_photos()
        for number, past in enumerate(self.past):
            for state in STATES:
                yield past.story.scene, lot(number), *state
        for story in OPEN_STORIES:
            if story.has_photo:
                yield story.scene, story.what, *STATES[0]

    def _present(self) -> list[Happening]:
        found = []
        for story in OPEN_STORIES:
            rng = Random(f"open story {story.what}")
            moments = open_timeline(story, self.clock, rng)
            found += self.teller.happenings(story, moments, story.what, rng)
        return found

    def _visits(self) -> list[Happening]:
        in_progress = [plan for plan in self.plans if not is_over(plan, self.dates)]
        visits = [visit for plan in in_progress for visit in visits_in(plan, self.clock, self.points, self.people)]
        return [(visit.started_at, lambda visit=visit: make_sheet(visit, self.shelf)) for visit in visits]

    def _last_rounds(self) -> dict[str, tuple[str, str]]:
        """What the labels of stories name: the newest round of each kind that is over, with its address."""
        city = [round for round in self.city_rounds if not round.covers_year][-1]
        return {
            "city": _named(city),
            "check": _named(self._last(Level.SELF_CHECK).round),
            "blind": _named(self._last(Level.REVISIT).round),
        }

    def _last(self, level: str) -> Plan:
        return [plan for plan in self.plans if plan.round.level == level and is_over(plan, self.dates)][-1]


def _named(round: Round) -> tuple[str, str]:
    """Its name without the year, and its address."""
    return round.name.split("年", 1)[1], round.get_absolute_url()


def lot(number: int) -> str:
    """Which set of photos a past story shows."""
    return f"lot {number % LOTS}"
