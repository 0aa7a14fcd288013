"""Figures into text, and text back to its figures. Pure: no database, no clock.

Texts are cut, never rewritten: whatever these functions take apart can be put together again without losing a character.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.figure import Facts, Figure, Row, flat, is_empty
from reports.outline import PLACE, PassageWording, Sentence

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
LISTED = "、"


@dataclass(frozen=True)
class Written:
    """A passage's text with the figures that stand in it, in their order."""

    text: str
    figures: list[Figure]


@dataclass(frozen=True)
class Run:
    """A piece of text, and the figure that it says, if any."""

    text: str
    figure: Figure | None = None

    @property
    def is_blank(self) -> bool:
        return self.figure is not None and not self.figure.words


@dataclass(frozen=True)
class Change:
    """A figure that is said in other words now. old '': it was not there; new '': it is no more."""

    key: str
    label: str
    old: str
    new: str
    href: str = ""


def write(passage: PassageWording, facts: Facts) -> Written:
    """KeyError for a figure that no subject gives: a slip in the wording."""
    text, figures = "", []
    for sentence in passage.sentences:
        said = _say(sentence, facts)
        if said.text:
            text += ("\n" if sentence.paragraph and text else "") + said.text
            figures += said.figures
    return Written(text or passage.empty, figures)


def _say(sentence: Sentence, facts: Facts) -> Written:
    if any(_lacks(key, facts) for key in sentence.needs):
        return Written("", [])
    if not sentence.each:
        return _fill(sentence.text, facts.figures)
    rows = facts.rows[sentence.each]
    if not rows:
        return Written("", [])
    parts = [_fill(sentence.before, facts.figures)]
    for number, row in enumerate(rows):
        parts += [Written(sentence.between if number else "", []), _fill(sentence.text, row)]
    return joined([*parts, _fill(sentence.after, facts.figures)])


def _lacks(key: str, facts: Facts) -> bool:
    return not facts.rows[key] if key in facts.rows else is_empty(facts.figures[key])


def joined(parts: Iterable[Written]) -> Written:
    parts = list(parts)
    return Written("".join(part.text for part in parts), [figure for part in parts for figure in part.figures])


def _fill(text: str, values: Row) -> Written:
    """The text with its figures; a missing one is a marked blank, or takes the brackets around it away."""

    def kept(found: re.Match) -> str:
        return "" if any(is_empty(values[key]) for key in PLACE.findall(found[1])) else found[1]

    text, figures = OPTIONAL.sub(kept, text), []

    def said(found: re.Match) -> str:
        value = list(flat(values[found[1]]))
        figures.extend(value)
        return LISTED.join(figure.shown for figure in value)

    return Written(PLACE.sub(said, text), figures)


def link_figures(text: str, figures: Sequence[Figure]) -> list[Run]:
    """The text in runs: each figure's words are looked for from the left, after the one before. What somebody has edited away is
    passed over; the runs' texts put together are the text."""
    runs, at = [], 0
    for figure in figures:
        found = text.find(figure.shown, at)
        if found < 0:
            continue
        if found > at:
            runs.append(Run(text[at:found]))
        at = found + len(figure.shown)
        runs.append(Run(text[found:at], figure))
    return [*runs, Run(text[at:])] if at < len(text) else runs


def changes(old: Iterable[Figure], new: Iterable[Figure]) -> list[Change]:
    """What is said otherwise, in the order of the new figures; what is no more comes last."""
    before, after = ({figure.key: figure for figure in figures} for figures in (old, new))
    found = [
        Change(key, figure.label, before[key].words if key in before else "", figure.words, figure.href)
        for key, figure in after.items()
        if key not in before or before[key].words != figure.words
    ]
    gone = [Change(key, one.label, one.words, "", one.href) for key, one in before.items() if key not in after]
    return [change for change in (*found, *gone) if change.old or change.new]


def put_in(text: str, figures: Sequence[Figure], new: Iterable[Figure]) -> tuple[str, list[Change]]:
    """An edited text with the new words of its figures, and the changes for which no place was found in it."""
    new = list(new)
    after = {figure.key: figure for figure in new}
    placed, parts = set(), []
    for run in link_figures(text, figures):
        figure = after.get(run.figure.key) if run.figure else None
        if figure is not None:
            placed.add(figure.key)
        parts.append(figure.shown if figure else run.text)
    return "".join(parts), [change for change in changes(figures, new) if change.key not in placed]
