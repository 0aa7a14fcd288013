"""What a first visit transfers, measured in a real browser: page, styles, scripts and icons, without photos."""

import os
import shutil
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

PHONE = {"width": 360, "height": 740}
CODE = ("Stylesheet", "Script")


@dataclass(frozen=True)
class Weight:
    """KB as transferred, with the heads of the answers. code: style sheets and scripts, what the bar of 100 KB is for."""

    everything: float
    code: float


def first_visits(url: str, pages: dict[str, tuple[str, dict[str, str]]]) -> dict[str, Weight]:
    """What each page weighs with an empty cache. pages: {name: (path, cookies of who visits)}."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        weights = {name: _first_visit(browser, url, path, cookies) for name, (path, cookies) in pages.items()}
        browser.close()
    return weights


def _first_visit(browser, url: str, path: str, cookies: dict[str, str]) -> Weight:
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
    everything = sum(size for request, size in sizes if not _is_photo(kinds.get(request)))
    code = sum(size for request, size in sizes if request in kinds and kinds[request]["type"] in CODE)
    return Weight(everything / 1024, code / 1024)


def _is_photo(event: dict | None) -> bool:
    return bool(event) and event["type"] == "Image" and not event["response"]["url"].endswith(".svg")
