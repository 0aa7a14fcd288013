"""/compare/: the same rounds of both years, and all years that there are."""

from functools import cached_property

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.selectors.years import year_in_view
from core.files_out.exports import FORMATS, table_response
from core.kept import kept
from dashboards import strips, tables
from dashboards.addresses import board_address
from dashboards.selectors.item_moves import ItemTable, items_of
from dashboards.selectors.item_years import ItemYears, read_item_years
from dashboards.selectors.rounds import key_of, read_rounds
from dashboards.selectors.sections import SectionTable, sections_of
from dashboards.selectors.unit_years import UnitYears, unit_years
from dashboards.views.pages import BoardPage, course_card
from dashboards.words import compare as words
from dashboards.words import notes
from inspections.models import Basis, Round


class ComparePage(BoardPage):
    """Year over year by unit, section and item; ?part= names the table that ?format= exports."""

    template_name = "dashboards/compare.html"
    chart_url = "compare_chart"
    with_gaps = True

    def get(self, request, *args, **kwargs):
        wanted, part = request.GET.get("format"), request.GET.get("part", "units")
        if wanted in FORMATS and part != "units":
            columns, rows = self.table_for(part)
            return table_response(wanted, self.get_file_name(), columns, rows)
        return super().get(request, *args, **kwargs)

    def get_file_name(self):
        return f"{_('Year over year')} {notes.board_title(self.board)}"

    def get_columns(self):
        return tables.comparison_columns(self.board)

    def table_for(self, part: str):
        """Columns and rows of a part; an unknown one, or one that there is nothing for, is the table of units."""
        if part == "years" and self.years:
            return words.year_columns(self.years), self.years.rows
        if part == "sections" and self.sections:
            return words.section_columns(self.sections, self.board.year), self.sections.all_rows
        if part == "items" and self.items:
            return words.item_columns(self.board), self.items.rows
        return self.get_columns(), self.ranking.titled_rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        url = board_address("course_chart", self.board)
        return context | {
            "campaign": year_in_view(self.request.user, self.board.year),
            "figures": strips.comparison_figures(self.ranking),
            "lead": notes.comparison_lead(self.ranking),
            "course": course_card(self.course, self.board, url) if self.course else None,
            "this_url": board_address("rankings", self.board),
            "last_url": board_address("rankings", self.board, year=self.board.year - 1),
            "lower": self.lower() if self.ranking.groups else "",
            "subject": self.ranking.subject,
        }

    def lower(self) -> str:
        """All years, sections and items as safe HTML: many rows are gone through, so it is kept until something changes."""
        user, board = self.request.user, self.board
        number = board.round and board.round.pk
        of = ("compare", user.pk, user.access.posts, board.level, board.year, number, board.kind, get_language())
        return kept(of, lambda: render_to_string("dashboards/_compare_lower.html", self.lower_context()))

    def lower_context(self) -> dict:
        context = {
            "board": self.board,
            "last_year": self.board.year - 1,
            "subject": self.ranking.subject,
            "sections": self.sections,
            "files": words.files(self.board, words.PARTS),
        }
        if self.years:
            context |= {
                "year_heads": words.year_heads(self.board, self.years),
                "year_groups": words.years_groups(self.years),
                "years_foot": words.years_foot(self.years),
            }
        if self.items:
            context |= {
                "items": self.items,
                "item_lines": words.item_lines(self.board, self.items),
                "items_foot": words.items_foot(self.board, self.items, self.predecessor_names),
                "earlier": [words.earlier_words(one) for one in self.sections.earlier],
            }
        return context

    @property
    def predecessor_names(self) -> list[str]:
        return [self.results.lineage.members[pk].name for pk in self.predecessors]

    @cached_property
    def all_rounds(self) -> list[Round]:
        """Of this level, in all years."""
        return read_rounds(self.request.user, [self.board.level])

    @cached_property
    def years(self) -> UnitYears | None:
        """Only beside a whole year."""
        if self.board.round or not self.ranking.groups:
            return None
        return unit_years(self.request.user, self.ranking, self.all_rounds)

    @cached_property
    def same_rounds(self) -> dict[int, list[Round]]:
        """Year -> the rounds that are set side by side; earlier years with those of the same rounds that they have."""
        this, last = self.ranking.comparison.same_rounds
        keys, year = {key_of(round) for round in this}, self.board.year
        found = {year: this, year - 1: last}
        for round in self.all_rounds:
            if round.year < year - 1 and round.is_published and key_of(round) in keys:
                found.setdefault(round.year, []).append(round)
        return found

    @cached_property
    def item_years(self) -> ItemYears:
        """Of the unit that the page is about."""
        subject = self.ranking.subject
        if subject is None or subject.outcome.unit is None:
            return ItemYears()
        basis = Basis.TOTAL if subject is self.ranking.total else self.ranking.comparison.basis
        units = [subject.outcome.unit.pk, *self.predecessors]
        return read_item_years(self.request.user, units, basis, self.same_rounds)

    @property
    def predecessors(self) -> tuple[int, ...]:
        """The units that went into the one that the page is about: their items are pooled with its own."""
        unit = self.ranking.subject.outcome.unit
        return self.results.lineage.predecessors.get(unit.pk, ())

    @cached_property
    def sections(self) -> SectionTable | None:
        return sections_of(self.item_years, self.same_rounds, self.board.year)

    @cached_property
    def items(self) -> ItemTable | None:
        return items_of(self.item_years, self.board.year)
