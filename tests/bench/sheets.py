"""Handing in sheets as a phone does: the draft and a photo are there already, then the finished sheet comes."""

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

from PIL import Image

from tests.bench.measure import at_once
from tests.bench.visitor import Answer, Visitor

LIMIT = 150
"""ms in which the server takes a sheet of forty items."""
JSON = {"Content-Type": "application/json"}


class Phone:
    """The phone of an inspector who has a point to visit (tests.bench.field)."""

    def __init__(self, visitor: Visitor):
        self.visitor = visitor
        self.visit = json.loads(visitor.get("/bench/visits.json").body)["visits"][0]
        self.page = f"/inspections/rounds/{self.visit['round']}/points/{self.visit['point']}/sheet/?again"
        taken(visitor.get(self.page))  # gives the token for what is sent

    def begin(self) -> str:
        """A draft that is on the server, with a photo on its first item, which loses points: its key."""
        key = str(uuid.uuid4())
        taken(self.visitor.post(_api(key, "draft"), json.dumps(self.visit).encode(), JSON))
        fields = {"key": str(uuid.uuid4()), "item": next(iter(self.visit["entries"]))}
        taken(self.visitor.post(_api(key, "photos"), *form_with_photo(fields)))
        return key

    def hand_in(self, key: str) -> Answer:
        return self.visitor.post(_api(key, "submit"), json.dumps(self.visit).encode(), JSON)


def _api(key: str, step: str) -> str:
    return f"/inspections/sheets/by-key/{key}/{step}/"


def form_with_photo(fields: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a form with these fields and a photo of a phone's usual size after it was made smaller."""
    picture, line = io.BytesIO(), uuid.uuid4().hex
    Image.effect_noise((1600, 1200), 40).save(picture, "JPEG", quality=40)
    parts = [f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields]
    parts += [f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\n']
    head = "".join([*parts, "Content-Type: image/jpeg\r\n\r\n"]).encode()
    body = head + picture.getvalue() + f"\r\n--{line}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={line}"}


def taken(answer: Answer) -> Answer:
    if answer.status != 200:
        raise SystemExit(f"It was not taken: {answer.status} {answer.body[:300]!r}")
    return answer


def submit_medians_in_turn(phones: list[list[Phone]], times: int) -> list[float]:
    """Median milliseconds of handing in one sheet after another, for each server's phones."""
    spent: list[list[float]] = [[] for _ in phones]
    for number in range(times):
        for at, own in enumerate(phones):
            phone = own[number % len(own)]
            spent[at].append(taken(phone.hand_in(phone.begin())).milliseconds)
    return [median(one) for one in spent]


@dataclass(frozen=True)
class Rush:
    """So many phones handed in at the same moment. seconds: until all had their answer; the others in ms of one phone's wait."""

    phones: int
    seconds: float
    median: float
    p95: float

    def __str__(self) -> str:
        return (
            f"{self.phones} inspectors handed in at once: none lost, none doubled, 0 differences after rebuild_results; "
            f"{self.seconds:.2f} s in all, median {self.median:.0f} ms, 95% within {self.p95:.0f} ms"
        )


def rush(phones: list[Phone], differences: Callable[[], int]) -> Rush:
    """All hand in at once, then all again with the same keys, as if no answer had arrived. Stops the program when a sheet is
    lost, one is there twice, a problem is, or the stored results are not those of the sheets (`differences` counts those).
    """
    keys = [phone.begin() for phone in phones]
    calls = [lambda phone=phone, key=key: phone.hand_in(key) for phone, key in zip(phones, keys, strict=True)]
    seconds, answers = at_once(calls)
    waits = [taken(answer).milliseconds for answer in answers]
    for answer in at_once(calls)[1]:
        taken(answer)
    arrived = json.loads(taken(phones[0].visitor.get(f"/bench/rounds/{phones[0].visit['round']}.json")).body)
    _expect("sheets that count", sorted(arrived["sheets"]), sorted(keys))
    _expect("problems, by the sheet's key", sorted(arrived["problems"]), sorted(keys))
    _expect("scores in the round's total", arrived["observations"], len(keys) * len(phones[0].visit["entries"]))
    _expect("differences after rebuild_results", differences(), 0)
    return Rush(len(phones), seconds, median(waits), quantiles(waits, n=20)[-1])


def _expect(what: str, found, wanted) -> None:
    if found != wanted:
        raise SystemExit(f"{what}: {found} instead of {wanted}")
