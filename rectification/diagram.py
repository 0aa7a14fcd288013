"""The transition table as a diagram (Mermaid) and as a table (Markdown), for the page that tells people about the loop.

Pure: made from rectification.transitions alone, in the language that is active.
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rectification.transitions import ASKS, OPEN_STATES, TRANSITIONS, Ask, State, Transition

BEGIN, END = "<!-- loop: {what} -->", "<!-- /loop: {what} -->"
ENDS = tuple(state for state in State if state not in OPEN_STATES)


def diagram() -> str:
    """A stateDiagram of all ways; what leads there from every open state is said in a note."""
    lines = ["stateDiagram-v2", "    direction TB", f"    [*] --> {State.REPORTED.value}"]
    lines += [f"    {state.value} : {state.label}" for state in State]
    lines += [
        f"    {source.value} --> {way.target.value}: {way.label}"
        for way in TRANSITIONS
        if not _from_everywhere(way)
        for source in way.sources
    ]
    for way in filter(_from_everywhere, TRANSITIONS):
        said = _("%(step)s: from every stage that is not at an end") % {"step": way.label}
        lines += [f"    note right of {way.target.value}", f"        {said}", "    end note"]
    lines += [f"    {state.value} --> [*]" for state in ENDS]
    return "\n".join(lines)


def _from_everywhere(way: Transition) -> bool:
    return set(way.sources) == set(OPEN_STATES)


def table(posts: Mapping[str, str]) -> str:
    """A line for each way: from, step, to, who, what it needs; and for what moves the deadline alone. posts: the word for each
    role."""
    heads = (
        pgettext("loop", "From"), pgettext("loop", "Step"), pgettext("loop", "To"), pgettext("loop", "Who"),
        pgettext("loop", "Needs"),
    )  # fmt: skip
    lines = [_line(heads), _line("---" for _head in heads)]
    lines += [_line(_cells(way, posts)) for way in TRANSITIONS]
    return "\n".join(lines + [_line(_ask_cells(ask, posts)) for ask in ASKS.values() if not ask.takes])


def _cells(way: Transition, posts: Mapping[str, str]) -> tuple[str, ...]:
    sources = _("every open stage") if _from_everywhere(way) else "、".join(str(state.label) for state in way.sources)
    who = _posts(way.roles, posts)
    if way.separate:
        who += _(" (never who did the work or belongs to the responsible unit)")
    needs = "、".join(str(need.label) for need in way.needs) or "—"
    return sources, str(way.label), str(way.target.label), who, needs


def _ask_cells(ask: Ask, posts: Mapping[str, str]) -> tuple[str, ...]:
    sources = "、".join(str(state.label) for state in ask.sources)
    words = {"asks": _posts(ask.asked_by, posts), "decides": _posts(ask.decided_by, posts)}
    who, needs = _("%(asks)s asks, %(decides)s decides") % words, "、".join(str(need.label) for need in ask.needs)
    return sources, str(ask.label), _("the stage stays, the deadline moves"), who, needs


def _posts(roles: Collection[str], posts: Mapping[str, str]) -> str:
    return "、".join(str(posts[role]) for role in posts if role in roles)


def _line(cells) -> str:
    return "| " + " | ".join(cells) + " |"


def renewed(page: str, parts: Mapping[str, str]) -> str:
    """The page with each of these parts put between its marks. Raises ValueError where a mark is missing."""
    for what, text in parts.items():
        begin, end = BEGIN.format(what=what), END.format(what=what)
        before, found, rest = page.partition(begin)
        _old, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"The page has no marks '{begin}' and '{end}'.")
        page = f"{before}{begin}\n{text}\n{end}{after}"
    return page
