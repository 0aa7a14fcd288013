"""The phone's running total is the server's score, to the last place, over random sheets."""

import random
from decimal import Decimal

import pytest

from inspections import scoring

pytestmark = pytest.mark.django_db(transaction=True)

RUNNING = """async (sheets) => {
  const { parse, award, running, show } = await import('/static/js/sheet-points.js');
  const cap = (text) => (text === null ? null : parse(text));
  return sheets.map(({ sections, caps }) => {
    const read = sections.map(({ lossCap, bonusCap, items }) => ({
      lossCap: cap(lossCap),
      bonusCap: cap(bonusCap),
      items: items.map(({ method, max, each, share, entry }) => {
        const item = { method, max: parse(max), each: cap(each), shares: new Map([['1', cap(share)]]), capsSheet: false };
        return { ...item, points: award(item, entry) };
      }),
    }));
    const { score } = running(read, { bonus: cap(caps.bonus), veto: 0n });
    return score === null ? null : show(score, 6);
  });
}"""


def cents(rng, low, high) -> Decimal:
    return Decimal(rng.randint(low, high)) / 100


def random_item(rng) -> dict:
    method = rng.choice(["deduct", "grade", "pass_fail", "direct", "bonus"])
    most = cents(rng, 1, 3000)
    entry = {"not_applicable": rng.random() < 0.1, "count": None, "grade": None, "passed": None, "points": None}
    each, share = cents(rng, 1, 200), Decimal(rng.randint(0, 10_000)) / 10_000
    given = {
        "deduct": {"count": rng.randint(0, 40)},
        "grade": {"grade": "1"},
        "pass_fail": {"passed": rng.random() < 0.5},
        "direct": {"points": str(cents(rng, 0, int(most * 100)))},
        "bonus": {"points": str(cents(rng, 0, int(most * 100)))},
    }[method]
    return {"method": method, "max": most, "each": each, "share": share, "entry": entry | given}


def random_sheet(rng) -> dict:
    def maybe(value):
        return value if rng.random() < 0.4 else None

    sections = [
        {
            "lossCap": maybe(cents(rng, 0, 2000)),
            "bonusCap": maybe(cents(rng, 0, 1000)),
            "items": [random_item(rng) for _ in range(rng.randint(0, 6))],
        }
        for _ in range(rng.randint(1, 4))
    ]
    return {"sections": sections, "caps": {"bonus": maybe(cents(rng, 0, 1500))}}


def award(item) -> scoring.Award | None:
    entry, rule = item["entry"], scoring.Rule(item["method"], item["max"], item["each"])
    if entry["not_applicable"]:
        return None
    if item["method"] == "deduct":
        return scoring.award_deduct(rule, entry["count"])
    if item["method"] == "grade":
        return scoring.award_grade(rule, item["share"])
    if item["method"] == "pass_fail":
        return scoring.award_pass_fail(rule, entry["passed"])
    given = scoring.award_bonus if item["method"] == "bonus" else scoring.award_direct
    return given(rule, Decimal(entry["points"]))


def expected(sheet) -> str | None:
    lines, loss, bonus = [], {}, {}
    for number, section in enumerate(sheet["sections"]):
        awards = filter(None, map(award, section["items"]))
        lines += [scoring.Line(number, one) for one in awards]
        loss |= {number: section["lossCap"]} if section["lossCap"] is not None else {}
        bonus |= {number: section["bonusCap"]} if section["bonusCap"] is not None else {}
    points = scoring.sheet_points(lines, scoring.Caps(loss, bonus, sheet["caps"]["bonus"]))
    score = scoring.rounded(scoring.sheet_score(points), places=6)
    return None if score is None else f"{score:f}"


def as_text(value):
    """Decimals as the page writes them; everything else as it is."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value


def test_the_running_total_equals_the_score(phone):
    rng = random.Random(20261123)
    sheets = [random_sheet(rng) for _ in range(500)]
    page = phone("anonymous")
    page.goto("/accounts/login/")
    assert page.evaluate(RUNNING, as_text(sheets)) == [expected(sheet) for sheet in sheets]
