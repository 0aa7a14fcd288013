"""A standard as an Excel file that comes back unchanged: the same sheets and columns that an import reads."""

import tempfile
from collections.abc import Iterable
from decimal import Decimal

from inspections.imports.standard.draft import (
    AGGREGATIONS,
    COLUMNS,
    ITEMS_SHEET,
    METHODS,
    SCALE_COLUMNS,
    SCALES_SHEET,
    SETTING_COLUMNS,
    SETTINGS,
    SETTINGS_SHEET,
    VETOES,
    WEIGHT_COLUMNS,
    WEIGHTS_SHEET,
    StandardDraft,
    draft_of,
)
from inspections.models import Standard


def standard_file(standard: Standard):
    """An open temporary .xlsx file, at its beginning."""
    import xlsxwriter

    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
    # Texts stay texts: what starts like a formula or an address is neither.
    book = xlsxwriter.Workbook(handle, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1})
    draft = draft_of(standard)
    for name, columns, rows in (
        (ITEMS_SHEET, COLUMNS, _items(draft)),
        (SCALES_SHEET, SCALE_COLUMNS, _scales(draft)),
        (WEIGHTS_SHEET, WEIGHT_COLUMNS, ([kind, weight] for kind, weight in draft.weights.items())),
        (SETTINGS_SHEET, SETTING_COLUMNS, _settings(draft)),
    ):
        _write_sheet(book.add_worksheet(name), columns.values(), rows, head)
    book.close()
    handle.seek(0)
    return handle


def _write_sheet(sheet, headings: Iterable[str], rows: Iterable[list], head) -> None:
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, list(headings), head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, Decimal | int) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            elif value not in (None, ""):
                sheet.write_string(number, column, str(value))
    sheet.set_column(0, len(list(headings)) - 1, 16)


def _items(draft: StandardDraft):
    sections = {section.name: section for section in draft.sections}
    for item in draft.items:
        section = sections[item.section]
        yield [
            section.name, section.alias, section.loss_cap, section.bonus_cap, item.code, item.name, item.rule,
            METHODS[item.method], item.max_points, item.each, item.scale, VETOES[item.veto],
            "、".join(item.kinds), item.problem_kind,
        ]  # fmt: skip


def _scales(draft: StandardDraft):
    for name, grades in draft.scales.items():
        for grade in grades:
            yield [name, grade.label, grade.share, grade.description]


def _settings(draft: StandardDraft):
    values = draft.settings
    for name, word in SETTINGS.items():
        value = getattr(values, name)
        if name == "aggregation":
            value = AGGREGATIONS[value]
        elif name == "above_100":
            value = "是" if value else "否"
        yield [word, value]
