"""Eight people at once, and slow phones beside them: how long each waits for a list, an update, a chart and a ranking.

Every client asks for the next page as soon as it has the last one: that is as much as fifty or a hundred people who read what they
get, so after each four pages it goes on as somebody else, on a connection of its own. The phones send photos at the speed of a weak
signal all the while, one beginning after the other; who sits at a desk must hardly notice.
"""

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count, cycle, islice
from statistics import median, quantiles
from uuid import uuid4

from tests.bench import server
from tests.bench.sheets import Phone, form_with_photo
from tests.bench.tasks import TASK, Table
from tests.bench.visitor import Answer, Visitor

SECONDS = 60
CROWD = 8
PHONES, BYTES_A_SECOND, PIECES_A_SECOND = 20, 20_000, 5

Spent = dict[str, list[float]]
"""By action: the milliseconds of each time."""


def measured(visitor: Visitor, phones: list[Phone], running: server.Server) -> Iterator[Table]:
    """One client, then eight, then eight beside slow phones, a minute each; and what the processes hold in the end."""
    found = TASK.findall(visitor.get("/rectification/?state=in_progress").body)
    tasks = [key.decode() for key in islice(cycle(found), CROWD)]
    runs = {"1 client": _minute(visitor, tasks[:1]), f"{CROWD} clients": _minute(visitor, tasks)}
    with _slow_phones(phones[:PHONES]) as sent:
        beside = f"{CROWD} beside {PHONES} slow phones"
        runs[beside] = _minute(visitor, tasks)
    head = ["action", *(f"{name}: median, p95" for name in runs)]
    rows = [
        [action, *(f"{median(spent[action]):.0f}, {_p95(spent[action]):.0f} ms" for spent in runs.values())]
        for action in runs[beside]
    ]
    rows += [["pages a second", *(f"{sum(map(len, spent.values())) / SECONDS:.0f}" for spent in runs.values())]]
    yield f"{SECONDS} seconds of clients who never pause ({len(sent)} photos arrived from slow phones)", head, rows
    rows = [[part, ", ".join(f"{mb:.0f}" for mb in sizes)] for part, sizes in running.memory().items()]
    yield "Resident memory after it, MB", ["part", "each process"], rows


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _minute(visitor: Visitor, tasks: list[str]) -> Spent:
    """One client for each of these tasks, all at once."""
    spent: Spent = defaultdict(list)
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(len(tasks)) as pool:
        clients = [pool.submit(_work, visitor, place, task, until, spent) for place, task in enumerate(tasks)]
    for client in clients:
        client.result()
    return spent


def _work(visitor: Visitor, place: int, task: str, until: float, spent: Spent) -> None:
    """place: where in the round of actions it begins, lest all ask for the same thing at once."""
    actions = list(_actions(task).items())
    actions = actions[place % len(actions) :] + actions[: place % len(actions)]
    for number in count():
        somebody = visitor.on_a_new_connection()
        with closing(somebody.connection):
            for name, act in actions:
                if time.monotonic() > until:
                    return
                answer = act(somebody, number)
                if answer.status not in (200, 302):
                    raise SystemExit(f"{name}: {answer.status}")
                spent[name].append(answer.milliseconds)


def _actions(task: str) -> dict[str, Callable[[Visitor, int], Answer]]:
    return {
        "list": lambda visitor, _n: visitor.get("/rectification/"),
        "update": lambda visitor, n: visitor.post(f"/rectification/{task}/progress/", {"note": f"第{n}次到场"}),
        "chart": lambda visitor, _n: visitor.get("/rankings/chart.json"),
        "ranking": lambda visitor, _n: visitor.get("/rankings/"),
    }


@contextmanager
def _slow_phones(phones: list[Phone]) -> Iterator[list[int]]:
    """They send photo after photo to a draft of their own; gives the list of the answers' statuses as it grows."""
    sent, stop = [], threading.Event()
    with ThreadPoolExecutor(len(phones)) as pool:
        sending = [pool.submit(_send_slowly, phone, stop, sent) for phone in _one_after_the_other(phones)]
        yield sent
        stop.set()
    for phone in sending:
        phone.result()
    if wrong := set(sent) - {200}:
        raise SystemExit(f"photos of slow phones: {wrong}")


def _one_after_the_other(phones: list[Phone]) -> Iterator[Phone]:
    """All of them within the time that one photo takes."""
    body, _headers = form_with_photo({})
    for phone in phones:
        yield phone
        time.sleep(len(body) / BYTES_A_SECOND / len(phones))


def _send_slowly(phone: Phone, stop: threading.Event, sent: list[int]) -> None:
    key = phone.begin()
    item = next(iter(phone.visit["entries"]))
    while not stop.is_set():
        body, headers = form_with_photo({"key": str(uuid4()), "item": item})
        cookies = phone.visitor.cookies
        lines = headers | {
            "Host": "{}:{}".format(*phone.visitor.address),
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": cookies.get("csrftoken", ""),
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        head = f"POST /inspections/sheets/by-key/{key}/photos/ HTTP/1.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
        with socket.create_connection(phone.visitor.address, timeout=120) as line:
            line.sendall(head.encode())
            for start in range(0, len(body), BYTES_A_SECOND // PIECES_A_SECOND):
                line.sendall(body[start : start + BYTES_A_SECOND // PIECES_A_SECOND])
                time.sleep(1 / PIECES_A_SECOND)
            sent.append(int(line.recv(64).split()[1]))
