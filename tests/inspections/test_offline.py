"""What lets a phone work without a network: the workers, what they keep, the manifest and the token."""

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from inspections.views.offline import kept_files

pytestmark = pytest.mark.django_db


def test_the_workers_are_asked_for_anew_each_time(client):
    for address in ("/inspections/sw.js", "/inspections/outbox/worker.js"):
        response = client.get(address)
        assert response["Content-Type"].startswith("text/javascript")
        assert response["Cache-Control"] == "no-cache"


def test_what_the_pages_of_an_inspector_are_made_of_is_kept():
    names = {address.removeprefix(settings.STATIC_URL) for address in kept_files()}
    assert {"js/sheet.js", "js/outbox.js", "js/mine.js", "css/sheet.css", "vendor/idb/index.js", "icons.svg"} <= names
    assert not [name for name in names if not finders.find(name)]


def test_what_only_others_pages_need_is_not_waited_for_in_the_street():
    names = {address.removeprefix(settings.STATIC_URL) for address in kept_files()}
    others = ("js/chart", "js/public", "vendor/chartjs", "vendor/leaflet")
    assert not {name for name in names if name.startswith(others)}
    assert not {"css/print.css", "css/wall.css", "css/settings.css", "js/clearance.js"} & names


def test_the_worker_loads_only_what_is_there(client):
    text = client.get("/inspections/sw.js").content.decode()
    scripts = json.loads("[" + text.split("importScripts(")[1].split(");")[0] + "]")
    assert len(scripts) == 5
    assert not [address for address in scripts if not finders.find(address.removeprefix(settings.STATIC_URL))]


def test_the_manifest_starts_at_the_inspectors_page_with_icons_that_are_there(client):
    manifest = client.get("/inspections/manifest.webmanifest").json()
    assert manifest["start_url"] == "/inspections/mine/"
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL))


def test_a_token_is_good_for_sending_and_names_who_is_signed_in(client_for, inspector):
    answer = client_for("inspector").get("/inspections/token/")
    assert answer.json()["user"] == str(inspector.pk)
    assert "no-store" in answer["Cache-Control"]
    assert client_for("anonymous").get("/inspections/token/").status_code == 401
