"""The sheets beside the items of a standard: grade scales, weights of kinds of point, settings."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text
from core.files_in.problems import Rejected
from core.files_in.workbook import Table
from inspections.imports.standard.draft import (
    AGGREGATIONS,
    SCALE_COLUMNS,
    SCALES_SHEET,
    SETTING_COLUMNS,
    SETTINGS,
    SETTINGS_SHEET,
    WEIGHT_COLUMNS,
    WEIGHTS_SHEET,
    Settings,
)
from inspections.imports.standard.values import (
    LONGEST,
    Wrong,
    grade_line,
    number_of,
    rows_of,
    text_of,
    with_grade,
    word_of,
)

ALSO_YES_OR_NO = {"TRUE": True, "1": True, "FALSE": False, "0": False, "": False}


def _collect(table: Table, sheet: str, columns: Mapping[str, str], content, take) -> None:
    """Hands each row of a sheet beside the items to `take`; what is wrong with it is noted with the sheet's name."""
    for number, values, _cells in rows_of(
        table, columns, columns if sheet != SCALES_SHEET else ("scale", "label", "share")
    ):
        try:
            take(values)
        except Wrong as wrong:
            value = cell_text(values.get(wrong.key))[:80]
            content.rejected.append(Rejected(number, f"{sheet} · {columns[wrong.key]}", value, wrong.reason))
            content.count += 1


def read_scales(table: Table, content) -> None:
    scales = content.draft.scales

    def take(values):
        line = grade_line(
            "share", cell_text(values.get("label")), values.get("share"), cell_text(values.get("description"))
        )
        scale = text_of(values, "scale", needed=True)
        scales[scale] = with_grade("label", scales.get(scale, ()), line)

    _collect(table, SCALES_SHEET, SCALE_COLUMNS, content, take)


def read_weights(table: Table, content) -> None:
    weights = content.draft.weights = {}

    def take(values):
        name = cell_text(values.get("kind"))[: LONGEST["kinds"]]
        weight = number_of(values, "weight")
        if not name or not weight:
            raise Wrong("weight", _("A weight is more than 0."))
        weights[name] = weight

    _collect(table, WEIGHTS_SHEET, WEIGHT_COLUMNS, content, take)


def read_settings(table: Table, content) -> None:
    found: dict = {}
    names = {word: name for name, word in SETTINGS.items()}

    def take(values):
        name = names.get(cell_text(values.get("name")))
        if name is None:
            raise Wrong("name", _("It must be one of: %(choices)s.") % {"choices": "、".join(names)})
        found[name] = _setting(name, values)

    _collect(table, SETTINGS_SHEET, SETTING_COLUMNS, content, take)
    content.draft.settings = Settings(**found)


def _setting(name: str, values: dict):
    if name == "aggregation":
        return word_of(values, "value", AGGREGATIONS, {})
    if name == "above_100":
        return word_of(values, "value", {True: "是", False: "否"}, ALSO_YES_OR_NO)
    number = number_of(values, "value")
    limits = {"veto_cap": (0, 100), "repeat_factor": (1, 99), "minimum_points": (0, 9999), "bonus_cap": (0, 9999)}
    low, high = limits[name]
    if number is None and name == "bonus_cap":
        return None
    if number is None or not low <= number <= high or (name == "minimum_points" and number != int(number)):
        raise Wrong("value", _("It must lie between %(low)s and %(high)s.") % {"low": low, "high": high})
    return int(number) if name == "minimum_points" else number
