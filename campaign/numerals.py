"""Small numbers in words, as an office's Chinese has them in set phrases: 四线, 三线四边. Pure."""

from django.utils.translation import get_language

DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """4 is '四', 12 '十二', 40 '四十'; in English, and from 100 on, the figure itself. number: >= 0."""
    if not (get_language() or "").startswith("zh") or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"
