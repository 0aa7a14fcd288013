"""Figures into text, and text back to its figures. Pure: no database, no clock.

Texts are cut, never rewritten: whatever these functions take apart can be put together again without losing a character.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.figure import Facts, Figure, Row, Value, flat, is_empty
from reports.linking import Run, link_figures, said_in
from reports.outline import PLACE, PassageWording, Sentence

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
LISTED = "、"


@dataclass(frozen=True)
class Written:
    """A passage's text with the figures that stand in it, in their order."""

    text: str
    figures: list[Figure]


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
    runs: list[Run] = []
    for sentence in passage.sentences:
        said = _say(sentence, facts)
        if said and sentence.paragraph and runs:
            runs.append(Run("\n"))
        runs += said
    runs = runs or [Run(passage.empty)]
    return Written("".join(run.text for run in runs), said_in(runs))


def _say(sentence: Sentence, facts: Facts) -> list[Run]:
    if any(_lacks(key, facts) for key in sentence.needs):
        return []
    if not sentence.each:
        return _fill(sentence.text, facts.figures)
    rows = facts.rows[sentence.each]
    if not rows:
        return []
    said = _fill(sentence.before, facts.figures)
    for number, row in enumerate(rows):
        said += [Run(sentence.between)] if number else []
        said += _fill(sentence.text, row)
    return said + _fill(sentence.after, facts.figures)


def _lacks(key: str, facts: Facts) -> bool:
    return not facts.rows[key] if key in facts.rows else is_empty(facts.figures[key])


def _fill(text: str, values: Row) -> list[Run]:
    """The text with its figures; a missing one is a marked blank, or takes the brackets around it away."""

    def kept(found: re.Match) -> str:
        return "" if any(is_empty(values[key]) for key in PLACE.findall(found[1])) else found[1]

    runs, parts = [], PLACE.split(OPTIONAL.sub(kept, text))
    for number, part in enumerate(parts):  # between the words stand the keys
        runs += _listed(values[part]) if number % 2 else [Run(part)]
    return [run for run in runs if run.text]


def _listed(value: Value) -> list[Run]:
    """The figure; of several each, with what stands between the parts of a list."""
    runs: list[Run] = []
    for figure in flat(value):
        runs += [Run(LISTED)] if runs else []
        runs.append(Run(figure.shown, figure))
    return runs


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
