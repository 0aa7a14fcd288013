"""Style sheets and templates know one another: Bootstrap is built from the parts that are used (static/vendor/README.md), so a class
of its other parts would say nothing."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
WRITTEN = re.compile(r'\sclass="([^"]*)"')
TAG, VARIABLE = re.compile(r"\{%.*?%\}", re.DOTALL), re.compile(r"[\w-]*\{\{.*?\}\}[\w-]*", re.DOTALL)


def written_in(template: str) -> set[str]:
    """The classes that a template writes out; those that are put together of a variable are left out."""
    plain = VARIABLE.sub(" ", TAG.sub(" ", template))
    return {name for names in WRITTEN.findall(plain) for name in names.split() if not name.endswith(("-", "_"))}


def test_every_class_of_a_template_is_one_of_a_style_sheet_or_a_script():
    sheets = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*.css"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static" / "js").glob("*.js"))
    known = set(CLASS.findall(sheets))
    templates = {path: written_in(path.read_text(encoding="utf-8")) for path in (ROOT / "templates").rglob("*.html")}
    unknown = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, names in templates.items()
        for name in names - known
        if name not in scripts
    }
    assert not unknown, "\n".join(sorted(unknown))


def test_what_is_written_out_is_seen():
    text = '<p class="mb-3{% if late %} late{% endif %} tag--{{ kind }} {{ more }}"><b class="mt-7">'
    assert written_in(text) == {"mb-3", "late", "mt-7"}
