"""The mapping of an assessment form: which round it is, and which column is which. Checked before the file is opened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from core.files_in.cells import cell_number, cell_text, decimal_places
from core.files_in.problems import FileProblem
from inspections.imports.form.dictionary import Dictionary, read_dictionary
from inspections.models import Aggregation, Level

KNOWN = {
    "year", "round", "date", "town", "standard", "sheet", "aggregation", "points_per_observation", "columns", "dictionary",
    "level", "series", "matches",
}  # fmt: skip
COLUMNS = ("serial", "item", "point", "deducted", "score", "unit", "departments")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a sheet is read. columns: field -> heading; departments: headings. dictionary: entries, empty for none.

    matches: form's name -> dictionary entry, or '' to keep it as an item of its own: what a user decided for each.
    """

    columns: Mapping[str, str]
    departments: tuple[str, ...] = ()
    sheet: str = ""
    points_per_observation: Decimal = Decimal(1)
    dictionary: tuple[str, ...] = ()
    matches: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def entries(self) -> Dictionary:
        return Dictionary(self.dictionary, self.matches)

    @property
    def headings(self) -> list[str]:
        return [*self.columns.values(), *self.departments]

    def heading(self, key: str) -> str:
        """The heading in the file of a field; of the departments, all of them."""
        return self.columns.get(key) or "、".join(self.departments)


@dataclass(frozen=True, kw_only=True)
class FormMapping(Reading):
    """Which round the form is, besides. source: the JSON object as it was given, for the record."""

    year: int
    round: str
    date: date
    town: str
    standard: str
    aggregation: str = Aggregation.BY_ITEM
    level: str = Level.THIRD_PARTY
    series: str = ""
    source: Mapping = field(default_factory=dict)

    @classmethod
    def from_file(cls, path: Path) -> "FormMapping":
        """Reads MAP.json; paths in it are relative to it. Raises FileProblem."""
        path = Path(path)
        try:
            content = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise FileProblem(_("The mapping %(name)s cannot be opened.") % {"name": path.name}) from error
        except ValueError as error:
            raise FileProblem(
                _("The mapping %(name)s is not sound JSON: %(error)s") % {"name": path.name, "error": error}
            ) from error
        return cls.from_dict(content, folder=path.parent)

    @classmethod
    def from_dict(cls, content, folder: Path | None = None) -> "FormMapping":
        """From the JSON object of the interface. folder: where a dictionary given as a path is looked for."""
        if not isinstance(content, dict):
            raise FileProblem(_("The mapping must be a JSON object."))
        columns, departments = _columns(content.get("columns"))
        name = _text(content, "round", 80)
        return cls(
            year=_year(content),
            round=name,
            date=_date(content),
            town=_text(content, "town", 80),
            standard=_text(content, "standard", 80),
            sheet=cell_text(content.get("sheet")),
            columns=columns,
            departments=departments,
            aggregation=_choice(content, "aggregation", Aggregation, Aggregation.BY_ITEM),
            points_per_observation=_points(content),
            level=_choice(content, "level", Level, Level.THIRD_PARTY),
            series=cell_text(content.get("series"))[:40] or name[:40],
            dictionary=_dictionary(content.get("dictionary"), folder),
            matches=_matches(content.get("matches")),
            unknown=tuple(key for key in content if key not in KNOWN),
            source=content,
        )

    def for_the_record(self, worksheet: str, accepted: Mapping[str, str]) -> dict:
        """As it is stored: what was meant, without files beside it. accepted: proposals taken, name -> dictionary entry."""
        return {
            **self.source,
            "sheet": worksheet,
            "columns": {**self.columns, "departments": list(self.departments)},
            "dictionary": list(self.dictionary),
            "matches": {**self.matches, **accepted},
        }


def _problem(key: str, why: str) -> FileProblem:
    return FileProblem(_("Mapping, “%(key)s”: %(why)s") % {"key": key, "why": why})


def _text(content: dict, key: str, longest: int) -> str:
    value = content.get(key)
    text = cell_text(value) if isinstance(value, str | int | float) else ""
    if not text:
        raise _problem(key, _("it is missing."))
    if len(text) > longest:
        raise _problem(key, _("it has more than %(longest)s characters.") % {"longest": longest})
    return text


def _year(content: dict) -> int:
    year = content.get("year")
    if isinstance(year, str) and year.isdecimal():
        year = int(year)
    if not isinstance(year, int) or isinstance(year, bool) or not 1990 <= year <= 2200:
        raise _problem("year", _("it must be a year of four digits."))
    return year


def _date(content: dict) -> date:
    try:
        return date.fromisoformat(_text(content, "date", 10))
    except ValueError as error:
        raise _problem("date", _("it must be a date like 2016-07-15.")) from error


def _choice(content: dict, key: str, choices, default):
    value = content.get(key, default)
    if value not in choices.values:
        raise _problem(key, _("it must be one of: %(choices)s.") % {"choices": ", ".join(choices.values)})
    return value


def _points(content: dict) -> Decimal:
    try:
        points = cell_number(content.get("points_per_observation", 1))
    except ValueError:
        points = None
    if points is None or not 0 < points <= 10000 or decimal_places(points) > 2:
        raise _problem("points_per_observation", _("it must be a number above 0 with two decimals at most."))
    return points


def _columns(columns) -> tuple[dict[str, str], tuple[str, ...]]:
    if not isinstance(columns, dict):
        raise _problem("columns", _("it is missing."))
    if unknown := [key for key in columns if key not in COLUMNS]:
        why = _("“%(key)s” is not a field. The fields are: %(fields)s.")
        raise _problem("columns", why % {"key": unknown[0], "fields": ", ".join(COLUMNS)})
    departments = columns.get("departments") or []
    departments = [departments] if isinstance(departments, str) else departments
    single = {key: heading for key, heading in columns.items() if key != "departments" and heading}
    if not isinstance(departments, list) or not all(isinstance(text, str) for text in [*single.values(), *departments]):
        raise _problem("columns", _("each field is given the heading of its column, as text."))
    for key in ("item", "point"):
        if key not in single:
            raise _problem("columns", _("“%(key)s” needs a column.") % {"key": key})
    if "deducted" not in single and "score" not in single:
        raise _problem("columns", _("“deducted” or “score” needs a column."))
    return single, tuple(dict.fromkeys(text for text in departments if text))


def _dictionary(value, folder: Path | None) -> tuple[str, ...]:
    if not value:
        return ()
    if isinstance(value, list):
        return tuple(dict.fromkeys(text for entry in value if (text := cell_text(entry))))
    if not isinstance(value, str) or folder is None:
        raise _problem("dictionary", _("it must be the path of a file, or a list of names."))
    return tuple(read_dictionary(folder / value))


def _matches(value) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _problem("matches", _("it must give a dictionary entry for each name."))
    return {cell_text(name): cell_text(entry) for name, entry in value.items()}
