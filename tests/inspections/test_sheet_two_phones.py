"""A sheet that two phones go on with, a phone that changes hands, a point that changes its kind: what the server takes and says."""

import pytest

from core.models import Photo, Role
from facilities.models import Point
from inspections.models import Score, Sheet, SheetState
from tests.factories import AssignmentFactory, PointKindFactory, make_person, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_for, inspector):
    return client_for("inspector")


def count_of(item):
    return Score.objects.get(item=item).count


def test_a_phone_takes_nothing_back_that_another_one_entered_since(scene, client):
    """The first one shows what the draft said before the second one went on with it; it changes another item."""
    scene.send(client, "sheet_draft", scene.content(entries=scene.entries(deduct={"count": 1})))
    scene.send(client, "sheet_draft", scene.content(entries=scene.entries(deduct={"count": 7})))
    shown = scene.entries(deduct={"count": 1}, passed={"passed": False})
    answer = scene.send(client, "sheet_draft", scene.content(entries=shown, changed=[str(scene.passed.pk)])).json()
    assert count_of(scene.deduct) == 7
    assert Score.objects.get(item=scene.passed).passed is False
    assert answer["newer"][str(scene.deduct.pk)]["count"] == 7
    assert list(answer["newer"]) == [str(scene.deduct.pk)]


def test_what_both_phones_say_together_is_looked_through_before_it_is_handed_in(scene, client):
    scene.send(client, "sheet_draft", scene.content(entries=scene.entries(deduct={"count": 7})))
    changed = [str(scene.passed.pk)]
    answer = scene.send(client, "sheet_submit", scene.content(changed=changed))
    assert answer.status_code == 409
    assert answer.json()["draft"]["entries"][str(scene.deduct.pk)]["count"] == 7
    assert Sheet.objects.get().state == SheetState.DRAFT
    seen = scene.entries(deduct={"count": 7})
    assert scene.send(client, "sheet_submit", scene.content(entries=seen, changed=changed)).status_code == 200
    assert count_of(scene.deduct) == 7


def test_the_same_words_written_otherwise_are_no_change_of_another_phone(scene, client):
    entries = scene.entries(deduct={"count": 3, "remark": " 门口 "}, other={"not_applicable": True, "passed": True})
    scene.send(client, "sheet_draft", scene.content(entries=entries))
    answer = scene.send(client, "sheet_draft", scene.content(entries=entries, changed=[])).json()
    assert answer["newer"] == {}
    assert scene.send(client, "sheet_submit", scene.content(entries=entries, changed=[])).status_code == 200


@pytest.mark.parametrize("name", ["sheet_draft", "sheet_submit"])
def test_what_was_handed_in_otherwise_from_another_phone_stays_on_this_one(scene, client, name):
    """Only a sheet that says the same may be forgotten by the phone: it hears where the sheet stands by another name."""
    scene.send(client, "sheet_submit")
    mine = scene.content(entries=scene.entries(deduct={"count": 9}))
    answer = scene.send(client, name, mine)
    assert answer.status_code == 409
    assert "sheet_url" not in answer.json()
    assert answer.json()["other_url"] == Sheet.objects.get().get_absolute_url()
    assert count_of(scene.deduct) == 3


def test_a_page_of_one_inspector_is_not_taken_as_the_sheet_of_the_next(scene, client_for, client, inspector):
    """Both are to visit the point, and the second signs in while the first one's page is still open."""
    other = make_person("赵强", Role.INSPECTOR, username="zhaoqiang")
    AssignmentFactory(round=scene.round, point=scene.point, inspector=other)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    answer = scene.send(client, "sheet_draft", scene.content(user=str(inspector.pk)))
    assert answer.status_code == 401
    assert not Sheet.objects.exists()
    assert scene.send(client, "sheet_draft", scene.content(user=str(other.pk))).status_code == 200


@pytest.mark.parametrize("clock", ["1970-01-01T00:00:10Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"])
def test_a_phone_whose_clock_was_never_set_tells_no_time(scene, client, clock):
    assert scene.send(client, "sheet_submit", scene.content(visited_at=clock)).status_code == 200
    sheet = Sheet.objects.get()
    assert sheet.visited_at == sheet.submitted_at
    assert client.get(sheet.get_absolute_url()).status_code == 200


def test_a_sheet_begun_before_its_point_got_another_kind_can_be_handed_in(
    scene, client, django_capture_on_commit_callbacks
):
    scene.other.kinds.add(scene.point.kind)
    scene.send(client, "sheet_draft", scene.content(entries=scene.entries(other={"passed": False})))
    scene.send_photo(client, make_picture(), item=scene.other)
    Point.objects.update(kind=PointKindFactory(name="另一类"))
    sent = scene.content(entries=scene.entries(other={"passed": False}))
    assert scene.send(client, "sheet_draft", sent).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert scene.send(client, "sheet_submit", sent).status_code == 200
    sheet = Sheet.objects.get()
    assert sheet.maximum == 25
    assert not sheet.scores.filter(item=scene.other).exists()
    assert not Photo.objects.exists()
