"""Rows of a worksheet that need no second look: every cell is a plain value, in its place and not far to the right.

Nearly all rows of nearly all forms are such, and recognising them is thirty times quicker than parsing them. Only what is
known to be plain is left out: whatever looks otherwise (a formula, an error, a prefix, a foreign attribute) is parsed.
"""

import re
from collections.abc import Iterator

PIECE = 1 << 20
_END = b"</row>"
# Possessive quantifiers (*+, ++): a row that is not plain is given up at once instead of being tried in every way.
_REFERENCE = rb'r="(?:[A-Z]|[A-F][A-Z])\1"(?: s="\d++")?'
_VALUED = rb'<c %b(?: t="(?:s|n|b|inlineStr)")?>(?:<v>[^<]++</v>|<is><t[^>]*+>[^<]++</t></is>)</c>' % _REFERENCE
_BLANK = rb"<c %b ?/>" % _REFERENCE
_PLAIN_ROWS = re.compile(
    rb'(?:<row r="(\d++)"[^>]*+>(?:%b)*+%b(?:%b|%b)*+</row>\s*+)++' % (_BLANK, _VALUED, _VALUED, _BLANK)
)
# A run of plain rows becomes its last row with one value: so the rows after it, and the table's end, keep their numbers.
_LAST_ROW = rb'<row r="\1"><c r="A\1"><v>0</v></c></row>'


def without_plain_rows(source) -> Iterator[bytes]:
    """The parts of an open worksheet with every run of plain rows cut down to its last one."""
    rest = b""
    while chunk := source.read(PIECE):
        rest += chunk
        end = rest.rfind(_END)
        whole = end + len(_END) if end >= 0 else len(rest)
        yield _PLAIN_ROWS.sub(_LAST_ROW, rest[:whole])
        rest = rest[whole:]
    yield rest
