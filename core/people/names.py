"""Names of people and accounts, read the way whoever typed them meant them. Pure: text in, text out.

Offices write '张 伟' so that it stands as wide as three letters, type figures and letters full-width, and have names with rare
characters. A rare character is a character: those beyond the first 65,536 (𠮷 in 𠮷田) stay what they are. What only one machine
can show (a private area of a font) is told apart, because everybody else would see an empty box.
"""

import re
import unicodedata

NAME_LONGEST, ACCOUNT_LONGEST = 40, 60

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･·"), "·")
_SPACES = re.compile(r"\s+")
_HAN = r"[\u2e80-\u2fff\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) (?={_HAN})")
_ROUND_DOTS = re.compile(r" ?· ?")
_ACCOUNT = re.compile(r"[\w.@+-]+")


def clean_name(text: str) -> str:
    """'张　 伟' is '张伟', '买买提 • 艾力' is '买买提·艾力', 'Ａnna  Lee' is 'Anna Lee'. No character is put in another's place but
    full-width letters, figures and dots: a rare form of a character is part of the name."""
    text = _visible(text).translate(_HALF_WIDTH).translate(_DOTS)
    text = _ROUND_DOTS.sub("·", _SPACES.sub(" ", text).strip())
    return _BETWEEN_HAN.sub("", text)


def clean_account(text: str) -> str:
    """No spaces at all, half-width, small letters: 'ＺｈａｎｇＷｅｉ　０１' is 'zhangwei01'. As sign-in reads what is typed there."""
    text = _SPACES.sub("", unicodedata.normalize("NFKC", _visible(text))).lower()
    return unicodedata.normalize("NFKC", text)  # what stood apart by a space may now be one letter


def is_account(text: str) -> bool:
    """Letters (Chinese ones too), figures and @ . + - _ alone."""
    return bool(_ACCOUNT.fullmatch(text)) and len(text) <= ACCOUNT_LONGEST


def unreadable(text: str) -> list[str]:
    """The characters that only the machine shows on which they were typed, and the mark that stands for one that was lost."""
    return [letter for letter in text if letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cs")]


def _visible(text: str) -> str:
    """Without characters that nobody sees: controls, marks of direction, spaces of no width."""
    kept = (letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf"))
    return "".join(kept)
