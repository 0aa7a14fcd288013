"""Every route x role x method answers as tests/access_matrix.py says; a route that isn't there fails."""

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from tests.access_matrix import ROUTES
from tests.access_route import LOGIN
from tests.conftest import ROLES

ADMIN = "admin"
FRAMEWORK = {"admin:login", "admin:logout", "admin:jsi18n"}  # open to everybody by their nature


def route_names(patterns, namespace=""):
    """Full names of all routes below `patterns`; an unnamed one stands with its address."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or 'unnamed: ' + str(pattern.pattern)}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from route_names(pattern.url_patterns, inner)


def all_routes() -> set[str]:
    return set(route_names(get_resolver().url_patterns))


def test_every_route_is_in_the_matrix_and_no_other():
    known = [route.name for route in ROUTES]
    routes = {name for name in all_routes() if not name.startswith(f"{ADMIN}:")}
    assert sorted(routes - set(known)) == [], "add a line to tests/access_matrix.py"
    assert sorted(set(known) - routes) == [], "these are no longer routes"
    assert len(known) == len(set(known)), "a route stands twice in the matrix"


def answer(client, method: str, address: str) -> str:
    """The status, or LOGIN. What the request changes is taken back."""
    with transaction.atomic():
        response = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith((reverse("login"), reverse("admin:login"))):
        return LOGIN
    return str(response.status_code)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_route_answers_each_role_as_the_matrix_says(route, method, scene, client_for):
    address = reverse(route.name, kwargs=route.arguments(scene)) + route.query
    answers = {role: answer(client_for(role), method, address) for role in ROLES}
    assert answers == dict(zip(ROLES, route.answers[method], strict=True)), address


def test_the_admin_is_for_the_administrator(scene, client_for):
    """Every page of the admin that needs no record: its lists, its empty forms."""
    names = {name for name in all_routes() if name.startswith(f"{ADMIN}:")} - FRAMEWORK
    addresses = [reverse(name) for name in names if name.endswith(("index", "_changelist", "_add"))]
    assert addresses
    for role in ROLES:
        allowed = {"200", "403"} if role == "admin" else {LOGIN}
        for address in addresses:
            assert answer(client_for(role), "GET", address) in allowed, f"{role} {address}"
    assert answer(client_for("admin"), "GET", reverse("admin:index")) == "200"
