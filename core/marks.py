"""The small marks that stand in rows: icons, lights, tags, ranks, changes, bars. Made in Python, because a page has hundreds.

Each returns safe HTML; texts are escaped here. What depends on few values is kept in memory, by language.
"""

import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop

from core.formats import NOTHING, as_decimal, score

LIGHTS = {
    "red": gettext_lazy("Overdue"),
    "amber": gettext_lazy("Due soon"),
    "green": gettext_lazy("In time"),
    "paused": gettext_lazy("Suspended"),
}

# kind of change: its figure's format, and the words for more, less and the same
_WORDS = {
    "score": (score, gettext_noop("%(n)s points higher"), gettext_noop("%(n)s points lower")),
    "percent": (str, gettext_noop("%(n)s percentage points higher"), gettext_noop("%(n)s percentage points lower")),
    "hours": (str, gettext_noop("%(n)s hours longer"), gettext_noop("%(n)s hours shorter")),
    "rank": (str, gettext_noop("up %(n)s in rank"), gettext_noop("down %(n)s in rank")),
    "count": (str, gettext_noop("%(n)s more"), gettext_noop("%(n)s fewer")),
    "loss": (score, gettext_noop("%(n)s points more"), gettext_noop("%(n)s points less")),
    "money": (score, gettext_noop("%(n)s × 10,000 yuan more"), gettext_noop("%(n)s × 10,000 yuan less")),
}


@lru_cache(maxsize=1)
def sprite_url() -> str:
    """The address of the icon sprite, with its hash; asked once a process."""
    return static("icons.svg")


@lru_cache(maxsize=512)
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite. It says nothing to a screen reader: a word stands beside it."""
    css = f"icon {classes}".rstrip()
    return mark_safe(
        f'<svg class="{escape(css)}" aria-hidden="true"><use href="{sprite_url()}#{escape(name)}"></use></svg>'
    )


@lru_cache(maxsize=64)
def own_icon(name: str, classes: str = "") -> SafeString:
    """An icon that the page holds itself (`own_icons`): hundreds of them ask for no file, which a phone feels."""
    css = f"icon {classes}".rstrip()
    return mark_safe(f'<svg class="{escape(css)}" aria-hidden="true"><use href="#icon-{escape(name)}"></use></svg>')


@lru_cache(maxsize=8)
def own_icons(*names: str) -> SafeString:
    """The symbols of these icons, once a page, before the first `own_icon`. KeyError for one that the sprite does not have."""
    symbols = _symbols()
    held = "".join(symbols[name].replace('id="', 'id="icon-', 1) for name in names)
    return mark_safe(f'<svg class="own-icons" aria-hidden="true">{held}</svg>')


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    text = Path(finders.find("icons.svg")).read_text(encoding="utf-8")
    return {name: symbol for symbol, name in re.findall(r'(<symbol id="([^"]+)".*?</symbol>)', text, re.DOTALL)}


def light(colour: str, text: str = "", size: str = "") -> SafeString:
    """A light: shape, word and colour, always all three. Unknown colours show nothing. `size` 'lg' stands under a title."""
    return _light(str(colour), str(text), size, get_language())


@lru_cache(maxsize=2048)
def _light(colour: str, text: str, size: str, _language: str) -> SafeString:
    if colour not in LIGHTS:
        return SafeString("")
    css = f"light light--{colour}" + (f" light--{size}" if size else "")
    return mark_safe(f'<span class="{css}">{icon(f"light-{colour}")}{escape(text or LIGHTS[colour])}</span>')


def light_word(colour: str) -> SafeString:
    """The light's shape and word without its box: where the box is drawn around more than that."""
    return mark_safe(f"{icon(f'light-{colour}')}{escape(LIGHTS[colour])}") if colour in LIGHTS else SafeString("")


def tag(text, kind: str = "") -> SafeString:
    """A word in a box. Kinds: '' grey, 'brand', 'ink', 'line'."""
    css = f"tag tag--{kind}" if kind else "tag"
    return mark_safe(f'<span class="{css}">{escape(text)}</span>')


def rank_no(rank: int | None, tied: bool = False) -> SafeString:
    """A rank; the first in a box, a tie said in words, nothing as a dash."""
    if rank is None:
        return mark_safe(f'<span class="muted">{NOTHING}</span>')
    css = "rank-no rank-no--1" if rank == 1 else "rank-no"
    word = gettext("tied")
    beside = f' <span class="small muted">{escape(word)}</span>' if tied else ""
    return mark_safe(f'<span class="{css}">{rank}</span>{beside}')


def rank_move(places: int | None) -> SafeString:
    """How many places a unit went up (positive) or down (negative); None where there is nothing to compare with."""
    return _rank_move(places, get_language())


@lru_cache(maxsize=256)
def _rank_move(places: int | None, _language: str) -> SafeString:
    if places is None:
        return mark_safe(f'<span class="muted">{NOTHING}</span>')
    way, arrow, word, number = (
        ("same", "dash", gettext("unchanged"), "")
        if places == 0
        else ("up", "arrow-up", gettext("up"), places)
        if places > 0
        else ("down", "arrow-down", gettext("down"), -places)
    )
    said = f'<span class="visually-hidden">{escape(word)}</span>'
    return mark_safe(f'<span class="rank-move rank-move--{way}">{icon(arrow)}{said}{number}</span>')


def delta(change, kind: str = "score", base: str = "", less_is_better: bool = False) -> SafeString:
    """A change against a base: arrow, words, and the base in grey. Better is brand, worse is bold ink; never red or green.

    `change` is positive for more (for a rank: places gone up). Kinds: score, percent, hours, rank, count, loss, money.
    """
    number = as_decimal(change)
    beside = f' <span class="delta__base">{escape(base)}</span>' if base else ""
    if number is None:
        return mark_safe(beside.strip())
    if number == 0:
        word = gettext("unchanged")
        return mark_safe(f'<span class="delta delta--same">{icon("dash")}{escape(word)}</span>{beside}')
    shape, more, less = _WORDS[kind]
    words = gettext(more if number > 0 else less) % {"n": shape(abs(number))}
    better = (number > 0) != less_is_better
    css, arrow = "better" if better else "worse", "arrow-up" if number > 0 else "arrow-down"
    return mark_safe(f'<span class="delta delta--{css}">{icon(arrow)}{escape(words)}</span>{beside}')


def _percent(value) -> str:
    """A share for an SVG attribute: kept within 0..100, one place, never in a local notation."""
    number = as_decimal(value) or Decimal(0)
    return f"{min(max(number, Decimal(0)), Decimal(100)):.2f}".rstrip("0").rstrip(".") + "%"


def bar(percent, tone: str = "own", plan=None, size: str = "sm") -> SafeString:
    """A bar from 0 to 100 percent, with the plan as a mark across it; the figure stands beside it."""
    css = f"bar bar--{size}" if size else "bar"
    mark = f'<rect class="bar__plan" x="{_percent(plan)}" width="3" height="100%"></rect>' if plan is not None else ""
    return mark_safe(
        f'<svg class="{css}" aria-hidden="true"><rect class="bar__track" width="100%" height="100%"></rect>'
        f'<rect class="bar__{escape(tone)}" width="{_percent(percent)}" height="100%"></rect>{mark}</svg>'
    )


MOST_TICKS = 15
"""Among more places than these the ticks of a whisker would run together."""


def whisker(low: int, high: int, rank: int, places: int) -> SafeString:
    """A rank interval from `low` to `high` among `places`, with the official rank as the dot on it."""

    def at(place):
        return _percent((Decimal(place) - Decimal("0.5")) * 100 / places)

    said = gettext("Rank interval %(low)s to %(high)s, official rank %(rank)s") % {
        "low": low,
        "high": high,
        "rank": rank,
    }
    ticked = range(1, places + 1) if places <= MOST_TICKS else (1, places)
    ticks = "".join(f'<line class="whisker__tick" x1="{at(p)}" x2="{at(p)}" y1="9" y2="15"></line>' for p in ticked)
    return mark_safe(
        f'<svg class="whisker" role="img" aria-label="{escape(said)}">{ticks}'
        f'<line class="whisker__line" x1="{at(low)}" x2="{at(high)}" y1="12" y2="12"></line>'
        f'<circle class="whisker__dot" cx="{at(rank)}" cy="12" r="4.5"></circle></svg>'
    )
