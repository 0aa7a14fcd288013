"""The words that scripts show, as one JSON block on the page: so they are translated where all others are."""

from functools import lru_cache

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

WORDS = {
    "rank": _("Rank"),
    "rank_interval": _("Rank interval"),
    "not_ranked": _("Not ranked"),
    "too_few_points": _("Too few points: listed, not ranked"),
    "chart_failed": _("The figures could not be fetched. Reload the page to try again."),
    "no_figures": _("There are no figures for this choice yet."),
    "photo": _("Photo"),
    "photo_out": _("Leave this photo out"),
    "sending": _("Sending…"),
    "no_network": _("There is no network. Nothing is lost: send it again when there is one."),
    "copied": _("Copied."),
    "copy_yourself": _("The browser does not let this page copy: press Ctrl+C, or hold the selected text."),
    "typed_restored": _("What you typed earlier and was not sent yet has been put back."),
    "typed_discard": _("Discard it"),
    "locating": _("Looking for the position…"),
    "located": _("Position noted, accurate to about {n} m."),
    "not_located": _("The phone gave no position. Please write where it is."),
    "theme_light": _("Switch to the light look"),
    "theme_dark": _("Switch to the dark look"),
}


@lru_cache(maxsize=8)
def words_html(_language: str | None) -> SafeString:
    """The JSON block of this language; read by static/js/words.js."""
    return json_script({key: str(word) for key, word in WORDS.items()}, "words")
