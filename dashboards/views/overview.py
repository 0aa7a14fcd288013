"""/: the leader's first page. Where the town stands, whether it got better and why, what is red, what the money did."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import TemplateView

from campaign.selectors.years import year_in_view
from core.kept import kept
from dashboards import strips
from dashboards.addresses import address, board_address, tasks_address
from dashboards.forms import OverviewForm, labels_of
from dashboards.selectors.beside import Beside, beside
from dashboards.selectors.movers import Movers, board_with_sheets, movers
from dashboards.selectors.overview import Overview, overview
from dashboards.views.pages import course_card
from dashboards.words import beside as words
from dashboards.words import notes
from dashboards.words.figures import Figure


@dataclass(frozen=True)
class KeptPanels:
    """What is kept of the page until something changes (core/kept.py): the panels as HTML, and what the strip and the sentence
    need of them."""

    moved: str
    works: str
    money: Figure
    matters: list[tuple[str, str]]
    orders: words.Linked | None


class OverviewPage(TemplateView):
    template_name = "dashboards/overview.html"

    def get_context_data(self, **kwargs):
        now = timezone.localtime()
        seen = overview(self.request.user, self.request.GET, now)
        panels = self.panels(seen, now)
        year = seen.board.year
        return super().get_context_data(**kwargs) | {
            "seen": seen,
            "last_year": year - 1,
            "campaign": year_in_view(self.request.user, year),
            "form": OverviewForm(seen.board),
            "as_of": notes.as_of(now, seen.board),
            "lead": notes.lead(seen, now.year, panels.matters),
            "course_title": notes.course_title(year, now.year),
            "figures": strips.overview_figures(seen, panels.money),
            "panels": panels,
            "course": course_card(seen.city.course, seen.board, address("course_chart", year=year)),
            "lights": [
                {"colour": light, "n": n, "href": tasks_address(light=light)} for light, n in seen.tasks.lights.items()
            ],
            "villages_url": board_address("rankings", seen.villages.board) if seen.villages else "",
            "compare_url": address("compare", year=year),
            "year_lines": strips.year_lines(seen),
            "coverage": notes.coverage_words(seen.city.comparison.coverage, year),
            "ignored": labels_of(seen.board.unknown, notes.listed_with()),
            "screen_url": address_if_any("screen", self.request.user.access.has("office", "leader", "admin")),
            "summary_url": address_if_any("reports:latest", self.request.user.access.has("office", "leader", "admin")),
        }

    def panels(self, seen: Overview, now: datetime) -> KeptPanels:
        """Kept for this reader, year, language and day."""
        user, year = self.request.user, seen.board.year
        of = ("overview", user.pk, user.access.posts, year, get_language(), now.date())
        return kept(of, lambda: make_panels(user, seen, now))


def address_if_any(name: str, may_read: bool) -> str:
    """A page's address; '' where there is none, or not for this reader."""
    try:
        return reverse(name) if may_read else ""
    except NoReverseMatch:
        return ""


def make_panels(user, seen: Overview, now: datetime) -> KeptPanels:
    board = board_with_sheets((seen.city.board, seen.self_check.board))
    moved = movers(user, board) if board else None
    found = beside(user, seen.board.year, now)
    return KeptPanels(
        moved=render_to_string("dashboards/_moved.html", moved_context(moved)),
        works=render_to_string("dashboards/_beside.html", beside_context(found, now)),
        money=words.money_figure(found.money),
        matters=words.matters(found),
        orders=words.orders_words(found.orders, user.access.has("leader")),
    )


def moved_context(moved: Movers | None) -> dict:
    if moved is None or moved.is_empty:
        return {}
    return {
        "sides": words.move_sides(moved),
        "note": words.moved_note(moved),
        "compare_url": board_address("compare", moved.board),
        "by_items": moved.items is not None,
        "common": moved.items is None or bool(moved.items.compared),
    }


def beside_context(found: Beside, now: datetime) -> dict:
    residents, clearance = found.residents, found.clearance
    return {
        "project_counts": words.project_counts(found.projects),
        "projects": words.project_lines(found.projects),
        "sources": words.source_lines(found.money),
        "money_total": words.money_total(found.money),
        "resident_counts": words.resident_counts(residents),
        "reports": words.report_lines(residents, now),
        "reports_url": tasks_address(source="public", state="all"),
        "drives": found.drives,
        "clearance": clearance,
        "clearance_url": f"{reverse('facilities:clearance_month')}?month={clearance.month:%Y-%m}",
        "basic_percent": clearance.basic_percent,
    }
