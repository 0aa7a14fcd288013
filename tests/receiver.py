"""A robot's server on this machine: notes what it is sent and answers as it is told to."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

OK = (200, {"errcode": 0, "errmsg": "ok"})


class Receiver:
    """`answers`: (status, body) for the next requests, afterwards OK; a body of None closes the connection without an answer,
    a number waits so many seconds first. `got`: path, query and body of each request."""

    def __init__(self):
        self.answers: list[tuple] = []
        self.got: list[dict] = []
        self.lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                receiver.handle(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # whoever waited no longer has hung up
        self.url = f"http://127.0.0.1:{self.server.server_port}/cgi-bin/webhook/send?key=very-secret-1234"

    def handle(self, request):
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        parts = urlsplit(request.path)
        with self.lock:
            self.got.append({"path": parts.path, "query": parse_qs(parts.query), "body": body})
            status, said = self.answers.pop(0) if self.answers else OK
        if said is None:
            request.close_connection = True
            return
        if isinstance(said, int | float):
            time.sleep(said)
            said = OK[1]
        data = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        request.send_response(status)
        if 300 <= status < 400:
            request.send_header("Location", self.url)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def texts(self) -> list[str]:
        return [one["body"]["text"]["content"] for one in self.got]


@contextmanager
def receiving():
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        receiver.server.server_close()
        thread.join()
