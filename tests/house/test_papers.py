"""What the READMEs and the papers in docs/ name is there: commands, links, files."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
PAPERS = {path: path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
FOLDERS = "|".join(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")))
PLACE = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")


def test_every_command_that_a_paper_names_is_one_of_ours_or_of_django():
    named = {command for text in PAPERS.values() for command in COMMAND.findall(text)}
    assert len(named) > 10
    assert named <= get_commands().keys()


def test_every_link_and_every_place_that_a_paper_names_is_there():
    named = [(path.parent / link, path) for path, text in PAPERS.items() for link in LINK.findall(text)]
    named += [(ROOT / place, path) for path, text in PAPERS.items() for place in PLACE.findall(text)]
    assert len(named) > 40
    assert {f"{path.name}: {place}" for place, path in named if not place.exists()} == set()
