"""Pieces that every page is made of (templates/components)."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.template.loader import render_to_string

from core import formats


def moments(*days) -> list[SimpleNamespace]:
    return [SimpleNamespace(title="办理", at=datetime(*day, 9, 30, tzinfo=UTC)) for day in days]


def test_a_timeline_says_the_year_where_it_begins_and_where_it_changes():
    entries = moments((2026, 11, 20), (2026, 3, 2), (2025, 12, 31))
    html = render_to_string("components/timeline.html", {"entries": entries})
    assert "2026年11月20日 17:30" in html and ">3月2日 17:30" in html and "2025年12月31日 17:30" in html


def test_a_crumb_leads_on_to_a_name_or_back():
    names = {"href": "/projects/", "up": "工程项目"}
    assert "#chevron-right" in render_to_string("components/crumbs.html", names | {"here": "项-2026-0001"})
    back = render_to_string("components/crumbs.html", names)
    assert "#chevron-left" in back and "#chevron-right" not in back


def test_after_a_chinese_full_stop_stands_no_space():
    assert formats.in_sentences(["甲。", "", "乙。", "丙"]) == "甲。乙。丙"
    assert formats.in_sentences(["One.", "Two."]) == "One. Two."
