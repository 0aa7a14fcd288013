"""A web worker ends with the server that started it: one that was left over would hold the port, and no new server could start."""

import multiprocessing
import os
import signal
import time
from threading import Thread

LAST_REQUESTS_SECONDS = 8
"""So long the requests at hand have to come to their end."""


def end_with_the_server() -> None:
    """Where this process is a worker of granian's, watches over its parent; elsewhere does nothing."""
    if server := multiprocessing.parent_process():
        Thread(target=_outlive_by_little, args=(server,), daemon=True, name="lifeline").start()


def _outlive_by_little(server) -> None:
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_REQUESTS_SECONDS)
    os._exit(1)
