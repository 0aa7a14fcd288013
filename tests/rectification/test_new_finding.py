"""A finding by hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Photo, PhotoPurpose
from rectification.models import Finding, RectificationTask
from rectification.transitions import State
from tests.factories import PointFactory, ProblemKindFactory, make_picture

URL = "/rectification/new/"

pytestmark = pytest.mark.usefixtures("frozen_now")


@pytest.mark.parametrize(("role", "status"), [("office", 200), ("inspector", 200), ("unit", 403), ("leader", 403)])
def test_the_office_and_inspectors_report(client_for, role, status):
    assert client_for(role).get(URL).status_code == status


def test_with_point_and_kind_it_goes_to_the_unit_in_charge_at_once(client_for, point):
    data = {
        "point": point.pk,
        "kind": ProblemKindFactory().pk,
        "description": "垃圾房满溢",
        "source": "patrol",
        "photos": make_picture(),
    }
    response = client_for("inspector").post(URL, data)
    task = RectificationTask.objects.get()
    assert response.url == task.get_absolute_url()
    assert (task.state, task.responsible_unit) == (State.ASSIGNED, point.in_charge)
    assert not task.finding.without_photo
    assert [photo.purpose for photo in Photo.objects.about(task)] == [PhotoPurpose.PROBLEM]
    assert Photo.objects.count() == 1  # the row that waited for the task is gone


def test_a_place_that_is_no_point_waits_for_the_office(client_for):
    client_for("inspector").post(URL, {"place": "老街8号", "description": "井盖破损", "source": "patrol"})
    task = RectificationTask.objects.get()
    assert (task.state, task.finding.place, task.finding.without_photo) == (State.REPORTED, "老街8号", True)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"place": ""}, "point"),
        ({"point": "999999", "place": ""}, "point"),
        ({"description": ""}, "description"),
        ({"description": "长" * 201}, "description"),
        ({"source": "inspection"}, "source"),
        ({"kind": "x"}, "kind"),
        ({"photos": SimpleUploadedFile("photo.jpg", b"text", content_type="image/jpeg")}, "photos"),
    ],
)
def test_bad_input_is_shown_at_its_field_and_makes_nothing(client_for, data, field):
    response = client_for("office").post(URL, {"place": "老街", "description": "井盖破损", "source": "patrol"} | data)
    assert response.status_code == 200
    assert response.context["form"].has_error(field)
    assert not Finding.objects.exists()


def test_a_photo_survives_a_form_that_comes_back(client_for, town):
    office = client_for("office")
    response = office.post(URL, {"description": "井盖破损", "source": "patrol", "photos": make_picture()})
    (kept,) = response.context["form"].fields["photos"].widget.kept
    office.post(URL, {"description": "井盖破损", "source": "patrol", "place": "老街", "kept": str(kept.key)})
    task = RectificationTask.objects.get()
    assert Photo.objects.about(task).count() == 1
    assert not task.finding.without_photo


def test_a_point_out_of_use_is_not_offered(client_for, town):
    point = PointFactory(town=town.home, is_active=False)
    response = client_for("office").post(URL, {"point": point.pk, "description": "x", "source": "patrol"})
    assert response.context["form"].has_error("point")
