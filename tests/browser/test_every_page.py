"""Every page of the demo that links lead to, as each role: readable for everybody, no wider than its window, light and dark."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from core.models import User
from tests.browser.conftest import DESK, PHONE
from tests.config.loading import NOVEMBER, load, one_photo_for_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

ROLES = ("office", "admin", "leader", "inspector", "unit", None)
"""In this order: a page that somebody was shown already is not looked at again. None: a resident."""
FIRST = ("/", "/menu/", "/home/", "/public/")
"""From here each finds what is theirs, even where another was before."""
LEFT_OUT = ("admin:", "calendar_feed", "photo", "paper")
"""Django's own pages, and what is no page."""
LINKS = "links => links.map(link => link.href).filter(href => !href.includes('format='))"
PHONE_SIZE, DESK_SIZE = PHONE["viewport"], DESK["viewport"]


def route_of(url: str) -> str:
    """The name of the page's route; '' for what is none of ours."""
    try:
        name = resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""
    return "" if name.startswith(LEFT_OUT) else name


def pages_by_link(page: Page, server: str, seen: set[str]) -> Iterator[str]:
    """Opens page after page, one of each route that is not in `seen`; gives the route of the one that is open."""
    first, opened = [f"{server}{path}" for path in FIRST], set()
    waiting = [*first]
    while waiting:
        url = waiting.pop(0)
        route = route_of(url)
        if not url.startswith(server) or not route or route in opened or (route in seen and url not in first):
            continue
        opened.add(route)
        answer = page.request.get(url)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page.goto(url)
        page.wait_for_load_state("networkidle")
        waiting += page.eval_on_selector_all("a[href]:not([download])", LINKS)
        if (there := route_of(page.url)) and there not in seen:
            seen.add(there)
            yield there


def test_every_page_stands(visit, live_server, browser, axe, client, transactional_db):
    with one_photo_for_all():
        load(NOVEMBER)
    seen, troubles = set(), []
    for role in ROLES:
        context = browser.new_context(
            base_url=live_server.url, locale="zh-CN", reduced_motion="reduce", viewport=PHONE_SIZE
        )
        if role:
            client.force_login(User.objects.get(username=role), backend="django.contrib.auth.backends.ModelBackend")
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        for route in pages_by_link(page, live_server.url, seen):
            troubles.extend(f"{role} {route}: {trouble}" for trouble in troubles_of(page, axe))
        context.close()
    assert len(seen) > 100
    assert not troubles, "\n".join(troubles)


def troubles_of(page: Page, axe) -> Iterator[str]:
    """What is wrong with the page that is open, as a phone opened it: at both widths, and in the dark. The next one is a phone's again."""
    for size in (PHONE_SIZE, DESK_SIZE):
        page.set_viewport_size(size)
        if wider := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
            yield f"{wider} px wider than {size['width']}"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        try:
            axe(page)
        except AssertionError as found:
            yield f"{scheme}: {found}"
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE_SIZE)
