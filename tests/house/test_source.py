"""Habits of the house that no tool knows: small files, no clock in the middle of logic, no way round the floors."""

import ast
import re
from functools import cache
from pathlib import Path

from core.trail_words import WORDS
from rectification.looks import OTHER_VERBS
from rectification.transitions import BY_VERB

ROOT = Path(__file__).resolve().parents[2]
APPS = ["config", "core", "campaign", "facilities", "rectification", "inspections", "reports", "dashboards"]
PRODUCT = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
MOST_LINES = 400

EDGES = {"views", "management", "middleware", "context_processors", "jobs", "admin", "filters"}
"""Modules and folders that may read the clock: what a person, a timer or a browser starts; and the filters of a list's address."""
CLOCKS = {
    f"{owner}.{name}" for owner in ("timezone", "datetime", "date") for name in ("now", "today", "localdate", "utcnow")
}
READS_THE_DAY_BY_RULE = {"core/models/people.py"}  # the posts held today; it says itself why

SAYS_PURE = re.compile(r'\A"""[^"]*\bPure\b')
HEART = {
    "core/workdays/calendar.py",
    "dashboards/comparison.py",
    "inspections/draw.py",
    "inspections/ranking.py",
    "inspections/scoring.py",
    "inspections/uncertainty.py",
    "rectification/clocks.py",
    "rectification/replay.py",
    "rectification/transitions.py",
    "reports/writing.py",
}
"""Arithmetic of the field that must be so: no database, no request."""
VERB = re.compile(r'\b(?:verb=|VERB = )"([a-z_]+)"')
INDENTED_IMPORT = re.compile(r"^[ \t]+(from|import) ", re.MULTILINE)
ALLOWED_IN_PURE = (
    "django.db.models.TextChoices",
    "django.utils.functional",
    "django.utils.timezone",
    "django.utils.translation",
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=str(path))


def imports(node: ast.AST) -> set[str]:
    """Full names of everything imported anywhere below a node: 'django.db.models.TextChoices'."""
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.ImportFrom):
            found |= {f"{inner.module}.{alias.name}" for alias in inner.names}
        elif isinstance(inner, ast.Import):
            found |= {alias.name for alias in inner.names}
    return found


def clock_calls(path: Path) -> list[str]:
    """Calls of timezone.now(), date.today() and the like. A field's default that only names the function calls nothing. Files that
    hold none of the words are not taken apart, which would take seconds."""
    if not any(clock in text_of(path) for clock in CLOCKS):
        return []
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [f"{name(path)}:{call.lineno}" for call in calls if ast.unparse(call.func) in CLOCKS and not call.args]


def test_files_are_small():
    files = [*PRODUCT, *(ROOT / "tests").rglob("*.py")]
    lengths = {name(path): len(text_of(path).splitlines()) for path in files}
    assert {file: lines for file, lines in lengths.items() if lines >= MOST_LINES} == {}


def test_the_clock_is_read_at_the_edges_only():
    middle = [
        path for path in PRODUCT if not EDGES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    found = [call for path in middle if name(path) not in READS_THE_DAY_BY_RULE for call in clock_calls(path)]
    assert found == [], "pass `now` or `today` in"


def test_what_calls_itself_pure_knows_neither_database_nor_request():
    pure = [path for path in PRODUCT if SAYS_PURE.match(text_of(path))]
    found = [
        f"{name(path)}: {module}"
        for path in pure
        for module in imports(tree(path))
        if module.startswith(("django", *(f"{app}.models" for app in APPS))) and not module.startswith(ALLOWED_IN_PURE)
    ]
    assert found == []
    assert set(map(name, pure)) >= HEART


def test_no_import_inside_a_function_gets_round_the_floors():
    found = [
        f"{name(path)}:{function.lineno} {module}"
        for path in PRODUCT
        if INDENTED_IMPORT.search(text_of(path))
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for module in imports(function)
        if module.partition(".")[0] in APPS
    ]
    assert found == []


def test_every_verb_that_is_written_into_a_trail_is_told_in_words():
    source = [path for path in PRODUCT if path.parts[-2:-1] != ("demo",)]
    written = {verb: name(path) for path in source for verb in VERB.findall(text_of(path))}
    assert len(written) > 60
    assert {verb: file for verb, file in written.items() if verb not in {*WORDS, *OTHER_VERBS, *BY_VERB}} == {}
