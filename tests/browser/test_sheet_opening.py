"""How quickly a sheet opens on a slow phone without a network; script/bench measures the same."""

import pytest

from inspections.models import Method
from tests.bench import opening
from tests.factories import ItemFactory, SectionFactory
from tests.inspections.scenes import make_scene

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def test_a_sheet_of_forty_items_opens_within_a_second_on_a_slow_phone(phone, scene):
    """The page's own work is what counts here: a machine that is busy with other tests lets every page wait."""
    for number in range(4):
        section = SectionFactory(standard=scene.round.standard, name=f"第{number}节", order=10 + number)
        for method in (Method.DEDUCT, Method.PASS_FAIL, Method.DIRECT) * 3:
            ItemFactory(section=section, method=method)
    context = phone("inspector").context
    address = opening.keep_sheets(context)
    context.set_offline(True)
    found = [opening.open_slowly(context.new_page(), address) for _ in range(6)]
    print(opening.in_words(found))
    assert min(one.busy for one in found) < opening.LIMIT
    assert min(one.ready for one in found) < 3 * opening.LIMIT
