"""Somebody who is signed in and visits pages over one kept connection, as a browser does."""

import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    body: bytes
    milliseconds: float
    location: str = ""


@dataclass
class Visitor:
    address: tuple[str, int]
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self.connection = http.client.HTTPConnection(*self.address, timeout=60)

    def on_a_new_connection(self) -> "Visitor":
        """The same person beside the first connection: another worker may answer."""
        return Visitor(self.address, dict(self.cookies))

    def get(self, path: str) -> Answer:
        return self._send("GET", path)

    def post(self, path: str, fields: dict | bytes, headers: dict[str, str] | None = None) -> Answer:
        """fields: a dict is sent as a form; bytes are sent as they are, with their own Content-Type in `headers`."""
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        return self._send("POST", path, body, headers | {"X-CSRFToken": self.cookies.get("csrftoken", "")})

    def sign_in(self, username: str, password: str) -> "Visitor":
        page = self.get("/accounts/login/")
        token = TOKEN.search(page.body).group(1).decode()
        answer = self.post(
            "/accounts/login/", {"username": username, "password": password, "csrfmiddlewaretoken": token}
        )
        assert answer.status == 302, f"{username} cannot sign in: {answer.status}"
        return self

    def _send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = (headers or {}) | {"Cookie": cookies, "Accept-Encoding": "gzip", "Accept-Language": "zh-hans"}
        try:
            response, content, spent = self._timed(method, path, body, headers)
        except ConnectionError:  # the server closed what was idle for too long; http.client connects anew
            self.connection.close()
            response, content, spent = self._timed(method, path, body, headers)
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, content, spent, response.headers.get("Location", ""))

    def _timed(self, *request) -> tuple[http.client.HTTPResponse, bytes, float]:
        """The response, its body, and the milliseconds until the last byte was there."""
        started = time.perf_counter()
        self.connection.request(*request)
        response = self.connection.getresponse()
        content = response.read()
        return response, content, (time.perf_counter() - started) * 1000
