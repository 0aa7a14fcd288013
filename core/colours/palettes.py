"""The colours that the office chooses: the product's own one, and those of the lights. Palettes are fixed and tested for contrast.

A light is told by its shape and its word too, so no palette changes what a page says. Red is not offered as the product's own
colour: it would be taken for 'overdue'. What differs from css/tokens.css goes out as a style sheet of its own (`css_of`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Roles = Mapping[str, str]
"""Name of a token without its dashes > a colour, '#rrggbb'."""


@dataclass(frozen=True)
class Palette:
    """number: how it is kept. light, dark: the tokens that differ, by theme; empty for what css/tokens.css has anyway."""

    number: int
    code: str
    label: Promise | str
    text: Promise | str
    light: Roles
    dark: Roles


def _brand(number: int, code: str, label, text, scale: str, dark: str) -> Palette:
    """scale: the steps 50, 100, 200, 500, 600, 700, 800 of the light theme. dark: brand, strong, hover, on it, soft, line, link,
    own bar of charts."""
    s50, s100, s200, s500, s600, s700, s800 = scale.split()
    brand, strong, hover, on, soft, line, link, own = dark.split()
    return Palette(
        number,
        code,
        label,
        text,
        {
            "c-brand": s600, "c-brand-strong": s700, "c-brand-hover": s800, "c-on-brand": "#ffffff", "c-brand-soft": s50,
            "c-brand-line": s200, "c-link": s600, "c-focus": f"{s500}73", "c-deep": s800,
            "c-on-deep-2": s100, "chart-own": s600, "chart-own-soft": s200, "chart-s1": s600,
        },
        {
            "c-brand": brand, "c-brand-strong": strong, "c-brand-hover": hover, "c-on-brand": on, "c-brand-soft": soft,
            "c-brand-line": line, "c-link": link, "c-focus": f"{link}8c", "c-deep": s800,
            "chart-own": own, "chart-own-soft": line, "chart-s1": own,
        },
    )  # fmt: skip


def _lights(number: int, code: str, label, text, light: Mapping[str, str], dark: Mapping[str, str]) -> Palette:
    """light, dark: of each light its word, its ground, its line and its icon."""
    return Palette(number, code, label, text, _parts(light), _parts(dark))


def _parts(lights: Mapping[str, str]) -> dict[str, str]:
    return {
        f"light-{name}-{part}": colour
        for name, colours in lights.items()
        for part, colour in zip(("fg", "bg", "line", "fill"), colours.split(), strict=True)
    }


ACCENTS = (
    Palette(1, "teal", pgettext_lazy("colour", "Deep teal"), _("As delivered."), {}, {}),
    _brand(
        2, "blue", pgettext_lazy("colour", "Blue"), _("As in many government sites."),
        "#eef4fb #d8e6f6 #b3cdec #3a76b8 #1f5a9c #194a82 #143a66",
        "#85b4e6 #a3c8ee #bfd9f4 #07203d #14253a #2a4a70 #8fbbe9 #74a8de",
    ),
    _brand(
        3, "plum", pgettext_lazy("colour", "Plum"), _("Far from every light."),
        "#f8f0f6 #eedbe9 #dcb8d4 #8f4d82 #7a3a6e #652d5b #4f2247",
        "#d3a0c8 #e0b9d7 #ead0e4 #33122c #2e1c2a #5b3853 #d8aace #c48fb8",
    ),
    _brand(
        4, "slate", pgettext_lazy("colour", "Slate"), _("Almost without colour: only lights stand out."),
        "#f0f2f5 #dfe3ea #c0c8d4 #56657d #42516a #364358 #2a3546",
        "#a9b7cd #c2cddd #d5dde8 #131a26 #1d2530 #3a4759 #b3c0d4 #98a8c1",
    ),
)  # fmt: skip
LIGHTS = (
    Palette(1, "usual", pgettext_lazy("colours of lights", "Red, amber, green"), _("As delivered."), {}, {}),
    _lights(
        2, "distinct", pgettext_lazy("colours of lights", "Orange, gold, blue"),
        _("For eyes that take red and green for one another."),
        {
            "red": "#8f2d00 #fdece2 #f2c7ae #c8470a",
            "amber": "#665000 #fbf3d3 #e6d48b #977500",
            "green": "#0b4f86 #e6f0f9 #b7d3ea #1a6fb0",
        },
        {
            "red": "#ffab84 #351d10 #6b3a20 #f07f45",
            "amber": "#ecd06c #2c2610 #57491c #d9b53c",
            "green": "#8fc5f2 #10243a #24507a #4f9fe0",
        },
    ),
    _lights(
        3, "strong", pgettext_lazy("colours of lights", "Red, amber, green, stronger"),
        _("For projectors and screens that look pale."),
        {
            "red": "#8a0f0a #ffe3df #d98880 #b01810",
            "amber": "#5c3600 #ffedc4 #cf9a33 #9a5d00",
            "green": "#0c4a22 #d6f0dd #6fb586 #1a6a36",
        },
        {
            "red": "#ffb3ab #3d1512 #8a3a33 #ff7a6e",
            "amber": "#ffd27a #382a0c #7a5d1e #f0b23c",
            "green": "#9ee6b4 #0f3018 #2f7a45 #5cc980",
        },
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Colours:
    accent: Palette
    lights: Palette

    @property
    def is_default(self) -> bool:
        return self.accent is ACCENTS[0] and self.lights is LIGHTS[0]

    @property
    def name(self) -> str:
        """In the address of its style sheet; another content has another name, so it may be kept for ever."""
        return f"{self.accent.code}-{self.lights.code}-{sha256(self.css.encode()).hexdigest()[:8]}"

    @property
    def css(self) -> str:
        light, dark = ({**getattr(self.accent, theme), **getattr(self.lights, theme)} for theme in ("light", "dark"))
        return f"{_rule(':root, [data-bs-theme=light]', light)}{_rule('[data-bs-theme=dark]', dark)}"


def _rule(selector: str, roles: Roles) -> str:
    """A rule that sets the tokens; Bootstrap draws links from triplets, which follow from the colours."""
    pairs = [f"--{name}:{colour}" for name, colour in roles.items()]
    if "c-link" in roles:
        pairs.append(f"--bs-link-color-rgb:{_triplet(roles['c-link'])}")
        pairs.append(f"--bs-link-hover-color-rgb:{_triplet(roles['c-brand-hover'])}")
    return f"{selector}{{{';'.join(pairs)}}}\n" if pairs else ""


def _triplet(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def colours_of(accent: int, lights: int) -> Colours:
    """By their numbers; a number that no palette has means the one that is delivered."""
    return Colours(_numbered(ACCENTS, accent), _numbered(LIGHTS, lights))


def _numbered(palettes: tuple[Palette, ...], number: int) -> Palette:
    return next((one for one in palettes if one.number == number), palettes[0])


def named(name: str) -> Colours | None:
    """The colours whose style sheet has this name; None for any other."""
    every = (Colours(accent, lights) for accent in ACCENTS for lights in LIGHTS)
    return next((one for one in every if one.name == name), None)
