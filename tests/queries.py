"""The cost of a page must not grow with its rows."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def count_queries(client: Client, url: str) -> list[str]:
    """The SQL of one visit; the page must answer 200."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answers {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def assert_same_query_count(client: Client, url: str, make_one_row: Callable[[], object], n1: int = 1, n2: int = 20):
    """Visits `url` with n1 and with n2 rows and compares the number of queries. The first visit of all warms what is cached: all of it
    anew, so that nothing which an earlier test left runs out between two visits."""
    cache.clear()
    for _ in range(n1):
        make_one_row()
    count_queries(client, url)
    few = count_queries(client, url)
    for _ in range(n2 - n1):
        make_one_row()
    many = count_queries(client, url)
    grown = "\n".join(many)
    assert len(many) == len(few), f"{url}: {len(few)} queries for {n1} row(s), {len(many)} for {n2}:\n{grown}"
