"""A sheet that arrives after its round was closed counts only if it was visited before and the office accepts it; never after
publication (the domain rules, section 7).
"""

from datetime import datetime, timedelta

import pytest

from core.errors import DomainError, NotAllowed
from core.models import TrailEntry
from inspections.models import RoundResult, RoundState, Sheet, SheetState
from inspections.services.late_sheets import accept_late_sheet, refuse_late_sheet
from inspections.services.results import rebuild_results
from inspections.services.rounds import change_round
from rectification.models import RectificationTask
from tests.factories import NOW, make_picture

pytestmark = pytest.mark.django_db

VISITED = datetime.fromisoformat("2026-11-23T00:55:00Z")  # what the scene's phone declares


@pytest.fixture
def client(client_for, inspector):
    return client_for("inspector")


def close(scene, office, at=VISITED + timedelta(hours=1)):
    scene.round = change_round(round=scene.round, verb="close", by=office, now=at)


def late_sheet(scene, client, office) -> Sheet:
    close(scene, office)
    response = scene.send(client, "sheet_submit")
    assert response.status_code == 200, response.content
    assert response.json()["late"] is True
    return Sheet.objects.get()


def test_a_visit_before_the_closing_is_kept_as_late_and_does_not_count(scene, client, office):
    sheet = late_sheet(scene, client, office)
    assert (sheet.state, sheet.score) == (SheetState.LATE, 78)
    assert not RoundResult.objects.exists()
    assert rebuild_results([scene.round]) == []


def test_a_late_sheet_sent_ten_times_is_one(scene, client, office):
    close(scene, office)
    assert {scene.send(client, "sheet_submit").status_code for _time in range(10)} == {200}
    assert Sheet.objects.count() == 1


def test_a_late_sheet_brings_its_photos(scene, client, office):
    close(scene, office)
    assert scene.send(client, "sheet_draft", method="PUT").status_code == 200
    assert scene.send_photo(client, make_picture()).status_code == 200
    scene.send(client, "sheet_submit")
    assert not RectificationTask.objects.exists()
    accept_late_sheet(sheet=Sheet.objects.get(), by=office, now=NOW)
    assert RectificationTask.objects.count() == 1


@pytest.mark.parametrize("visited_at", ["2026-11-23T01:55:00Z", "2026-11-23T02:00:00Z", None])
def test_a_visit_at_or_after_the_closing_or_at_no_time_is_refused(scene, client, office, visited_at):
    close(scene, office)
    response = scene.send(client, "sheet_submit", scene.content(visited_at=visited_at))
    assert response.status_code == 409
    assert not Sheet.objects.exists()


def test_after_publication_nothing_is_taken(scene, client, office):
    close(scene, office)
    scene.round.state = RoundState.PUBLISHED
    scene.round.save()
    response = scene.send(client, "sheet_submit")
    assert response.status_code == 409
    assert "已公布" in response.json()["errors"][0]["message"]
    assert not Sheet.objects.exists()


def test_accepting_makes_it_count_and_stands_in_the_trail(scene, client, office, client_for):
    sheet = late_sheet(scene, client, office)
    page = client_for("office").get(scene.round.get_absolute_url()).content.decode()
    assert f"/inspections/sheets/{sheet.pk}/accept/" in page
    client_for("office").post(f"/inspections/sheets/{sheet.pk}/accept/")
    sheet.refresh_from_db()
    assert sheet.state == SheetState.SUBMITTED
    assert RoundResult.objects.filter(round=scene.round, unit=sheet.unit).get().score == 78
    assert rebuild_results([scene.round]) == []
    assert TrailEntry.objects.about(sheet).filter(verb="accept_late", by=office).exists()


def test_refusing_needs_a_reason_and_keeps_the_sheet_readable(scene, client, office):
    sheet = late_sheet(scene, client, office)
    with pytest.raises(DomainError):
        refuse_late_sheet(sheet=sheet, reason=" ", by=office, now=NOW)
    refuse_late_sheet(sheet=sheet, reason="与巡查记录不符", by=office, now=NOW)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.VOID
    assert TrailEntry.objects.about(sheet).filter(reason="与巡查记录不符").exists()
    assert not RoundResult.objects.exists()


def test_only_the_office_decides_and_only_once(scene, client, office, inspector):
    sheet = late_sheet(scene, client, office)
    with pytest.raises(NotAllowed):
        accept_late_sheet(sheet=sheet, by=inspector, now=NOW)
    accept_late_sheet(sheet=sheet, by=office, now=NOW)
    with pytest.raises(DomainError):
        refuse_late_sheet(sheet=sheet, reason="太晚", by=office, now=NOW)


def test_nothing_is_decided_after_publication(scene, client, office):
    sheet = late_sheet(scene, client, office)
    scene.round.state = RoundState.PUBLISHED
    scene.round.save()
    with pytest.raises(DomainError):
        accept_late_sheet(sheet=sheet, by=office, now=NOW)


def test_the_office_is_told_before_publishing(scene, client, office, client_for):
    late_sheet(scene, client, office)
    assert "有1份迟到的检查表" in client_for("office").get(scene.round.get_absolute_url()).content.decode()


def test_a_visit_that_another_phone_handed_in_is_not_doubled(scene, client):
    scene.send(client, "sheet_submit")
    first = Sheet.objects.get()
    scene.key = "00000000-0000-4000-8000-000000000001"
    response = scene.send(client, "sheet_submit", scene.content(done=0))
    assert response.status_code == 409
    assert response.json()["other_url"] == first.get_absolute_url()
    assert scene.send(client, "sheet_submit", scene.content(done=1)).status_code == 200  # a further visit, on purpose
    assert Sheet.objects.count() == 2


def test_publication_ends_what_nobody_decided_on(scene, client, office):
    """It never counts any more, so nobody is left waiting."""
    scene.send(client, "sheet_submit")
    scene.key = "00000000-0000-4000-8000-000000000002"
    close(scene, office)
    assert scene.send(client, "sheet_submit", scene.content(done=1)).json()["late"] is True
    score = RoundResult.objects.filter(basis="territory").first().score
    change_round(round=scene.round, verb="publish", by=office, now=NOW)
    late = Sheet.objects.exclude(state=SheetState.SUBMITTED).get()
    assert late.state == SheetState.VOID
    assert TrailEntry.objects.about(late).filter(verb="refuse_late").get().by is None
    assert RoundResult.objects.filter(basis="territory").first().score == score
