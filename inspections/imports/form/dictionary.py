"""The dictionary of items: what a form's 项目 means, and the nearest entry where it is not in it. Pure but for reading the file."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, match_key
from core.files_in.problems import FileProblem
from core.files_in.workbook import Workbook

NEAR_ENOUGH = 0.5
NAME_COLUMNS = ("item", "项目", "测评项目", "name", "名称")
_BRANCH = re.compile(r"(.*?)\s*(\d{1,4})")


@dataclass(frozen=True)
class ItemMatch:
    """What a form's text stands for. section: the name shown; branch: its number, None for a single one;
    alias: the dictionary's name where it is another one; unmatched: it is not in the dictionary; proposal: the nearest entry.
    """

    section: str
    branch: int | None
    alias: str = ""
    unmatched: bool = False
    proposal: str | None = None


class Dictionary:
    """Entries by their spelling-independent key. Empty: everything matches, there is nothing to match against.

    accepted: form's section name -> dictionary entry ('' for: keep it as an item of its own), as the user decided.
    """

    def __init__(self, entries: Iterable[str] = (), accepted: Mapping[str, str] | None = None):
        self.entries = {match_key(entry): entry for entry in entries if entry}
        self.accepted = {match_key(name): entry for name, entry in (accepted or {}).items()}
        self.match = cache(self._match)

    def _match(self, text: str) -> ItemMatch:
        """The whole text is looked up first, so that an entry may end in a figure; then without its branch number."""
        if match_key(text) in self.entries:
            return ItemMatch(text, None)
        section, branch = split_branch(text)
        key = match_key(section)
        if not self.entries or key in self.entries:
            return ItemMatch(section, branch)
        if key in self.accepted:
            entry = self.accepted[key]
            return ItemMatch(section, branch, alias="" if match_key(entry) == key else entry, unmatched=False)
        return ItemMatch(section, branch, unmatched=True, proposal=self.nearest(section))

    def nearest(self, name: str) -> str | None:
        near = difflib.get_close_matches(match_key(name), self.entries, n=1, cutoff=NEAR_ENOUGH)
        return self.entries[near[0]] if near else None


def split_branch(text: str) -> tuple[str, int | None]:
    """'公共服务10' is branch 10 of 公共服务; a text without figures at its end, or of figures alone, is a single one."""
    match = _BRANCH.fullmatch(text)
    return (match[1], int(match[2])) if match and match[1] else (text, None)


def read_dictionary(path) -> list[str]:
    """The entries of a dictionary file, Excel or CSV: the column named item, 项目 or name, or the only one."""
    table = Workbook(path).table()
    rows = [row for row in table.rows if any(cell_text(cell) for cell in row)]
    if not rows:
        raise FileProblem(_("The dictionary %(name)s is empty.") % {"name": path.name})
    headings = [match_key(cell_text(cell)) for cell in rows[0]]
    column = next((headings.index(name) for name in NAME_COLUMNS if name in headings), None)
    if column is None and len(headings) > 1:
        raise FileProblem(_("The dictionary %(name)s needs a column named “item” or “项目”.") % {"name": path.name})
    entries = rows if column is None else rows[1:]
    return list(
        dict.fromkeys(text for row in entries if len(row) > (column or 0) and (text := cell_text(row[column or 0])))
    )
