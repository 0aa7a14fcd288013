"""The fixed wording of a report: chapters, passages and sentences, read from a file of data. Pure.

A sentence names figures in braces, '{city_rounds}'. What stands in square brackets is left out where a figure in it is empty.
needs: figures or lists without which the whole sentence is left out. each: the list whose lines are told one by one, with
`before`, `between` and `after` around them. paragraph: it begins a new paragraph.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDING = Path(__file__).parent / "wording"
LANGUAGE = "zh-hans"
PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Sentence:
    text: str
    needs: tuple[str, ...] = ()
    each: str = ""
    before: str = ""
    between: str = "；"
    after: str = ""
    paragraph: bool = False

    @property
    def keys(self) -> list[str]:
        """The figures that it names."""
        return PLACE.findall(self.before + self.text + self.after)


@dataclass(frozen=True)
class PassageWording:
    """chapter: the heading of the chapter that it begins, '' within one. empty: what is said where no sentence has anything."""

    key: str
    heading: str
    chapter: str
    sentences: tuple[Sentence, ...]
    empty: str = ""


@dataclass(frozen=True)
class Outline:
    """title: with {town}, {year}, {month}. themes: which kinds of project, facility … a subject is about, by their names."""

    title: str
    passages: tuple[PassageWording, ...]
    themes: dict[str, tuple[str, ...]]


@cache
def outline_of(kind: str) -> Outline:
    """kind: 'annual' or 'monthly'. Raises what tomllib does, or TypeError, for a file that isn't as it has to be."""
    data = tomllib.loads((WORDING / f"{kind}.{LANGUAGE}.toml").read_text(encoding="utf-8"))
    themes = {name: tuple(words) for name, words in data.get("themes", {}).items()}
    passages = [one for chapter in data["chapter"] for one in _passages(chapter)]
    return Outline(data["title"], tuple(passages), themes)


def _passages(chapter: dict) -> list[PassageWording]:
    heading = chapter.get("heading", "")
    return [
        PassageWording(
            key=passage["key"],
            heading=passage.get("heading", ""),
            chapter="" if number else heading,
            sentences=tuple(_sentence(one) for one in passage["sentences"]),
            empty=passage.get("empty", ""),
        )
        for number, passage in enumerate(chapter["passage"])
    ]


def _sentence(data: dict) -> Sentence:
    return Sentence(**(data | {"needs": tuple(data.get("needs", ()))}))
