"""Where there is little or nothing to say, every page of results says that, with its charts and its files: never an error, never a
figure that nobody has."""

import json
import re
from decimal import Decimal as D

import pytest
from django.utils.html import strip_tags

from inspections.models import Basis, ItemResult, Level, RoundResult
from reports.services import report_of, write_report
from tests.dashboards.scenes import add_results, make_round
from tests.factories import NOW, ItemFactory, SectionFactory, StandardFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]

OF_A_PERIOD = {
    "/": (),
    "/rankings/": ("",),
    "/compare/": ("units", "years", "sections", "items"),
    "/losses/": ("items", "kinds", "units", "departments", "rounds", "points", "gains"),
    "/lasting/": ("gaps", "came_back", "drives"),
    "/funding/against-score/": ("",),
    "/funding/results/": ("",),
}
"""Each page that is asked for a period, and the parts that it gives as files."""
OTHERS = (
    "/screen/", "/screen/pages/", "/public/", "/public/results/", "/public/honours/", "/public/activities/",
    "/summary/2026/", "/summary/2026/10/",
)  # fmt: skip
CHARTS = (
    "/course.json",
    "/rankings/chart.json",
    "/compare/chart.json",
    "/losses/chart.json",
    "/lasting/chart.json",
    "/funding/against-score/chart.json",
)
PERIODS = (
    "year=1999", "year=0", "year=99999", "year=abc", "year=-1", "year=２０２６", "level=nonsense", "round=99", "round=0",
    "round=x", "round=²", "series=none", "kind=nonsense", "group=99", "part=nonsense", "level=self_check&year=2025&round=7",
)  # fmt: skip
QUERIES = {
    "level=self_check&year=2026": ("csv", "xlsx"), "level=city&year=2026": ("csv",), "level=self_check&year=2026&round=1": ("csv",),
}  # fmt: skip
"""And as which files: both kinds are made of the same rows."""
BROKEN = re.compile(r"\bNone\b|\bnan\b|\bNaN\b|Infinity|\bInf\b|Decimal\(|<SafeString|\{(?!time\})\w*\}|%\(\w+\)s")


def nothing(town):
    return "暂无|没有|尚未|还没有|未"


def one_unit(town):
    """One village, one point, one round."""
    scored(town, 2026, {town.village: (80, 100)}, points=1)
    return "马桥村"


def all_tied(town):
    for year in (2025, 2026):
        scored(town, year, {town.village: (90, 100), town.other_village: (90, 100)})
    return "并列"


def all_zero(town):
    for year in (2025, 2026):
        scored(town, year, {town.village: (0, 100), town.other_village: (0, 100)})
    return "0.00"


def all_right(town):
    for year in (2025, 2026):
        scored(town, year, {town.village: (100, 100), town.other_village: (100, 100)})
    return "100.00"


def nothing_in_common(town):
    for year in (2025, 2026):
        scored(town, year, {town.village: (80, 100), town.other_village: (90, 100)}, code=f"{year}-1")
    return "没有共同项"


def another_year(town):
    """Last year has everything, this year nothing."""
    scored(town, 2025, {town.village: (80, 100), town.other_village: (90, 100)})
    return "2025"


def last_year_only_without_scores(town):
    make_round(town.home, {town.village: None}, level=Level.SELF_CHECK, year=2025)
    make_round(town.home, {town.village: None, town.other_village: None}, level=Level.SELF_CHECK)
    return "—|没有|无"


def a_bulletin_without_points(town):
    make_round(town.city, {town.home: "90.00", town.peer: "90.00"}, ranks={town.home: 1, town.peer: 1})
    return "没有点位明细"


SCENES = (
    nothing, one_unit, all_tied, all_zero, all_right, nothing_in_common, another_year, last_year_only_without_scores,
    a_bulletin_without_points,
)  # fmt: skip


def scored(town, year, won, *, code="1.1", points=5):
    """A published self-check with sheets behind it: {unit: (won, of)} on one item."""
    standard = StandardFactory()
    item = ItemFactory(section=SectionFactory(standard=standard), standard=standard, code=code)
    scores = {unit: f"{100 * awarded / maximum:.2f}" for unit, (awarded, maximum) in won.items()}
    found = make_round(town.home, scores, level=Level.SELF_CHECK, year=year, standard=standard, points=points)
    whole = tuple(sum(one[at] for one in won.values()) for at in (0, 1))
    add_results(found, {town.home: f"{100 * whole[0] / whole[1]:.2f}"}, basis=Basis.TOTAL, points=points)
    rows = [(unit, Basis.TERRITORY, one) for unit, one in won.items()] + [(town.home, Basis.TOTAL, whole)]
    for unit, basis, (awarded, maximum) in rows:
        sums = {"awarded": D(awarded), "maximum": D(maximum)}
        RoundResult.objects.filter(round=found, unit=unit, basis=basis).update(**sums)
        ItemResult.objects.create(round=found, unit=unit, basis=basis, item=item, observations=1, **sums)


def text_of(html: str) -> str:
    main = re.search(r"<main.*</main>|<body.*</body>", html, re.DOTALL)
    return strip_tags(re.sub(r"<(script|svg|style|option)\b.*?</\1>", "", main[0] if main else html, flags=re.DOTALL))


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def faults(client, query: str, kinds=("csv",)) -> tuple[list[str], str]:
    """What is wrong with this query at all addresses that are asked for a period, and all that the pages said. kinds: of files."""
    found, said = [], []
    for page, parts in OF_A_PERIOD.items():
        more, words = faults_of_page(client, f"{page}?{query}")
        found, said = found + more, [*said, words]
        for part in parts:
            for kind in kinds:
                response = client.get(f"{page}?{query}&format={kind}&part={part}")
                data = body_of(response)
                if response.status_code != 200 or (kind == "csv" and BROKEN.search(data.decode("utf-8-sig"))):
                    found.append(f"{page}?{query}&format={kind}&part={part}: {response.status_code} {data[:200]!r}")
    return found + charts_at_fault(client, query), " ".join(said)


def faults_of_page(client, address: str) -> tuple[list[str], str]:
    response = client.get(address, follow=True)
    if response.status_code != 200:
        return [f"{address}: {response.status_code}"], ""
    words, found = text_of(response.text), []
    if broken := BROKEN.search(words):
        found.append(f"{address}: {words[max(0, broken.start() - 60) : broken.end() + 60]!r}")
    if len(words.split()) < 3:
        found.append(f"{address}: says nothing")
    return found, words


def charts_at_fault(client, query: str) -> list[str]:
    found = []
    for address in CHARTS:
        response = client.get(f"{address}?{query}")
        try:
            data = json.loads(response.content, parse_constant=lambda name: 1 / 0)  # NaN and Infinity are no JSON
        except (ValueError, ZeroDivisionError):
            found.append(f"{address}?{query}: {response.status_code}, no JSON")
            continue
        sizes = {len(one["data"]) for one in data.get("datasets", ())}
        if response.status_code != 200 or not sizes <= {len(data["labels"])}:
            found.append(f"{address}?{query}: {data}")
    return found


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_every_page_chart_and_file_says_something_true(client_for, town, office, scene):
    truth = scene(town)
    write_report(report=report_of(town=town.home, year=2026), by=office, now=NOW)
    client, told = client_for("leader"), ""
    for page in OTHERS:
        found, said = faults_of_page(client, page)
        assert not found, "\n".join(found)
        told += said
    for query, kinds in QUERIES.items():
        found, said = faults(client, query, kinds)
        assert not found, "\n".join(found)
        told += said
    assert re.search(truth, told)


@pytest.mark.parametrize("query", PERIODS)
def test_a_period_that_there_is_not_gives_the_usual_one(client_for, town, query):
    all_tied(town)
    found, _said = faults(client_for("leader"), query)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "address",
    [
        "/lasting/999/", "/losses/nothing/", "/losses/%E4%B8%8D/", "/public/results/1999/", "/public/results/2026/999/",
        "/public/honours/1999/", "/public/activities/1999/", "/summary/1999/13/", "/summary/2019.docx",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found_or_said_to_be_missing(client_for, town, address):
    response = client_for("leader").get(address, follow=True)
    assert response.status_code in (200, 404)
    assert not BROKEN.search(text_of(response.content.decode()))


def test_the_year_of_a_report_without_any_record_is_all_blanks(client_for, town, office):
    """What is not known is a marked blank; no figure stands in its place."""
    write_report(report=report_of(town=town.home, year=2026), by=office, now=NOW)
    words = text_of(client_for("office").get("/summary/2026/").content.decode())
    assert "【待填：" in words
    assert client_for("office").get("/summary/2026.docx").status_code == 200
