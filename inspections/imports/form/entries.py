"""What stands in the cells of a form's row, checked: names and points. Each spelling is looked at once, however many rows have it."""

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from core.files_in.cells import cell_number, cell_text, decimal_places, match_key, several
from inspections.imports.form.mapping import Reading

LONGEST_ITEM, LONGEST_NAME = 40, 80


class RowProblem(ValueError):
    """Why a row cannot be taken: the heading of the column, the value, and the reason in the user's words."""

    def __init__(self, heading: str, value, reason: str):
        super().__init__(reason)
        self.heading, self.value, self.reason = heading, cell_text(value)[:80], reason


class Entries:
    """The readers of a form's columns, each a function from cells to what they say. All raise RowProblem."""

    def __init__(self, mapping: Reading):
        self.columns, self.headings, self.most = mapping.columns, mapping.departments, mapping.points_per_observation
        # typed: TRUE is no number, although Python finds it equal to 1. A problem is not kept: it is raised each time.
        once = lru_cache(maxsize=None, typed=True)
        self.item, self.point, self.unit = once(self._item), once(self._point), once(self._unit)
        self.departments, self.awarded = once(self._departments), once(self._awarded)

    def _item(self, cell) -> tuple[str, str]:
        """The name and its spelling-independent key."""
        name = self._name(cell, "item", LONGEST_ITEM)
        return name, match_key(name)

    def _point(self, cell) -> tuple[str, str]:
        """The name and its spelling-independent key."""
        name = self._name(cell, "point", LONGEST_NAME)
        return name, match_key(name)

    def _unit(self, cell) -> str:
        return self._name(cell, "unit", LONGEST_NAME, needed=False)

    def _name(self, cell, key: str, longest: int, needed: bool = True) -> str:
        text = cell_text(cell)
        if needed and not text:
            raise RowProblem(self.columns[key], cell, _("It is blank."))
        if len(text) > longest:
            raise RowProblem(self.columns[key], cell, _too_long(longest))
        return text

    def _departments(self, *cells) -> tuple[str, ...]:
        """The names in all columns of departments, each once, in order."""
        names: dict[str, None] = {}
        for heading, cell in zip(self.headings, cells, strict=True):
            for name in several(cell):
                if len(name) > LONGEST_NAME:
                    raise RowProblem(heading, name, _too_long(LONGEST_NAME))
                names[name] = None
        return tuple(names)

    def _awarded(self, deducted_cell, score_cell) -> Decimal:
        """Points won. Blank deducted is nothing deducted; where points won are given too, both must agree."""
        deducted, score = self._points(deducted_cell, "deducted"), self._points(score_cell, "score")
        if "deducted" not in self.columns:
            if score is None:
                raise RowProblem(self.columns["score"], "", _("It is blank: no points, nothing to take."))
            return score
        won = self.most - (deducted or Decimal(0))
        if score is not None and score != won:
            reason = _("It does not agree with what is deducted: %(most)s − %(deducted)s = %(won)s.")
            values = {"most": self.most, "deducted": deducted or 0, "won": won}
            raise RowProblem(self.columns["score"], score_cell, reason % values)
        return won

    def _points(self, cell, key: str) -> Decimal | None:
        try:
            points = cell_number(cell)
        except ValueError as error:
            reason = _("This is not a number. Leave it blank, or enter one.")
            raise RowProblem(self.columns[key], cell, reason) from error
        if points is None:
            return None
        if not 0 <= points <= self.most:
            raise RowProblem(self.columns[key], cell, _("It must lie between 0 and %(most)s.") % {"most": self.most})
        if decimal_places(points) > 2:
            raise RowProblem(self.columns[key], cell, _("It has more than two decimals."))
        return points


def _too_long(longest: int) -> str:
    return _("It has more than %(longest)s characters.") % {"longest": longest}
