"""Who works while it happens: inspectors hand in sheets as their phones do and note what was acknowledged; the office opens pages."""

import http.client
import json
import random
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.bench.sheets import form_with_photo

TOKEN = "t" * 32


class NoAnswer(Exception):
    """The line broke before an answer was there."""


@dataclass
class Answer:
    """headers: by their names in small letters."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> dict:
        return json.loads(self.text)


@dataclass
class Person:
    """Somebody who is signed in. Nothing is sent a second time by itself."""

    port: int
    session: str

    def send(self, method: str, path: str, body: bytes | None = None, timeout: float = 30, **headers: str) -> Answer:
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        sent = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Accept": "text/html", "Connection": "close"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            return Answer(
                response.status,
                response.read().decode(errors="replace"),
                {name.lower(): text for name, text in response.headers.items()},
            )
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer from error
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.send("GET", path)

    def post(self, path: str, **fields) -> Answer:
        return self.send("POST", path, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded")


@dataclass
class Phone(Person):
    """An inspector's. handed_in, photos: the keys that the server acknowledged; tried: all that were begun, photos too."""

    sheet: dict = field(default_factory=dict)
    item: int = 0
    tried: list[str] = field(default_factory=list)
    handed_in: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)

    def put_draft(self, key: str) -> Answer:
        return self._api("PUT", key, "draft", json.dumps(self.sheet).encode())

    def add_photo(self, key: str) -> Answer:
        photo = str(uuid.uuid4())
        body, headers = form_with_photo({"key": photo, "item": str(self.item)})
        return self._note(self.photos, photo, self._api("POST", key, "photos", body, headers["Content-Type"]))

    def hand_in(self, key: str) -> Answer:
        return self._note(self.handed_in, key, self._api("POST", key, "submit", json.dumps(self.sheet).encode()))

    def whole_visit(self, with_photo: bool) -> Answer:
        """Draft, photo, sheet; ends where one is refused."""
        key = str(uuid.uuid4())
        self.tried.append(key)
        if with_photo:
            for step in (self.put_draft, self.add_photo):
                if (answer := step(key)).status != 200:
                    return answer
        return self.hand_in(key)

    def _api(self, method: str, key: str, step: str, body: bytes, kind: str = "application/json") -> Answer:
        path = f"/inspections/sheets/by-key/{key}/{step}/"
        return self.send(method, path, body, Accept="application/json", Content_Type=kind)

    def _note(self, acknowledged: list[str], key: str, answer: Answer) -> Answer:
        if answer.status == 200 and key not in acknowledged:
            acknowledged.append(key)
        if answer.status != 200:
            self.refused.append(answer)
        return answer


@dataclass
class Crowd:
    """Phones that hand in one sheet after another until they are stopped."""

    phones: list[Phone]
    _ended: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._threads = [threading.Thread(target=self._work, args=(phone,), daemon=True) for phone in self.phones]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(60)

    @property
    def handed_in(self) -> list[str]:
        return [key for phone in self.phones for key in list(phone.handed_in)]

    @property
    def tried(self) -> list[str]:
        return [key for phone in self.phones for key in phone.tried]

    @property
    def photos(self) -> list[str]:
        return [key for phone in self.phones for key in phone.photos]

    def _work(self, phone: Phone) -> None:
        """As a phone does: a sheet without an answer is sent again before the next one is begun."""
        luck = random.Random(phone.session)
        while not self._ended.is_set():
            key = phone.tried[-1] if phone.tried and phone.tried[-1] not in phone.handed_in else None
            try:
                answer = phone.hand_in(key) if key else phone.whole_visit(with_photo=luck.random() < 0.3)
                is_well = answer.status == 200
            except NoAnswer:
                is_well = False
            self._ended.wait(0 if is_well else 0.3)


def cut_off(work) -> threading.Thread:
    """Does something in a thread of its own to which no answer will come."""

    def wait():
        with suppress(NoAnswer):
            work()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def phones_of(installation, port: int) -> list[Phone]:
    made = installation.made
    return [Phone(port, session, sheet=made["sheet"], item=made["item"]) for session in made["inspectors"]]


def office_of(installation, port: int) -> Person:
    return Person(port, installation.made["office"])
