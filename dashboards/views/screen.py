"""/screen/: the overview for a wall. One page that asks for its figures anew by itself, and the figures alone."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from core.access import require
from core.charts import ChartView
from core.kept import kept
from dashboards.forms import year_words
from dashboards.selectors.overview import Overview
from dashboards.selectors.rankings import Ranking
from dashboards.selectors.screen import Residents, Screen, Standings, beside_screen, screen, standings
from dashboards.views.charts import CourseChart, course_axis
from dashboards.views.pages import course_legend
from dashboards.words import notes
from dashboards.words import screen as words
from dashboards.words.beside import project_line
from dashboards.words.rows import shown
from dashboards.words.screen import Fact

STEPS = 6
"""At most so many lines across a chart of numbers."""
FEW = 8
"""So few rows are written larger."""
READERS = ("office", "leader", "admin")


@dataclass(frozen=True)
class KeptPages:
    """The pages of projects and of residents as HTML, and their figures on the first page."""

    works: str
    residents: str
    money: Fact
    clearance: Fact


class ScreenPages(TemplateView):
    """The wall's pages with their figures, without what stands around them: what the wall asks for every few minutes."""

    template_name = "dashboards/_screen_pages.html"

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        require(request.user, *READERS)
        request.session.modified = True  # a wall that is on stays signed in: nobody stands before it every morning
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        now = timezone.localtime()
        shown, beside = screen(self.request.user, now), self.get_beside(now)
        return (
            super().get_context_data(**kwargs)
            | {"now": now, "release": release(), "page_names": page_names(), "screen": shown, "seen": shown.seen}
            | self.get_overview(shown, beside, now.year)
            | self.get_villages(shown.seen.villages)
            | {"beside": beside}
        )

    def get_beside(self, now: datetime) -> KeptPages:
        """Kept for this reader, language and day."""
        user = self.request.user
        of = ("screen", user.pk, user.access.posts, get_language(), now.date())
        return kept(of, lambda: make_pages(self.request, now.date()))

    def get_overview(self, shown: Screen, beside: KeptPages, this_year: int) -> dict:
        seen, course = shown.seen, shown.seen.city.course
        axis = course_axis(course)
        return {
            "standing": words.standing_line(seen.own) if seen.own else "",
            "places": words.places_line(course),
            "stops": words.stops_of(course),
            "facts": words.overview_facts(shown, beside.money, beside.clearance, this_year),
            "course_title": notes.course_title(seen.board.year, this_year),
            "course": course_figures(self.request, seen),
            "course_alt": notes.course_alt(course, seen.board.year),
            "course_start": axis[0] if axis else 0,
            "legend": course_legend(course, seen.board.year),
        }

    def get_villages(self, villages: Ranking | None) -> dict:
        if villages is None:
            return {"tables": []}
        rose, fell = words.moves(villages)
        tables = standings(villages.groups)
        return {
            "tables": [self.table_of(one, villages) for one in tables],
            "few": sum(len(one.first) + len(one.last) for one in tables) <= FEW,
            "rose": rose,
            "fell": fell,
        }

    def table_of(self, one: Standings, villages: Ranking) -> dict:
        rows = [
            {"shown": shown(row, villages.board, one.group), "likely": words.likely(row), "row": row}
            for row in [*one.first, *one.last]
        ]
        cut = len(one.first)
        return {
            "group": one.group,
            "first": rows[:cut],
            "last": rows[cut:],
            "left_out": one.left_out,
            "places": max(len(one.group.ranked), len(one.group.sure)),
            "doubts": words.doubts(one.group, villages),
        }


class ScreenPage(ScreenPages):
    """The page itself. It holds the figures of the moment it was opened, so that it never stands empty."""

    template_name = "dashboards/screen.html"

    def get_context_data(self, **kwargs):
        every = settings.SCREEN_REFRESH_SECONDS
        return super().get_context_data(**kwargs) | {
            "refresh": every,
            "turn": settings.SCREEN_PAGE_SECONDS,
            "minutes": max(1, round(every / 60)),
            "time_zone": settings.TIME_ZONE,
        }


def make_pages(request, today: date) -> KeptPages:
    found = beside_screen(request.user, today)
    works, residents = found.works, found.residents
    return KeptPages(
        works=render_to_string(
            "dashboards/_screen_works.html",
            {
                "works": works,
                "projects": [project_line(row) for row in works.rows],
                "works_facts": words.works_facts(works),
            },
        ),
        residents=render_to_string(
            "dashboards/_screen_residents.html",
            {
                "residents": residents,
                "residents_facts": words.residents_facts(residents),
                "residents_figures": residents_figures(request, residents),
                "residents_legend": years_legend(residents.year),
                "residents_alt": words.residents_alt(residents),
            },
        ),
        money=words.money_fact(works),
        clearance=words.clearance_fact(found.clearance),
    )


def years_legend(year: int) -> list[dict]:
    this = {"key": "own", "label": year_words(year), "line": True}
    return [this, {"key": "last", "label": year_words(year - 1), "line": True}]


def page_names() -> list[tuple[str, str]]:
    """The wall's pages in their order, by key."""
    return [
        ("overview", _("Overview")),
        ("villages", _("Village ranking")),
        ("works", _("Projects")),
        ("residents", _("Residents' reports")),
    ]


def release() -> str:
    """Changes with every release of the site's scripts and style sheets: a wall that runs for weeks knows it by this."""
    return getattr(staticfiles_storage, "manifest_hash", "")


def course_figures(request, seen: Overview) -> dict:
    """What the chart of the overview shows, by the same view, without reading it again."""
    view = CourseChart()
    view.setup(request)
    view.board, view.course = seen.city.board, seen.city.course
    return view.get_context_data()


class ResidentsChart(ChartView):
    """Reports of residents by month, this year's and last year's."""

    digits = 0
    residents: Residents

    def get_labels(self):
        return [_("month %(month)s") % {"month": month} for month in words.MONTHS]

    def get_series(self):
        found, year = self.residents.by_month, self.residents.year
        this = [found.get((year, month), 0) if month <= self.residents.month else None for month in words.MONTHS]
        last = [found.get((year - 1, month), 0) for month in words.MONTHS]
        return [(str(year), "own", this), (str(year - 1), "last", last)]

    def get_extras(self):
        return {"labelTitle": _("Month"), "file": _("Residents' reports")} | count_axis(self.residents)


def count_axis(residents: Residents) -> dict:
    """From zero, in whole steps of 1, 2, 5, 10, …, with room for the figure above the highest mark."""
    top = max(residents.by_month.values(), default=0) + 1
    step = next(n * 10**tens for tens in count() for n in (1, 2, 5) if n * 10**tens * STEPS >= top)
    return {"min": 0, "max": -(-top // step) * step, "step": step}


def residents_figures(request, residents: Residents) -> dict:
    view = ResidentsChart()
    view.setup(request)
    view.residents = residents
    return view.get_context_data()
