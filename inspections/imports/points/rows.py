"""Reads points from a table: each row becomes a line, or is named with what is wrong with it."""

import unicodedata
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from core.files_in.cells import cell_number, cell_text, read_back, several
from core.files_in.problems import FileProblem, Rejected
from core.files_in.workbook import Table
from core.maps.datum import Datum, to_wgs84
from core.units.names import tidy
from inspections.imports.points.draft import COLUMNS, NEEDED, NO, YES, PointLine
from inspections.imports.standard.values import Wrong, rows_of

LONGEST = {"code": 24, "name": 80, "kind": 40, "unit": 80, "in_charge": 80, "lead": 80, "assist": 80, "address": 120}
LIMITS = {"latitude": 90, "longitude": 180}
YES_WORDS = {YES: True, "TRUE": True, "1": True, "在用": True, "Yes": True, "": True}
NO_WORDS = {NO: False, "FALSE": False, "0": False, "停用": False, "No": False}


@dataclass
class PointContent:
    """lines: row number -> line. said: the fields that the file has a column for; the others stay as they are stored."""

    lines: dict[int, PointLine] = field(default_factory=dict)
    said: frozenset[str] = frozenset()
    rejected: list[Rejected] = field(default_factory=list)
    count: int = 0


def read_points(table: Table, datum: str = Datum.WGS84) -> PointContent:
    """datum: in which the table has its positions. Raises FileProblem where a needed column is missing or no row has content."""
    content, seen = PointContent(), {"code": {}, "name": {}}
    for number, values, cells in rows_of(table, COLUMNS, NEEDED):
        content.count += 1
        content.said = content.said or frozenset(cells)
        try:
            _check_cells(table, cells)
            line = _placed(_line(values), datum)
            _check_once(line, number, seen)
            content.lines[number] = line
        except Wrong as wrong:
            value = cell_text(values.get(wrong.key))[:80]
            content.rejected.append(Rejected(number, COLUMNS[wrong.key], value, wrong.reason))
    if not content.count:
        raise FileProblem(_("Below its headings the table has no row with content."))
    return content


def _check_cells(table: Table, cells: dict) -> None:
    for key, cell in cells.items():
        if fault := table.fault_at(*cell):
            raise Wrong(key, fault)


def _check_once(line: PointLine, number: int, seen: dict[str, dict[str, int]]) -> None:
    words_of = {"code": _("Row %(row)s already has this code."), "name": _("Row %(row)s already has this name.")}
    for key, words in words_of.items():
        if earlier := seen[key].get(getattr(line, key)):
            raise Wrong(key, words % {"row": earlier})
    for key, rows in seen.items():
        rows[getattr(line, key)] = number


def _line(values: dict) -> PointLine:
    line = PointLine(
        code=_text(values, "code"),
        name=_text(values, "name"),
        kind=_text(values, "kind"),
        unit=_text(values, "unit"),
        in_charge=_text(values, "in_charge"),
        lead=_names(values, "lead"),
        assist=_names(values, "assist"),
        address=_text(values, "address"),
        latitude=_degrees(values, "latitude"),
        longitude=_degrees(values, "longitude"),
        is_active=_yes(values, "is_active"),
    )
    if (line.latitude is None) != (line.longitude is None):
        raise Wrong("longitude", _("A position has both latitude and longitude, or neither."))
    if twice := set(line.lead) & set(line.assist):
        raise Wrong("assist", _("%(unit)s cannot lead and assist at once.") % {"unit": "、".join(sorted(twice))})
    return line


def _placed(line: PointLine, datum: str) -> PointLine:
    if line.latitude is None:
        return line
    latitude, longitude = to_wgs84(line.latitude, line.longitude, datum)
    return replace(line, latitude=latitude, longitude=longitude)


def plain_code(text: str) -> str:
    """'ＭＱ－０１' is 'MQ-01'."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _text(values: dict, key: str) -> str:
    """Names as units' lists are read (core.units.names); of a code each sign half as wide."""
    text = read_back(values.get(key))
    text = plain_code(text) if key == "code" else tidy(text)
    if key in NEEDED and not text:
        raise Wrong(key, _("It is blank."))
    if len(text) > LONGEST[key]:
        raise Wrong(key, _("It has more than %(longest)s characters.") % {"longest": LONGEST[key]})
    return text


def _names(values: dict, key: str) -> tuple[str, ...]:
    return tuple(sorted(tidy(name) for name in several(values.get(key))))


def _degrees(values: dict, key: str) -> Decimal | None:
    most = LIMITS[key]
    try:
        number = cell_number(values.get(key))
    except ValueError as error:
        raise Wrong(key, _("This is not a number. Leave it blank, or enter one.")) from error
    if number is not None and not -most <= number <= most:
        raise Wrong(key, _("It must lie between %(low)s and %(high)s.") % {"low": -most, "high": most})
    return None if number is None else number.quantize(Decimal("0.000001"))


def _yes(values: dict, key: str) -> bool:
    words = YES_WORDS | NO_WORDS
    text = cell_text(values.get(key))
    if text not in words:
        raise Wrong(key, _("It must be one of: %(choices)s.") % {"choices": f"{YES}、{NO}"})
    return words[text]


def with_unsaid(line: PointLine, stored: PointLine | None, said: frozenset[str]) -> PointLine:
    """The line, where the file has no column filled up with what is stored; a name that was typed with wide figures or spaces
    stays as it is stored."""
    if stored is None:
        return line
    return PointLine(
        **{
            f.name: _said(f.name, line, stored) if f.name in said else getattr(stored, f.name)
            for f in fields(PointLine)
        }
    )


def _said(name: str, line: PointLine, stored: PointLine):
    """What the file says, in the stored spelling where it is the same."""
    new, old = getattr(line, name), getattr(stored, name)
    if not isinstance(old, str):
        return new
    same = plain_code(old) if name == "code" else tidy(old)
    return old if same == new else new
