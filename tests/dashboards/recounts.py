"""What each page that the overview leads to must add up to. A recount gets the reader and the link, and asserts."""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from functools import cache

from django.urls import reverse

from core.formats import score
from tests.dashboards.followed import Follower, Link, links_of, loose_of, numbers_in, says, total

HOME = "枫河街道"
WAN = Decimal(10_000)


def wan(yuan: Decimal) -> str:
    return f"{yuan / WAN:.2f}"


NUMBERS = range(1, 13)
"""Of the rounds of a year, as far as there are any."""


def tasks(reader: Follower, link: Link) -> None:
    """A list of tasks has as many rows as its link says; points at stake are those of its rows."""
    rows = reader.file_of(link)
    if link.query.get("sort") == "stake":
        at_stake(reader, link)
    elif link.query.get("figure", "").startswith("due"):
        on_time = reader.rows(link.with_query(figure="on_time", format="csv"))
        said = numbers_in(link.row.replace("%", " "))
        assert (Decimal(len(rows)) in said and Decimal(len(on_time)) in said) or percent_is(
            len(on_time), len(rows), said
        )
    elif link.numbers:
        assert link.numbers[0] == len(rows), link


def at_stake(reader: Follower, link: Link) -> None:
    """Points, and how many tasks, of the rows on the first page of the list: those with most points come first."""
    shown = reader.client.get(link.href).context["rows"]
    staked = [Decimal(row.stake) for row in shown if row.stake]
    says(link.text, score(sum(staked)))
    if "涉及" in link.text:
        says(link.text, f"{len(staked)}件")


def percent_is(part: int, whole: int, said: list[Decimal]) -> bool:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) in said


def task(reader: Follower, link: Link) -> None:
    """A task's page says its problem; of one that nobody has read yet the overview says nothing of it."""
    page = reader.page(link.href)
    title = link.text.split(" ")[0]
    if title == "等待受理":
        says(page, "已上报")
    else:
        says(page, title)


def orders(reader: Follower, link: Link) -> None:
    assert link.numbers[0] == len(reader.file_of(link))


def home_row(rows: list[dict]) -> dict:
    return next(row for row in rows if row["单位"] == HOME)


def rankings(reader: Follower, link: Link) -> None:
    """Rank and score are those of the ranking's row; places are those of its rounds."""
    rows = reader.file_of(link)
    if link.query.get("level") == "self_check":
        return
    if "round" in link.query:
        own = home_row(rows)
        assert Decimal(own["名次"]) in link.numbers, (link.text, own)
        if "10" in link.text or "/" in link.text:
            assert len([row for row in rows if row["名次"]]) in link.numbers
        return
    first, second = (places_of(reader, link, rank) for rank in (1, 2))
    if "第一名次数" in link.row:
        assert numbers_in(link.row.split("次数")[1])[1] == places_of(reader, link, 1, last_year_has=True)
    else:
        assert sum(places_of(reader, link, rank) for rank in range(1, 20)) == link.numbers[0], link
        if first:
            says(link.text.replace(" ", ""), f"{first}个第一")
        if second:
            says(link.text.replace(" ", ""), f"{second}个第二")


def places_of(reader: Follower, link: Link, rank: int, last_year_has: bool = False) -> int:
    """In how many rounds of the year the home town had this rank; of the rounds that both years have, if asked so."""
    found = 0
    for number in NUMBERS:
        own = row_of_round(reader, number, int(link.query["year"]))
        last = row_of_round(reader, number, int(link.query["year"]) - 1)
        found += bool(own and own["名次"] == str(rank) and (last or not last_year_has))
    return found


@cache
def row_of_round(reader: Follower, number: int, year: int) -> dict | None:
    """Asked for again and again: one reader sees one state of the records."""
    page = reader.client.get("/rankings/", {"level": "city", "year": year, "round": number})
    if page.context["board"].round is None:
        return None
    return home_row(reader.rows(f"/rankings/?level=city&year={year}&round={number}&format=csv"))


def compare(reader: Follower, link: Link) -> None:
    """A year's mean is in the table of years, both years' in the table of units; what moved is in that of items or units."""
    if link.href.endswith("#items"):
        row = next(row for row in reader.file_of(link, part="items") if row["测评项"] == link.text.split(" ")[0])
        says(link.text, row["影响得分（分）"].lstrip("+-"), row["2026年得分率"], row["2025年得分率"])
        same_sign(link, row["影响得分（分）"])
    elif link.href.endswith("#table"):
        row = next(row for row in reader.file_of(link) if row["单位"] == link.text.split(" ")[0])
        says(link.text, row["2026年得分"], row["2025年得分"])
        same_sign(link, row["差（分）"])
    elif "round" in link.query:
        row = home_row(reader.file_of(link))
        says(link.text, row["2026年得分"], row["差（分）"].lstrip("+-"))
        assert ("低" in link.text) == row["差（分）"].startswith("-")
    elif link.query.get("level") == "self_check":
        if link.row != link.text:
            page = reader.page(link.href)
            says(page, *(score(number) for number in numbers_in(link.row)[-3:-1]))
    elif "全年平均" in link.text or "年平均" in link.text:
        says(link.text, home_row(reader.file_of(link, part="years"))["2026年得分"])
        says(link.text, home_row(reader.file_of(link))["2025年得分"])
    elif link.row != link.text:
        row = home_row(reader.file_of(link))
        says(link.row, row["2026年得分"], row["2025年得分"], row["差（分）"].lstrip("+-"))


def same_sign(link: Link, value: str) -> None:
    assert numbers_in(link.text)[-1 if "#" not in link.href else 0] is not None
    assert (("+" if Decimal(value) > 0 else "-") in link.text) == bool(Decimal(value)), (link.text, value)


def round_page(reader: Follower, link: Link) -> None:
    """The round's page shows the score."""
    says(reader.page(link.href), link.text)


def projects(reader: Follower, link: Link) -> None:
    if link.numbers:
        assert link.numbers[0] == len(reader.file_of(link)), link


def project(reader: Follower, link: Link) -> None:
    """Percents and money of a bar are on the project's page."""
    page = reader.page(link.href)
    says(page, link.text.split(" ")[0])
    for number in numbers_in(link.text.split("已付")[1])[:1]:
        says(page, f"{number:.2f}")
    if "计划" in link.text.split("已付")[1]:
        done, planned = numbers_in(link.text.split("已付")[1])[-2:]
        says(page, done, planned)


def funding(reader: Follower, link: Link) -> None:
    """Needs: what open projects need, have and lack, from the entries of each. By source: the total of the file."""
    if link.href.endswith("#needs"):
        needs(reader, link)
        return
    whole = reader.file_of(link)[-1]
    if link.numbers:
        assert [f"{number:.2f}" for number in link.numbers[1:]] == list(whole.values())[1:5], (link, whole)


def needs(reader: Follower, link: Link) -> None:
    context = reader.client.get("/funding/").context
    secured = gap = need = Decimal(0)
    for line in context["needs"]:
        has = entries_sum(reader, f"/funding/entries/?project={line.project.pk}&format=csv", "落实")
        secured, need = secured + has, need + line.project.need
        gap += max(Decimal(0), line.project.need - has)
    if "缺" in link.text and "占需要" not in link.text:
        says(link.text, wan(gap))
    else:
        says(link.text, wan(secured), wan(need), wan(gap))
        says(link.text, (100 * (need - gap) / need).quantize(Decimal("0.1"), ROUND_DOWN))


def entries_sum(reader: Follower, address: str, step: str) -> Decimal:
    return total([row for row in reader.rows(address) if row["类型"] == step], "金额（元）")


def entries(reader: Follower, link: Link) -> None:
    """Planned, secured and paid of a source in a year are the sums of its entries."""
    rows = reader.file_of(link)
    sums = [total([row for row in rows if row["类型"] == step], "金额（元）") for step in ("计划", "落实", "支付")]
    said = [f"{number:.2f}" for number in link.numbers]
    assert said[:3] == [wan(one) for one in sums]
    short = max(Decimal(0), sums[0] - sums[1])
    assert said[3:] == ([wan(short)] if short else [])


def drive(reader: Follower, link: Link) -> None:
    """What a drive did is on its page, work by work."""
    page = reader.page(link.href)
    says(page, link.text.split(" ")[0])
    for number in numbers_in(link.text.split("天")[-1]):
        says(page, number)


def clearance(reader: Follower, link: Link) -> None:
    """The share is that of the month's records."""
    rows = reader.file_of(link)
    same = [row for row in rows if row["当日清完"] == "是"]
    if "缺报" in link.text:
        assert link.numbers[:2] == [len(same), len(rows) - len(same)]
        assert link.numbers[3] == total(rows, "清运车次")
    elif link.numbers:
        assert link.numbers[0] == len(same) * 100 // len(rows)


def opens(reader: Follower, link: Link) -> None:
    """No figure stands on it: it only has to open."""
    reader.page(link.href)


RECOUNTS = {
    "rectification:list": tasks,
    "rectification:task": task,
    "rectification:orders": orders,
    "rankings": rankings,
    "compare": compare,
    "inspections:round": round_page,
    "facilities:projects": projects,
    "facilities:project": project,
    "facilities:funding": funding,
    "facilities:funding_entries": entries,
    "campaign:drive": drive,
    "facilities:clearance_month": clearance,
    "campaign:drives": opens,
    "campaign:years": opens,
    "reports:latest": opens,
    "screen": opens,
}


def course_rows(reader: Follower, year: int) -> list[tuple[str, Decimal]]:
    """The home town's score in each of the city's rounds of a year, from the file of each."""
    found = []
    for number in NUMBERS:
        if row := row_of_round(reader, number, year):
            found.append(Decimal(row["得分"]))
    return found


def course(reader: Follower, text: str) -> None:
    """Both years' scores by round, in the sentence that stands for the chart."""
    this, last = (set(course_rows(reader, year)) for year in (2026, 2025))
    scores = {number for number in numbers_in(text) if number not in (2025, 2026)}
    assert scores == this | last


def stayed_below(reader: Follower, text: str) -> None:
    """In which rounds this year stayed below last year, and by how much."""
    behind = [last - this for this, last in zip(course_rows(reader, 2026), course_rows(reader, 2025), strict=False)]
    says(text, *(score(points) for points in behind if points > 0))
    assert text.count("低于去年同次") == sum(points > 0 for points in behind)


def same_rounds(reader: Follower, text: str) -> None:
    """How many rounds both years have, by the file that compares them."""
    rows = reader.rows("/compare/?level=self_check&year=2026&format=csv")
    assert numbers_in(text)[-1] == max(int(row["相同轮次"]) for row in rows)


def coverage(reader: Follower, text: str) -> None:
    """How many rounds each year has, and how many are the same: one score each."""
    this, last = (len(course_rows(reader, year)) for year in (2026, 2025))
    assert numbers_in(text)[1:] == [this, last, min(this, last)]


def no_figure(reader: Follower, text: str) -> None:
    """The name of a year, a month or a round, or the moment."""


LOOSE = (
    (r"各轮次得分。", course),
    (r".*低于去年同次", stayed_below),
    (r".*两年相同\d+次", same_rounds),
    (r"\d{4}年已公布\d+次", coverage),
    (r"纵轴从\d+分起，折线只看变化。$", no_figure),
    (
        r"(\d{4}年)?第?[一二三四五六七八九十\d]*次?市?.{0,4}检$|\d{4}年第[一二三四五六七八九十\d]+次(市检|市级检查|自查)",
        no_figure,
    ),
    (r"\d{4}年\d+月自查|\d{4}年?$|\d+月，截至昨天$|数据截至\d{4}年", no_figure),
)
"""Figures that stand in no link, by how their text begins: each is added up too, or no figure."""


def walk(reader: Follower) -> tuple[list[str], list[str]]:
    """Follows every figure of the overview. Names of the pages that it led to, and what did not add up there."""
    page = reader.page(reverse("overview"))
    return [link.name for link in links_of(page)], list(faults_on(reader, page))


def faults_on(reader: Follower, page: str) -> Iterator[str]:
    """What does not add up, in the order of the page: each is looked for when it is asked for."""
    for text in loose_of(page):
        recount = next((recount for pattern, recount in LOOSE if re.match(pattern, text)), None)
        assert recount, f"nobody recounts, and no link leads to its records: {text}"
        try:
            recount(reader, text)
        except AssertionError as error:
            yield f"{text}: {str(error)[:400]}"
    for link in links_of(page):
        assert link.name in RECOUNTS, f"nobody recounts {link.href}: {link.text}"
        try:
            RECOUNTS[link.name](reader, link)
        except AssertionError as error:
            yield f"{link.href} ({link.text}): {str(error)[:400]}"
