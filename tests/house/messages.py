"""The message catalogue against the source, without gettext's programs: Babel reads both.

As a program (`python -m tests.house.messages --fix`) it brings the catalogue up to date; that needs gettext.
"""

import ast
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"
SOURCES = [
    "config",
    "core",
    "campaign",
    "facilities",
    "rectification",
    "inspections",
    "reports",
    "dashboards",
    "templates",
]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Message = tuple[str, str | None]


def messages_in_source() -> dict[Message, str]:
    """Each message (text, context) that code or a template asks for, with one file that does."""
    found: dict[Message, str] = {}
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"}:
                for _line, text, _comments, context in extract("python", BytesIO(_as_python(path)), KEYWORDS):
                    single = text[0] if isinstance(text, tuple) else text
                    found.setdefault((single, context), str(path.relative_to(ROOT)))
    return found


def messages_in_formatted_strings() -> dict[str, str]:
    """Each message that code asks for within an f-string, where gettext and Babel do not look, with one file that does."""
    found: dict[str, str] = {}
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            formatted = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
            calls = [node for one in formatted for node in ast.walk(one) if isinstance(node, ast.Call)]
            for call in calls:
                if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                    texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
                    found.setdefault(texts["p" in call.func.id], str(path.relative_to(ROOT)))
    return found


def _as_python(path: Path) -> bytes:
    """Django turns a template into something like Python; its indentation is that of the HTML and has to go."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return text.encode()


def catalogue() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="zh_Hans")


def compiled_catalogue() -> Catalog:
    with (FOLDER / "django.mo").open("rb") as file:
        return read_mo(file)


def by_message(messages: Catalog) -> dict[Message, object]:
    """{(text, context): entry} without the header."""
    return {(_single(entry.id), _text(entry.context)): entry for entry in messages if entry.id}


def _single(text) -> str:
    return text[0] if isinstance(text, tuple | list) else text


def _text(context: str | bytes | None) -> str | None:
    """Babel leaves the contexts of a compiled catalogue as bytes."""
    return context.decode() if isinstance(context, bytes) else context


def update() -> None:
    """Collects the messages anew and compiles them. New ones still have to be translated by somebody."""
    django = [sys.executable, "manage.py"]
    options = ["-l", "zh_Hans", "--no-location", "--no-wrap", "-i", ".venv", "-i", "var", "-i", "tests", "-i", "static"]
    subprocess.run([*django, "makemessages", *options], cwd=ROOT, check=True)
    file = FOLDER / "django.po"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "-Date: " not in line), encoding="utf-8")
    subprocess.run([*django, "compilemessages", "-l", "zh_Hans", "-i", ".venv"], cwd=ROOT, check=True)


if __name__ == "__main__" and sys.argv[1:] == ["--fix"]:
    update()
