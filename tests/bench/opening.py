"""How long a sheet takes to open on a slow phone without a network, in a real browser: Chromium at a fourth of its speed."""

import os
import shutil
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright

SLOWDOWN = 4
LIMIT = 1000
"""ms until the sheet can be used, on a machine that does nothing else."""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
WHEN_READY = """
window.sheetReady = new Promise((done) => {
  const look = () => {
    if (!document.querySelector('[data-sheet][data-ready]')) return;
    watch.disconnect();
    done(performance.now());
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, attributeFilter: ['data-ready'] });
});
"""


@dataclass(frozen=True)
class Opening:
    """ready: ms from the tap on a link until the sheet can be used. busy: ms of the page's thread in it, whatever else the machine did."""

    ready: float
    busy: float


def keep_sheets(context: BrowserContext) -> str:
    """Visits 'my inspections' until all its pages are kept; gives the address of the first sheet."""
    page = context.new_page()
    page.goto("/inspections/mine/")
    page.wait_for_selector("html[data-kept]", state="attached", timeout=60_000)
    address = page.locator(".visit[data-keep]").first.evaluate("link => link.href")
    page.close()
    return address


def open_slowly(page: Page, address: str) -> Opening:
    """One opening in a new page. The context has no network any more."""
    page.add_init_script(WHEN_READY)
    line = page.context.new_cdp_session(page)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    line.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="commit")
    ready = page.evaluate("window.sheetReady")
    measured = {metric["name"]: metric["value"] for metric in line.send("Performance.getMetrics")["metrics"]}
    page.close()
    return Opening(ready, measured["TaskDuration"] * 1000)


def openings(url: str, cookies: dict[str, str], times: int) -> list[Opening]:
    """So many openings of one sheet, the first of them the first after it was kept."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        context = browser.new_context(base_url=url, **PHONE)
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        address = keep_sheets(context)
        context.set_offline(True)
        found = [open_slowly(context.new_page(), address) for _ in range(times)]
        browser.close()
    return found


def in_words(found: list[Opening]) -> str:
    """The first opening and the median of the others, with what the limit is."""
    first, *others = found
    return (
        f"first {first.ready:.0f} ms, then {median(one.ready for one in others):.0f} ms until it can be used "
        f"(page's own work {median(one.busy for one in found):.0f} ms; limit {LIMIT} ms)"
    )
