"""The tree of units while a list comes in: who lies under whom, by names that may repeat from town to town."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from core.files_in.cells import match_key
from core.models import Unit
from core.units.names import tidy

_LEVELS = re.compile(r"\s*[/／>＞\\]\s*")


class Ambiguous(ValueError):
    """Several units have this name; the message names them."""


class Node:
    """A unit that is there (unit), or one that the file adds."""

    def __init__(self, name: str, above: "Node | None", unit: Unit | None = None):
        self.name, self.above, self.unit = name, above, unit

    @property
    def full_name(self) -> str:
        return f"{self.above.full_name}/{self.name}" if self.above else self.name

    @property
    def is_living(self) -> bool:
        return self.unit is None or self.unit.ends_on is None


class Tree:
    """The units that are there, by name and place, with those that a file adds."""

    LATER = Node("", None)
    """In place of a unit: the file names it further down."""

    def __init__(self, units: Iterable[Unit]):
        self.by_name: dict[str, list[Node]] = defaultdict(list)
        self.home: Node | None = None
        by_path: dict[str, Node] = {}
        for unit in units.order_by("path"):
            node = self._enter(Node(unit.name, by_path.get(unit.parent_path), unit))
            by_path[unit.path] = node
            self.home = node if unit.is_home else self.home

    def _enter(self, node: Node) -> Node:
        self.by_name[match_key(node.name)].append(node)
        return node

    def add(self, above: Node, name: str) -> Node:
        return self._enter(Node(name, above))

    def under(self, above: Node | None, name: str, *, at_top: bool) -> Node | None:
        """The unit of this name under another one. Without one above it: a unit at the very top, else one of the home town."""
        named = self.by_name.get(match_key(name), ())
        homes = [None, self.home] if at_top else [above]
        found = [node for home in homes for node in named if node.above is home]
        return min(found, key=lambda node: not node.is_living, default=None)

    def find(self, words: str, waits_for: Collection[str]) -> Node | None:
        """The unit that a cell names; None for a blank one; LATER where there is none yet, or where the file has more of the name.

        Raises Ambiguous.
        """
        if not words:
            return None
        names = [match_key(tidy(name)) for name in _LEVELS.split(words.strip())]
        if names[-1] in waits_for:
            return self.LATER
        found = [node for node in self.by_name.get(names[-1], ()) if node.is_living and _lies_in(node, names[:-1])]
        if len(found) > 1:
            said = _("Several units have this name: %(names)s. Write it with the unit above it, as here.")
            raise Ambiguous(said % {"names": "；".join(node.full_name for node in found)})
        return found[0] if found else self.LATER

    @staticmethod
    def names_of(rows: Iterable) -> frozenset[str]:
        return frozenset(row.key for row in rows)


def _lies_in(node: Node, names: list[str]) -> bool:
    """Do the units above it have these names, the nearest one last?"""
    for name in reversed(names):
        node = node.above
        if node is None or match_key(node.name) != name:
            return False
    return True
