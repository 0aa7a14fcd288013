"""Every chart of the product: says what it shows, starts its bars from zero, marks one's own, and gives the same figures as a
table and as files, by keyboard alone."""

import csv
from decimal import Decimal

import pytest
from django.urls import URLPattern, get_resolver, resolve
from playwright.sync_api import Page, expect

from core.charts import ChartView
from tests.dashboards.chart_scene import draw_everything
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)

DRAWN = """async card => { const {Chart} = await import('/static/vendor/chartjs/chart.min.js');
  return [...card.querySelectorAll('canvas')].map(canvas => {
  const chart = Chart.getChart(canvas);
  const axis = chart.options.indexAxis === 'y' ? chart.scales.x : chart.scales.y;
  return {alt: canvas.getAttribute('aria-label'), role: canvas.getAttribute('role'), kind: canvas.dataset.kind ?? '', type: chart.config.type,
    min: axis.min, labels: chart.data.labels.length, sets: chart.data.datasets.map(set => [...set.data])};
})}"""
TABLE = "pane => [...pane.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"


def chart_views(patterns=None) -> set[type]:
    """All views of figures that have an address."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            found |= chart_views(pattern.url_patterns)
        elif issubclass(getattr(pattern.callback, "view_class", object), ChartView):
            found.add(pattern.callback.view_class)
    return found


@pytest.mark.long
def test_every_chart_of_the_product(desk, town, inspector, office, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    addresses = draw_everything(town, inspector, office)
    page, seen = desk("leader"), set()
    for address in addresses:
        figures = {}
        page.on("response", lambda answer, figures=figures: _keep(answer, figures))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        cards = page.locator(".chart-card")
        assert cards.count(), f"{address} has no chart"
        for at in range(cards.count()):
            url = cards.nth(at).get_attribute("data-url")
            raw = page.evaluate("async url => (await fetch(url)).json()", url)
            seen.add(resolve(page.evaluate("url => new URL(url, location).pathname", url)).func.view_class)
            check_card(page, cards.nth(at), raw)
    assert seen == chart_views()


def _keep(answer, figures: dict) -> None:
    if "json" in answer.headers.get("content-type", ""):
        figures[answer.url] = answer


def check_card(page: Page, card, raw: dict) -> None:
    title = card.locator("h2").inner_text()
    assert title and card.locator(".panel__note").inner_text(), f"{title}: no unit beside the title"
    assert raw["labels"] and raw["unit"], title
    for drawn in card.evaluate(DRAWN):
        assert drawn["role"] == "img" and len(drawn["alt"]) > len(title) / 2, drawn
        assert any(sign.isdigit() for sign in drawn["alt"]), f"{title}: says nothing that is drawn: {drawn['alt']}"
        assert drawn["labels"] == len(raw["labels"])
        if drawn["type"] == "bar" and drawn["kind"] != "rank-range":
            assert drawn["min"] == 0, f"{title}: bars don't start from zero"
            assert drawn["sets"][0] == [value and float(value) for value in raw["series"][0]["data"]]
    check_table(page, card, raw)
    check_files(page, card, raw)


def check_table(page: Page, card, raw: dict) -> None:
    """Switched by keyboard; the table takes the place of the chart, can be reached, and has the chart's figures."""
    button = card.locator("[data-view-to=table]")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    pane = card.locator("[data-pane=table]")
    expect(card.locator("canvas").first).to_be_hidden()
    pane.focus()
    expect(pane).to_be_focused()
    rows = pane.evaluate(TABLE)
    assert [row[0] for row in rows] == [label if isinstance(label, str) else " ".join(label) for label in raw["labels"]]
    for at, series in enumerate(raw["series"], start=1):
        assert [_number(row[at]) for row in rows] == [_number(value) for value in series["data"]]
    if raw.get("own") is not None:
        assert pane.locator("tbody tr.is-own").count() == 1


def check_files(page: Page, card, raw: dict) -> None:
    """The CSV has the table's figures; the picture is one."""
    saved = {}
    for kind in ("csv", "png"):
        card.locator("summary").focus()
        page.keyboard.press("Enter")
        if kind == "png":
            card.locator("[data-view-to=chart]").click()
            card.locator("summary").click()
        with page.expect_download() as caught:
            card.locator(f"[data-save={kind}]").click()
        page.keyboard.press("Escape")
        saved[kind] = caught.value.path()
    rows = list(csv.reader(saved["csv"].read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(raw["labels"]) + 1
    assert [_number(row[1]) for row in rows[1:]] == [_number(value) for value in raw["series"][0]["data"]]
    assert saved["png"].read_bytes().startswith(b"\x89PNG")


def _number(text) -> Decimal | None:
    return None if text in (None, "—", "") else Decimal(str(text))
