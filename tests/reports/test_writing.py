"""Figures into text and text back to its figures: nothing is invented, no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figure import Facts, Figure
from reports.linking import link_figures, settled
from reports.outline import PassageWording, Sentence
from reports.writing import changes, put_in, write

WORDS = st.text("一二三名年0123456789 多余，。", max_size=8)
FIGURES = st.lists(st.builds(Figure, key=st.sampled_from("abcdef"), label=st.just("名次"), words=WORDS), max_size=6)
TEXTS = st.text("一二三名年0123456789 多余，。\n", max_size=60)

RANK = Figure("rank", "去年名次", "第1名", "/rankings/")
NO_RANK = Figure("rank", "去年名次", "")
ROUNDS = Figure("rounds", "次数", "5次")


def passage(*sentences: Sentence, empty: str = "") -> PassageWording:
    return PassageWording("opening", "", "", sentences, empty)


def told(*sentences: Sentence, empty: str = "", rows=None, **figures) -> str:
    return write(passage(*sentences, empty=empty), Facts(figures, rows or {})).text


def test_a_figure_that_is_missing_is_a_marked_blank():
    assert told(Sentence("去年位于{rank}。"), rank=NO_RANK) == "去年位于【待填：去年名次】。"


def test_a_sentence_that_needs_a_figure_is_left_out_without_it():
    needing = Sentence("去年位于{rank}。", needs=("rank",))
    assert told(needing, Sentence("今年{rounds}。"), rank=NO_RANK, rounds=ROUNDS) == "今年5次。"


def test_brackets_go_with_the_figure_in_them():
    sentence = Sentence("今年{rounds}[，去年{rank}]。")
    assert told(sentence, rank=RANK, rounds=ROUNDS) == "今年5次，去年第1名。"
    assert told(sentence, rank=NO_RANK, rounds=ROUNDS) == "今年5次。"


def test_the_lines_of_a_list_are_told_one_by_one():
    rows = {"works": [{"name": Figure("1", "工程", "甲路")}, {"name": Figure("2", "工程", "乙路")}]}
    sentence = Sentence("{name}", each="works", before="完成{rounds}：", after="。")
    assert told(sentence, rows=rows, rounds=ROUNDS) == "完成5次：甲路；乙路。"
    assert told(sentence, rows={"works": []}, rounds=ROUNDS, empty="没有工程。") == "没有工程。"


def test_a_list_of_figures_is_told_in_a_row():
    assert told(Sentence("有{all}。"), all=[RANK, ROUNDS]) == "有第1名、5次。"


def test_a_figure_that_no_subject_gives_is_a_slip():
    with pytest.raises(KeyError):
        told(Sentence("去年{nothing}。"))


def test_each_figure_is_linked_where_it_stands_from_the_left():
    runs = link_figures("今年5次，去年5次。", [ROUNDS, Figure("last", "去年次数", "5次")])
    assert [(run.text, run.figure and run.figure.key) for run in runs] == [
        ("今年", None), ("5次", "rounds"), ("，去年", None), ("5次", "last"), ("。", None),
    ]  # fmt: skip


DRIVES, CHECKS = Figure("drives", "整治次数", "3次"), Figure("checks", "检查次数", "3次")
THREE = passage(Sentence("今年开展集中整治{drives}。"), Sentence("全年组织检查{checks}。", paragraph=True))


def keys_in(text: str, figures) -> list[str]:
    return [run.figure.key for run in link_figures(text, figures) if run.figure]


def test_a_figure_whose_paragraph_was_deleted_takes_no_place_of_another():
    """Both say '3次'; what is left stands where the second one stood."""
    written = write(THREE, Facts({"drives": DRIVES, "checks": CHECKS}))
    left = written.text.split("\n")[1]
    assert keys_in(left, written.figures) == ["checks"]
    text, missing = put_in(left, written.figures, [Figure("drives", "整治次数", "4次"), CHECKS])
    assert text == "全年组织检查3次。"
    assert [(change.key, change.new) for change in missing] == [("drives", "4次")]


def test_a_figure_is_known_again_after_its_sentence_was_put_otherwise_twice():
    written = write(THREE, Facts({"drives": DRIVES, "checks": CHECKS}))
    once = settled("我们整治了3次之多。\n全年组织检查3次。", written.figures)
    assert keys_in("我们整治了3次之多，成效明显。", once) == ["drives"]


def test_digits_within_a_longer_number_are_no_figure():
    for text in ("共15次。", "共1.5次。"):
        assert keys_in(text, [ROUNDS]) == []
    assert keys_in("共55次，其中5次", [Figure("n", "次数", "5")]) == ["n"]


@given(TEXTS, FIGURES)
def test_linking_loses_no_character(text, figures):
    assert "".join(run.text for run in link_figures(text, figures)) == text


@given(TEXTS, FIGURES)
def test_putting_in_the_same_figures_changes_nothing(text, figures):
    by_key = list({figure.key: figure for figure in figures}.values())
    assert put_in(text, by_key, by_key) == (text, [])


@given(TEXTS, FIGURES, FIGURES)
def test_every_change_is_either_in_the_text_or_named(text, old, new):
    old, new = (list({figure.key: figure for figure in figures}.values()) for figures in (old, new))
    after, left = put_in(text, old, new)
    by_key, missing = {figure.key: figure for figure in new}, {change.key for change in left}
    for change in changes(old, new):
        assert change.key in missing or by_key[change.key].shown in after


def test_new_words_take_the_place_of_the_right_old_ones():
    last = Figure("last", "去年次数", "5次")
    text, left = put_in("我们今年5次，比去年5次好。", [ROUNDS, last], [ROUNDS, Figure("last", "去年次数", "4次")])
    assert (text, left) == ("我们今年5次，比去年4次好。", [])


def test_a_blank_is_filled_when_the_records_know():
    text, left = put_in("去年位于【待填：去年名次】。", [NO_RANK], [RANK])
    assert (text, left) == ("去年位于第1名。", [])


def test_a_change_without_a_place_is_named():
    text, left = put_in("我们很好。", [RANK], [Figure("rank", "去年名次", "第2名")])
    assert text == "我们很好。"
    assert [(change.old, change.new) for change in left] == [("第1名", "第2名")]


def test_what_is_no_more_is_a_change_too():
    gone = changes([RANK, ROUNDS], [ROUNDS])
    assert [(change.key, change.old, change.new) for change in gone] == [("rank", "第1名", "")]
    assert changes([NO_RANK], []) == []
