"""Sample pictures of items and grades: on the phone sheet one tap away, kept from version to version."""

import pytest

from core.models import Photo, PhotoPurpose, TrailEntry
from inspections.imports.standard.export import standard_file
from inspections.imports.standard.service import import_standard
from inspections.models import Grade, Item, Method, Standard
from inspections.services.samples import MOST_SAMPLES, add_sample
from inspections.services.standards import new_version
from tests.factories import AssignmentFactory, ItemFactory, PointFactory, RoundFactory, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(db):
    return ItemFactory(code="HW-02", method=Method.GRADE, name="摊位整洁")


@pytest.fixture
def standard(item):
    return item.standard


@pytest.fixture
def grade(item):
    return item.scale.grades.get(label="B")


@pytest.fixture
def put(standard, office, now):
    def run(subject, caption="", colour="teal"):
        return add_sample(
            standard=standard, subject=subject, upload=make_picture(colour=colour), caption=caption, by=office, now=now
        )

    return run


def address(standard) -> str:
    return f"/inspections/standards/{standard.pk}/samples/"


def test_the_office_puts_a_picture_to_an_item(client_for, standard, item, office):
    sent = {"subject": f"item-{item.pk}", "picture": make_picture(), "caption": "归类摆放"}
    assert client_for("office").post(address(standard), sent).url == address(standard)
    photo = Photo.objects.get()
    assert (photo.subject, photo.purpose, photo.caption) == (item, PhotoPurpose.SAMPLE, "归类摆放")
    assert TrailEntry.objects.about(standard).exists()
    assert "归类摆放" in client_for("leader").get(address(standard)).text


def test_what_is_no_picture_is_said_at_the_field(client_for, standard, item):
    file = make_picture()
    file.file.seek(0)
    file.file.truncate(10)
    answer = client_for("office").post(address(standard), {"subject": f"item-{item.pk}", "picture": file})
    assert answer.context["form"].errors["picture"]
    assert Photo.objects.count() == 0


def test_an_item_of_another_standard_is_no_choice(client_for, standard):
    other = ItemFactory()
    answer = client_for("office").post(address(standard), {"subject": f"item-{other.pk}", "picture": make_picture()})
    assert answer.context["form"].errors["subject"]


def test_everybody_who_reads_the_standard_sees_its_pictures(client_for, put, item, grade):
    for photo in (put(item), put(grade)):
        assert client_for("inspector").get(f"/photos/{photo.key}/small/").status_code == 200
        assert client_for("anonymous").get(f"/photos/{photo.key}/small/").status_code == 302


def test_there_is_a_most(client_for, put, standard, item):
    for number in range(MOST_SAMPLES):
        put(item, colour=f"#{number}{number}4488")
    answer = client_for("office").post(
        address(standard), {"subject": f"item-{item.pk}", "picture": make_picture(colour="red")}
    )
    assert answer.context["form"].errors["picture"]


def test_a_picture_is_taken_off_with_its_files(client_for, put, standard, item, django_capture_on_commit_callbacks):
    photo = put(item)
    with django_capture_on_commit_callbacks(execute=True):
        client_for("office").post(f"{address(standard)}{photo.key}/remove/")
    assert Photo.objects.count() == 0
    assert not photo.file.storage.exists(photo.file.name)


def test_another_standards_picture_stays(client_for, put, item):
    other, photo = ItemFactory().standard, put(item)
    assert client_for("office").post(f"{address(other)}{photo.key}/remove/").status_code == 404
    assert Photo.objects.count() == 1


def test_a_new_version_shows_the_same_pictures_and_keeps_them_when_the_old_lose_theirs(
    client_for, put, standard, item, grade, office, now, django_capture_on_commit_callbacks
):
    photo = put(item)
    put(grade)
    later = new_version(standard=standard, by=office, now=now)
    twin = Photo.objects.about(later.items.get()).get()
    assert Photo.objects.about(Grade.objects.get(scale__standard=later, label="B")).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        client_for("office").post(f"{address(standard)}{photo.key}/remove/")
    assert twin.file.storage.exists(twin.file.name)


def test_an_import_that_writes_a_version_anew_keeps_its_pictures(put, standard, item, grade, office, now, tmp_path):
    put(item)
    put(grade)
    path = tmp_path / "standard.xlsx"
    with standard_file(standard) as file:
        path.write_bytes(file.read())
    Item.objects.update(name="别的名称")
    import_standard(path=path, name=standard.name, by=office, now=now)
    written = Standard.objects.get().items.get()
    assert (written.name, written.pk != item.pk) == ("摊位整洁", True)
    assert Photo.objects.about(written).count() == 1
    assert Photo.objects.about(Grade.objects.get(scale__standard=standard, label="B")).count() == 1


def test_the_phone_sheet_has_grades_in_words_and_pictures_one_tap_away(
    client_for, put, standard, item, grade, inspector, town
):
    Grade.objects.filter(pk=grade.pk).update(description="有零星问题")
    own, of_grade = put(item, "归类摆放"), put(grade)
    round = RoundFactory(standard=standard)
    point = PointFactory(unit=town.village)
    AssignmentFactory(round=round, point=point, inspector=inspector)
    page = client_for("inspector").get(f"/inspections/rounds/{round.pk}/points/{point.pk}/sheet/")
    assert '<details class="item-help">' in page.text
    assert "有零星问题" in page.text
    assert all(f"/photos/{photo.key}/small/" in page.text for photo in (own, of_grade))


@pytest.mark.parametrize("description", ["干净整洁，没有问题", "有(零星)问题 当场可改", ""])
def test_what_a_grade_means_is_written_behind_it_and_reads_back(client_for, standard, grade, description):
    page = f"/inspections/standards/{standard.pk}/scales/"
    scale = grade.scale
    meaning = f"（{description}）" if description else ""
    sent = {
        "scales-TOTAL_FORMS": 1,
        "scales-INITIAL_FORMS": 1,
        "scales-0-id": scale.pk,
        "scales-0-name": scale.name,
        "scales-0-grades": f"A=1、B=0.6{meaning}，C=0（成片）",
    }
    assert client_for("office").post(page, sent).status_code == 302
    assert dict(scale.grades.values_list("label", "description")) == {"A": "", "B": description, "C": "成片"}
    form = client_for("office").get(page).context["formset"].forms[0]
    assert form.initial["grades"] == f"A=1 B=0.6{meaning} C=0（成片）"
