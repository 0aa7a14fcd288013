"""The colours that the office chooses: every palette can be read, the choice reaches every page, the trail says who chose."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.urls import reverse

from core.colours.choice import current_colours, set_colours
from core.colours.palettes import ACCENTS, LIGHTS, Colours, colours_of, named
from core.colours.swatches import DELIVERED
from core.errors import DomainError, NotAllowed
from core.models import TrailEntry

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
GROUND = {"light": ("#ffffff", "#f5f4ef"), "dark": ("#141d20", "#0d1416")}
"""What cards and pages stand on, by theme (css/tokens.css)."""
TEXT, SHAPE = 4.5, 3
"""Contrast of words, and of shapes (WCAG 2.2, 1.4.3 and 1.4.11)."""
THEMES = ("light", "dark")


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("palette", "theme"), list(product(ACCENTS[1:], THEMES)), ids=str)
def test_the_products_own_colour_can_be_read_wherever_it_stands(palette, theme):
    roles = getattr(palette, theme)
    for ground in GROUND[theme]:
        assert contrast(roles["c-link"], ground) >= TEXT
        assert contrast(roles["c-brand"], ground) >= TEXT
        assert contrast(roles["chart-own"], ground) >= SHAPE
    assert contrast(roles["c-on-brand"], roles["c-brand"]) >= TEXT
    assert contrast(roles["c-on-brand"], roles["c-brand-hover"]) >= TEXT
    assert contrast(roles["c-brand-strong"], roles["c-brand-soft"]) >= TEXT
    assert contrast("#ffffff", roles["c-deep"]) >= TEXT


@pytest.mark.parametrize(("palette", "theme"), list(product(LIGHTS[1:], THEMES)), ids=str)
def test_every_light_can_be_read_on_its_ground_and_seen_on_the_page(palette, theme):
    roles = getattr(palette, theme)
    for name in ("red", "amber", "green"):
        assert contrast(roles[f"light-{name}-fg"], roles[f"light-{name}-bg"]) >= TEXT
        assert contrast(roles[f"light-{name}-fill"], GROUND[theme][0]) >= SHAPE
        assert contrast(roles[f"light-{name}-fill"], roles[f"light-{name}-bg"]) >= SHAPE


def test_both_themes_set_the_same_colours_so_that_neither_shines_through():
    for palette in (*ACCENTS[1:], *LIGHTS[1:]):
        assert set(palette.light) - {"c-on-deep-2"} == set(palette.dark), palette.code


def test_every_colour_is_one_that_the_sheet_of_tokens_knows():
    known = set(re.findall(r"--([a-z0-9-]+):", TOKENS))
    for palette in (*ACCENTS, *LIGHTS):
        assert set(palette.light) <= known


def test_the_small_pictures_show_what_is_delivered():
    scales = dict(re.findall(r"--(teal-\d+): (#[0-9a-f]{6})", TOKENS))
    light = TOKENS[: TOKENS.index("3. Roles, dark")]
    for name, colour in DELIVERED.items():
        given = re.search(rf"--{name}: (?:var\(--([a-z0-9-]+)\)|(#[0-9a-f]{{6}}))", light)
        assert colour == (scales[given[1]] if given[1] else given[2])


def test_each_choice_has_an_address_of_its_own():
    every = [Colours(accent, lights) for accent, lights in product(ACCENTS, LIGHTS)]
    assert len({one.name for one in every}) == len(every)
    assert all(named(one.name) == one for one in every)
    assert named("teal-usual-00000000") is None


@pytest.mark.django_db
def test_the_choice_is_kept_with_who_made_it(office, town, now):
    assert set_colours(accent=2, lights=3, by=office, now=now)
    assert not set_colours(accent=2, lights=3, by=office, now=now)
    entry = TrailEntry.objects.about(town.home).get()
    assert (entry.by, entry.changes) == (office, {"own_colour": ["teal", "blue"], "light_colours": ["usual", "strong"]})


@pytest.mark.django_db
def test_only_palettes_that_exist_and_only_the_office(office, leader, town, now):
    with pytest.raises(DomainError):
        set_colours(accent=9, lights=1, by=office, now=now)
    with pytest.raises(NotAllowed):
        set_colours(accent=2, lights=1, by=leader, now=now)


@pytest.mark.django_db
def test_every_page_carries_the_choice_and_none_what_is_delivered(client_for, town, django_capture_on_commit_callbacks):
    client = client_for("office")
    assert "/look/colours-" not in client.get("/menu/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(reverse("settings_colours"), {"accent": 2, "lights": 2})
    assert sent.status_code == 302
    address = reverse("colours_css", args=[colours_of(2, 2).name])
    for page in (client.get("/menu/"), client_for("anonymous").get("/accounts/login/")):
        assert f'href="{address}"' in page.content.decode()


@pytest.mark.django_db
def test_the_sheet_is_kept_for_ever_and_others_do_not_exist(client):
    colours = colours_of(3, 2)
    answer = client.get(reverse("colours_css", args=[colours.name]))
    assert answer["Content-Type"].startswith("text/css") and "immutable" in answer["Cache-Control"]
    assert "--c-brand:#7a3a6e" in answer.content.decode() and "Set-Cookie" not in answer
    assert client.get(reverse("colours_css", args=["plum-distinct-12345678"])).status_code == 404


@pytest.mark.django_db
def test_a_page_of_an_error_does_without_the_database(monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr("core.colours.choice._stored", fail)
    assert current_colours().is_default
