"""What a page says to its reader, and the English sentences in it: Chinese pages are Chinese."""

import re
from html.parser import HTMLParser

ENGLISH_SENTENCE = re.compile(r"\b[A-Za-z]{2,}(?:[ ,]+[A-Za-z']{2,}){2,}")
READ_ALOUD = {"aria-label", "alt", "title", "placeholder"}


class ShownText(HTMLParser):
    """Collects what a reader sees or hears: text outside scripts and styles, and the attributes that are read aloud."""

    def __init__(self):
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attributes):
        self._silent += tag in {"script", "style"}
        self.texts += [value for name, value in attributes if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._silent:
            self.texts.append(data)


def english_in(page: str) -> list[str]:
    shown = ShownText()
    shown.feed(page)
    return [found.group() for text in shown.texts if (found := ENGLISH_SENTENCE.search(" ".join(text.split())))]
