"""How passages stand under their headings: one that the writer emptied goes with its heading, the others are numbered without a gap."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.models import Passage

NUMBER = re.compile(r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、")
"""As the wording has it: 一、 of a chapter or a month's passage, （一） of a passage."""


@dataclass(frozen=True)
class Part:
    """chapter: the heading that stands before it, '' within one. is_told: it has a text; else it is shown to the writer alone."""

    passage: Passage
    chapter: str
    heading: str
    is_told: bool


def parts_of(passages: Iterable[Passage], with_empty: bool = False) -> list[Part]:
    """In their order. with_empty: emptied ones too, their headings without a number."""
    chapters = _by_chapter(passages)
    names = numbered([one[0].chapter for one in chapters], [any(map(_has_text, one)) for one in chapters])
    return [part for name, chapter in zip(names, chapters, strict=True) for part in _parts(name, chapter, with_empty)]


def _by_chapter(passages: Iterable[Passage]) -> list[list[Passage]]:
    chapters: list[list[Passage]] = []
    for passage in passages:
        if passage.chapter or not chapters:
            chapters.append([])
        chapters[-1].append(passage)
    return chapters


def _parts(chapter: str, passages: list[Passage], with_empty: bool) -> list[Part]:
    told = [_has_text(one) for one in passages]
    headings = numbered([one.heading for one in passages], told)
    shown = [one for one in zip(passages, headings, told, strict=True) if with_empty or one[2]]
    return [Part(one, "" if n else chapter, heading, is_told) for n, (one, heading, is_told) in enumerate(shown)]


def _has_text(passage: Passage) -> bool:
    return bool(passage.text.strip())


def numbered(headings: Sequence[str], kept: Sequence[bool]) -> list[str]:
    """Those that are kept take their numbers one after another, the others have none: '（三）投入' may become '（二）投入'."""
    numbers = (found[0] for one in headings if (found := NUMBER.match(one)))
    return [_with(one, numbers if is_kept else iter(())) for one, is_kept in zip(headings, kept, strict=True)]


def _with(heading: str, numbers: Iterable[str]) -> str:
    found = NUMBER.match(heading)
    return next(iter(numbers), "") + heading[found.end() :] if found else heading
