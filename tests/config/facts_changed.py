"""Figures of the report's facts, each changed through the form in which the office changes it: one of each kind of record."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from campaign.models import ActivitySeries, Drive, DriveWork, HonourKind, Plan, VolunteerTeam
from core.models import Unit
from facilities.models import Facility, FundingSource, Project
from tests.config.page_form import send


@dataclass(frozen=True)
class Change:
    """act: what the office does. page, before, after: what stands on it then no more, and what instead. export: of the list, with
    the words that then stand in one row."""

    facts: str
    act: Callable
    page: str
    before: str
    after: str
    export: str
    row: tuple[str, ...]


def edit(model, name: str, **changes):
    """The record of this name, by its own form."""
    field = "title" if hasattr(model, "title") else "name"
    return lambda client: send(client, f"{address(model.objects.get(**{field: name}))}edit/", **changes)


def address(record) -> str:
    return record.get_absolute_url()


def longer_drive(client) -> None:
    """Its final sheet is taken back, and another five truckloads are entered for a zone."""
    drive = Drive.objects.get(name="六月集镇环境突击整治")
    work, zone = DriveWork.objects.get(name="清运垃圾"), drive.zones.first()
    send(client, f"{address(drive)}reopen/", reason="漏报一天")
    send(client, f"{address(drive)}zones/{zone.pk}/", day=str(drive.ends_on), **{f"work_{work.pk}": "5"})


def another_honour(client) -> None:
    kind, unit = HonourKind.objects.get(name="好人"), Unit.objects.get(name="枫河村")
    send(client, f"/honours/new/?kind={kind.pk}", unit=unit.pk, name="何志远", reason="见义勇为，救起落水儿童。")


def more_money(client) -> None:
    project, source = Project.objects.get(name="马钱路道路修理工程"), FundingSource.objects.get(name="办事处自筹")
    page = f"/funding/new/?project={project.pk}"
    send(client, page, project=project.pk, source=source.pk, step="secured", amount="200000")


def late_days(client) -> None:
    """Three days on which nothing was cleared the same day."""
    for day in ("2026-11-16", "2026-11-17", "2026-11-18"):
        path = f"/facilities/clearance/{day}/"
        boxes = dict.fromkeys(re.findall(r'name="([^"]+-same_day)"', client.get(path).content.decode()))
        send(client, path, **boxes)


def one_plan_less(client) -> None:
    send(client, f"{address(Plan.objects.get(name='枫河旅游业发展规划'))}steps/review/")


CHANGES = [
    Change(
        "F36", edit(Project, "枫焦路重建工程", quantity="5.1"), "/projects/", "4.4公里", "5.1公里",
        "/projects/", ("枫焦路重建工程", "5.1公里"),
    ),
    Change(
        "F45", edit(Project, "马钱路道路修理工程", need="1800000"), "/funding/", "170万元", "180万元",
        "/projects/", ("马钱路道路修理工程", "180万元"),
    ),
    Change(
        "F52", edit(Project, "南拓排水排污工程", planned_end="2027-06-01"), "/projects/?q=南拓排水", "2027年4月前", "2027年6月前",
        "/projects/", ("南拓排水排污工程", "次年6月前"),
    ),
    Change(
        "F39", more_money, "/funding/", "235.00", "215.00",
        "/funding/", ("合计", "784.00"),
    ),
    Change(
        "F11", edit(Facility, "三线四边垃圾桶、环保型果壳箱", quantity="320"), "/facilities/", "300多只", "320多只",
        "/facilities/", ("三线四边垃圾桶", "320多只"),
    ),
    Change(
        "F12", edit(Facility, "焦山村各组垃圾房", quantity="9"), "/facilities/", "30多座", "33多座",
        "/facilities/totals/", ("垃圾房", "33多座"),
    ),
    Change(
        "F14", late_days, "/facilities/", "基本日产日清", "尚未做到日产日清",
        "/facilities/clearance/totals/", ("合计", "尚未做到日产日清"),
    ),
    Change("F17", longer_drive, "/drives/", "30余车", "35余车", "/drives/", ("六月集镇环境突击整治", "35余车")),
    Change("F26", another_honour, "/honours/", "4项评优", "5项评优", "/honours/totals/", ("2026", "5项评优")),
    Change(
        "F27", edit(ActivitySeries, "街道全民运动会", every_months="48"), "/activities/series/", "每3年1次", "每4年1次",
        "/activities/series/", ("街道全民运动会", "每4年1次"),
    ),
    Change(
        "F28", edit(VolunteerTeam, "枫河街道志愿者服务队", members="81"), "/activities/teams/", "64", "81",
        "/activities/teams/", ("枫河街道志愿者服务队", "81"),
    ),
    Change("F47", one_plan_less, "/plans/", "编制中2项", "编制中1项", "/plans/totals/", ("编制中", "1项")),
    Change(
        "F57", lambda client: send(client, "/years/2027/", slogan="全域创建、全民参与"), "/years/", "2027迎接全国文明城市创建",
        "2027全域创建、全民参与", "/years/", ("2027", "全域创建、全民参与"),
    ),
]  # fmt: skip
