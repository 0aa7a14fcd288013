"""What is drawn in a form: taken as typed rows too, kept when it is refused, shown on the record's page, told in the trail by its size."""

import json

import pytest

from core.models import Measure, TrailEntry
from facilities.models import Facility, Project
from tests.facilities.scenes import make_facility
from tests.facilities.works import make_project

pytestmark = pytest.mark.django_db

ROAD = "30.638200, 112.462500\n30.668200, 112.472500"
BOW = "30.6, 112.4\n30.7, 112.5\n30.7, 112.4\n30.6, 112.5\n30.6, 112.4"


@pytest.fixture
def boundaries(settings, tmp_path):
    ring = [[112.4, 30.6], [112.5, 30.6], [112.5, 30.7], [112.4, 30.6]]
    area = {"type": "Feature", "properties": {"name": "镇"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps(area), encoding="utf-8")
    settings.MAP_BOUNDARIES = str(path)


def project_fields(project: Project, **changed) -> dict:
    return {"name": project.name, "kind": project.kind_id, "exactness": "exact", "need_exactness": "exact"} | changed


def test_a_projects_line_is_entered_as_rows_and_stands_on_its_page(client_for, town):
    project, client = make_project(), client_for("office")
    url = f"/projects/{project.pk}/edit/"
    assert client.post(url, project_fields(project, shape=ROAD)).status_code == 302
    page = client.get(project.get_absolute_url())
    [feature] = page.context["lines"]
    assert feature["geometry"] == {"type": "LineString", "coordinates": [[112.4625, 30.6382], [112.4725, 30.6682]]}
    assert "3.47公里" in page.content.decode()
    assert client.get(url).context["form"]["shape"].value() == ROAD


def test_the_trail_tells_the_size_and_saving_again_changes_nothing(client_for, town):
    project, client = make_project(), client_for("office")
    client.post(f"/projects/{project.pk}/edit/", project_fields(project, shape=ROAD))
    assert TrailEntry.objects.about(project).first().changes == {"shape": ["", "3.47公里"]}
    client.post(f"/projects/{project.pk}/edit/", project_fields(project, shape=ROAD.replace("00,", "，")))
    assert TrailEntry.objects.about(project).first().changes == {}


@pytest.mark.parametrize(
    ("shape", "says"),
    [(BOW, "自相交"), ("112.4, 30.6", "写反了"), ("31.6, 112.4", "离本地太远"), ("30.6", "不是坐标")],
)
def test_a_refused_shape_is_kept_with_the_reason(client_for, town, boundaries, shape, says):
    project = make_project()
    page = client_for("office").post(f"/projects/{project.pk}/edit/", project_fields(project, shape=shape))
    assert says in page.context["form"].errors["shape"][0]
    assert page.context["form"]["shape"].value() == shape
    project.refresh_from_db()
    assert project.shape is None


def test_a_facilitys_position_is_one_field_and_can_be_taken_away(client_for, town):
    facility, client = make_facility(latitude="30.638201", longitude="112.462501"), client_for("office")
    url = f"/facilities/{facility.pk}/edit/"
    form = client.get(url).context["form"]
    assert form["position"].value() == "30.638201, 112.462501"
    fields = {
        "name": facility.name,
        "code": facility.code,
        "kind": facility.kind_id,
        "exactness": "exact",
        "condition": "good",
    }
    client.post(url, fields | {"position": "30.64, 112.47"})
    moved = Facility.objects.get()
    assert (str(moved.latitude), str(moved.longitude)) == ("30.640000", "112.470000")
    assert TrailEntry.objects.about(facility).first().changes["position"][1] == "30.640000, 112.470000"
    client.post(url, fields)
    assert Facility.objects.get().latitude is None


def test_a_position_copied_from_a_map_app_is_put_right(client_for, town):
    facility, client = make_facility(), client_for("office")
    url = f"/facilities/{facility.pk}/edit/"
    form = client.get(url).context["form"]
    fields = {name: form[name].value() for name in ("name", "code", "kind", "exactness", "condition")}
    copied = {"position": "３９．９１６４０４，116.410244", "position_datum": "gcj02"}
    refused = client.post(url, fields | copied | {"name": ""})
    assert refused.context["form"]["position"].value() == copied["position"]
    assert '<option value="gcj02" selected>' in refused.content.decode()
    client.post(url, fields | copied)
    kept = Facility.objects.get()
    assert (str(kept.latitude), str(kept.longitude)) == ("39.915000", "116.404000")
    assert '<option value="wgs84" selected>' in client.get(url).content.decode()
    client.post(url, fields | {"position": "39.922699, 116.416627", "position_datum": "bd09"})
    assert abs(float(Facility.objects.get().latitude) - 39.915) < 0.000003
    client.post(url, fields | {"position": "39.9, 116.4", "position_datum": "mars"})
    assert str(Facility.objects.get().latitude) == "39.900000"


def test_the_form_brings_its_map_along_and_asks_nobody_outside(client_for, town):
    Measure.objects.get_or_create(name="公里")
    page = client_for("office").get("/projects/new/").content.decode()
    assert page.count("js/shape-field.js") == page.count("vendor/leaflet/leaflet.js") == 1
    assert "https://" not in page.split("<shape-field")[1].split("</shape-field>")[0]
