"""A unit appeals on its phone; somebody who did not score decides; the score follows, and both values stay readable."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from core.models import Role
from inspections.models import Amendment, Appeal, Basis, RoundResult
from tests.factories import PostFactory
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db(transaction=True)

GROUNDS = "三处中两处在施工围挡以内，由施工单位负责"


@pytest.fixture
def scene(town, inspector, office, frozen_now):
    return make_published(town, inspector, office)


def score_of(unit) -> str:
    return str(RoundResult.objects.get(unit=unit, basis=Basis.TERRITORY).score)


def file_appeal(page, scene):
    page.goto(scene.round.get_absolute_url())
    page.get_by_role("link", name=scene.score.sheet.point.name).first.tap()
    lost = page.locator(".record__line--lost", has_text=scene.score.item.name)
    expect(lost).to_contain_text("8.5 / 10")
    lost.get_by_role("link", name="申诉").tap()
    page.get_by_label("申诉理由").fill(GROUNDS)


def test_an_appeal_from_the_phone_to_the_score_that_follows_it(
    desk, phone, scene, town, axe, no_sideways_scroll, shots
):
    small = phone("unit")
    file_appeal(small, scene)
    axe(small)
    no_sideways_scroll(small)
    shots(small, "appeal-form")
    small.get_by_role("button", name="提交申诉").tap()
    expect(small.locator(".task-state .tag")).to_have_text("待处理")
    expect(small.locator(".next-step")).to_have_count(0)
    axe(small)
    shots(small, "appeal-filed")

    page = desk("office")
    page.goto("/inspections/appeals/")
    page.get_by_role("link", name=scene.score.item.name).click()
    expect(page.locator("[aria-labelledby=grounds]")).to_contain_text(GROUNDS)
    page.get_by_label("发现处数").fill("1")
    page.get_by_role("button", name="申诉成立").click()
    expect(
        page.locator(".form-error, .invalid-feedback, .notice--error").first
    ).to_be_visible()  # an answer needs words
    expect(page.get_by_label("发现处数")).to_have_value("1")
    page.get_by_label("处理意见").fill("经核实，两处在围挡以内")
    axe(page)
    shots(page, "appeal-decide")
    page.get_by_role("button", name="申诉成立").click()
    decision = page.locator("[aria-labelledby=decision]")
    expect(decision).to_contain_text("8.5")
    expect(decision).to_contain_text("9.5")
    expect(decision).to_contain_text("78.00 → 82.00")
    axe(page)
    shots(page, "appeal-decided")
    assert score_of(town.village) == "82.00"

    small.reload()
    expect(small.locator(".task-state .tag")).to_have_text("成立")
    no_sideways_scroll(small)
    shots(small, "appeal-upheld-phone")
    small.goto(scene.score.sheet.get_absolute_url())
    line = small.locator(".record__line", has_text=scene.score.item.name)
    expect(line.locator("del")).to_contain_text("8.5")
    expect(line.locator("ins")).to_contain_text("9.5")
    expect(line.get_by_role("link", name="申诉")).to_have_count(
        1
    )  # the one that was filed; a second one is not offered
    small.goto(f"{scene.round.get_absolute_url()}bulletin/")
    expect(small.locator("[aria-labelledby=corrections]")).to_contain_text("78.00 → 82.00")
    expect(small.locator(".tbl tbody tr", has_text=town.village.name).first).to_contain_text("82.00")
    axe(small)
    no_sideways_scroll(small)


def test_the_scorer_does_not_decide_though_also_of_the_office(desk, phone, scene, town, inspector):
    PostFactory(user=inspector, role=Role.OFFICE, unit=town.home)
    small = phone("unit")
    file_appeal(small, scene)
    small.get_by_role("button", name="提交申诉").tap()
    expect(small.locator(".task-state .tag")).to_have_text("待处理")
    page = desk("inspector")
    page.goto(Appeal.objects.get().get_absolute_url())
    expect(page.get_by_text("这一项由您评分")).to_be_visible()
    expect(page.get_by_role("button", name="申诉成立")).to_have_count(0)


def test_a_correction_is_proposed_by_one_and_decided_by_another(desk, scene, town, axe, shots):
    page = desk("office")
    page.goto(scene.score.sheet.get_absolute_url())
    page.locator(".record__line", has_text=scene.score.item.name).get_by_role("link", name="提出更正").click()
    page.get_by_label("发现处数").fill("2")
    page.get_by_label("原因").fill("重复计数一处")
    axe(page)
    page.locator(".form-panel__foot .btn-primary").click()
    expect(page.get_by_text("这项更正由您提出")).to_be_visible()
    expect(page.get_by_role("button", name="同意更正")).to_have_count(0)
    assert score_of(town.village) == "78.00"

    other = desk("leader")
    other.goto("/inspections/amendments/")
    other.get_by_role("link", name=scene.score.item.name).click()
    axe(other)
    shots(other, "amendment-decide")
    other.get_by_role("button", name="同意更正").click()
    expect(other.locator(".task-state .tag")).to_have_text("已采纳")
    values = other.locator("[aria-labelledby=values]")
    expect(values).to_contain_text("8.5")
    expect(values).to_contain_text("9")
    expect(other.locator("[aria-labelledby=effects]")).to_contain_text("78.00 → 80.00")
    assert score_of(town.village) == "80.00"
    amendment = Amendment.objects.get()
    assert (amendment.old_awarded, amendment.new_awarded) == (Decimal("8.5"), Decimal(9))
