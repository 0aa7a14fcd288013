"""Reads a standard from Excel (with sheets for scales, weights and settings) or from CSV (the items alone)."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, several
from core.files_in.problems import FileProblem, Rejected
from core.files_in.workbook import Table, Workbook
from inspections.imports.standard.draft import (
    COLUMNS,
    ITEMS_SHEET,
    METHODS,
    NEEDED,
    SCALES_SHEET,
    SETTINGS_SHEET,
    VETOES,
    WEIGHTS_SHEET,
    GradeLine,
    ItemLine,
    SectionLine,
    StandardDraft,
)
from inspections.imports.standard.sheets import read_scales, read_settings, read_weights
from inspections.imports.standard.values import (
    LONGEST,
    Wrong,
    grade_line,
    names_of,
    number_of,
    rows_of,
    text_of,
    with_grade,
    word_of,
)
from inspections.models import Method
from inspections.rules import read_rule, scale_text

MORE_WORDS = {
    "扣分": Method.DEDUCT, "扣分制": Method.DEDUCT, "等级": Method.GRADE, "分档": Method.GRADE,
    "符合": Method.PASS_FAIL, "是否符合": Method.PASS_FAIL, "打分": Method.DIRECT,
}  # fmt: skip
_SCALE = re.compile(r"(?:(?P<name>[^:=]+):)?(?P<grades>[^:]+=[^:]+)")


@dataclass
class StandardContent:
    """count: rows with content on the sheet of items. Rejected rows of other sheets carry the sheet's name in their field.

    from_rules: codes of items whose method was read from their rule. doubtful: codes of those that say another figure.
    """

    draft: StandardDraft
    count: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    from_rules: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def read_standard(workbook: Workbook, sheet: str = "") -> StandardContent:
    """The draft that a file holds. Raises FileProblem where a sheet lacks a needed column or there is no item."""
    name = sheet or (ITEMS_SHEET if ITEMS_SHEET in workbook.sheets else "")
    content = StandardContent(StandardDraft())
    for other, read in ((SCALES_SHEET, read_scales), (WEIGHTS_SHEET, read_weights), (SETTINGS_SHEET, read_settings)):
        if other in workbook.sheets and other != name:
            read(workbook.table(other), content)
    _Items(workbook.table(name), content).read()
    if not content.count:
        raise FileProblem(_("Below its headings the table has no row with content."))
    return content


class _Items:
    def __init__(self, table: Table, content: StandardContent):
        self.table, self.content = table, content
        self.sections: dict[str, SectionLine] = {}
        self.codes: dict[str, int] = {}

    def read(self) -> None:
        items = []
        for number, values, cells in rows_of(self.table, COLUMNS, NEEDED):
            self.content.count += 1
            try:
                self._check_cells(cells)
                items.append(self._item(number, values))
            except Wrong as wrong:
                value = cell_text(values.get(wrong.key))[:80]
                self.content.rejected.append(Rejected(number, COLUMNS[wrong.key], value, wrong.reason))
        order = {name: at for at, name in enumerate(self.sections)}
        self.content.draft.items = sorted(items, key=lambda item: order[item.section])
        self.content.draft.sections = list(self.sections.values())

    def _check_cells(self, cells: dict) -> None:
        for key, cell in cells.items():
            if fault := self.table.fault_at(*cell):
                raise Wrong(key, fault)

    def _with_rule(self, values: dict) -> dict:
        """The values; where no method is given, with the method and figures that the rule asks for."""
        proposal = read_rule(cell_text(values.get("rule")))
        if proposal is None or cell_text(values.get("method")):
            if proposal and proposal.each and self._says_otherwise(values, proposal.each):
                self.content.doubtful.append(cell_text(values.get("code")))
            return values
        self.content.from_rules.append(cell_text(values.get("code")))
        most = cell_text(values.get("max_points")) or proposal.most
        grades = scale_text(proposal) if proposal.method == Method.GRADE else ""
        return values | {
            "method": proposal.method,
            "max_points": most,
            "each": cell_text(values.get("each")) or proposal.each,
            "scale": cell_text(values.get("scale")) or grades,
            "veto": cell_text(values.get("veto")) or proposal.veto,
        }

    def _says_otherwise(self, values: dict, each: Decimal) -> bool:
        is_deducting = word_of(values, "method", METHODS, MORE_WORDS) == Method.DEDUCT
        return is_deducting and number_of(values, "each") not in (None, each)

    def _item(self, number: int, values: dict) -> ItemLine:
        code = text_of(values, "code", needed=True)
        if earlier := self.codes.setdefault(code, number) != number and self.codes[code]:
            raise Wrong("code", _("Row %(row)s already has this code.") % {"row": earlier})
        values = self._with_rule(values)
        method = word_of(values, "method", METHODS, MORE_WORDS)
        most = number_of(values, "max_points")
        if not most:
            raise Wrong("max_points", _("The maximum points must be more than 0."))
        line = ItemLine(
            section=text_of(values, "section", needed=True),
            code=code,
            name=text_of(values, "name", needed=True),
            method=method,
            max_points=most,
            rule=text_of(values, "rule"),
            each=self._each(values, method, most),
            scale=self._scale(values, method),
            veto=word_of(values, "veto", VETOES, {"否": "", "无": "", "是": "sheet"}),
            kinds=names_of(values, "kinds"),
            problem_kind=text_of(values, "problem_kind"),
        )
        self._section(line.section, values)
        return line

    def _each(self, values: dict, method: str, most: Decimal) -> Decimal | None:
        if method != Method.DEDUCT:
            return None
        each = number_of(values, "each")
        if not each or each > most:
            raise Wrong("each", _("Say how much is deducted for each: more than 0, at most the maximum."))
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
            raise Wrong("scale", _("An item judged by grade needs a scale, e.g. 三级:A=1、B=0.6、C=0."))
        name = cell_text(match["name"] or match["grades"])[: LONGEST["scale"]]
        grades: tuple[GradeLine, ...] = ()
        for part in several(match["grades"]):
            grades = with_grade("scale", grades, self._grade(part))
        if scales.setdefault(name, grades) != grades:
            raise Wrong("scale", _("Another row gives the scale of this name other grades."))
        return name

    def _grade(self, part: str) -> GradeLine:
        label, _equals, share = (text.strip() for text in part.partition("="))
        return grade_line("scale", label, share)

    def _section(self, name: str, values: dict) -> None:
        """A section's own values may stand on each of its rows or on the first alone."""
        line = SectionLine(
            name, text_of(values, "alias"), number_of(values, "loss_cap"), number_of(values, "bonus_cap")
        )
        known = self.sections.setdefault(name, line)
        for key in ("alias", "loss_cap", "bonus_cap"):
            if getattr(line, key) not in ("", None, getattr(known, key)):
                raise Wrong(key, _("An earlier row of this section says something else."))
