"""Remarks on a form that is taken as it is: keys of the mapping that nobody knows, formulas, merged cells."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.files_in.workbook import Table
from inspections.imports.form.mapping import Reading

MERGED_NOTES = 20


def notes_on(table: Table, mapping: Reading, header_row: int, used: Mapping[int, str]) -> list[str]:
    """header_row: from 1; used: column (from 0) -> heading, of the columns that are read."""
    return [*_unknown_keys(mapping), *_formulas(table, header_row, used), *_merged(table, header_row, used)]


def _unknown_keys(mapping: Reading) -> list[str]:
    return [_("Mapping: “%(key)s” is not known and was not used.") % {"key": key} for key in mapping.unknown]


def _formulas(table: Table, header_row: int, used: Mapping[int, str]) -> list[str]:
    cached = sum(1 for row, column in table.formulas if column - 1 in used and row > header_row)
    if not cached:
        return []
    words = ngettext(
        "%(count)s cell holds a formula: the result that Excel stored was taken.",
        "%(count)s cells hold formulas: the results that Excel stored were taken.",
        cached,
    )
    return [words % {"count": cached}]


def _merged(table: Table, header_row: int, used: Mapping[int, str]) -> list[str]:
    merged = [m for m in table.merged if m.first_column - 1 in used and m.last_row > m.first_row]
    below = [m for m in merged if m.first_row > header_row]
    words = _("“%(heading)s”, rows %(first)s to %(last)s, is one merged cell: its value counts for each of these rows.")
    notes = [
        words % {"heading": used[m.first_column - 1], "first": m.first_row, "last": m.last_row}
        for m in below[:MERGED_NOTES]
    ]
    if len(below) > MERGED_NOTES:
        notes.append(_("There are %(count)s merged cells in all.") % {"count": len(below)})
    return notes
