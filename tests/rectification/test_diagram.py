"""The page about the loop says what the transition table says."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from rectification.diagram import diagram, renewed, table
from rectification.transitions import OPEN_STATES, TRANSITIONS, State

POSTS = {"office": "O", "leader": "L", "inspector": "I", "unit": "U", "reporter": "R"}


def test_the_page_is_not_behind_the_table():
    """Renew it with `manage.py loop_diagram`."""
    call_command("loop_diagram", check=True)


def test_every_way_of_the_table_is_drawn_once_and_no_other():
    drawn = re.findall(r"^    (\w+) --> (\w+): (.+)$", diagram(), re.MULTILINE)
    ways = [
        (source.value, way.target.value, str(way.label))
        for way in TRANSITIONS
        if way.verb != "cancel"
        for source in way.sources
    ]
    assert sorted(drawn) == sorted(ways)
    assert len(set(drawn)) == len(drawn)


def test_every_state_has_its_word_and_every_end_an_end():
    with translation.override("zh-hans"):
        lines = diagram().splitlines()
    assert {f"    {state.value} : {state.label}" for state in State} <= set(lines)
    ends = {line.split()[0] for line in lines if line.endswith("--> [*]")}
    assert ends == {state.value for state in State} - {state.value for state in OPEN_STATES}


def test_the_table_has_a_line_for_each_way_with_who_and_what():
    with translation.override("en"):
        lines = table(POSTS).splitlines()
    assert len(lines) == 2 + len(TRANSITIONS) + 1
    assert lines[-1].startswith("| Assigned、In progress | Extend |") and "U asks, O decides" in lines[-1]
    assert all(line.count("|") == 6 for line in lines)
    reopen = next(line for line in lines if "| Reopen |" in line)
    assert "| O、R |" in reopen and "reason" in reopen


def test_a_page_keeps_what_stands_round_its_marks():
    page = "a\n<!-- loop: x -->\nold\n<!-- /loop: x -->\nb\n"
    assert renewed(page, {"x": "new"}) == "a\n<!-- loop: x -->\nnew\n<!-- /loop: x -->\nb\n"
    assert renewed(renewed(page, {"x": "new"}), {"x": "new"}) == renewed(page, {"x": "new"})


def test_a_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="marks"):
        renewed("no marks", {"x": "new"})


def test_a_page_that_is_behind_is_said(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "loop.zh-CN.md"
    marks = "".join(f"<!-- loop: {what} -->\n<!-- /loop: {what} -->\n" for what in ("diagram", "table"))
    page.write_text(marks, encoding="utf-8")
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="loop_diagram"):
        call_command("loop_diagram", check=True)
    assert page.read_text(encoding="utf-8") == marks
    call_command("loop_diagram")
    call_command("loop_diagram", check=True)
    assert "stateDiagram-v2" in page.read_text(encoding="utf-8")
