"""Handing in sheets as a phone does."""

import json
import uuid
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import median

from tests.bench.measure import at_once
from tests.bench.visitor import Answer, Visitor


def possible_visits(inspector: Visitor) -> list[dict]:
    found = json.loads(inspector.get("/bench/visits.json").body)["visits"]
    if not found:
        raise SystemExit("The demo's inspector has no point to visit in an open round.")
    return found


def fill_path(visit: dict) -> str:
    return f"/inspections/rounds/{visit['round']}/points/{visit['point']}/sheet/?again"


def submissions(visits: list[dict]) -> Iterator[Callable[[Visitor], Answer]]:
    """Ever new sheets, going round the points; each is called with who hands it in."""
    for visit in cycle(visits):
        path = f"/inspections/sheets/by-key/{uuid.uuid4()}/submit/"
        body = json.dumps(visit)
        yield lambda visitor, path=path, body=body: visitor.post(path, body, {"Content-Type": "application/json"})


def submit_medians_in_turn(inspectors: list[tuple[Visitor, list[dict]]], times: int) -> list[float]:
    """Median milliseconds of handing in one sheet after another, for each server's inspector with the points to visit."""
    senders = [(visitor, submissions(visits)) for visitor, visits in inspectors]
    spent: list[list[float]] = [[] for _ in senders]
    for _ in range(times):
        for at, (visitor, sheets) in enumerate(senders):
            spent[at].append(_taken(next(sheets)(visitor)).milliseconds)
    return [median(one) for one in spent]


def submit_at_once(inspector: Visitor, visits: list[dict], number: int) -> tuple[float, float]:
    """So many phones hand in at the same moment: seconds for all of them, milliseconds of the slowest."""
    sheets = submissions(visits)
    phones = [(inspector.on_a_new_connection(), next(sheets)) for _ in range(number)]
    seconds, answers = at_once([lambda phone=phone, sheet=sheet: sheet(phone) for phone, sheet in phones])
    return seconds, max(_taken(answer).milliseconds for answer in answers)


def _taken(answer: Answer) -> Answer:
    if answer.status != 200:
        raise SystemExit(f"A sheet was not taken: {answer.status} {answer.body[:300]!r}")
    return answer
