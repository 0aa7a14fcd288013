"""What the strict content security policy forbids must not be written in the first place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\s(src=|type=\"application/json\"))[^>]*>", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "something from another host": re.compile(
        r"<(script|link|img|iframe|source)\b[^>]*\s(src|href)=[\"'](https?:)?//", re.IGNORECASE
    ),
}


def without_tags(text: str) -> str:
    """Template tags may hold '>' and would hide what follows them; their content is no attribute."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", text, flags=re.DOTALL)


def test_templates_hold_nothing_that_the_policy_stops():
    texts = {path.relative_to(ROOT): without_tags(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert texts
    found = [
        f"{path}: {what}: {match.group()[:100]}"
        for path, text in texts.items()
        for what, pattern in FORBIDDEN.items()
        if (match := pattern.search(text))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("snippet", "what"),
    [
        ('<p class="a" style="color: red">', "an inline style"),
        ("<script>alert(1)</script>", "an inline script"),
        ('<script type="module">go()</script>', "an inline script"),
        ('<button type="button" onclick="go()">', "an event handler"),
        ('<a href="javascript:go()">', "a javascript address"),
        ('<script src="https://example.org/a.js"></script>', "something from another host"),
    ],
)
def test_the_rule_sees(snippet, what):
    assert FORBIDDEN[what].search(without_tags(snippet))


@pytest.mark.parametrize(
    "snippet",
    [
        '<script type="module" src="{% static \'js/chart.js\' %}"></script>',
        '<script id="data" type="application/json">{}</script>',
        '<p data-style="a" class="{% if a > 1 %}b{% endif %}">on = 3</p>',
    ],
)
def test_the_rule_lets_pass(snippet):
    assert not [what for what, pattern in FORBIDDEN.items() if pattern.search(without_tags(snippet))]
