"""Marks and formats: what stands in the rows of every page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from core import formats, marks

SPRITE = set(re.findall(r'symbol id="([^"]+)"', (Path(settings.BASE_DIR) / "static/icons.svg").read_text()))
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


@pytest.fixture(autouse=True)
def in_chinese():
    with translation.override("zh-hans"):
        yield


def test_score_is_rounded_half_up_to_two_places():
    assert formats.score(Decimal("78.005")) == "78.01"
    assert formats.score("91.4") == "91.40"
    assert formats.score(0) == "0.00"


@pytest.mark.parametrize("nothing", [None, "", "abc", Decimal("NaN"), float("inf")])
def test_what_is_no_figure_is_a_dash(nothing):
    assert formats.score(nothing) == "—"
    assert formats.wan(nothing) == "—"


def test_money_is_shown_in_units_of_ten_thousand():
    assert formats.wan(Decimal(4100000)) == "410.00"
    assert formats.wan(12_345) == "1.23"


def test_a_difference_has_its_sign_and_zero_has_none():
    assert [formats.signed(x) for x in ("1.16", "-0.33", "0.001")] == ["+1.16", "-0.33", "0.00"]


def test_points_of_an_item_lose_needless_zeros_only():
    assert [formats.points(Decimal(x)) for x in ("0.50", "10.00", "10", "0")] == ["0.5", "10", "10", "0"]


def test_dates_are_written_as_offices_do_and_in_english_as_iso():
    day, moment = date(2026, 11, 23), datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert formats.cn_date(day) == "2026年11月23日"
    assert formats.cn_datetime(moment) == "11月20日 17:30"  # Shanghai's clock
    with translation.override("en"):
        assert formats.cn_date(day) == "2026-11-23"
        assert formats.cn_datetime(moment) == "2026-11-20 17:30"
    assert formats.cn_date(None) == "—"


@pytest.mark.parametrize("colour", ["red", "amber", "green", "paused"])
def test_a_light_is_shape_word_and_colour(colour):
    html = marks.light(colour)
    assert f"#light-{colour}" in html and f"light--{colour}" in html
    assert re.sub(r"<[^>]+>", "", html)
    assert f"light-{colour}" in SPRITE


def test_a_light_follows_the_language_of_the_page():
    chinese = marks.light("red")
    with translation.override("en"):
        assert marks.light("red") != chinese


def test_an_unknown_light_shows_nothing():
    assert marks.light("blue") == ""


def test_texts_in_marks_are_escaped():
    for html in (
        marks.tag("<b>"),
        marks.light("red", "<b>"),
        marks.delta("1", "score", "<b>"),
        marks.bar(5, '"><b>'),
        marks.icon("<b>"),
    ):
        assert "<b>" not in html


def test_a_tie_and_a_missing_rank_are_said():
    assert "rank-no--1" in marks.rank_no(1)
    assert "small muted" in marks.rank_no(3, True)
    assert "—" in marks.rank_no(None)


@pytest.mark.parametrize(("places", "way"), [(2, "up"), (-1, "down"), (0, "same")])
def test_a_move_has_arrow_and_word(places, way):
    html = marks.rank_move(places)
    assert f"rank-move--{way}" in html and "visually-hidden" in html


def test_better_is_not_the_same_as_more():
    assert "delta--better" in marks.delta("1.16")
    assert "delta--worse" in marks.delta("0.40", "loss", less_is_better=True)
    assert "delta--better" in marks.delta("-0.40", "loss", less_is_better=True)
    assert "delta--same" in marks.delta(0)
    assert marks.delta(None) == ""


def test_a_bar_stays_within_its_track():
    assert 'width="100%"' in marks.bar(250).split("bar__own")[1]
    assert 'width="0%"' in marks.bar(-3)
    assert 'x="55%"' in marks.bar("45.5", plan=55)


def test_a_rank_interval_lies_between_the_middles_of_its_places():
    html = marks.whisker(2, 5, 3, 10)
    assert 'x1="15%" x2="45%"' in html and 'cx="25%"' in html
    assert html.count("whisker__tick") == 10


def test_an_icon_that_the_page_holds_asks_for_no_file():
    held = marks.own_icons("camera", "plus")
    assert held.count("<symbol") == 2 and 'id="icon-camera"' in held
    assert '<use href="#icon-camera">' in marks.own_icon("camera")
    with pytest.raises(KeyError):
        marks.own_icons("no such icon")


def named_in_templates(pattern: str) -> dict[str, str]:
    """What the tags of templates name > a template that does."""
    return {name: path.name for path in TEMPLATES for name in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = named_in_templates(r'{% (?:own_)?icon "([^"]+)"')
    assert len(named) > 50
    assert {icon: template for icon, template in named.items() if icon not in SPRITE} == {}


def test_every_static_file_that_a_template_names_is_there():
    static = Path(settings.BASE_DIR) / "static"
    named = named_in_templates(r"{% static ['\"]([^'\"]+)['\"]")
    assert len(named) > 50
    assert {file: template for file, template in named.items() if not (static / file).is_file()} == {}
