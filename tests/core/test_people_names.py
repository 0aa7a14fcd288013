"""Names and accounts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people.names import clean_account, clean_name, is_account, unreadable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张伟", "张伟"),
        (" 张　 伟 ", "张伟"),
        ("张\u00a0伟", "张伟"),
        ("𠮷田 健", "𠮷田健"),
        ("王𪚥", "王𪚥"),
        ("Ａnna  Lee", "Anna Lee"),
        ("买买提 • 艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("张\u200b伟\ufeff", "张伟"),
        ("欧阳 Ｊｏｅ", "欧阳 Joe"),
        ("李１号", "李1号"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\u3000", ""),
    ],
)
def test_a_name_is_kept_without_what_only_stands_for_looks(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ZhangWei", "zhangwei"),
        ("ｚｈａｎｇ　ｗｅｉ０１", "zhangwei01"),
        (" 138 1234 5678 ", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("张伟", "张伟"),
    ],
)
def test_an_account_is_kept_as_sign_in_reads_it(typed, kept):
    assert clean_account(typed) == kept
    assert is_account(kept)


@pytest.mark.parametrize("typed", ["", "张伟!", "a b", "x" * 61, "a/b", "a'b"])
def test_what_is_no_account_is_told(typed):
    assert not is_account(typed)


def test_a_character_of_a_private_area_is_told_and_a_rare_one_is_not():
    assert unreadable("张\ue815") == ["\ue815"]
    assert unreadable("张\ufffd") == ["\ufffd"]
    assert unreadable("𠮷田龘𪚥") == []


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_name(clean_name(text)) == clean_name(text)
    assert clean_account(clean_account(text)) == clean_account(text)
