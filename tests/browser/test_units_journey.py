"""Two villages merge: what follows is shown first, the open work goes over, and the comparison with last year says on what it stands."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Unit
from inspections.models import Level, RoundResult
from rectification.models import RectificationTask
from tests.dashboards.scenes import make_round
from tests.factories import FindingFactory, PointFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(town):
    """马桥村 and 焦山村 with last year's first self-check, and an open task of 马桥村."""
    last = make_round(
        town.home,
        {town.village: "80", town.other_village: "90"},
        level=Level.SELF_CHECK,
        year=timezone.localdate().year - 1,
    )
    for unit, awarded, maximum in ((town.village, 80, 100), (town.other_village, 270, 300)):
        RoundResult.objects.filter(round=last, unit=unit).update(awarded=Decimal(awarded), maximum=Decimal(maximum))
    finding = FindingFactory(point=PointFactory(unit=town.village, name="老街"))
    return TaskFactory(finding=finding, responsible_unit=town.village, state="in_progress")


def test_two_villages_merge_and_are_still_compared(desk, scene, town, axe, no_sideways_scroll, shots):
    office = desk("office")
    office.goto("/settings/units/")
    office.get_by_role("link", name="马桥村").click()
    office.get_by_role("link", name="与其他单位合并").click()
    office.get_by_label("焦山村").check()
    office.get_by_label("新单位名称").fill("马焦村")
    office.get_by_label("原因或依据").fill("民政〔2026〕8号")
    office.get_by_role("button", name="查看后果").click()
    expect(office.locator(".form-panel .notice")).to_contain_text("未办结整改任务")
    expect(office.locator(".form-panel .notice")).to_contain_text("目前还没有做任何改动")
    axe(office)
    shots(office, "units-merge-preview")
    assert not Unit.objects.filter(name="马焦村").exists()

    office.get_by_role("button", name="确认变更").click()
    expect(office.get_by_role("heading", name="马焦村", level=1)).to_be_visible()
    expect(office.get_by_text("由马焦村承接")).to_be_visible()
    axe(office)
    no_sideways_scroll(office)
    shots(office, "units-merged")
    heir = Unit.objects.get(name="马焦村")
    assert RectificationTask.objects.get(pk=scene.pk).responsible_unit == heir

    year = timezone.localdate().year
    make_round(town.home, {heir: "90"}, level=Level.SELF_CHECK, year=year)
    office.goto(f"/compare/?level=self_check&year={year}")
    row = office.get_by_role("row").filter(has_text="马焦村").first
    expect(row).to_contain_text("87.50")
    expect(row).to_contain_text("由马桥村、焦山村合并计算")
    office.goto(f"/rankings/?level=self_check&year={year - 1}&round=1")
    expect(office.get_by_role("row").filter(has_text="马桥村").first).to_contain_text("80.00")
