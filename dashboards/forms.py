"""The filter bar of the pages of results. What it offers is what there is; what was asked for was settled by the board."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.models import UnitKind
from dashboards.boards import Board
from inspections.models import Level, Round

SEGMENTS = 3
"""More choices than these don't stand side by side on a phone."""


class BoardForm(forms.Form):
    """Level, year, series, round and kind of unit, showing the board's own choice."""

    level = forms.ChoiceField(label=pgettext_lazy("filter", "Level"))
    year = forms.ChoiceField(label=gettext_lazy("Year"))
    series = forms.ChoiceField(label=gettext_lazy("Series"))
    round = forms.ChoiceField(label=pgettext_lazy("filter", "Round"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"))

    def __init__(self, board: Board):
        number = board.round.number if board.round else ""
        super().__init__(
            initial={
                "level": board.level,
                "year": board.year,
                "series": board.series,
                "round": number or "",
                "kind": board.kind,
            }
        )
        self._offer("level", [(level, Level(level).label) for level in board.levels], segments=True)
        self._offer("year", year_choices(board))
        self._offer("series", [(name, name or _("Main series")) for name in board.book.series_names])
        self._offer("round", [("", _("Whole year")), *round_choices(board)])
        self._offer("kind", [("", _("All")), *((kind, kind_label(kind)) for kind in board.kinds)])
        if len(board.book.series_names) < 2:
            del self.fields["series"]
        if len(board.kinds) < 2:
            del self.fields["kind"]

    def _offer(self, name: str, choices: list[tuple], segments: bool = False) -> None:
        field = self.fields[name]
        field.choices = choices
        if segments and len(choices) <= SEGMENTS:
            field.widget = forms.RadioSelect(choices=choices)


class OverviewForm(forms.Form):
    """Year and round of the city's inspections."""

    year = forms.ChoiceField(label=gettext_lazy("Year"))
    round = forms.ChoiceField(label=pgettext_lazy("filter", "Round"))

    def __init__(self, board: Board):
        super().__init__(initial={"year": board.year, "round": board.round.number if board.round else ""})
        years = year_choices(board)
        self.fields["year"].choices = years
        if len(years) <= SEGMENTS:
            self.fields["year"].widget = forms.RadioSelect(choices=years[::-1])
        self.fields["round"].choices = round_choices(board)
        if not board.book.inspections:
            del self.fields["round"]


class YearForm(forms.Form):
    """A year alone."""

    year = forms.ChoiceField(label=gettext_lazy("Year"))

    def __init__(self, year: int, years: list[int]):
        super().__init__(initial={"year": year})
        choices = [(one, year_words(one)) for one in years or [year]]
        self.fields["year"].choices = choices
        if len(choices) <= SEGMENTS:
            self.fields["year"].widget = forms.RadioSelect(choices=choices[::-1])


def year_words(year: int) -> str:
    """2026年."""
    return _("Year %(year)s") % {"year": year}


def year_choices(board: Board) -> list[tuple[int, str]]:
    return [(year, year_words(year)) for year in board.years or [board.year]]


def round_choices(board: Board) -> list[tuple[int, str]]:
    """The year's rounds of the board's series, the latest first."""
    rounds = [round for round in board.book.inspections if round.series == board.series]
    return [(round.number, round_label(round)) for round in reversed(rounds)]


def round_label(round: Round) -> str:
    """第5次（11月）, and whether it is published yet."""
    label = _("No. %(number)s (month %(month)s)") % {"number": round.number, "month": round.starts_on.month}
    return label if round.is_published else _("%(round)s, not published") % {"round": label}


def kind_label(kind: str) -> str:
    """'department' asks for all responsible units."""
    return _("Responsible units") if kind == UnitKind.DEPARTMENT else str(UnitKind(kind).label)


def labels_of(names: list[str], between: str) -> str:
    """What fields are called on screen, in one line."""
    labels = [BoardForm.base_fields[name].label for name in dict.fromkeys(names) if name in BoardForm.base_fields]
    return between.join(str(label) for label in labels)
