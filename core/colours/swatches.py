"""Small pictures of the palettes. Colours stand in attributes of SVG, for the content security policy allows no styles."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.colours.choice import current_colours
from core.colours.palettes import Palette
from core.marks import LIGHTS

DELIVERED = {
    "c-brand": "#0f6470", "c-brand-soft": "#edf6f7", "c-brand-line": "#acd3d9", "c-deep": "#0a3f49",
    "light-red-fg": "#a1201b", "light-red-bg": "#fbeae7", "light-red-fill": "#c4312a",
    "light-amber-fg": "#7a4a00", "light-amber-bg": "#fcf0d8", "light-amber-fill": "#b87503",
    "light-green-fg": "#1d6237", "light-green-bg": "#e5f2e8", "light-green-fill": "#2b8048",
}  # fmt: skip
"""What css/tokens.css has (a test compares), for the pictures alone."""
SHOWN = ("c-deep", "c-brand", "c-brand-line", "c-brand-soft")


def swatch(palette: Palette) -> SafeString:
    """The product's own colour, from its darkest ground to its softest."""
    boxes = "".join(
        f'<rect x="{at * 32}" width="32" height="28" fill="{_of(palette, name)}"></rect>'
        for at, name in enumerate(SHOWN)
    )
    return mark_safe(f'<svg class="swatch" viewBox="0 0 128 28" aria-hidden="true">{boxes}</svg>')


def light_swatch(palette: Palette) -> SafeString:
    """The three lights with their words."""
    boxes = "".join(
        f'<rect x="{at * 76}" width="72" height="28" rx="4" fill="{_of(palette, f"light-{name}-bg")}"></rect>'
        f'<circle cx="{at * 76 + 14}" cy="14" r="6" fill="{_of(palette, f"light-{name}-fill")}"></circle>'
        f'<text x="{at * 76 + 26}" y="19" font-size="13" fill="{_of(palette, f"light-{name}-fg")}">'
        f"{escape(LIGHTS[name])}</text>"
        for at, name in enumerate(("red", "amber", "green"))
    )
    return mark_safe(f'<svg class="swatch swatch--lights" viewBox="0 0 226 28" aria-hidden="true">{boxes}</svg>')


def _of(palette: Palette, name: str) -> str:
    return palette.light.get(name, DELIVERED[name])


def chosen_sheet() -> SafeString:
    """The link to the chosen colours, after css/tokens.css; nothing where they are those that are delivered."""
    colours = current_colours()
    if colours.is_default:
        return SafeString("")
    return mark_safe(f'<link rel="stylesheet" href="{reverse("colours_css", args=[colours.name])}">')
