"""A bulletin comes in: published city rounds whose ranks stand as the city gave them."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from core.files_in.problems import FileProblem
from core.models import ImportRun, TrailEntry, Unit, UnitKind
from core.units.changes import merge, rename
from inspections.imports.bulletin.service import import_bulletin
from inspections.models import Round, RoundResult, RoundState, Standing
from tests.factories import RoundFactory, SheetFactory, UnitFactory
from tests.inspections.test_bulletin import text_of

pytestmark = pytest.mark.django_db
HEAD = "年度,轮次,日期,单位,上级单位,得分,名次"


@pytest.fixture
def bring_in(now, tmp_path):
    def run(*lines, head=HEAD, **options):
        path = tmp_path / "通报.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8-sig")
        return import_bulletin(path=path, by=None, now=now, **options)

    return run


def result_of(unit: str) -> RoundResult:
    return RoundResult.objects.get(unit__name=unit)


def test_rows_become_results_of_a_published_city_round(town, bring_in):
    report = bring_in(
        "2025,第一次,2025-03-14,枫河街道,临江市,93.50,2", "2025,第一次,2025-03-14,柳林街道,临江市,95.25,1"
    )
    assert (report.rows, report.imported, report.no_result, report.rejected) == (2, 2, 0, [])
    round = Round.objects.get()
    assert (round.level, round.state, round.year, round.series, round.number) == (
        "city",
        RoundState.PUBLISHED,
        2025,
        "",
        1,
    )
    assert (round.territory, round.standard, str(round.starts_on)) == (town.city, None, "2025-03-14")
    assert (str(result_of("枫河街道").score), result_of("枫河街道").rank, result_of("枫河街道").imported) == (
        "93.50",
        2,
        True,
    )
    assert TrailEntry.objects.about(round).get().new_state == RoundState.PUBLISHED
    assert ImportRun.objects.get().filename == "通报.csv"


def test_a_rank_alone_is_a_result_and_neither_is_none(town, bring_in):
    report = bring_in("2025,,2025-12-30,枫河街道,,,1", "2025,,2025-12-30,柳林街道,,,")
    assert (report.imported, report.no_result) == (2, 1)
    assert (result_of("枫河街道").score, result_of("枫河街道").rank, result_of("枫河街道").standing) == (
        None,
        1,
        Standing.RANKED,
    )
    blank = result_of("柳林街道")
    assert (blank.score, blank.rank, blank.standing) == (None, None, Standing.NO_SCORE), "no result is not zero"
    assert Round.objects.get().covers_year


def test_an_imported_rank_stands_and_one_that_differs_is_flagged(town, bring_in):
    bring_in("2025,1,2025-03-14,枫河街道,,93.50,1", "2025,1,2025-03-14,柳林街道,,95.25,2")
    assert (result_of("枫河街道").rank, result_of("枫河街道").rank_by_score) == (1, 2)
    assert result_of("枫河街道").rank_differs


def test_where_the_city_gave_no_ranks_the_scores_give_them(town, bring_in):
    UnitFactory(name="东湖街道", kind=UnitKind.SUBDISTRICT, parent=town.city)
    bring_in(
        *(
            f"2025,2,2025-05-06,{unit},,{score},"
            for unit, score in [("枫河街道", 90), ("柳林街道", 90), ("东湖街道", 80)]
        )
    )
    assert [(result_of(name).rank, result_of(name).tied) for name in ("枫河街道", "柳林街道", "东湖街道")] == [
        (1, True),
        (1, True),
        (3, False),
    ]


def test_equal_ranks_of_the_city_are_tied(town, bring_in):
    bring_in("2025,1,2025-03-14,枫河街道,,,并列第二", "2025,1,2025-03-14,柳林街道,,,2")
    assert result_of("枫河街道").tied and result_of("枫河街道").rank == 2


def test_each_turn_and_year_is_a_round_of_its_own(town, bring_in):
    report = bring_in(
        *(f"{year},{turn},{year}-06-01,枫河街道,,90,1" for year in (2024, 2025) for turn in ("第一次", "第二季度", ""))
    )
    assert len(report.rounds) == Round.objects.count() == 6
    assert set(Round.objects.values_list("series", "number")) == {("", 1), ("季度", 2), ("", None)}


def test_the_same_bulletin_again_changes_nothing(town, bring_in):
    lines = ["2025,1,2025-03-14,枫河街道,,93.50,", "2025,1,2025-03-14,柳林街道,,,", "2025,,2025-12-30,枫河街道,,,1"]
    bring_in(*lines)
    again = bring_in(*lines)
    assert (again.imported, again.no_result, again.unchanged, again.created) == (0, 0, 3, {})
    assert ImportRun.objects.count() == 1


def test_a_published_result_is_not_changed_by_a_file(town, bring_in):
    bring_in("2025,1,2025-03-14,枫河街道,,93.50,1")
    report = bring_in("2025,1,2025-03-14,枫河街道,,94.00,1", "2025,1,2025-03-14,柳林街道,,90,2")
    assert [row.row for row in report.rejected] == [2]
    assert report.rows == report.imported + report.unchanged + len(report.rejected)
    assert (str(result_of("枫河街道").score), RoundResult.objects.count()) == ("93.50", 1)


def test_a_unit_that_was_forgotten_may_follow(town, bring_in):
    bring_in("2025,1,2025-03-14,枫河街道,,93.50,")
    report = bring_in("2025,1,2025-03-14,枫河街道,,93.50,", "2025,1,2025-03-14,柳林街道,,95,")
    assert (report.imported, report.unchanged) == (1, 1)
    assert (result_of("枫河街道").rank, result_of("枫河街道").rank_by_score) == (1, 2), (
        "what was published stands, and is flagged"
    )


def test_missing_units_are_named_or_made(town, bring_in):
    line = "2025,1,2025-03-14,东湖街道,临江市,90,1"
    assert [(row.row, row.field, row.value) for row in bring_in(line).rejected] == [(2, "单位", "东湖街道")]
    assert not Unit.objects.filter(name="东湖街道").exists()
    report = bring_in(line, create_units=True, kind=UnitKind.TOWN)
    assert report.created["units"] == ["东湖街道"]
    assert (Unit.objects.get(name="东湖街道").kind, Unit.objects.get(name="东湖街道").parent_path) == (
        "town",
        town.city.path,
    )


def test_an_empty_database_gets_its_city_too(bring_in):
    report = bring_in("2025,1,2025-03-14,枫河街道,临江市,90,1", create_units=True)
    assert report.created["units"] == ["临江市", "枫河街道"]
    assert Round.objects.get().territory.name == "临江市"


def test_without_any_parent_in_an_empty_database(bring_in):
    report = bring_in(
        "2025,1,2025-03-14,枫河街道,,90,1", "2025,1,2025-03-14,柳林街道,,91,2", create_units=True, kind="subdistrict"
    )
    assert report.imported == 2
    assert Unit.objects.get(name="枫河街道").kind == "subdistrict"
    assert Unit.objects.get(name="枫河街道").ranked_with == Unit.objects.get(name="柳林街道").ranked_with


def test_units_of_one_name_are_told_apart_by_their_parent(town, bring_in):
    UnitFactory(name="马桥村", parent=town.peer)
    assert [row.row for row in bring_in("2025,1,2025-03-14,马桥村,,90,1").rejected] == [2]
    bring_in("2025,1,2025-03-14,马桥村,枫河街道,90,1")
    assert RoundResult.objects.get().unit == town.village
    assert Round.objects.get().territory == town.home


def test_a_round_that_is_worked_out_here_is_not_overwritten(town, bring_in):
    sheet = SheetFactory(round=RoundFactory(level="city", year=2025, number=1, territory=town.home))
    report = bring_in("2025,1,2025-03-14,枫河街道,,90,1")
    assert [row.row for row in report.rejected] == [2]
    assert sheet.round.results.count() == 0


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("二五,1,2025-03-14,枫河街道,,90,1", "年度"),
        ("2025,1,三月,枫河街道,,90,1", "日期"),
        ("2025,1,,枫河街道,,90,1", "日期"),
        ("2025,1,2025-03-14,,临江市,90,1", "单位"),
        ("2025,1,2025-03-14,枫河街道,,九十,1", "得分"),
        ("2025,1,2025-03-14,枫河街道,,-1,1", "得分"),
        ("2025,1,2025-03-14,枫河街道,,1e9,1", "得分"),
        ("2025,1,2025-03-14,枫河街道,,90,优", "名次"),
        ("2025,1,2025-03-14,枫河街道,,90,0", "名次"),
        ("2025,1,2025-03-14,枫河街道,柳林街道,90,1", "单位"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_stops_the_import(town, bring_in, line, field):
    report = bring_in("2025,1,2025-03-14,柳林街道,,90,1", line)
    assert [(row.row, row.field) for row in report.rejected] == [(3, field)]
    assert report.rows == 2 == report.imported + len(report.rejected)
    assert not Round.objects.exists()


def test_a_unit_twice_in_one_round(town, bring_in):
    report = bring_in("2025,1,2025-03-14,枫河街道,,90,1", "2025,第一次,2025-03-14,枫河街道,,91,1")
    assert [row.row for row in report.rejected] == [3]


def test_a_score_with_three_decimals_is_rounded_half_up_with_a_note(town, bring_in):
    report = bring_in("2025,1,2025-03-14,枫河街道,,93.125,1")
    assert (str(result_of("枫河街道").score), len(report.notes)) == ("93.13", 1)
    assert bring_in("2025,1,2025-03-14,枫河街道,,93.125,1").unchanged == 1


@pytest.mark.parametrize("head", ["年度,轮次,日期,得分", "年度,轮次,单位,得分", "年度,轮次,日期,单位"])
def test_a_table_without_a_needed_column(town, bring_in, head):
    with pytest.raises(FileProblem):
        bring_in("2025,1,2025-03-14,枫河街道", head=head)


def test_a_dry_run_writes_nothing(town, bring_in):
    report = bring_in("2025,1,2025-03-14,东湖街道,,90,1", dry_run=True, create_units=True)
    assert (report.imported, report.written) == (1, False)
    assert not Round.objects.exists() and not Unit.objects.filter(name="东湖街道").exists()


def test_the_commands_promise(town, tmp_path, capsys):
    path = tmp_path / "bulletin.csv"
    path.write_text(f"{HEAD}\n2025,1,2025-03-14,枫河街道,,90,1\n2025,1,2025-03-14,东湖街道,,,\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("import_results", str(path), as_json=True)
    assert stopped.value.code == 1
    capsys.readouterr()
    call_command("import_results", str(path), create_units=True, kind="subdistrict", as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["rows"], report["imported"], report["no_result"], report["unchanged"]) == (2, 2, 1, 0)
    assert report["created"]["units"] == ["东湖街道"]
    call_command("import_results", str(path), as_json=True)
    assert json.loads(capsys.readouterr().out)["unchanged"] == 2
    with pytest.raises(SystemExit) as unusable:
        call_command("import_results", str(tmp_path / "none.csv"))
    assert unusable.value.code == 2


# ---- units that have another name by now ----


@pytest.fixture
def renamed(town, office, now):
    """柳林街道 is 柳林新区 since 1 March 2026."""
    unit = Unit.objects.get(name="柳林街道")
    about = {"day": date(2026, 3, 1), "reason": "民政〔2026〕3号", "by": office, "now": now}
    rename(unit=unit, name="柳林新区", kind=unit.kind, **about)
    return Unit.objects.get(pk=unit.pk)


def test_a_name_of_its_day_is_taken_and_said(renamed, bring_in):
    report = bring_in("2025,第一次,2025-03-14,柳林街道,,95.25,1")
    assert (report.imported, report.rejected) == (1, [])
    assert result_of("柳林新区").unit == renamed
    assert len(report.notes) == 1 and "柳林新区" in report.notes[0]


def test_the_present_name_in_an_old_bulletin_is_the_same_unit(renamed, bring_in):
    report = bring_in("2025,第一次,2025-03-14,柳林新区,,95.25,1")
    assert report.imported == 1 and "柳林街道" in report.notes[0]


@pytest.mark.parametrize("create", [False, True])
def test_a_name_that_had_passed_is_refused_with_the_right_one_and_makes_no_unit(renamed, bring_in, create):
    report = bring_in("2026,第三次,2026-07-14,柳林街道,,95.25,1", create_units=create)
    (wrong,) = report.rejected
    assert "柳林新区" in wrong.reason and not RoundResult.objects.exists()
    assert not Unit.objects.filter(name="柳林街道").exists()


def test_a_unit_that_was_merged_counts_before_and_its_heir_is_proposed_after(town, office, now, bring_in):
    about = {"day": date(2026, 11, 23), "reason": "民政〔2026〕8号", "by": office, "now": now}
    merge(units=[town.village, town.other_village], into=None, name="马焦村", kind=UnitKind.VILLAGE, **about)
    report = bring_in("2026,第三次,2026-07-14,马桥村,枫河街道,95.25,1", "2026,第五次,2026-12-14,马桥村,枫河街道,90,2")
    (wrong,) = report.rejected
    assert (wrong.row, report.imported) == (3, 1) and "马焦村" in wrong.reason


def test_a_name_that_went_to_another_unit_is_whose_it_was_on_the_day(renamed, town, bring_in):
    """The name became free and another unit took it."""
    other = UnitFactory(name="柳林街道", kind=UnitKind.SUBDISTRICT, parent=town.city, starts_on=date(2026, 3, 1))
    bring_in("2025,第一次,2025-03-14,柳林街道,,95.25,1", "2026,第三次,2026-07-14,柳林街道,,90,2")
    assert RoundResult.objects.get(round__year=2025).unit == renamed
    assert RoundResult.objects.get(round__year=2026).unit == other


def test_spaces_and_wide_figures_in_a_name_make_no_difference(town, bring_in):
    UnitFactory(name="第1居民区", kind=UnitKind.COMMUNITY, parent=town.home)
    report = bring_in("2025,1,2025-03-14,枫 河 街 道,,93.50,1", "2025,1,2025-03-14,第１居民区,枫河　街道,90,2")
    assert (report.imported, report.rejected) == (2, [])


# ---- what was taken over wrongly ----


def test_a_file_with_a_reason_sets_a_published_result_right_and_both_values_stay_readable(town, bring_in, client_for):
    bring_in("2025,1,2025-03-14,枫河街道,,93.05,", "2025,1,2025-03-14,柳林街道,,94.00,")
    assert (result_of("枫河街道").rank, result_of("柳林街道").rank) == (2, 1)
    right = ["2025,1,2025-03-14,枫河街道,,95.03,", "2025,1,2025-03-14,柳林街道,,94.00,"]
    assert bring_in(*right).rejected, "without a reason nothing published changes"
    report = bring_in(*right, correction="录入时数字颠倒")
    assert (report.imported, report.corrected, report.unchanged, report.rejected) == (1, 1, 1, [])
    assert (str(result_of("枫河街道").score), result_of("枫河街道").rank, result_of("柳林街道").rank) == ("95.03", 1, 2)
    entry = TrailEntry.objects.about(Round.objects.get()).filter(verb="set_right").get()
    assert entry.reason == "录入时数字颠倒"
    assert entry.changes["枫河街道"] == ["93.05分、第2名", "95.03分、第1名"]
    assert entry.changes["柳林街道"] == ["94.00分、第1名", "94.00分、第2名"], (
        "a place that follows from the scores follows them"
    )
    for page in (f"/inspections/rounds/{entry.subject_id}/", f"/inspections/rounds/{entry.subject_id}/bulletin/"):
        shown = client_for("unit").get(page).content.decode()
        assert "93.05分、第2名" in shown and "录入时数字颠倒" in shown
    paper = text_of(client_for("unit").get(f"/inspections/rounds/{entry.subject_id}/bulletin/file/"))
    assert "93.05分、第2名" in paper and "95.03分、第1名" in paper


def test_a_rank_that_the_city_gave_stays_where_another_result_is_set_right(town, bring_in):
    bring_in("2025,1,2025-03-14,枫河街道,,93,2", "2025,1,2025-03-14,柳林街道,,95,1")
    bring_in("2025,1,2025-03-14,枫河街道,,96,2", "2025,1,2025-03-14,柳林街道,,95,1", correction="录入有误")
    assert [(result_of(name).rank, result_of(name).rank_by_score) for name in ("枫河街道", "柳林街道")] == [
        (2, 1),
        (1, 2),
    ]


def test_setting_right_is_tried_out_first_and_the_same_file_again_changes_nothing(town, bring_in):
    bring_in("2025,1,2025-03-14,枫河街道,,0.00,1")
    line = "2025,1,2025-03-14,枫河街道,,,"
    tried = bring_in(line, correction="该街道当次未参评", dry_run=True)
    assert (tried.written, tried.corrected) == (False, 1)
    assert any("0.00分、第1名 → —" in note for note in tried.notes), "a score of 0 is a score"
    assert str(result_of("枫河街道").score) == "0.00"
    bring_in(line, correction="该街道当次未参评")
    assert (result_of("枫河街道").score, result_of("枫河街道").standing) == (None, Standing.NO_SCORE)
    assert bring_in(line, correction="该街道当次未参评").unchanged == 1


def test_every_result_of_a_bulletin_leads_to_its_file_and_row(town, bring_in, client_for):
    bring_in("2025,1,2025-03-14,枫河街道,,93,2", "2025,1,2025-03-14,柳林街道,,95,1")
    run = ImportRun.objects.get()
    assert (result_of("柳林街道").imported_by, result_of("柳林街道").source_row) == (run, 3)
    address, page = f"/inspections/imports/{run.pk}/", f"/inspections/rounds/{Round.objects.get().pk}/"
    shown = client_for("office").get(page).content.decode()
    assert address in shown and "文件第3行" in shown
    assert address not in client_for("unit").get(page).content.decode()
    assert page in client_for("office").get(address).content.decode(), (
        "what came of a file is kept for the command line too"
    )
