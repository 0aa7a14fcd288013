"""Tasks of 马桥村 at the stations of the loop, brought there by the services as in life."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core.attachments.photos import store_photo
from core.models import PhotoPurpose
from rectification.models import Source
from rectification.services import perform, report_finding
from rectification.services.public import take_report
from tests.factories import PointFactory, ProblemKindFactory, make_picture


@pytest.fixture
def photo_of():
    """photo_of(task, by, colour): a stored photo that waits to be shown by an entry."""

    def store(task, by, now, colour="teal"):
        picture = make_picture(colour=colour)
        return store_photo(upload=picture, subject=task, purpose=PhotoPurpose.PROGRESS, by=by, now=now)

    return store


@pytest.fixture
def point(town):
    return PointFactory(name="马桥垃圾房", code="MQ-01", town=town.home, unit=town.village, in_charge=town.village)


@pytest.fixture
def report(town, point, now):
    """report(description, **fields): a finding at 马桥垃圾房, two days ago, by rule assigned to 马桥村."""

    def make(description="垃圾房满溢", **fields):
        given = {
            "source": Source.PATROL, "point": point, "kind": ProblemKindFactory(), "by": None,
            "now": now - timedelta(days=2), "item_code": "C14",
        } | fields  # fmt: skip
        return report_finding(description=description, town=town.home, **given)

    return make


@pytest.fixture
def reported(report):
    """Waits for the office: it isn't known what kind of problem it is."""
    return report(kind=None)


@pytest.fixture
def assigned(report):
    return report()


@pytest.fixture
def at_work(assigned, unit, now):
    return perform(task=assigned, verb="start", by=unit, now=now - timedelta(days=1), note="安排2人1车")


@pytest.fixture
def handed_in(at_work, unit, now, photo_of):
    at = now - timedelta(hours=20)
    return perform(task=at_work, verb="submit", by=unit, now=at, note="已清运2车", photos=[photo_of(at_work, unit, at)])


@pytest.fixture
def closed(handed_in, inspector, now, photo_of):
    at = now - timedelta(hours=2)
    photos = [photo_of(handed_in, inspector, at, "green")]
    return perform(task=handed_in, verb="close", by=inspector, now=at, note="现场干净", photos=photos)


@pytest.fixture
def take(town, now):
    """take(description, **arguments): a resident's report, an hour ago, with a photo, as the form makes it."""

    def make(description="垃圾桶满了，两天没清", **arguments):
        at = arguments.pop("now", now - timedelta(hours=1))
        picture = make_picture(colour=arguments.pop("colour", "navy"))
        photo = store_photo(upload=picture, subject=town.home, purpose=PhotoPurpose.PROBLEM, by=None, now=at)
        given = {"key": uuid4(), "address": "203.0.113.7", "place": "南拓三路12号旁", "photos": [photo]} | arguments
        return take_report(description=description, town=town.home, now=at, **given)

    return make


@pytest.fixture
def public_report(take):
    """Of 王大爷, who left name and telephone; it waits for the office."""
    return take(name="王大爷", telephone="13800001234")


@pytest.fixture
def walk(office, unit, inspector, town, photo_of, now):
    """walk(report, "closed"): takes a report's task along the main path, to this state, within the last hour."""

    def to(report, state, at=now - timedelta(minutes=30)):
        task = report.task
        steps = {
            "registered": ("register", office, {"kind": ProblemKindFactory(), "severity": "normal"}),
            "assigned": ("assign", office, {"unit": town.village}),
            "in_progress": ("start", unit, {"note": "王建国带2人1车"}),
            "submitted": ("submit", unit, {"note": "刘某某家门口已清"}),
            "closed": ("close", inspector, {"note": "现场干净，张某在场"}),
        }
        for reached, (verb, by, given) in steps.items():
            if verb in ("submit", "close"):
                given = given | {"photos": (photo_of(task, by, at, "green" if verb == "submit" else "gray"),)}
            task = perform(task=task, verb=verb, by=by, now=at, **given)
            if reached == state:
                break
        report.refresh_from_db()
        return task

    return to
