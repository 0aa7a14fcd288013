"""What a first visit transfers, measured in a real browser: page, styles, scripts and icons, without photos."""

import os
import shutil

from playwright.sync_api import sync_playwright

PHONE = {"width": 360, "height": 740}


def first_visits(url: str, pages: dict[str, tuple[str, dict[str, str]]]) -> dict[str, float]:
    """KB as transferred for each page, with an empty cache. pages: {name: (path, cookies of who visits)}."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        weights = {name: _first_visit(browser, url, path, cookies) for name, (path, cookies) in pages.items()}
        browser.close()
    return weights


def _first_visit(browser, url: str, path: str, cookies: dict[str, str]) -> float:
    context = browser.new_context(viewport=PHONE)
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    page = context.new_page()
    kinds, sizes = {}, []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event))
    network.on("Network.loadingFinished", lambda event: sizes.append((event["requestId"], event["encodedDataLength"])))
    page.goto(url + path, wait_until="networkidle")
    context.close()
    return sum(size for request, size in sizes if not _is_photo(kinds.get(request))) / 1024


def _is_photo(event: dict | None) -> bool:
    return bool(event) and event["type"] == "Image" and not event["response"]["url"].endswith(".svg")
