"""What the page of the search shows of a text."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dashboards.finding.hits import marked as parts_of

register = template.Library()


@register.simple_tag
def marked(text: str, words: Iterable[str]) -> SafeString:
    """The text with the words that were looked for marked in it."""
    return format_html_join("", "{}", ((_part(part, is_word),) for part, is_word in parts_of(text, words)))


def _part(part: str, is_word: bool) -> str:
    return format_html("<mark>{}</mark>", part) if is_word else part
