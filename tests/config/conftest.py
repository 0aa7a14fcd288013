"""The demo town's boundaries go to a file of its own: records of other tests lie elsewhere, and would be refused within them."""

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True, scope="module")
def boundaries_of_the_demo_alone(tmp_path_factory):
    with override_settings(MAP_BOUNDARIES=str(tmp_path_factory.mktemp("map") / "boundaries.geojson")):
        yield
