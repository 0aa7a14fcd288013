import pytest

from tests.inspections.scenes import make_scene


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)
