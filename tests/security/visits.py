"""Visiting every address of the access matrix."""

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access_matrix import ROUTES
from tests.access_route import LOGIN, Route


def addresses(scene, *, with_records: bool = False) -> Iterator[tuple[Route, str]]:
    """Every route with its address in the scene; with_records: only those that name a record."""
    for route in ROUTES:
        arguments = route.arguments(scene)
        if arguments or not with_records:
            yield route, reverse(route.name, kwargs=arguments) + route.query


def visit(client: Client, address: str, method: str = "GET", data: dict | None = None) -> HttpResponse:
    """The answer; what the visit changes is taken back."""
    with transaction.atomic():
        response = getattr(client, method.lower())(address, data or {})
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.url.startswith((reverse("login"), reverse("admin:login")))


def answer(response: HttpResponse) -> str:
    return LOGIN if leads_to_sign_in(response) else str(response.status_code)
