"""Reads a standard from Excel (with sheets for scales, weights and settings) or from CSV (the items alone)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from inspections.imports.files.cells import cell_number, cell_text, decimal_places, match_key, several
from inspections.imports.files.columns import find_header
from inspections.imports.files.problems import FileProblem, Rejected
from inspections.imports.files.workbook import Table, Workbook
from inspections.imports.files.xlsx import column_letters
from inspections.imports.standard.draft import (
    AGGREGATIONS,
    COLUMNS,
    ITEMS_SHEET,
    METHODS,
    NEEDED,
    SCALE_COLUMNS,
    SCALES_SHEET,
    SETTING_COLUMNS,
    SETTINGS,
    SETTINGS_SHEET,
    VETOES,
    WEIGHT_COLUMNS,
    WEIGHTS_SHEET,
    GradeLine,
    ItemLine,
    SectionLine,
    Settings,
    StandardDraft,
)
from inspections.models import Method

LONGEST = {
    "section": 80,
    "alias": 80,
    "code": 40,
    "name": 120,
    "rule": 200,
    "scale": 40,
    "kinds": 40,
    "problem_kind": 40,
}
MOST = Decimal("99999.99")
MORE_WORDS = {
    "扣分": Method.DEDUCT, "扣分制": Method.DEDUCT, "等级": Method.GRADE, "分档": Method.GRADE,
    "符合": Method.PASS_FAIL, "是否符合": Method.PASS_FAIL, "打分": Method.DIRECT,
}  # fmt: skip
_SCALE = re.compile(r"(?:(?P<name>[^:=]+):)?(?P<grades>[^:]+=[^:]+)")


@dataclass
class StandardContent:
    """count: rows with content on the sheet of items. Rejected rows of other sheets carry the sheet's name in their field."""

    draft: StandardDraft
    count: int = 0
    rejected: list[Rejected] = field(default_factory=list)


class _Wrong(ValueError):
    def __init__(self, key: str, reason: str):
        super().__init__(reason)
        self.key, self.reason = key, reason


def read_standard(workbook: Workbook, sheet: str = "") -> StandardContent:
    """The draft that a file holds. Raises FileProblem where a sheet lacks a needed column or there is no item."""
    name = sheet or (ITEMS_SHEET if ITEMS_SHEET in workbook.sheets else "")
    content = StandardContent(StandardDraft())
    for other, read in ((SCALES_SHEET, _read_scales), (WEIGHTS_SHEET, _read_weights), (SETTINGS_SHEET, _read_settings)):
        if other in workbook.sheets and other != name:
            read(workbook.table(other), content)
    _Items(workbook.table(name), content).read()
    if not content.count:
        raise FileProblem(_("Below its headings the table has no row with content."))
    return content


def _rows(table: Table, columns: Mapping[str, str], needed):
    """(row number, field -> value) of each row with content; optional columns may be missing."""
    header = find_header(table, [columns[key] for key in needed])
    headings = {match_key(cell_text(cell)): at for at, cell in reversed(list(enumerate(table.rows[header.row - 1])))}
    at = {key: headings[match_key(heading)] for key, heading in columns.items() if match_key(heading) in headings}
    for number, cells in enumerate(table.rows[header.row :], start=header.row + 1):
        values = {key: cells[column] for key, column in at.items() if column < len(cells)}
        if any(cell_text(value) for value in values.values()):
            yield number, values, {key: (number, column + 1) for key, column in at.items()}


class _Items:
    def __init__(self, table: Table, content: StandardContent):
        self.table, self.content = table, content
        self.sections: dict[str, SectionLine] = {}
        self.codes: dict[str, int] = {}

    def read(self) -> None:
        items = []
        for number, values, cells in _rows(self.table, COLUMNS, NEEDED):
            self.content.count += 1
            try:
                self._check_cells(cells)
                items.append(self._item(number, values))
            except _Wrong as wrong:
                value = cell_text(values.get(wrong.key))[:80]
                self.content.rejected.append(Rejected(number, COLUMNS[wrong.key], value, wrong.reason))
        order = {name: at for at, name in enumerate(self.sections)}
        self.content.draft.items = sorted(items, key=lambda item: order[item.section])
        self.content.draft.sections = list(self.sections.values())

    def _check_cells(self, cells: dict) -> None:
        for key, cell in cells.items():
            if cell in self.table.uncached or cell in self.table.errors:
                reason = _(
                    "%(cell)s holds a formula without a result, or an error. Open the file in Excel and save it again."
                )
                raise _Wrong(key, reason % {"cell": f"{column_letters(cell[1])}{cell[0]}"})

    def _item(self, number: int, values: dict) -> ItemLine:
        code = _text(values, "code", needed=True)
        if earlier := self.codes.setdefault(code, number) != number and self.codes[code]:
            raise _Wrong("code", _("Row %(row)s already has this code.") % {"row": earlier})
        method = _word(values, "method", METHODS, MORE_WORDS)
        most = _number(values, "max_points")
        if not most:
            raise _Wrong("max_points", _("The maximum points must be more than 0."))
        line = ItemLine(
            section=_text(values, "section", needed=True),
            code=code,
            name=_text(values, "name", needed=True),
            method=method,
            max_points=most,
            rule=_text(values, "rule"),
            each=self._each(values, method, most),
            scale=self._scale(values, method),
            veto=_word(values, "veto", VETOES, {"否": "", "无": "", "是": "sheet"}),
            kinds=_names(values, "kinds"),
            problem_kind=_text(values, "problem_kind"),
        )
        self._section(line.section, values)
        return line

    def _each(self, values: dict, method: str, most: Decimal) -> Decimal | None:
        if method != Method.DEDUCT:
            return None
        each = _number(values, "each")
        if not each or each > most:
            raise _Wrong("each", _("Say how much is deducted for each: more than 0, at most the maximum."))
        return each

    def _scale(self, values: dict, method: str) -> str:
        """The name of the scale; one that is written out in the cell ('三级:A=1、B=0.6、C=0') is taken in."""
        if method != Method.GRADE:
            return ""
        text = cell_text(values.get("scale")).replace("：", ":").replace("＝", "=")
        scales = self.content.draft.scales
        if text in scales:
            return text
        match = _SCALE.fullmatch(text)
        if not match:
            raise _Wrong("scale", _("An item judged by grade needs a scale, e.g. 三级:A=1、B=0.6、C=0."))
        name = cell_text(match["name"] or match["grades"])[: LONGEST["scale"]]
        grades = tuple(self._grade(part) for part in several(match["grades"]))
        if scales.setdefault(name, grades) != grades:
            raise _Wrong("scale", _("Another row gives the scale of this name other grades."))
        return name

    def _grade(self, part: str) -> GradeLine:
        label, _equals, share = (text.strip() for text in part.partition("="))
        return _grade_line("scale", label, share)

    def _section(self, name: str, values: dict) -> None:
        """A section's own values may stand on each of its rows or on the first alone."""
        line = SectionLine(name, _text(values, "alias"), _number(values, "loss_cap"), _number(values, "bonus_cap"))
        known = self.sections.setdefault(name, line)
        for key in ("alias", "loss_cap", "bonus_cap"):
            if getattr(line, key) not in ("", None, getattr(known, key)):
                raise _Wrong(key, _("An earlier row of this section says something else."))


def _grade_line(key: str, label: str, share, description: str = "") -> GradeLine:
    try:
        number = cell_number(share)
    except ValueError:
        number = None
    if not label or len(label) > 20 or number is None or not 0 <= number <= 1 or decimal_places(number) > 4:
        raise _Wrong(key, _("A grade has a short label and a share between 0 and 1, with four decimals at most."))
    return GradeLine(label, number, description[:120])


def _text(values: dict, key: str, needed: bool = False) -> str:
    text = cell_text(values.get(key))
    if needed and not text:
        raise _Wrong(key, _("It is blank."))
    if len(text) > LONGEST[key]:
        raise _Wrong(key, _("It has more than %(longest)s characters.") % {"longest": LONGEST[key]})
    return text


def _names(values: dict, key: str) -> tuple[str, ...]:
    names = several(values.get(key))
    if any(len(name) > LONGEST[key] for name in names):
        raise _Wrong(key, _("It has more than %(longest)s characters.") % {"longest": LONGEST[key]})
    return tuple(sorted(names))


def _number(values: dict, key: str) -> Decimal | None:
    try:
        number = cell_number(values.get(key))
    except ValueError as error:
        raise _Wrong(key, _("This is not a number. Leave it blank, or enter one.")) from error
    if number is not None and (not 0 <= number <= MOST or decimal_places(number) > 2):
        raise _Wrong(key, _("It must be a number from 0 to %(most)s with two decimals at most.") % {"most": MOST})
    return number


def _word(values: dict, key: str, words: Mapping[str, str], more: Mapping[str, str]) -> str:
    """The value that a word stands for, in the file's language or as the code itself."""
    text = cell_text(values.get(key))
    found = {word: value for value, word in words.items()} | {value: value for value in words} | dict(more)
    if text not in found:
        raise _Wrong(
            key, _("It must be one of: %(choices)s.") % {"choices": "、".join(word for word in words.values() if word)}
        )
    return found[text]


def _collect(table: Table, sheet: str, columns: Mapping[str, str], content: StandardContent, take) -> None:
    """Hands each row of a sheet beside the items to `take`; what is wrong with it is noted with the sheet's name."""
    for number, values, _cells in _rows(
        table, columns, columns if sheet != SCALES_SHEET else ("scale", "label", "share")
    ):
        try:
            take(values)
        except _Wrong as wrong:
            value = cell_text(values.get(wrong.key))[:80]
            content.rejected.append(Rejected(number, f"{sheet} · {columns[wrong.key]}", value, wrong.reason))
            content.count += 1


def _read_scales(table: Table, content: StandardContent) -> None:
    scales = content.draft.scales

    def take(values):
        line = _grade_line(
            "share", cell_text(values.get("label")), values.get("share"), cell_text(values.get("description"))
        )
        scale = _text(values, "scale", needed=True)
        scales[scale] = (*scales.get(scale, ()), line)

    _collect(table, SCALES_SHEET, SCALE_COLUMNS, content, take)


def _read_weights(table: Table, content: StandardContent) -> None:
    weights = content.draft.weights = {}

    def take(values):
        name = cell_text(values.get("kind"))[: LONGEST["kinds"]]
        weight = _number(values, "weight")
        if not name or not weight:
            raise _Wrong("weight", _("A weight is more than 0."))
        weights[name] = weight

    _collect(table, WEIGHTS_SHEET, WEIGHT_COLUMNS, content, take)


def _read_settings(table: Table, content: StandardContent) -> None:
    found: dict = {}
    names = {word: name for name, word in SETTINGS.items()}

    def take(values):
        name = names.get(cell_text(values.get("name")))
        if name is None:
            raise _Wrong("name", _("It must be one of: %(choices)s.") % {"choices": "、".join(names)})
        found[name] = _setting(name, values)

    _collect(table, SETTINGS_SHEET, SETTING_COLUMNS, content, take)
    content.draft.settings = Settings(**found)


def _setting(name: str, values: dict):
    if name == "aggregation":
        return _word(values, "value", AGGREGATIONS, {})
    if name == "above_100":
        return cell_text(values.get("value")) in ("是", "TRUE", "1")
    number = _number(values, "value")
    limits = {"veto_cap": (0, 100), "repeat_factor": (1, 99), "minimum_points": (0, 9999), "bonus_cap": (0, 9999)}
    low, high = limits[name]
    if number is None and name == "bonus_cap":
        return None
    if number is None or not low <= number <= high or (name == "minimum_points" and number != int(number)):
        raise _Wrong("value", _("It must lie between %(low)s and %(high)s.") % {"low": low, "high": high})
    return int(number) if name == "minimum_points" else number
