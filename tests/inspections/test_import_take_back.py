"""An import is taken back as one step while nobody relied on it; afterwards it is as if it had not been."""

import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowed
from core.models import ImportRun, TrailEntry, Unit
from core.models.imports import ImportState
from facilities.models import Point, PointKind
from inspections.imports.points.service import import_points
from inspections.imports.records import kept_outcome
from inspections.imports.takeback import take_back
from inspections.models import (
    Amendment,
    AmendmentState,
    Appeal,
    Draw,
    Round,
    RoundResult,
    RoundState,
    Score,
    Sheet,
    Standard,
)
from inspections.services.results import rebuild_results
from tests.factories import RoundFactory, UnitFactory
from tests.inspections.test_import_form import bring_in, changed_twin

pytestmark = pytest.mark.django_db
WHY = "导错了文件"


@pytest.fixture
def imported(now):
    return bring_in(now)


def last_run() -> ImportRun:
    return ImportRun.objects.order_by("-pk").first()


def back(now, run=None, by=None, **options):
    return take_back(run=run or last_run(), by=by, now=now, **({"reason": WHY} | options))


def numbers() -> list[int]:
    return [model.objects.count() for model in (Round, Standard, Sheet, Score, RoundResult, Point, Unit, Amendment)]


def test_all_that_an_import_made_goes(now):
    before = numbers()
    bring_in(now)
    taken = back(now)
    assert numbers() == before
    assert (taken.sheets > 0, taken.scores, taken.kept) == (True, 24, {})
    assert len(taken.removed["points"]) == 16
    assert last_run().state == ImportState.TAKEN_BACK


def test_an_import_of_the_command_line_keeps_file_and_outcome_to_be_taken_back(
    now, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(now)
    assert last_run().file and len(last_run().outcome["created"]["points"]) == 16
    back(now)
    assert not Point.objects.exists() and not Round.objects.exists()


def test_the_same_file_can_be_imported_anew_with_the_same_results(now, imported):
    scores = list(RoundResult.objects.order_by("basis", "unit__name").values_list("basis", "unit__name", "score"))
    back(now)
    bring_in(now)
    again = list(RoundResult.objects.order_by("basis", "unit__name").values_list("basis", "unit__name", "score"))
    assert again == scores


def test_who_took_it_back_and_why_is_on_record(now, imported):
    back(now)
    entry = TrailEntry.objects.about(last_run()).get()
    assert (entry.verb, entry.reason, entry.new_state) == ("take_back", WHY, ImportState.TAKEN_BACK)
    assert last_run().outcome["taken_back"]["scores"] == 24


def test_a_dry_run_says_the_same_and_changes_nothing(now, imported):
    before = numbers()
    would = back(now, dry_run=True, reason="")
    assert numbers() == before and last_run().state == ImportState.DONE
    assert would == back(now)


def test_what_another_import_uses_stays_and_is_named(now, imported):
    first = last_run()
    bring_in(now, round="2016年8月测评", series="8月", date="2016-08-15")
    taken = back(now, run=first)
    assert Round.objects.get().name == "2016年8月测评"
    assert len(taken.kept["points"]) == 16 and Point.objects.count() == 16
    assert taken.removed["rounds"] == ["2016年7月测评"] and taken.kept["standard"]
    assert Score.objects.count() == 24
    assert rebuild_results(Round.objects.all()) == []


def test_a_proposed_correction_goes_with_its_import_and_nothing_else(now, imported, tmp_path):
    first = last_run()
    bring_in(now, path=changed_twin(tmp_path, {"D3": 0.4}))
    assert Amendment.objects.count() == 1
    with pytest.raises(DomainError, match="更正"):
        back(now, run=first)
    taken = back(now)
    assert (taken.amendments, taken.sheets) == (1, 0)
    assert Score.objects.count() == 24 and Round.objects.exists()
    back(now, run=first)
    assert not Round.objects.exists()


def test_an_accepted_correction_keeps_its_import(now, imported, tmp_path, leader):
    bring_in(now, path=changed_twin(tmp_path, {"D3": 0.4}))
    Amendment.objects.update(state=AmendmentState.ACCEPTED, decided_by=leader, decided_at=now, decision="属实")
    with pytest.raises(DomainError, match="采纳"):
        back(now)


def test_an_appeal_keeps_its_import(now, imported, unit):
    score = Score.objects.first()
    Appeal.objects.create(score=score, unit=score.sheet.round.territory, by=unit, at=now, reason="已清理")
    with pytest.raises(DomainError, match="申诉"):
        back(now)
    assert Score.objects.count() == 24


def test_a_published_round_refuses(now, imported):
    Round.objects.update(state=RoundState.PUBLISHED, published_at=now)
    before = numbers()
    with pytest.raises(DomainError, match="已经公布"):
        back(now)
    assert numbers() == before


def test_a_second_time_is_refused(now, imported):
    back(now)
    with pytest.raises(DomainError, match="撤回过"):
        back(now)


def test_a_reason_is_asked_for(now, imported):
    with pytest.raises(DomainError, match="原因"):
        back(now, reason="  ")


@pytest.mark.parametrize(("kind", "way"), [("bulletin", "更正"), ("standard", "新版本")])
def test_bulletins_and_standards_are_not_taken_back(now, kind, way):
    ImportRun.objects.create(kind=kind, filename="a.xlsx", at=now, state=ImportState.DONE)
    with pytest.raises(DomainError, match=way):
        back(now)


def test_an_office_takes_back_no_other_towns_import(now, imported, office):
    Round.objects.update(territory=UnitFactory(kind="town", parent=None))
    with pytest.raises(NotAllowed):
        back(now, by=office)


@pytest.fixture
def points_run(now, town, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("编号,名称,类别\nX1,新点位一,新类别\nX2,新点位二,新类别\n", encoding="utf-8")
    report = import_points(path=path, by=None, now=now)
    assert report.written, report.rejected
    return ImportRun.objects.create(
        kind="points", filename="points.csv", at=now, state=ImportState.DONE, outcome=kept_outcome(report)
    )


def test_points_go_while_nothing_hangs_on_them(now, points_run):
    back(now)
    assert not Point.objects.filter(code__in=["X1", "X2"]).exists()
    assert not PointKind.objects.filter(name="新类别").exists()


def test_points_that_are_used_stay_all(now, points_run, imported):
    Sheet.objects.filter(pk=Sheet.objects.first().pk).update(point=Point.objects.get(code="X1"))
    with pytest.raises(DomainError, match="新点位一"):
        back(now, run=points_run)
    assert Point.objects.filter(code__in=["X1", "X2"]).count() == 2


def test_the_page_names_what_goes_asks_why_and_does_it(now, points_run, client_for):
    browser, address = client_for("office"), reverse("inspections:import_take_back", args=[points_run.pk])
    assert address in browser.get(reverse("inspections:import", args=[points_run.pk])).content.decode()
    assert "新点位一" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": ""}).status_code == 200
    assert Point.objects.filter(code="X1").exists()
    page = browser.post(address, {"reason": WHY}, follow=True).content.decode()
    assert WHY in page and address not in page
    assert not Point.objects.filter(code="X1").exists()


def test_points_on_the_list_of_a_draw_that_is_not_held_yet_stay(now, points_run, town):
    """The list is fixed and published: without them the draw could never be held."""
    round = RoundFactory(territory=town.home, state=RoundState.DRAFT)
    keys = {"inspectors": [], "points": {"X1": [Point.objects.get(code="X1").pk, None, None]}}
    draw = Draw.objects.create(round=round, seed="a" * 64, parameters={}, keys=keys, committed_at=now)
    with pytest.raises(DomainError, match="新点位一"):
        back(now)
    assert Point.objects.filter(code__in=["X1", "X2"]).count() == 2
    Draw.objects.filter(pk=draw.pk).update(performed_at=now)
    back(now)
    assert not Point.objects.filter(code="X1").exists()
