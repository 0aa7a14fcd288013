"""Which usual words there are, and which of them the town's dictionaries have already. The lists are read when somebody asks."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.dictionaries.book import Dictionary, all_dictionaries
from core.table_in.columns import NO, YES

LISTS = Path(__file__).parent / "lists"


class Standing(StrEnum):
    """retired: the office took it out of use, so it isn't offered again."""

    NEW = "new"
    THERE = "there"
    RETIRED = "retired"


@dataclass(frozen=True)
class UsualWord:
    """cells: heading > text, as the list has them; the first is the name."""

    cells: dict[str, str]
    standing: Standing

    @property
    def name(self) -> str:
        return next(iter(self.cells.values()))

    @property
    def is_new(self) -> bool:
        return self.standing == Standing.NEW

    @property
    def more(self) -> list[str]:
        """What it brings beside its name, in words; what is 'no' or nothing isn't said."""
        cells = list(self.cells.items())[1:]
        return [
            heading if text == YES else f"{heading}：{text.rstrip('。')}"
            for heading, text in cells
            if text not in ("", NO, "0")
        ]


@dataclass(frozen=True)
class UsualList:
    dictionary: Dictionary
    words: list[UsualWord]

    @property
    def is_short(self) -> bool:
        """Names alone: several stand in a line."""
        return all(len(word.cells) == 1 for word in self.words)

    @property
    def new(self) -> list[UsualWord]:
        return [word for word in self.words if word.is_new]


def usual_lists() -> list[UsualList]:
    """Of every dictionary that has one, in the dictionaries' own order; a short query each."""
    return [usual_list(one) for one in all_dictionaries() if _path(one).exists()]


def usual_list(dictionary: Dictionary) -> UsualList:
    words = dictionary.model.objects.values_list("name", "is_active")
    stored = {name.lower(): is_active for name, is_active in words}
    with _path(dictionary).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return UsualList(
        dictionary, [UsualWord(row, _standing(stored.get(next(iter(row.values())).lower()))) for row in rows]
    )


def _path(dictionary: Dictionary) -> Path:
    return LISTS / f"{dictionary.code}.csv"


def _standing(is_active: bool | None) -> Standing:
    if is_active is None:
        return Standing.NEW
    return Standing.THERE if is_active else Standing.RETIRED
