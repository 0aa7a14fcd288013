"""How the Chinese of the pages is written: one polite 'you', full-width marks, and no spaces typed beside figures, because the style
sheets give that air themselves (text-autospace)."""

import re

import pytest
from django.utils.translation import gettext_lazy

from campaign.models import Drive, Honour
from core.models import Leaving, PhotoPurpose
from core.navigation import GROUPS
from facilities.trail_words import VERBS
from tests.house import messages
from tests.house.test_messages import strings

HAN = "[\u4e00-\u9fff]"
TYPED = {"纬度, 经度", "经度, 纬度", "三级:A=1"}
"""What is to be typed so, letter for letter."""
SPACED = re.compile(rf"{HAN} (?:%\(|\{{|\d)|(?:\)[sd]|\}}|\d) {HAN}")
HALF_WIDTH = re.compile(rf"{HAN}[,;:!?()]|[,;!?()]{HAN}")
FOLLOWED = re.compile(r'{% translate "([^"]+)" %} (?={{|{% if|{% for|<a)')
"""A text of a template with a space and more behind it."""
TERMINAL = ("config/", "core/running/", "core/management/")
"""Where a text is read on a terminal, which gives no air of its own."""


def chinese() -> list[tuple[str, str]]:
    """Each text on a page in Chinese, with the file that asks for its message."""
    files = messages.messages_in_source()
    entries = messages.by_message(messages.catalogue())
    return [(text, files.get(key, "")) for key, entry in entries.items() for text in strings(entry)]


def test_marks_are_full_width():
    found = [text for text, _file in chinese() if HALF_WIDTH.search(text) and not any(one in text for one in TYPED)]
    assert found == []


def test_no_space_is_typed_beside_a_figure():
    pages = [text for text, file in chinese() if not file.startswith(TERMINAL)]
    assert [text for text in pages if SPACED.search(text) and "=" not in text] == []


def test_no_space_is_typed_after_a_full_width_mark():
    """The air is the mark's own; where English needs a space, the English has it: "Only at: "."""
    known = messages.by_message(messages.catalogue())
    found = [
        f"{path.name}: {said}"
        for path in (messages.ROOT / "templates").rglob("*.html")
        for said in FOLLOWED.findall(path.read_text(encoding="utf-8"))
        if known[(said, None)].string.endswith(("：", "，", "；", "、"))
    ]
    assert found == []


def test_everybody_is_spoken_to_politely():
    assert [text for text, _file in chinese() if "你" in text] == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (gettext_lazy("After"), "更正后"),  # a correction
        (PhotoPurpose.BEFORE.label, "实施前"),
        (PhotoPurpose.AFTER.label, "完成后"),
        (PhotoPurpose.RECHECK.label, "核查"),
        (VERBS["project_accept"], "已验收"),
        (Leaving._meta.get_field("successor").verbose_name, "接手人"),
        (Drive._meta.get_field("outcome").verbose_name, "行动成效"),
        (Honour._meta.get_field("reason").verbose_name, "主要事迹"),
    ],
)
def test_a_word_that_is_one_in_english_is_told_apart_in_chinese(word, said):
    assert str(word) == said


def test_honours_and_activities_stand_under_the_people_and_not_under_their_complaints():
    assert "群众" in [str(group.title) for group in GROUPS]
