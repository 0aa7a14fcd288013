"""A blind revisit drawn by lot: the hash before, the lot, an inspector who can't see the earlier score, the seed after."""

import json
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.models import Role
from inspections.draw import Place, Stratum, Terms, hold_draw
from inspections.models import Level, RoundState, Sheet
from inspections.services.entries import Entry
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from tests.factories import (
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    PointKindFactory,
    PostFactory,
    RoundFactory,
    make_person,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other_inspector(town):
    return make_person("孙丽娟", Role.INSPECTOR, town.home, username="sunlijuan")


@pytest.fixture
def earlier(town, other_inspector, office, now):
    """A self-check that 孙丽娟 made ten days ago at six points of two villages; published, 93.00 each."""
    round = RoundFactory(
        territory=town.home, level=Level.SELF_CHECK, name="11月街道自查", starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 15)
    )  # fmt: skip
    item = ItemFactory(section__standard=round.standard, max_points=100, each=7, name="地面无垃圾")
    kind, visited_at = PointKindFactory(name="主干道"), now - timedelta(days=10)
    for number, unit in enumerate([town.village] * 3 + [town.other_village] * 3):
        point = PointFactory(code=f"P{number}", name=f"第{number}号点位", unit=unit, kind=kind)
        AssignmentFactory(round=round, point=point, inspector=other_inspector)
        submit_sheet(
            key=f"00000000-0000-4000-8000-00000000000{number}", round=round, point=point, inspector=other_inspector,
            entries={item.pk: Entry(count=1)}, now=visited_at, visited_at=visited_at,
        )  # fmt: skip
    for verb in ("close", "publish"):
        round = change_round(round=round, verb=verb, by=office, now=visited_at + timedelta(days=3))
    return round


@pytest.fixture
def revisit(town, earlier):
    return RoundFactory(
        territory=town.home, level=Level.REVISIT, name="11月暗访回访", state=RoundState.DRAFT, announced=False,
        standard=earlier.standard, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 30),
    )  # fmt: skip


def step(page):
    return page.locator(".next-step .btn-primary")


def published_as(page, term: str) -> str:
    """What stands on the page under 'SHA-256 of the seed', 'SHA-256 of the list' or 'seed'."""
    return page.locator(f"//dt[normalize-space()='{term}']/following-sibling::dd[1]/code").inner_text()


def test_a_blind_revisit_from_the_hash_to_the_seed_that_anybody_checks(
    desk, phone, earlier, revisit, town, inspector, frozen_now, axe, no_sideways_scroll, shots
):
    PostFactory(user=inspector, role=Role.LEADER, unit=town.home)  # whoever reads everything reads this not
    blind = phone("inspector")
    before = Sheet.objects.filter(round=earlier).first()
    assert blind.goto(before.get_absolute_url()).status == 200

    page = desk("office")
    page.goto(revisit.get_absolute_url())
    page.get_by_role("link", name="抽签确定点位").click()
    page.get_by_label("点位总数").fill("3")
    page.get_by_label("双人评分比例").fill("0")
    page.get_by_label("暗访回访的轮次").select_option(str(earlier.pk))
    page.get_by_label("刘志强").check()
    axe(page)
    page.locator(".form-panel__foot .btn-primary").click()
    expect(page.locator(".notice")).to_contain_text("尚未确定")
    axe(page)
    shots(page, "draw-terms")
    page.locator(".form-panel__foot .btn-primary").click()
    seed_hash = published_as(page, "种子的SHA-256")
    list_hash = published_as(page, "名单与条件的SHA-256")
    assert len(seed_hash) == len(list_hash) == 64
    assert not revisit.assignments.exists()
    axe(page)
    shots(page, "draw-committed")

    reader = desk("leader")
    reader.goto("/inspections/draws/")
    expect(reader.locator("tbody tr")).to_have_count(1)
    expect(reader.locator("tbody tr")).to_contain_text(seed_hash)
    reader.locator("tbody tr a").first.click()
    expect(reader.locator("body")).not_to_contain_text(revisit.name)
    expect(reader.locator(".draw-hashes")).to_contain_text("随本轮次结果公布")

    step(page).click()
    expect(page.locator(".next-step h2")).to_contain_text("已抽取3个点位")
    drawn = list(revisit.assignments.order_by("point__code").values_list("point__code", flat=True))
    assert len(drawn) == 3
    axe(page)
    shots(page, "draw-drawn")
    page.goto(revisit.get_absolute_url())
    step(page).click()  # open
    expect(page.locator(".task-state .tag")).to_have_text("进行中")

    blind.goto("/inspections/mine/")
    visits = blind.locator("[data-to-visit] .visit")
    expect(visits).to_have_count(3)
    expect(visits.first).to_contain_text("暗访回访")
    no_sideways_scroll(blind)
    shots(blind, "draw-mine")
    before = Sheet.objects.get(round=earlier, point__code=drawn[0])
    assert blind.goto(before.get_absolute_url()).status == 404
    blind.goto(before.point.get_absolute_url())
    expect(blind.locator("body")).not_to_contain_text("93.00")
    blind.goto(f"{earlier.get_absolute_url()}sheets/")
    expect(blind.locator("tbody tr")).to_have_count(3)
    expect(blind.get_by_text(before.point.name)).to_have_count(0)

    item = revisit.standard.items.get()
    for visit in revisit.assignments.all():
        submit_sheet(
            key=f"00000000-0000-4000-9000-00000000000{visit.pk % 10}", round=visit.round, point=visit.point,
            inspector=inspector, entries={item.pk: Entry(count=2)}, now=frozen_now,
        )  # fmt: skip
    page.reload()
    step(page).click()  # close
    page.get_by_label("成绩已核对无误").check()
    step(page).click()  # publish
    expect(page.locator(".task-state .tag")).to_have_text("已公布")
    assert blind.goto(before.get_absolute_url()).status == 200

    reader.reload()
    seed = published_as(reader, "种子")
    assert sha256(seed.encode()).hexdigest() == seed_hash
    axe(reader)
    no_sideways_scroll(reader)
    shots(reader, "draw-revealed")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="下载文件").click()
    published = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert repeated(published, seed, list_hash) == drawn


def repeated(published: dict, seed: str, list_hash: str) -> list[str]:
    """What anybody does with the published file: checks the list against its hash, and draws again."""
    given = published["parameters"]
    text = json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(text.encode()).hexdigest() == list_hash
    places = [Place(row["code"], row["unit"], row["kind"], frozenset(row["barred"])) for row in given["points"]]
    terms = Terms(Stratum(given["stratum"]), given["least"], given["size"], given["twice"], given["inspectors"])
    return sorted(one.place.code for one in hold_draw(seed, places, terms))
