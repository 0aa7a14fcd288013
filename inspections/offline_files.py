"""The files that a phone keeps: what the pages of an inspector are made of, read from those pages, and nothing else.

A phone with a weak signal fetches them one after another, so a file too many is waited for by somebody in the street.
"""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django.contrib.staticfiles import finders
from django.template.loader import get_template

PAGES = ("inspections/mine.html", "inspections/sheet_fill.html", "offline.html")
ALSO = ("icons.svg", "js/outbox-worker.js")
"""Asked for by a tag and by a worker, not by a template."""
LEFT_OUT = {"components/chart_scripts.html", "css/print.css"}
"""Named by every page; but those of an inspector show no chart, and are not printed in the street."""

_PART = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
_FILE = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
_MODULE = re.compile(r"""^\s*(?:import|export)\b[^;]*?["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


@cache
def kept_names() -> tuple[str, ...]:
    """Names of static files ('js/sheet.js'), each once and in a stable order: a changed list makes a new worker."""
    named = {name for page in PAGES for name in _named_by(page)} - LEFT_OUT
    return tuple(sorted({name for one in named.union(ALSO) for name in _with_modules(one)}))


@cache
def _named_by(template: str) -> frozenset[str]:
    """The files that a template and those it is made of name. A part whose name is worked out (a form's) names none."""
    source = get_template(template).template.source
    parts = (_named_by(part) for part in set(_PART.findall(source)) - LEFT_OUT)
    return frozenset(_FILE.findall(source)).union(*parts)


def _with_modules(name: str) -> set[str]:
    """The file, and all modules that it leads to."""
    found, waiting = set(), [name]
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting += _modules_of(one)
    return found


def _modules_of(name: str) -> list[str]:
    if not name.endswith(".js"):
        return []
    source = Path(finders.find(name)).read_text(encoding="utf-8")
    return [normpath(join(dirname(name), path)) for path in _MODULE.findall(source)]
