"""A cell's text and number, read the way the person who typed it meant it. Pure: no ORM, no clock."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d*)?|[+-]?\.\d+")
_DISARMED = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "‘": "'", "’": "'"})
_SEVERAL = re.compile(r"[、，,;；\n]")


def cell_text(value) -> str:
    """The text of a cell: no control characters, one space for every run of white space, none at the ends.

    A whole number loses the '.0' that Excel's floats carry; a date is written as 2016-07-15.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _plain_number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return _SPACE.sub(" ", _CONTROL.sub("", str(value))).strip()


def read_back(cell) -> str:
    """The same, without the apostrophe that an export (core.files_out.exports.safe_text) put before what a spreadsheet takes for
    a formula."""
    return _DISARMED.sub("", cell_text(cell)).lstrip()


def _plain_number(value: float) -> str:
    # Excel shows 15 significant digits; what a float carries beyond them nobody typed (0.30000000000000004).
    return format(Decimal(format(value, ".15g")), "f")


def cell_number(value) -> Decimal | None:
    """The number of a cell, exact; None where it is blank. Raises ValueError for anything else that is not a plain number.

    Full-width digits are taken; exponents, 'nan', thousands separators and units of measure are not.
    """
    text = unicodedata.normalize("NFKC", cell_text(value))
    if not text:
        return None
    if isinstance(value, bool | date | time) or not _NUMBER.fullmatch(text):
        raise ValueError(value)
    return Decimal(text)


def several(value) -> tuple[str, ...]:
    """The names in a cell that may hold several ('城管中队、派出所'), each once, in order."""
    parts = _SEVERAL.split(_CONTROL.sub("", value) if isinstance(value, str) else cell_text(value))
    return tuple(dict.fromkeys(text for part in parts if (text := cell_text(part))))


def match_key(text: str) -> str:
    """What two spellings of one name share: full or half width, curly or straight quotes, spaces or none."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES))).casefold()


def decimal_places(number: Decimal) -> int:
    """How many places after the point a number really has (1.50 has one)."""
    return max(0, -number.normalize().as_tuple().exponent)
