"""Journeys in a real browser: a phone and a desk, each with somebody signed in, and what every page must stand."""

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1440, "height": 900}}
# The test server writes an answer in several pieces, and the system would hold each back for 40 ms until the last has arrived.
WSGIRequestHandler.disable_nagle_algorithm = True
AXE = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Marks the journeys; one that is walked in several ways (on another screen, with another fault) is quick in the first of them.

    Where JOURNEYS is '2/4' only every fourth of those that were chosen stays, beginning with the second.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if (way := getattr(item, "callspec", None)) and any(way.indices.values()):
                item.add_marker(pytest.mark.long)
    yield
    if given := os.environ.get("JOURNEYS"):
        part, parts = map(int, given.split("/"))
        chosen = items[part - 1 :: parts]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


@pytest.fixture(scope="session")
def browser():
    # Playwright's event loop runs in this thread, and Django would take the tests' own queries for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def server_at_rest(transactional_db):
    """Before a test's records go, the server has ended what it was asked: a draft on its way would be met by an empty database."""
    yield
    deadline = time.monotonic() + 20
    while busy := [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]:
        assert time.monotonic() < deadline, f"the server still answers after the browser has gone: {busy}"
        time.sleep(0.02)


@pytest.fixture
def visit(browser, live_server, client_for, server_at_rest):
    """visit("office", **options) is a page in which 李敏 is signed in; `page.goto("/")` goes to the server of the test.

    A script that fails, or anything that the content security policy stops, fails the test at its end.
    """
    contexts, troubles = [], []

    def watch(message):
        if message.type == "error" and "Content Security Policy" in message.text:
            troubles.append(message.text)

    def signed_in(role: str, **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if session := client_for(role).cookies.get(settings.SESSION_COOKIE_NAME):
            context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", watch)
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def phone(visit):
    """phone("inspector"): 360 x 740, with touch."""
    return lambda role, **options: visit(role, **PHONE, **options)


@pytest.fixture
def desk(visit):
    """desk("leader"): 1440 x 900."""
    return lambda role, **options: visit(role, **DESK, **options)


@pytest.fixture
def axe():
    """axe(page) fails when axe-core finds anything against WCAG 2.2 AA or its best practice.

    Its source is evaluated: a script tag would be stopped by the content security policy, as it should.
    """

    def run(page: Page) -> None:
        page.evaluate(AXE)
        result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", AXE_RULES)
        found = [
            f"{violation['id']}: {violation['help']}\n    "
            + "\n    ".join(node["html"][:160] for node in violation["nodes"])
            for violation in result["violations"]
        ]
        assert not found, f"{page.url}\n" + "\n".join(found)

    return run


@pytest.fixture
def no_sideways_scroll():
    """no_sideways_scroll(page) fails when the page is wider than its window."""

    def check(page: Page) -> None:
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} is {wider} px wider than the window"

    return check


@pytest.fixture
def shots():
    """shots(page, "name") saves a picture of the whole page where SHOTS_DIR names a folder, and does nothing elsewhere."""

    def save(page: Page, name: str) -> None:
        if folder := os.environ.get("SHOTS_DIR"):
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return save
