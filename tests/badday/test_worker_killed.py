"""The job worker, or the server, is killed in the middle of long work: it is taken up again, and nothing is done twice."""

import pytest

from tests.badday.ground import Installation, serving, wait_until
from tests.badday.people import cut_off, office_of, phones_of
from tests.receiver import receiving

pytestmark = pytest.mark.long

RUN = ("run_jobs", "--batch", "--no-startup-delay", "--verbosity", "0")
FINISHED = {
    "jobs": ["SUCCESSFUL"] * 3,
    "import": ["done", 1, 24],
    "report": ["idle", 1, 1, True],
    "differences": [],
}


@pytest.fixture
def robot():
    with receiving() as made:
        yield made


@pytest.fixture
def queued(installation, robot) -> Installation:
    installation.more["ROBOT_HOSTS"] = "127.0.0.1"
    installation.call(f"from tests.badday import scene; scene.queue_all({robot.url!r})")
    return installation


def taken_up_again(queued) -> dict:
    done = queued.run(*RUN)
    assert done.returncode == 0, done.stderr
    return queued.call("from tests.badday import scene; scene.print_jobs()")


@pytest.mark.parametrize(
    "place",
    [
        "inspections.imports.form.store:refresh_results",  # its rows are written, not committed
        "inspections.jobs:work_off",  # begun, nothing written
        "reports.services:record",  # all passages are written, not committed
        "reports.services:charts",  # the records are read
    ],
)
def test_an_import_and_a_report_are_done_once_wherever_the_worker_died(queued, robot, place):
    with queued.held(*RUN, at=place):
        pass
    found = taken_up_again(queued)
    assert found.pop("message") == [["sent", 1]]
    assert found == FINISHED
    assert len(robot.got) == 1


def test_a_message_that_left_before_the_worker_died_is_not_sent_twice(queued, robot):
    with queued.held(*RUN, at="core.telling.deliveries:_settle"):
        assert len(robot.got) == 1
    found = taken_up_again(queued)
    assert found.pop("message") == [["sending", 1]], (
        "after a quarter of an hour it is 'outcome unknown', for a person to decide"
    )
    assert found["import"] == FINISHED["import"] and found["report"] == FINISHED["report"]
    assert len(robot.got) == 1


ROUND = """
from inspections.models import Round, RoundEstimate
round = Round.objects.exclude(standard=None).get()
import json
print(json.dumps([round.state, RoundEstimate.objects.count()]))
"""


def test_estimates_come_with_the_closing_of_their_round_or_neither(installation):
    """Killed while the estimates are worked out: the round is open as before, and closing it again brings both."""
    number = installation.made["sheet"]["round"]
    path = f"/inspections/rounds/{number}/close/"
    with serving(installation, BADDAY_HOLD="inspections.services.aftermath:refresh_estimates") as server:
        for phone in phones_of(installation, server.port):
            assert phone.whole_visit(with_photo=False).status == 200
        office = office_of(installation, server.port)
        closing = cut_off(lambda: office.post(path))
        wait_until((installation.data_dir / "held").exists)
        server.kill()
        closing.join()
    assert installation.call(ROUND) == ["open", 0]
    with serving(installation) as server:
        assert office_of(installation, server.port).post(path).status == 302
    assert installation.call(ROUND) == ["closed", 1]
    assert installation.look()["broken"] == {}
