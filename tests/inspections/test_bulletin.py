"""The bulletin: ranks, changes against the right rounds, losses, lists; the same facts in the Word file."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest

from core.files_out.documents import Heading, Table, Text
from core.models import RankingGroup, Unit, UnitKind
from core.units.changes import merge, regroup
from inspections.models import Adjustment, ResultEstimate, RoundState, Standing
from inspections.papers import _numeral, bulletin_paper
from inspections.ranking import listed_of
from inspections.selectors.bulletin import bulletin_of, previous_round, same_round_last_year
from tests.factories import NOW, RoundFactory, RoundResultFactory, UnitFactory
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db


def published(year, number, month=None, **fields):
    day = date(year, month or number, 5)
    return RoundFactory(year=year, number=number, starts_on=day, ends_on=day, state=RoundState.PUBLISHED, **fields)


def result(round, unit, score, rank, **fields):
    return RoundResultFactory(round=round, unit=unit, base=Decimal(score), rank=rank, **fields)


def test_it_compares_with_the_round_before_and_the_same_round_of_last_year(town, office):
    now, before, year_before = published(2026, 11), published(2026, 10), published(2025, 11)
    published(2026, 9)
    published(2026, 10, level="patrol")
    RoundFactory(year=2026, number=7, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 2), state=RoundState.CLOSED)
    assert (previous_round(now), same_round_last_year(now)) == (before, year_before)
    for round, score, rank in ((now, "90", 1), (before, "88.50", 2), (year_before, "91", 1)):
        result(round, town.village, score, rank)
    row = bulletin_of(now, office).groups[0].rows[0]
    assert (row.score_change, row.places_gained) == (Decimal("1.50"), 1)
    assert (row.year_change, row.places_gained_in_year) == (Decimal("-1.00"), 0)


def test_a_missing_round_is_a_gap_and_never_zero(town, office):
    now = published(2026, 11)
    result(now, town.village, "90", 1)
    row = bulletin_of(now, office).groups[0].rows[0]
    assert (row.score_change, row.year_change, row.places_gained) == (None, None, None)


@pytest.mark.parametrize(("ranked", "listed"), [(3, 0), (4, 1), (7, 1), (8, 2), (12, 3), (40, 3)])
def test_each_list_names_a_quarter_at_most_three(ranked, listed):
    assert listed_of(ranked) == listed


def test_ties_stand_together_and_a_vetoed_unit_is_always_on_the_black_list(town, office):
    now = published(2026, 11)
    units = [UnitFactory(name=f"{n}村") for n in "甲乙丙丁戊"]
    for unit, score, rank in zip(units, ("95", "95", "90", "80", "80"), (1, 1, 3, 4, 4), strict=True):
        result(now, unit, score, rank)
    result(now, town.village, "99", 6, standing=Standing.VETOED)
    told = bulletin_of(now, office)
    assert [row.result.unit.name for row in told.red] == ["甲村", "乙村"]
    assert {row.result.unit.name for row in told.black} == {"丁村", "戊村", "马桥村"}
    paper = bulletin_paper(told)
    cells = [cell for part in paper.parts if isinstance(part, Table) for row in part.rows for cell in row]
    standing = Standing.VETOED.label
    assert f"马桥村（{standing}）" in cells, "a good score at the end is explained"
    assert any(f"马桥村（99.00分，{standing}）" in part.text for part in paper.parts if isinstance(part, Text))


def test_a_village_stands_on_a_list_once_though_it_is_ranked_as_responsible_unit_too(town, office):
    now = published(2026, 11)
    for rank in range(1, 5):
        unit = UnitFactory(name=f"{rank}村")
        for basis in ("territory", "department"):
            result(now, unit, 100 - rank, rank, basis=basis)
    told = bulletin_of(now, office)
    assert [row.result.unit.name for row in told.red + told.black] == ["1村", "4村"]


def test_losses_come_from_the_sheets_and_the_worst_comes_first(town, inspector, office):
    told = bulletin_of(make_published(town, inspector, office).round, office)
    assert [(one.name, one.lost) for one in told.items] == [
        ("摊位整洁，归类摆放", Decimal(8)),
        ("地面无垃圾、无污水", Decimal("1.5")),
    ]
    assert [(one.name, one.lost, one.maximum) for one in told.sections] == [("环境卫生", Decimal("9.5"), Decimal(50))]
    own = next(row for group in told.groups for row in group.rows if row.result.unit == town.village)
    assert [one.name for one in own.lost_items] == ["摊位整洁，归类摆放", "地面无垃圾、无污水"]


def text_of(response) -> str:
    paper = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in paper.paragraphs] + cells)


def test_the_word_file_tells_the_same(town, inspector, office, client_for):
    scene = make_published(town, inspector, office)
    Adjustment.objects.create(
        round=scene.round, unit=town.village, points="-0.50", reason="返工两次", paper="细则第五条", by=office, at=NOW
    )
    response = client_for("unit").get(f"/inspections/rounds/{scene.round.pk}/bulletin/file/")
    text = text_of(response)
    for words in (
        "关于11月街道自查情况的通报",
        "一、成绩与名次",
        "马桥村",
        "78.00",
        "84.00",
        "返工两次",
        "2026年11月23日",
        "申诉",
    ):
        assert words in text, words
    assert "attachment" in response["Content-Disposition"]


def test_the_file_is_chinese_whatever_the_reader_s_language(town, inspector, office, client_for):
    scene = make_published(town, inspector, office)
    client = client_for("office")
    client.cookies["django_language"] = "en"
    assert "关于11月街道自查情况的通报" in text_of(client.get(f"/inspections/rounds/{scene.round.pk}/bulletin/file/"))


def test_every_column_of_the_paper_has_one_number_of_decimals(town, inspector, office):
    """8 points and 1.5 points stand under one another as 8.00 and 1.50."""
    paper = bulletin_paper(bulletin_of(make_published(town, inspector, office).round, office))
    said = " ".join(part.text for part in paper.parts if isinstance(part, Text))
    assert "8.00" in said and "1.50" in said
    for table in (part for part in paper.parts if isinstance(part, Table)):
        for column in zip(*table.rows, strict=True):
            decimals = {len(cell.rstrip("%").partition(".")[2]) for cell in column if "." in cell}
            assert len(decimals) < 2, column


def test_before_publication_only_the_office_and_leaders_read_it(town, inspector, office, client_for):
    scene = make_published(town, inspector, office, publish=False)
    address = f"/inspections/rounds/{scene.round.pk}/bulletin/"
    answers = {role: client_for(role).get(address).status_code for role in ("office", "leader", "unit", "other_unit")}
    assert answers == {"office": 200, "leader": 200, "unit": 404, "other_unit": 404}
    assert scene.round.name not in client_for("unit").get("/inspections/bulletins/").content.decode()


def test_rewards_and_penalties_are_listed_and_filtered(town, inspector, office, client_for):
    scene = make_published(town, inspector, office)
    for points, reason in (("-0.50", "返工两次"), ("0.50", "市级文明村")):
        Adjustment.objects.create(
            round=scene.round, unit=town.village, points=points, reason=reason, paper="细则", by=office, at=NOW
        )
    everything = client_for("unit").get("/inspections/adjustments/").content.decode()
    rewards = client_for("unit").get("/inspections/adjustments/?sign=reward").content.decode()
    assert "返工两次" in everything and "市级文明村" in everything
    assert "返工两次" not in rewards and "市级文明村" in rewards


def test_a_place_on_a_list_that_is_not_certain_is_marked_in_the_paper(town, office):
    now = published(2026, 11)
    for place in range(1, 5):
        unit = UnitFactory(parent=town.home, kind=town.village.kind, name=f"{place}村")
        last = result(now, unit, str(91 - place), place)
    ResultEstimate.objects.create(
        result=last, rank_low=3, rank_high=4, score_low=80, score_high=90, in_bottom="0.6", is_certain=False
    )
    said = "".join(part.text for part in bulletin_paper(bulletin_of(now, office)).parts if isinstance(part, Text))
    assert "1村（90.00分）" in said
    assert "4村（87.00分，把握不足）" in said


def test_the_paper_carries_the_offices_mark_and_a_number_that_stays(town, office):
    days = [NOW.replace(month=month) for month in (1, 2, 3)]
    rounds = [published(2026, n, published_at=day, territory=town.home) for n, day in zip((1, 2, 3), days, strict=True)]
    papers = [bulletin_paper(bulletin_of(round, office)) for round in reversed(rounds)]
    assert [paper.number for paper in papers] == ["通报〔2026〕3号", "通报〔2026〕2号", "通报〔2026〕1号"]
    assert papers[0].mark.startswith(town.home.name)
    by_others = published(2026, 4, published_at=NOW, territory=town.city, standard=None)
    paper = bulletin_paper(bulletin_of(by_others, office))
    assert (paper.mark, paper.number) == ("", "")


def test_the_paper_counts_on_beyond_ten_groups(town, office):
    """A city has many groups of villages."""
    now = published(2026, 11)
    for place in range(12):
        group = RankingGroup.objects.create(name=f"第{place}组")
        result(now, UnitFactory(name=f"{place}村", ranking_group=group), "90", 1)
    headings = [part.text for part in bulletin_paper(bulletin_of(now, office)).parts if isinstance(part, Heading)]
    assert [text[:4] for text in headings[10:13]] == ["（十）第", "（十一）", "（十二）"]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "一"), (9, "十"), (10, "十一"), (19, "二十"), (98, "九十九"), (99, "100")]
)
def test_numerals(number, words):
    assert _numeral(number) == words


def test_groups_of_one_kind_below_different_units_are_told_apart(town, office):
    now = published(2026, 11)
    for above in (town.village, town.other_village):
        for name in ("东片", "西片"):
            result(now, UnitFactory(name=name, kind=UnitKind.ZONE, parent=above), "90", 1)
    titles = [group.title for group in bulletin_of(now, office).groups]
    assert sorted(title.partition(" · ")[0] for title in titles) == sorted([town.village.name, town.other_village.name])


def test_a_place_among_other_units_is_not_compared_but_the_points_are(town, office):
    now, before = published(2026, 11), published(2026, 10)
    result(before, town.village, "88.50", 2)
    group = RankingGroup.objects.create(name="集镇社区")
    about = {"day": date(2026, 10, 20), "reason": "分组调整", "by": office, "now": NOW}
    regroup(units=[town.village], group=group, **about)
    result(now, Unit.objects.get(pk=town.village.pk), "90", 1)
    row = bulletin_of(now, office).groups[0].rows[0]
    assert (row.score_change, row.places_gained, row.previous.rank) == (Decimal("1.50"), None, None)


def test_a_unit_that_took_others_over_is_a_gap_and_named(town, office):
    before, now = published(2026, 10, territory=town.home), published(2026, 12, territory=town.home)
    result(before, town.village, "88.50", 2)
    result(before, town.other_village, "91", 1)
    about = {"day": date(2026, 11, 23), "reason": "民政〔2026〕8号", "by": office, "now": NOW}
    merge(units=[town.village, town.other_village], into=town.village, **about)
    result(now, town.village, "90", 1)
    told = bulletin_of(now, office)
    row = told.groups[0].rows[0]
    assert (row.result.score, row.score_change, row.places_gained) == (Decimal(90), None, None)
    assert told.grown == ["马桥村"]
    assert any("马桥村" in part.text for part in bulletin_paper(told).parts if isinstance(part, Text))
