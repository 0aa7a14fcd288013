import pytest

from tests.access_scene import Scene
from tests.conftest import ROLES


@pytest.fixture
def scene(town, request):
    """The records that the addresses of the access matrix name."""
    return Scene(town, {role: request.getfixturevalue(role) for role in ROLES[1:]})
