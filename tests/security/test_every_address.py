"""What holds of every address: no form without its token, no page in a frame, none with a script inside, none kept by a cache."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access_matrix import ROUTES
from tests.security.visits import addresses, leads_to_sign_in, visit

CACHES_SAY_HOW = re.compile(r"no-store|private")
BY_ROLE = ("anonymous", "unit", "inspector", "admin", "office")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|<style\b|\sstyle=\"|\son[a-z]+=\"|javascript:",
    re.IGNORECASE,
)


def signed_in(role: str, scene) -> Client:
    client = Client(enforce_csrf_checks=True)
    if role != "anonymous":
        client.force_login(scene.people[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", [pytest.param("anonymous", marks=pytest.mark.long), "office"])
def test_no_form_is_taken_without_its_token(scene, role):
    """By its name, so that an address that takes forms for programs is seen here when it comes."""
    client = signed_in(role, scene)
    answers = {route.name: visit(client, address, "POST").status_code for route, address in addresses(scene)}
    taken = {name for name, status in answers.items() if status != 403}
    assert taken == set()


@pytest.mark.long
@pytest.mark.parametrize("role", BY_ROLE)
def test_every_answer_says_what_a_browser_may_do_with_it(scene, role):
    client, faults = signed_in(role, scene), []
    for route, address in addresses(scene):
        response = visit(client, address)
        head = response.headers
        faults += [f"{route.name}: {fault}" for fault in faults_of(head, response)]
        if role != "anonymous" and response.status_code == 200 and "html" in head["Content-Type"]:
            faults += [f"{route.name}: inline {found[0]!r}" for found in INLINE.finditer(response.content.decode())]
    assert faults == []


def faults_of(head, response) -> list[str]:
    wrong = []
    if head.get("X-Content-Type-Options") != "nosniff":
        wrong.append("its kind may be guessed")
    if "html" in head.get("Content-Type", ""):
        policy = head.get("Content-Security-Policy", "")
        if "script-src 'self'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
            wrong.append(f"policy {policy!r}")
        if head.get("X-Frame-Options") != "DENY":
            wrong.append("may be framed")
    if response.status_code >= 500:
        wrong.append(f"answers {response.status_code}")
    return wrong


@pytest.mark.long
def test_no_cache_keeps_what_only_signed_in_people_get(scene):
    """Whatever nobody may open without signing in: no shared cache has it, and 'back' after signing out shows nothing."""
    stranger, office, kept = Client(), signed_in("office", scene), {}
    for route, address in addresses(scene):
        if route.name != "admin_login" and leads_to_sign_in(visit(stranger, address)):
            said = visit(office, address).headers.get("Cache-Control", "")
            if not CACHES_SAY_HOW.search(said):
                kept[route.name] = said
    assert kept == {}


def test_back_after_signing_out_shows_nothing(client_for):
    response = client_for("office").get(reverse("rectification:list"))
    assert "no-store" in response.headers["Cache-Control"]


def test_the_matrix_is_what_is_walked():
    assert len(ROUTES) > 200
