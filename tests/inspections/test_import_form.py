"""A form comes in whole: its round, sheets and results; a second time it changes nothing; a changed row is proposed."""

import json
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.core.management import call_command

from core.models import ImportRun, TrailEntry, Unit, UnitKind
from facilities.models import Point
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.service import import_form
from inspections.models import Amendment, Round, RoundState, Score, Section, Sheet, Standard
from inspections.selectors.round_results import results_of_round
from inspections.services.results import rebuild_results
from tests.data import make_twin
from tests.factories import UnitFactory
from tests.inspections.import_files import MAPPING, TWIN, write_mapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(now):
    return bring_in(now)


def bring_in(now, path=TWIN, accept=True, dry_run=False, **changes):
    mapping = FormMapping.from_dict(MAPPING | changes, folder=TWIN.parent)
    return import_form(path=path, mapping=mapping, by=None, now=now, accept=accept, dry_run=dry_run)


def changed_twin(folder, changes: dict, name="changed.xlsx"):
    """The twin with other values in some cells, e.g. {'D3': 0.4}."""
    book = openpyxl.load_workbook(TWIN)
    for cell, value in changes.items():
        book["模板"][cell] = value
    book.save(folder / name)
    return folder / name


def test_every_row_comes_in(imported):
    assert (imported.rows, imported.imported, imported.unchanged, imported.rejected) == (24, 24, 0, [])
    assert Score.objects.count() == 24
    assert imported.written


def test_what_is_missing_is_made_and_listed(imported):
    assert imported.created["town"] == ["平桥街道"]
    assert imported.created["departments"] == [
        "城管局", "教育局", "住建局", "卫健局", "政务办", "商务局", "消防大队", "市监局", "公安局", "交通局",
    ]  # fmt: skip
    assert len(imported.created["points"]) == Point.objects.count() == 16
    assert Unit.objects.get(name="平桥街道").kind == UnitKind.SUBDISTRICT
    assert Unit.objects.get(name="消防大队").kind == UnitKind.DEPARTMENT


def test_the_round_is_closed_and_its_standard_frozen(imported, now):
    round = Round.objects.get(pk=imported.round_id)
    assert (round.state, round.level, round.series, round.number) == (
        RoundState.CLOSED,
        "third_party",
        "2016年7月测评",
        1,
    )
    assert round.standard.frozen_at == now
    assert round.standard.aggregation == "by_item"
    assert TrailEntry.objects.about(round).get().new_state == RoundState.CLOSED


def test_results_are_those_worked_out_by_hand(imported):
    results = results_of_round(Round.objects.get(pk=imported.round_id))
    assert results["total"] == "89.17"
    assert {row["name"]: row["score"] for row in results["units"]} == {"平桥街道": "89.17", None: "93.00"}
    assert [(row["name"], row["score"], row["quota"]) for row in results["items"]] == [
        ("宣传氛围", "1.7000", "2"),
        ("公共服务", "3.3667", "4"),
        ("公共安全", "1.6333", "2"),
        ("文明礼仪", "2.0000", "2"),
        ("诚信制度", "1.0000", "1"),
        ("群众参与", "1.0000", "1"),
    ]


def test_departments_are_pooled_and_ties_are_ties(imported):
    results = results_of_round(Round.objects.get(pk=imported.round_id))
    rows = {
        row["name"]: (row["score"], row["awarded"], row["quota"], row["rank"], row["tied"])
        for row in results["departments"]
    }
    perfect = ["教育局", "住建局", "政务办", "公安局", "交通局"]
    assert all((rows[name][0], rows[name][3:]) == ("100.00", (1, True)) for name in perfect)
    assert rows["卫健局"] == ("95.00", "1.9", "2", 6, False)
    assert rows["消防大队"] == ("93.33", "2.8", "3", 7, False)
    assert rows["城管局"] == ("90.00", "1.8", "2", 8, True)
    assert rows["商务局"] == ("90.00", "1.8", "2", 8, True)
    assert rows["市监局"] == ("70.00", "0.7", "1", 10, False)


def test_the_total_agrees_with_a_naive_count(imported):
    items = {}
    for item, _point, deducted, *_units in make_twin.ROWS:
        items.setdefault(item, []).append(1 - Fraction(str(deducted or 0)))
    total = 100 * sum(sum(values) / len(values) for values in items.values()) / len(items)
    assert results_of_round(Round.objects.get(pk=imported.round_id))["total"] == f"{float(total):.2f}"


def test_stored_results_are_those_that_a_rebuild_gives(imported):
    assert rebuild_results([Round.objects.get(pk=imported.round_id)]) == []


def test_a_serial_number_is_no_key(imported):
    assert Score.objects.filter(source_row__in=[8, 9, 10]).count() == 3


def test_rows_are_traced_to_the_row_of_the_file(imported):
    score = Score.objects.get(item__code="公共服务11", sheet__point__name="社区3")
    assert (score.awarded, score.maximum) == (Decimal(0), Decimal(1))
    book = openpyxl.load_workbook(TWIN)["模板"]
    assert (book.cell(score.source_row, 2).value, book.cell(score.source_row, 3).value) == ("公共服务11", "社区3")
    assert score.sheet.imported_by.filename == "form_twin.xlsx"


def test_a_point_under_many_items_keeps_the_units_of_each_row(imported):
    sheets = Sheet.objects.filter(point__name="政务大厅")
    assert {(sheet.unit.name, *(unit.name for unit in sheet.departments.all())) for sheet in sheets} == {
        ("平桥街道", "政务办")
    }
    school = Sheet.objects.filter(point__name="中学")
    assert {tuple(sorted(unit.name for unit in sheet.departments.all())) for sheet in school} == {
        ("教育局",),
        ("教育局", "消防大队"),
    }
    assert all(sheet.unit is None for sheet in school)
    assert Point.objects.get(name="中学").responsible.count() == 0, "its rows do not agree who answers"


def test_an_accepted_proposal_keeps_the_forms_name_with_the_dictionarys_beside_it(imported):
    assert [(row.row, row.value, row.proposal) for row in imported.unmatched] == [
        (21, "文明礼仪1", "文明礼义"),
        (22, "文明礼仪1", "文明礼义"),
        (23, "文明礼仪2", "文明礼义"),
        (24, "诚信制度", "诚信制度建设"),
        (25, "诚信制度", "诚信制度建设"),
    ]
    assert dict(Section.objects.exclude(alias="").values_list("name", "alias")) == {
        "文明礼仪": "文明礼义",
        "诚信制度": "诚信制度建设",
    }


def test_an_unmatched_row_stops_everything(now):
    report = bring_in(now, accept=False)
    assert report.stopped and not report.written
    assert report.rows == report.imported + report.unchanged + len(report.rejected) == 24
    assert len(report.unmatched) == 5
    assert not Round.objects.exists() and not Unit.objects.exists() and not ImportRun.objects.exists()


def test_without_a_near_entry_accepting_proposals_is_not_enough(now):
    report = bring_in(now, dictionary=["宣传氛围", "公共服务", "公共安全", "文明礼义", "群众参与"])
    assert [row.value for row in report.undecided] == ["诚信制度", "诚信制度"]
    assert not Round.objects.exists()


def test_a_decision_for_each_name_is_as_good_as_a_proposal(now):
    report = bring_in(now, accept=False, matches={"文明礼仪": "文明礼义", "诚信制度": ""})
    assert (report.written, report.unmatched) == (True, [])
    assert Section.objects.get(name="诚信制度").alias == ""


def test_a_dry_run_writes_nothing_and_says_the_same(now):
    trial = bring_in(now, dry_run=True)
    assert not Round.objects.exists() and not Unit.objects.exists() and not ImportRun.objects.exists()
    report = bring_in(now)
    same = ("rows", "imported", "unchanged", "rejected", "unmatched", "created", "notes")
    assert [trial.as_json()[key] for key in same] == [report.as_json()[key] for key in same]
    assert (trial.written, report.written) == (False, True)


def test_the_same_file_again_changes_nothing_and_says_so(imported, now):
    before = list(Score.objects.values_list("pk", "awarded"))
    again = bring_in(now)
    assert (again.imported, again.unchanged, again.created, again.round_id) == (0, 24, {}, imported.round_id)
    assert list(Score.objects.values_list("pk", "awarded")) == before
    assert not again.written and ImportRun.objects.count() == 1


def test_a_row_that_changed_becomes_a_proposed_amendment_and_nothing_else_changes(imported, now, tmp_path):
    report = bring_in(now, changed_twin(tmp_path, {"D3": 0.4}))
    assert (report.imported, report.unchanged) == (1, 23)
    assert report.amendments == [{"row": 3, "item": "宣传氛围1", "point": "主干道2", "old": "0.8", "new": "0.6"}]
    amendment = Amendment.objects.get()
    assert (amendment.old_awarded, amendment.new_awarded, amendment.state) == (
        Decimal("0.8"),
        Decimal("0.6"),
        "proposed",
    )
    assert amendment.score.awarded == Decimal("0.8")
    assert results_of_round(Round.objects.get())["total"] == "89.17"


def test_the_same_change_is_proposed_once(imported, now, tmp_path):
    changed = changed_twin(tmp_path, {"D3": 0.4})
    bring_in(now, changed)
    again = bring_in(now, changed)
    assert (again.imported, again.unchanged, Amendment.objects.count()) == (0, 24, 1)


def test_another_change_of_the_same_row_waits_for_the_first_to_be_decided(imported, now, tmp_path):
    bring_in(now, changed_twin(tmp_path, {"D3": 0.4}))
    report = bring_in(now, changed_twin(tmp_path, {"D3": 0.9}))
    assert [row.row for row in report.rejected] == [3]
    assert Amendment.objects.get().new_awarded == Decimal("0.6")


def test_a_changed_unit_is_not_taken_from_a_file(imported, now, tmp_path):
    report = bring_in(now, changed_twin(tmp_path, {"G3": "交通局", "F4": "另一街道"}))
    assert [(row.row, row.field) for row in report.rejected] == [(3, "责任单位2、责任单位3"), (4, "区域")]
    assert not Unit.objects.filter(name="另一街道").exists(), "nothing half imported"


def test_a_new_row_joins_a_closed_round_but_not_a_published_one(imported, now, tmp_path):
    longer = changed_twin(tmp_path, {"A28": "x", "B28": "群众参与", "C28": "广场"})
    Round.objects.update(state=RoundState.PUBLISHED, published_at=now)
    assert [row.row for row in bring_in(now, longer).rejected] == [28]
    Round.objects.update(state=RoundState.CLOSED)
    report = bring_in(now, longer)
    assert (report.imported, report.unchanged) == (1, 24)
    assert rebuild_results([Round.objects.get()]) == []


def test_the_same_item_and_point_twice_are_two_visits(now, tmp_path):
    path = changed_twin(tmp_path, {"A28": "x", "B28": "群众参与", "C28": "公园", "D28": 1, "F28": "平桥街道"})
    report = bring_in(now, path)
    assert report.imported == 25
    assert sorted(Sheet.objects.filter(point__name="公园").values_list("occurrence", flat=True)) == [1, 2]
    assert bring_in(now, path).unchanged == 25


def test_rows_that_are_gone_stay_and_are_mentioned(imported, now, tmp_path):
    report = bring_in(now, changed_twin(tmp_path, {"A26": None, "B26": None, "C26": None, "F26": None}))
    assert report.unchanged == 23 and len(report.notes) == 1
    assert Score.objects.count() == 24


def test_another_worksheet_of_the_same_round_is_other_rows(imported, now, tmp_path):
    book = openpyxl.load_workbook(TWIN)
    book["模板"].title = "第二组"
    book.save(tmp_path / "second.xlsx")
    report = bring_in(now, tmp_path / "second.xlsx", sheet="第二组")
    assert (report.imported, report.round_id) == (24, imported.round_id)
    assert results_of_round(Round.objects.get())["total"] == "89.17"


def test_next_months_form_uses_the_same_standard_and_points(imported, now):
    august = bring_in(now, round="2016年8月测评", date="2016-08-15")
    assert august.round_id != imported.round_id
    assert set(august.created) == {"rounds"}
    assert Standard.objects.count() == 1


def test_a_new_item_makes_a_new_version_that_keeps_the_codes(imported, now, tmp_path):
    path = changed_twin(tmp_path, {"A28": "x", "B28": "环境保护1", "C28": "广场"})
    bring_in(now, path, round="2016年8月测评", date="2016-08-15")
    old, new = Standard.objects.order_by("version")
    assert set(new.items.values_list("code", flat=True)) - set(old.items.values_list("code", flat=True)) == {
        "环境保护1"
    }
    assert (old.rounds.count(), new.rounds.count()) == (1, 1)


def test_a_round_of_another_town_is_not_mixed_up(imported, now):
    with pytest.raises(Exception, match="平桥街道"):
        bring_in(now, town="别的街道")
    assert not Unit.objects.filter(name="别的街道").exists()


def test_a_standard_that_counts_otherwise_is_refused(imported, now):
    with pytest.raises(Exception, match="2016年测评细则"):
        bring_in(now, round="8月", aggregation="by_point")
    with pytest.raises(Exception, match="宣传氛围1"):
        bring_in(now, round="8月", points_per_observation=2)


def test_in_a_town_that_is_there_its_units_are_used(town, now):
    report = bring_in(now, town=town.home.name)
    assert "town" not in report.created
    assert report.created["units"] == ["平桥街道"]
    assert Unit.objects.get(name="城管局").parent_path == town.home.path


def test_a_new_town_lies_below_the_home_town_so_that_its_office_sees_the_round(office, now):
    report = import_form(
        path=TWIN, mapping=FormMapping.from_dict(MAPPING, folder=TWIN.parent), by=office, now=now, accept=True
    )
    assert Round.objects.visible_to(office).filter(pk=report.round_id).exists()


def test_an_office_does_not_import_for_another_town(town, office, now):
    mapping = FormMapping.from_dict(MAPPING | {"town": town.peer.name}, folder=TWIN.parent)
    with pytest.raises(Exception, match=town.peer.name):
        import_form(path=TWIN, mapping=mapping, by=office, now=now, accept=True)


def test_a_department_above_the_town_is_not_made_again(town, now):
    above = UnitFactory(name="教育局", kind=UnitKind.DEPARTMENT, parent=town.city)
    beside = UnitFactory(name="住建局", kind=UnitKind.DEPARTMENT, parent=town.peer)
    bring_in(now, town=town.home.name)
    assert list(Unit.objects.filter(name="教育局")) == [above]
    assert Unit.objects.filter(name="住建局").exclude(pk=beside.pk).get().parent_path == town.home.path


def test_the_commands_promise(tmp_path, capsys):
    mapping = str(write_mapping(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        call_command("import_form", str(TWIN), mapping=mapping, as_json=True)
    assert stopped.value.code == 1
    assert len(json.loads(capsys.readouterr().out)["unmatched"]) == 5
    call_command("import_form", str(TWIN), mapping=mapping, accept_proposals=True, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["rows"], report["imported"], report["unchanged"], report["rejected"]) == (24, 24, 0, [])
    call_command("show_results", report["round_id"], as_json=True)
    results = json.loads(capsys.readouterr().out)
    assert set(results) == {"total", "units", "departments", "items"}
    call_command("rebuild_results")
    with pytest.raises(SystemExit) as unusable:
        call_command("import_form", str(TWIN), mapping=str(tmp_path / "none.json"))
    assert unusable.value.code == 2
    with pytest.raises(SystemExit) as nowhere:
        call_command("show_results", 4711, as_json=True)
    assert nowhere.value.code == 2
