"""Several who do something at the same moment, each with a connection of their own. For tests with django_db(transaction=True)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(works: list[Callable[[], object]]) -> list:
    """Starts all of these together; gives what they gave, in their order. The first error of any is raised."""
    start = threading.Barrier(len(works))

    def one(work):
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as crowd:
        return list(crowd.map(one, works))
