"""What a cell says: its text, its number, the names in it, and how a bulletin writes rounds, dates and ranks."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files_in.cells import cell_number, cell_text, decimal_places, match_key, several
from inspections.imports.bulletin.words import read_date, read_rank, read_turn
from inspections.imports.form.dictionary import Dictionary, split_branch


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  社区　1 \n", "社区 1"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (12345678901.0, "12345678901"),
        (datetime(2016, 7, 15), "2016-07-15"),
        ("a\x00b\x0b", "ab"),
    ],
)
def test_the_text_of_a_cell(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, None),
        ("", None),
        ("　", None),
        (0.2, "0.2"),
        ("0.5", "0.5"),
        ("０．５", "0.5"),
        (1, "1"),
        ("-1", "-1"),
        (".5", "0.5"),
    ],
)
def test_a_number_is_read_exactly(value, number):
    assert cell_number(value) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "value", ["一处", "nan", "Infinity", "1e5", "1,000", "0.5分", "1_0", True, date(2020, 1, 1), "--1", "1 2"]
)
def test_what_is_not_a_plain_number_is_refused(value):
    with pytest.raises(ValueError):
        cell_number(value)


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_every_two_place_number_survives_excels_floats(number):
    assert cell_number(float(number)) == number


def test_decimal_places_are_those_that_matter():
    assert [decimal_places(Decimal(text)) for text in ("1.50", "100", "0.005")] == [1, 0, 3]


def test_several_names_in_one_cell():
    assert several("城管中队、派出所，城管中队\n 教育局") == ("城管中队", "派出所", "教育局")
    assert several(None) == ()


def test_spellings_that_mean_the_same_match():
    assert match_key("“讲文明树新风” 公益广告") == match_key('"讲文明树新风"公益广告')
    assert match_key("公共服务１０") == match_key("公共服务10")


@pytest.mark.parametrize(
    ("text", "section", "branch"),
    [
        ("公共服务10", "公共服务", 10),
        ("群众参与", "群众参与", None),
        ("公共服务１２", "公共服务", 12),
        ("2024", "2024", None),
    ],
)
def test_the_last_figures_of_an_item_are_its_branch(text, section, branch):
    assert split_branch(text) == (section, branch)


def test_an_entry_that_ends_in_a_figure_is_matched_whole():
    match = Dictionary(["三线1"]).match("三线1")
    assert (match.section, match.branch, match.unmatched) == ("三线1", None, False)


def test_an_unknown_item_gets_the_nearest_entry_or_none():
    dictionary = Dictionary(["文明行文", "公共服务"])
    assert dictionary.match("文明行为2").proposal == "文明行文"
    assert dictionary.match("水质").proposal is None


def test_a_decision_stands_in_for_the_dictionary():
    dictionary = Dictionary(["文明行文"], {"文明行为": "文明行文", "新项目": ""})
    assert dictionary.match("文明行为1").alias == "文明行文"
    assert (dictionary.match("新项目").alias, dictionary.match("新项目").unmatched) == ("", False)


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("第一次", ("", 1)),
        ("第5次", ("", 5)),
        (5.0, ("", 5)),
        ("第十二次", ("", 12)),
        ("二十", ("", 20)),
        ("第三季度", ("季度", 3)),
        ("4季度", ("季度", 4)),
        ("十月份", ("月度", 10)),
        ("下半年", ("半年", 2)),
        ("月度测评第三次", ("月度测评", 3)),
        ("2023年第2次", ("", 2)),
        (None, ("", None)),
        ("年度", ("", None)),
        ("国检", ("国检", 1)),
    ],
)
def test_the_turn_of_a_round(text, turn):
    assert read_turn(text) == turn


@pytest.mark.parametrize(
    "value", ["2023-03-15", "2023/3/15", "2023年3月15日", "20230315", "2023.3.15", datetime(2023, 3, 15)]
)
def test_dates_as_people_write_them(value):
    assert read_date(value) == date(2023, 3, 15)


@pytest.mark.parametrize("value", ["三月", "2023-13-01", "", None, 5])
def test_what_is_no_date(value):
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("value", "rank"), [("2", 2), (2.0, 2), ("第2名", 2), ("并列第二", 2), ("3并列", 3), (None, None)]
)
def test_ranks_as_people_write_them(value, rank):
    assert read_rank(value) == rank


@pytest.mark.parametrize("value", ["优", "0", "-1", "1.5", "1000"])
def test_what_is_no_rank(value):
    with pytest.raises(ValueError):
        read_rank(value)
