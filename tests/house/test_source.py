"""Habits of the house that no tool knows: small files, no clock in the middle of logic, no way round the floors."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ["config", "core", "campaign", "facilities", "rectification", "inspections", "reports", "dashboards"]
PRODUCT = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
MOST_LINES = 400

EDGES = {"views", "management", "middleware", "context_processors", "jobs", "admin"}
"""Modules and folders that may read the clock: what a person, a timer or a browser starts; and the filters of a list's address."""
CLOCKS = {
    f"{owner}.{name}" for owner in ("timezone", "datetime", "date") for name in ("now", "today", "localdate", "utcnow")
}
READS_THE_DAY_BY_RULE = {"core/models/people.py"}  # the posts held today; it says itself why

PURE = [
    "inspections/scoring.py",
    "inspections/ranking.py",
    "inspections/rules.py",
    "inspections/draw.py",
    "inspections/point_values.py",
    "inspections/resampling.py",
    "inspections/uncertainty.py",
    "inspections/severity.py",
    "dashboards/comparison.py",
    "reports/figure.py",
    "reports/outline.py",
    "reports/writing.py",
    "rectification/transitions.py",
    "rectification/clocks.py",
    "rectification/diagram.py",
    "rectification/replay.py",
    "core/workdays/calendar.py",
]
"""Arithmetic of the field: no database, no request."""
ALLOWED_IN_PURE = {"django.db.models.TextChoices", "django.utils.translation", "django.utils.functional"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


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
    """Calls of timezone.now(), date.today() and the like. A field's default that only names the function calls nothing."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [f"{name(path)}:{call.lineno}" for call in calls if ast.unparse(call.func) in CLOCKS and not call.args]


def test_files_are_small():
    files = [*PRODUCT, *(ROOT / "tests").rglob("*.py")]
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {file: lines for file, lines in lengths.items() if lines >= MOST_LINES} == {}


def test_the_clock_is_read_at_the_edges_only():
    middle = [
        path
        for path in PRODUCT
        if not EDGES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
        and not path.stem.endswith("filters")
    ]
    found = [call for path in middle if name(path) not in READS_THE_DAY_BY_RULE for call in clock_calls(path)]
    assert found == [], "pass `now` or `today` in"


def test_pure_modules_know_neither_database_nor_request():
    found = [
        f"{file}: {module}"
        for file in PURE
        if (ROOT / file).exists()
        for module in imports(tree(ROOT / file))
        if module.startswith(
            ("django", "core.models", "inspections.models", "rectification.models", "facilities.models")
        )
        and not module.startswith(tuple(ALLOWED_IN_PURE))
    ]
    assert found == []


def test_no_import_inside_a_function_gets_round_the_floors():
    found = [
        f"{name(path)}:{function.lineno} {module}"
        for path in PRODUCT
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for module in imports(function)
        if module.partition(".")[0] in APPS
    ]
    assert found == []
