"""Pages that leaders look at. Everything on them comes from the selectors; nothing is worked out here."""

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.files_out.exports import FORMATS, Column, table_response
from dashboards import strips, tables
from dashboards.addresses import board_address, records_address
from dashboards.boards import Board
from dashboards.forms import BoardForm, labels_of, year_words
from dashboards.selectors.courses import Stop
from dashboards.selectors.rankings import Group
from dashboards.views.board import BoardMixin
from dashboards.views.charts import course_axis
from dashboards.words import certainty, notes
from dashboards.words.rows import own_word, shown

CHARTS = 3
"""So many groups get a chart of their own; beyond that their tables say it better."""


class BoardPage(BoardMixin, TemplateView):
    """A page about a level's round or year: filter, figures, charts and tables of one selector, and the same as a file."""

    chart_url = ""

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            return table_response(wanted, self.get_file_name(), self.get_columns(), self.ranking.titled_rows)
        return super().get(request, *args, **kwargs)

    def get_file_name(self) -> str:
        raise NotImplementedError

    def get_columns(self) -> list[Column]:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        found = self.ranking  # says which kinds of unit there are, so before the form
        return super().get_context_data(**kwargs) | {
            "ranking": found,
            "board": self.board,
            "last_year": self.board.year - 1,
            "title_line": notes.board_title(self.board),
            "form": BoardForm(self.board),
            "tables": [self.table_of(at, group) for at, group in enumerate(found.groups)],
            "coverage": "" if self.board.round else notes.coverage_words(found.comparison.coverage, self.board.year),
            "records": records_address(self.board),
            "exports": {
                wanted: board_address(self.request.resolver_match.url_name, self.board, format=wanted)
                for wanted in FORMATS
            },
            "ignored": labels_of(self.board.unknown, notes.listed_with()),
        }

    def table_of(self, at: int, group: Group) -> dict:
        """A group's table, with its chart for the first few groups."""
        return {
            "title": group.title,
            "rows": [shown(row, self.board, group) for row in group.rows],
            "ranked": len(group.ranked),
            "group": group,
            "chart_url": board_address(self.chart_url, self.board, group=at or None) if at < CHARTS else "",
            "alt": notes.group_alt(group),
            "ties": notes.ties_words(group),
            "legend": year_legend(self.board, group),
            "notes": notes.group_notes(self.ranking, group),
        }


class RankingsPage(BoardPage):
    """The league table of a round or a year."""

    template_name = "dashboards/rankings.html"
    chart_url = "rankings_chart"

    def get_file_name(self):
        return f"{_('Rankings')} {notes.board_title(self.board)}"

    def get_columns(self):
        return tables.ranking_columns(self.ranking)

    def table_of(self, at: int, group: Group) -> dict:
        sure = len(group.sure)
        return super().table_of(at, group) | {
            "sure": sure,
            "adjusted": any(row.outcome.sure.adjusted is not None for row in group.sure),
            "places": max(sure, len(group.ranked)),
            "doubts": certainty.list_words(group),
            "tiers": certainty.tier_words(group),
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "figures": strips.ranking_figures(self.ranking),
            "explanation": certainty.explanation(self.board, self.ranking.groups),
            "severity": certainty.severity_words(self.board),
            "compare_url": board_address("compare", self.board),
        }


def course_card(course: list[Stop], board: Board, url: str) -> dict:
    """What the card of the lines by round shows beside its figures."""
    axis = course_axis(course)
    return {
        "stops": course,
        "url": url,
        "alt": notes.course_alt(course, board.year),
        "foot": notes.course_foot(course, axis[0] if axis else None),
        "legend": course_legend(course, board.year),
    }


def course_legend(course: list[Stop], year: int) -> list[dict]:
    """The lines that there are."""
    this = {"key": "own", "label": year_words(year), "line": True}
    last = {"key": "last", "label": year_words(year - 1), "line": True}
    return [this, last] if any(stop.last for stop in course) else [this]


def year_legend(board: Board, group: Group) -> list[dict]:
    """The bars of both years; this year's is in our own colour for one's own unit alone."""
    this, last = year_words(board.year), year_words(board.year - 1)
    own = [{"key": "own", "label": f"{this} · {own_word(group.own)}"}] if group.own else []
    return [*own, {"key": "other", "label": this}, {"key": "last", "label": last}]
