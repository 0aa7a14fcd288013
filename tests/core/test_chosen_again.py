"""A form with files that is refused: which file was wrong, and which have to be chosen once more where no script keeps them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Paper, Photo
from facilities.models import Upkeep
from tests.facilities.scenes import make_facility
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


def a_file(name: str, content: bytes = b"just text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def office(client_for):
    return client_for("office")


@pytest.fixture
def facility(town):
    return make_facility()


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_photos_of_a_refused_form_are_asked_for_again_by_name(office, facility, frozen_now):
    photos = [make_picture("东侧.jpg"), make_picture("西侧.jpg")]
    said = page(office.post(f"/facilities/{facility.pk}/upkeep/", {"on": "2026-11-20", "work": "", "photos": photos}))
    assert 'data-came="11" data-of="photos"' in said and "请重新选择：东侧.jpg、西侧.jpg" in said


def test_the_photo_that_is_none_is_named_and_not_asked_for_again(office, facility, frozen_now):
    photos = [make_picture("东侧.jpg"), a_file("笔记.jpg"), a_file("空.jpg", b"")]
    fields = {"on": "2026-11-20", "work": "修剪", "condition_after": "", "done_by": "", "note": ""}
    said = page(office.post(f"/facilities/{facility.pk}/upkeep/", fields | {"photos": photos[:2]}))
    assert "“笔记.jpg”：这个文件不是能读取的照片" in said
    assert 'data-came="10" data-of="photos"' in said and "请重新选择：东侧.jpg。" in said
    said = page(office.post(f"/facilities/{facility.pk}/upkeep/", fields | {"photos": [make_picture(), photos[2]]}))
    assert "“空.jpg”：" in said and 'data-came="10"' in said
    assert not Upkeep.objects.exists() and not Photo.objects.exists()


def test_a_paper_is_asked_for_again_unless_it_is_what_was_wrong(office, facility):
    path = f"/records/facilities.facility/{facility.pk}/papers/new/"
    said = page(office.post(path, {"title": "", "file": a_file("合同.pdf", b"%PDF-1.7")}))
    assert 'data-came="1" data-of="file"' in said and "请重新选择：合同.pdf。" in said
    said = page(office.post(path, {"title": "合同", "file": a_file("合同.pdf")}))
    assert "“合同.pdf”：" in said
    assert 'data-came="0" data-of="file" hidden' in said
    assert not Paper._base_manager.exists()


def test_photos_that_wait_on_the_server_are_not_asked_for_again(office, town):
    said = page(office.post("/rectification/new/", {"description": "", "photos": [make_picture("现场.jpg")]}))
    assert 'name="kept"' in said and "data-came" not in said


def test_a_form_that_is_new_or_came_without_files_asks_for_none(office, facility):
    path = f"/facilities/{facility.pk}/upkeep/"
    assert "data-came" not in page(office.get(path)) + page(office.post(path, {"work": ""}))


def test_adding_photos_needs_one(office, facility):
    path = f"/records/facilities.facility/{facility.pk}/photos/new/"
    assert "至少" in page(office.post(path, {"purpose": "record", "caption": ""}))
