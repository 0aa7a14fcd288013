"""No page brings more than 100 KB of style sheets and scripts with its first view. Reckoned from the templates and the files on disk,
with all that a page may bring whatever its records; `script/bench` measures some pages in a real browser."""

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.base import VariableNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode

from core.form_fields import PhotosInput, ShapeInput

ROOT = Path(__file__).resolve().parents[2]
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
MOST = 100 * 1024
CHARTS = frozenset({"vendor/chartjs/chart.min.js"})
MAPS = frozenset({"vendor/leaflet/leaflet.js", "vendor/leaflet/leaflet.css"})
"""The libraries that come when the reader gets to them. A page that has both has them below one another: one is seen at a time."""
IMPORT = re.compile(r"""(?:^|[;}\n])(?:import|export)\b[^'"();]*['"](\.[^'"]+)['"]|\bimport\(['"](\.[^'"]+)['"]\)""")

Blocks = dict[str, list[BlockNode]]


def files_of(template: str) -> set[str]:
    """The static files that a page names; a block of its own takes the place of its layout's."""
    chain = [get_template(template).template.nodelist]
    while extends := chain[-1].get_nodes_by_type(ExtendsNode):
        chain.append(get_template(extends[0].parent_name.var).template.nodelist)
    blocks: Blocks = {}
    for nodes in chain:
        for block in nodes.get_nodes_by_type(BlockNode):
            blocks.setdefault(block.name, []).append(block)
    return set(_named(chain[-1], blocks, []))


def _named(nodes, blocks: Blocks, above: list[BlockNode]) -> Iterator[str]:
    """above: the blocks that {{ block.super }} stands for here, the nearest first."""
    for node in nodes:
        if isinstance(node, BlockNode):
            own, *layouts = blocks[node.name]
            yield from _named(own.nodelist, blocks, layouts)
        elif isinstance(node, StaticNode):
            yield str(node.path.var)
        elif isinstance(node, IncludeNode):
            yield from _named(get_template(node.template.var).template.nodelist, blocks, above)
        elif isinstance(node, VariableNode):
            yield from _of_variable(str(node.filter_expression.var), blocks, above)
        else:
            for name in node.child_nodelists:
                yield from _named(getattr(node, name, None) or (), blocks, above)


def _of_variable(name: str, blocks: Blocks, above: list[BlockNode]) -> Iterator[str]:
    if name == "block.super":
        yield from _named(above[0].nodelist, blocks, above[1:])
    elif name.endswith(".media.css"):
        yield from (*ShapeInput.Media.css["all"], *PhotosInput.Media.css["all"])
    elif name.endswith(".media.js"):
        yield from (script.path.removeprefix(settings.STATIC_URL) for script in ShapeInput.Media.js)


@lru_cache
def imported_by(script: str) -> frozenset[str]:
    """The modules that this one names, to have them at once or later."""
    path = STATIC / script
    found = {one or other for one, other in IMPORT.findall(path.read_text(encoding="utf-8"))}
    return frozenset(str((path.parent / name).resolve().relative_to(STATIC)) for name in found)


def code_of(template: str) -> set[str]:
    """The style sheets and scripts of a page, with all that its scripts import."""
    found: set[str] = set()
    waiting = [name for name in files_of(template) if name.endswith((".css", ".js"))]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += imported_by(name) if name.endswith(".js") else ()
    return found | (MAPS if "js/town-map.js" in found else set())


@lru_cache
def gzipped(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes()))


def weight_of(template: str) -> int:
    """Bytes, compressed, of what the first view may bring."""
    code = code_of(template)
    libraries = [sum(map(gzipped, code & library)) for library in (CHARTS, MAPS)]
    return sum(map(gzipped, code)) - sum(libraries) + max(libraries)


def test_no_page_brings_more_than_100_kb_of_styles_and_scripts():
    pages = [path for path in TEMPLATES.rglob("*.html") if "{% extends" in path.read_text(encoding="utf-8")]
    weights = {str(path.relative_to(TEMPLATES)): weight_of(str(path.relative_to(TEMPLATES))) for path in pages}
    assert len(weights) > 150
    assert not {page: weight for page, weight in weights.items() if weight > MOST}


def test_the_reckoning_sees_what_pages_bring():
    overview, sheet, point = (
        code_of(f"{name}.html") for name in ("dashboards/overview", "inspections/sheet_fill", "inspections/point_form")
    )
    assert {"css/tokens.css", "css/overview.css", "js/keep-typed.js", "js/chart-marks.js", *CHARTS} <= overview
    assert {"css/sheet.css", "js/sheet-total.js", "vendor/idb/index.js"} <= sheet
    assert not {"js/main.js", "css/shell.css"} & sheet
    assert {"js/shape-field.js", "css/shape.css", "css/photo-pick.css", "js/keep-files.js", *MAPS} <= point
    assert {"css/public.css", "css/public-pages.css"} <= code_of("public/results.html")
