"""Getting about as people do: by the navigation, not by addresses."""

from playwright.sync_api import Page, expect


def sign_on(page: Page) -> Page:
    """The first page after signing in."""
    page.goto("/")
    return page


def walk_to(page: Page, place: str) -> None:
    """To a place by its word in the navigation: beside the page at a desk, under 'More' on a phone."""
    beside = page.get_by_role("navigation", name="主导航").get_by_role("link", name=place).first
    if beside.is_visible():
        beside.click()
    else:
        page.get_by_role("navigation", name="手机导航").get_by_role("link", name="更多").click()
        page.locator(".places").get_by_role("link", name=place).first.click()
    expect(page.locator("h1")).to_contain_text(place)


def open_record(page: Page, name: str) -> None:
    """A record by its name in the list."""
    page.locator("main").get_by_role("link", name=name).first.click()
    expect(page.locator("h1")).to_have_text(name)
