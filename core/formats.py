"""How figures and moments are written on screen. Chinese in the words offices use; in English ISO-like."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import get_language

NOTHING = "—"
CENT = Decimal("0.01")
TEN_THOUSAND = Decimal(10_000)


def in_sentences(said: Iterable[str]) -> str:
    """Sentences one after the other, empty ones left out: after a Chinese full stop there is no space."""
    return re.sub("(?<=[。！？]) ", "", " ".join(str(one) for one in said if one))


def as_decimal(value) -> Decimal | None:
    """A Decimal from whatever stands for a figure; None for nothing, and for what is not a finite number."""
    if value is None or value == "":
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def two_places(value) -> Decimal | None:
    """Rounded half-up to two places, as scores and money are (the domain rules, section 4)."""
    number = as_decimal(value)
    return None if number is None else number.quantize(CENT, ROUND_HALF_UP)


def score(value) -> str:
    """A score or a difference of scores: 78 is '78.00', nothing is a dash."""
    number = two_places(value)
    return NOTHING if number is None else f"{number:f}"


def signed(value) -> str:
    """A difference with its sign: '+1.16', '-0.33', '0.00'."""
    number = two_places(value)
    if number is None:
        return NOTHING
    return f"{number:+f}" if number else "0.00"


def wan(yuan) -> str:
    """Money in yuan, shown in 万元 with two places: 4100000 is '410.00'."""
    number = as_decimal(yuan)
    return NOTHING if number is None else score(number / TEN_THOUSAND)


def points(value) -> str:
    """Points of an item as a form writes them: no needless zeros, '0.5', '10'."""
    number = as_decimal(value)
    if number is None:
        return NOTHING
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _local(moment):
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


def cn_date(day: date | datetime | None) -> str:
    """2026年11月23日; in English 2026-11-23."""
    day = _local(day)
    if not day:
        return NOTHING
    return f"{day:%Y-%m-%d}" if _in_english() else f"{day.year}年{day.month}月{day.day}日"


def cn_day(day: date | datetime | None) -> str:
    """A day of the year that the page is about: 11月23日; in English 11-23."""
    day = _local(day)
    if not day:
        return NOTHING
    return f"{day:%m-%d}" if _in_english() else f"{day.month}月{day.day}日"


def cn_datetime(moment: datetime | None) -> str:
    """A moment in a list: 11月20日 17:30; in English 2026-11-20 17:30."""
    moment = _local(moment)
    if not moment:
        return NOTHING
    return f"{moment:%Y-%m-%d %H:%M}" if _in_english() else f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def cn_hour(moment: datetime | None) -> str:
    """An hour, where it should be no finer: 11月20日 17时; in English 2026-11-20 17:00."""
    moment = _local(moment)
    if not moment:
        return NOTHING
    return f"{moment:%Y-%m-%d %H}:00" if _in_english() else f"{moment.month}月{moment.day}日 {moment.hour}时"


def cn_datetime_full(moment: datetime | None) -> str:
    """A moment where the year matters: 2026年11月20日 17:30; in English 2026-11-20 17:30."""
    moment = _local(moment)
    if not moment:
        return NOTHING
    return f"{moment:%Y-%m-%d %H:%M}" if _in_english() else f"{cn_date(moment)} {moment:%H:%M}"
