"""What a phone sends about a sheet: taken once, checked, answered in words; nothing that is sent can break in."""

import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models import QuerySet
from django.test import Client

from core.models import Photo, Role
from inspections.models import RoundResult, RoundState, Score, Sheet, SheetState
from inspections.services.rounds import change_round
from rectification.models import RectificationTask
from tests.core.test_photos import png_bomb
from tests.factories import (
    NOW,
    AssignmentFactory,
    GradeScaleFactory,
    ItemFactory,
    PointFactory,
    make_person,
    make_picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_for, inspector):
    return client_for("inspector")


def messages(response) -> list[str]:
    return [error["message"] for error in response.json()["errors"]]


def test_the_worked_example_is_taken_and_scores_78(scene, client):
    response = scene.send(client, "sheet_submit")
    sheet = Sheet.objects.get(key=scene.key)
    told = {"score": "78.000000", "late": False, "at": sheet.submitted_at.isoformat()}
    answer = {"ok": True, "sheet_url": sheet.get_absolute_url(), **told}
    assert response.json() == answer
    assert sheet.visited_at.isoformat() == "2026-11-23T00:55:00+00:00"


def test_sending_twice_is_one_sheet_and_the_same_answer(scene, client):
    answers = [scene.send(client, "sheet_submit").json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert Sheet.objects.count() == 1


def test_a_draft_is_kept_and_shown_again(scene, client):
    response = scene.send(client, "sheet_draft", scene.content(entries=scene.entries(passed=None)), method="PUT")
    assert response.json()["ok"]
    page = client.get(scene.fill_url)
    known = page.context["known"]["draft"]
    assert known["key"] == str(scene.key)
    assert known["entries"][str(scene.deduct.pk)]["count"] == 3
    assert known["entries"][str(scene.grade.pk)]["grade"] == str(scene.grade_of("B"))
    assert known["entries"][str(scene.other.pk)]["not_applicable"] is True
    assert known["entries"][str(scene.passed.pk)] is None


def test_a_draft_that_arrives_after_the_sheet_changes_nothing_and_says_where_the_sheet_is(scene, client):
    scene.send(client, "sheet_submit")
    late = scene.send(client, "sheet_draft", method="PUT")
    assert late.status_code == 409
    assert late.json()["sheet_url"] == Sheet.objects.get().get_absolute_url()
    assert Score.objects.get(item=scene.deduct).count == 3


def test_a_missing_item_is_named(scene, client):
    response = scene.send(client, "sheet_submit", scene.content(entries=scene.entries(passed=None)))
    assert response.status_code == 400
    assert [error["item"] for error in response.json()["errors"]] == [scene.passed.pk]
    assert Sheet.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("deduct", {"count": -1}),
        ("deduct", {"count": 10**30}),
        ("deduct", {"count": 1.5}),
        ("deduct", {"count": "三"}),
        ("deduct", {"count": True}),
        ("deduct", {"count": [1]}),
        ("deduct", {"count": {"$gt": 0}}),
        ("deduct", "3"),
        ("deduct", None),
        ("passed", {"passed": "maybe"}),
        ("passed", {"passed": 1}),
        ("grade", {"grade": "A"}),
        ("grade", {"grade": 10**30}),
        ("grade", {"grade": -1}),
        ("other", {"not_applicable": "no"}),
        ("deduct", {"count": 1, "remark": "字" * 201}),
        ("deduct", {"count": 1, "remark": "\x00"}),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_item(scene, client, name, entry):
    entries = scene.entries() | {str(getattr(scene, name).pk): entry}
    response = scene.send(client, "sheet_submit", scene.content(entries=entries))
    assert response.status_code == 400
    assert [error["item"] for error in response.json()["errors"]] == [getattr(scene, name).pk]
    assert Sheet.objects.count() == 0


@pytest.mark.parametrize("points", ["10.01", "-0.5", "1e3", "NaN", "Infinity", "1.005", 99999999999, "七分"])
def test_points_beyond_the_item_are_refused(scene, client, points):
    direct = ItemFactory(section=scene.deduct.section, method="direct", max_points=10)
    entries = scene.entries() | {str(direct.pk): {"points": points}}
    response = scene.send(client, "sheet_submit", scene.content(entries=entries))
    assert response.status_code == 400
    assert [error["item"] for error in response.json()["errors"]] == [direct.pk]


def test_points_are_taken_exactly(scene, client):
    direct = ItemFactory(section=scene.deduct.section, method="direct", max_points=10)
    entries = scene.entries() | {str(direct.pk): {"points": 7.35}}
    assert scene.send(client, "sheet_submit", scene.content(entries=entries)).status_code == 200
    assert str(Score.objects.get(item=direct).points) == "7.35"


def test_a_bonus_may_be_left_empty(scene, client):
    ItemFactory(section=scene.deduct.section, method="bonus", max_points=2)
    assert scene.send(client, "sheet_submit").json()["score"] == "78.000000"


def test_an_item_of_another_standard_is_refused(scene, client):
    stranger = ItemFactory()
    response = scene.send(
        client, "sheet_submit", scene.content(entries=scene.entries() | {str(stranger.pk): {"count": 0}})
    )
    assert response.status_code == 400
    assert [error["item"] for error in response.json()["errors"]] == [stranger.pk]


def test_a_grade_of_another_scale_is_refused_also_where_no_grade_is_asked_for(scene, client):
    foreign = GradeScaleFactory(standard=scene.round.standard, name="另一种").grades.first().pk
    wrong = scene.send(client, "sheet_submit", scene.content(entries=scene.entries(grade={"grade": foreign})))
    assert wrong.status_code == 400
    beside = scene.entries(deduct={"count": 3, "grade": 10**12}, other={"not_applicable": True, "grade": 10**12})
    assert scene.send(client, "sheet_submit", scene.content(entries=beside)).json()["score"] == "78.000000"


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"text"', "1", '{"round": {}}', "[" * 100_000, b"\xff\xfe", '{"round": NaN}']
)
def test_what_is_no_sheet_at_all_is_refused_in_words(scene, client, body):
    for name in ("sheet_draft", "sheet_submit"):
        response = scene.send(client, name, body)
        assert response.status_code == 400
        assert messages(response)


@pytest.mark.parametrize("entries", [[], "x", {"x": {}}, {"-1": {}}, {"9" * 40: {}}, {"１": {}}])
def test_entries_that_cannot_be_read_are_refused(scene, client, entries):
    assert scene.send(client, "sheet_draft", scene.content(entries=entries or ["x"])).status_code == 400


def test_a_point_that_is_not_mine_is_403_and_one_of_another_town_404(scene, client, town):
    unassigned = PointFactory(town=town.home, unit=town.other_village)
    assert scene.send(client, "sheet_submit", scene.content(point=unassigned.pk)).status_code == 403
    elsewhere = PointFactory(town=town.peer, unit=town.peer)
    assert scene.send(client, "sheet_submit", scene.content(point=elsewhere.pk)).status_code == 404
    assert scene.send(client, "sheet_submit", scene.content(point=2**63 - 1)).status_code == 404
    assert Sheet.objects.count() == 0


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.PUBLISHED])
def test_a_round_that_is_not_open_takes_nothing_and_says_so(scene, client, state):
    scene.round.state = state
    scene.round.save()
    for name in ("sheet_draft", "sheet_submit"):
        response = scene.send(client, name)
        assert response.status_code == 409
        assert "还在手机上" in messages(response)[0]


def test_a_session_that_has_ended_is_told_in_json(scene, client_for):
    response = scene.send(client_for("anonymous"), "sheet_draft")
    assert response.status_code == 401
    assert "登录已过期" in messages(response)[0]


def test_another_inspectors_key_is_not_reached(scene, client, client_for, town):
    scene.send(client, "sheet_draft")
    other = make_person("赵强", Role.INSPECTOR)
    AssignmentFactory(round=scene.round, point=scene.point, inspector=other)
    thief = client_for("anonymous")
    thief.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert scene.send(thief, "sheet_submit").status_code == 403
    assert scene.send_photo(thief, make_picture()).status_code == 404


def test_a_form_without_the_token_is_refused(scene, inspector):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(inspector, backend="django.contrib.auth.backends.ModelBackend")
    assert scene.send(strict, "sheet_submit").status_code == 403
    assert Sheet.objects.count() == 0


def test_a_photo_hangs_on_the_item_once_however_often_it_is_sent(scene, client):
    scene.send(client, "sheet_draft", scene.content(entries={}))
    key = uuid.uuid4()
    answers = [scene.send_photo(client, make_picture(), key=key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    photo = Photo.objects.get()
    assert photo.subject.item == scene.deduct
    assert client.get(answers[0]["small"]).status_code == 200
    page = client.get(scene.fill_url).content.decode()
    assert f'data-photo="{photo.key}"' in page


def test_photos_survive_further_drafts_and_make_the_finding(scene, client):
    scene.send(client, "sheet_draft", scene.content(entries={}))
    scene.send_photo(client, make_picture())
    scene.send(client, "sheet_draft")
    assert scene.send(client, "sheet_submit").status_code == 200
    task = RectificationTask.objects.get()
    assert task.finding.item_code == scene.deduct.code


def test_a_photo_is_taken_off_a_draft_but_not_off_a_sheet(scene, client):
    scene.send(client, "sheet_draft")
    keys = [scene.send_photo(client, make_picture()).json()["key"] for _ in range(2)]
    for _twice in range(2):
        assert client.delete(scene.url("sheet_photo", keys[0])).status_code == 200
    assert Photo.objects.count() == 1
    scene.send(client, "sheet_submit")
    assert client.delete(scene.url("sheet_photo", keys[1])).status_code == 409
    assert scene.send_photo(client, make_picture()).status_code == 409


def test_the_tenth_photo_of_an_item_is_refused(scene, client):
    scene.send(client, "sheet_draft")
    for _nine in range(9):
        assert scene.send_photo(client, make_picture()).status_code == 200
    response = scene.send_photo(client, make_picture())
    assert response.status_code == 400
    assert "9张" in messages(response)[0]


@pytest.mark.parametrize(
    "content",
    [
        b"just text",
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + b"\0" * 40,
        png_bomb(),
    ],
)
def test_what_is_no_photo_is_refused_in_words(scene, client, content):
    scene.send(client, "sheet_draft")
    upload = SimpleUploadedFile("photo.jpg", content, content_type="image/jpeg")
    response = scene.send_photo(client, upload)
    assert response.status_code == 400
    assert messages(response)[0]
    assert Photo.objects.count() == 0


def test_a_photo_of_40_mb_is_refused_in_words(scene, client):
    scene.send(client, "sheet_draft")
    upload = SimpleUploadedFile("photo.jpg", b"\xff\xd8" + bytes(40 * 1024 * 1024), content_type="image/jpeg")
    response = scene.send_photo(client, upload)
    assert response.status_code == 400
    assert "20" in messages(response)[0]


def test_a_photo_on_a_foreign_item_or_with_a_foreign_key_is_refused(scene, client):
    scene.send(client, "sheet_draft")
    assert scene.send_photo(client, make_picture(), item=ItemFactory()).status_code == 400
    key = uuid.uuid4()
    scene.send_photo(client, make_picture(), key=key)
    assert scene.send_photo(client, make_picture(), item=scene.grade, key=key).status_code == 400


@pytest.mark.parametrize("fields", [{}, {"key": "x"}, {"key": uuid.uuid4(), "item": "1; DROP TABLE"}])
def test_a_photo_without_its_fields_is_refused(scene, client, fields):
    scene.send(client, "sheet_draft")
    assert client.post(scene.url("sheet_photos"), fields).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_two_submits_at_the_same_moment_are_one_sheet(scene, client_for):
    clients, answers = [client_for("inspector") for _ in range(2)], []
    start = threading.Barrier(2)

    def send(client):
        start.wait()
        try:
            answers.append(scene.send(client, "sheet_submit"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Sheet.objects.filter(state=SheetState.SUBMITTED).count() == 1
    assert RoundResult.objects.filter(round=scene.round, unit=scene.point.unit).get().observations == 3


def test_a_sheet_sent_again_after_its_round_was_closed_gets_the_same_answer(scene, client, office):
    first = scene.send(client, "sheet_submit").json()
    change_round(round=scene.round, verb="close", by=office, now=NOW)
    assert scene.send(client, "sheet_submit").json() == first


def test_a_sheet_that_is_arriving_already_is_not_taken_for_another_phones(scene, client, monkeypatch):
    """A phone that got no answer sends again while the first sending is not through: the second does not see it yet."""
    scene.send(client, "sheet_draft")
    monkeypatch.setattr(QuerySet, "exists", lambda sheets: False if sheets.model is Sheet else bool(sheets[:1]))
    assert scene.send(client, "sheet_draft").status_code == 200
    assert scene.send(client, "sheet_submit").status_code == 200
    assert scene.send(client, "sheet_submit", scene.content(done=0)).status_code == 200
    assert Sheet.objects.count() == 1
