"""How a bulletin writes its rounds, dates and ranks, turned into values. Pure."""

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from core.files_in.cells import cell_text

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMERAL = r"(\d{1,3}|[一二三四五六七八九十两]{1,3})"
_ROUND = re.compile(rf"第?\s*{_NUMERAL}\s*(次|轮|期|批次?|回)?")
_PERIOD = re.compile(rf"第?\s*{_NUMERAL}\s*(季度?|月份?)(.*)")
_YEAR_PREFIX = re.compile(r"^\d{4}\s*年?度?\s*")
_WHOLE_YEAR = {"", "年度", "全年", "年终", "年度考核", "年终考核", "全年考核", "年度总评", "年终总评"}
_HALVES = {"上半年": 1, "下半年": 2}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_RANK = re.compile(rf"(并列)?第?{_NUMERAL}名?(并列)?")


class Turn(NamedTuple):
    """Which round of the year: the n-th of a series. number None: the whole year."""

    series: str
    number: int | None


def read_turn(value) -> Turn:
    """轮次: '第一次', '第5次' and 5 are the n-th of the unnamed series; '三季度' the third of the series 季度; '上半年' the first
    of 半年; '月度测评第3次' the third of 月度测评; blank or 年度 the whole year; a name without a figure is its own series."""
    text = _YEAR_PREFIX.sub("", unicodedata.normalize("NFKC", cell_text(value)))
    if text in _WHOLE_YEAR:
        return Turn("", None)
    if text in _HALVES:
        return Turn("半年", _HALVES[text])
    if period := _PERIOD.fullmatch(text):
        return Turn(("季度" if period[2].startswith("季") else "月度") + period[3], whole_number(period[1]))
    if turn := _ROUND.search(text):
        return Turn((text[: turn.start()] + text[turn.end() :]).strip(), whole_number(turn[1]))
    return Turn(text, 1)


def whole_number(text: str) -> int:
    """'12', '十二' and '二十' as whole numbers; up to 99 in Chinese figures."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def read_date(value) -> date | None:
    """A date cell, or text like 2023-03-15, 2023年3月15日, 20230315. None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", cell_text(value)))
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        return None


def read_rank(value) -> int | None:
    """2, '第2名', '并列第二'; None where blank. Raises ValueError for anything else."""
    text = unicodedata.normalize("NFKC", cell_text(value)).replace(" ", "")
    if not text:
        return None
    match = _RANK.fullmatch(text)
    if not match or not 1 <= (rank := whole_number(match[2])) <= 999:
        raise ValueError(value)
    return rank
