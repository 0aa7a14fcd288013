"""Names of units as lists write them: full-width digits and letters, spaces between characters. Rare characters stay as they are."""

import re

_WIDE = {
    code: code - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(first), ord(last) + 1)
}
_WIDE[0x3000] = ord(" ")
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def tidy(name: str) -> str:
    """'马 桥 村' and '马桥村' are one name; '第１居民区' is '第1居民区'. Nothing else is changed, so a rare character of a place name
    is never replaced by a common one."""
    return _GAP.sub("", " ".join(name.translate(_WIDE).split()))
