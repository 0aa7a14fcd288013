"""Every route x role x method answers as tests/access_matrix.py says, in Chinese; a route that isn't there fails."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.access_matrix import ROUTES
from tests.access_route import LOGIN
from tests.conftest import ROLES
from tests.core.spoken import english_in
from tests.security.visits import answer, visit

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


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_route_answers_each_role_as_the_matrix_says_and_in_chinese(route, scene, client_for):
    """By both methods and for all roles on one scene: making it takes longer than asking."""
    address = reverse(route.name, kwargs=route.arguments(scene)) + route.query
    clients = {role: client_for(role) for role in ROLES}
    for method in ("GET", "POST"):
        responses = {role: visit(client, address, method) for role, client in clients.items()}
        answers = {role: answer(response) for role, response in responses.items()}
        assert answers == dict(zip(ROLES, route.answers[method], strict=True)), f"{method} {address}"
        for role, response in responses.items():
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                assert english_in(response.text) == [], f"{method} {address} as {role}"


def test_the_admin_is_for_the_administrator(scene, client_for):
    """Every page of the admin that needs no record: its lists, its empty forms."""
    names = {name for name in all_routes() if name.startswith(f"{ADMIN}:")} - FRAMEWORK
    addresses = [reverse(name) for name in names if name.endswith(("index", "_changelist", "_add"))]
    assert addresses
    for role in ROLES:
        client, allowed = client_for(role), {"200", "403"} if role == "admin" else {LOGIN}
        for address in addresses:
            assert answer(visit(client, address)) in allowed, f"{role} {address}"
    assert answer(visit(client_for("admin"), reverse("admin:index"))) == "200"
