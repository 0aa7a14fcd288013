"""A closed year is only read: what it refuses, what it says, and how it is opened again."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from campaign.drive_totals import Amount
from campaign.models import Activity, ActivityKind, CampaignYear, Drive, Honour
from campaign.services.drives import enter_results, reopen_drive
from campaign.services.honours import save_rewritten
from campaign.services.years import close_year, reopen_year
from campaign.tables.activities import ACTIVITIES
from core.errors import DomainError, NotAllowed
from core.models import TrailEntry
from core.removal import bring_back, remove
from inspections.forms.rounds import RoundForm
from inspections.imports.bulletin.service import import_bulletin
from inspections.models import Round, RoundState
from inspections.services.rounds import change_round
from tests.campaign.drive_scenes import make_drive, make_work
from tests.campaign.honour_scenes import a_kind, a_nomination
from tests.factories import ItemFactory, RoundFactory, RoundResultFactory, StandardFactory

pytestmark = pytest.mark.django_db
JANUARY = datetime(2026, 1, 15, 1, tzinfo=UTC)


@pytest.fixture
def closed(town):
    """2025 is closed, 2026 is open."""
    CampaignYear.objects.create(year=2026, opened_at=JANUARY)
    return CampaignYear.objects.create(
        year=2025, targets="进入前三名", opened_at=datetime(2025, 1, 1, tzinfo=UTC), closed_on=date(2026, 1, 15)
    )


@pytest.fixture
def kind(db):
    return ActivityKind.objects.create(name="志愿服务")


def activity(town, kind, day: date) -> Activity:
    return Activity.objects.create(town=town.home, title="清洁家园", kind=kind, held_on=day, is_held=True)


def sent(kind, day: str, **others) -> dict:
    return {"title": "清洁家园", "kind": kind.pk, "held_on": day, "is_held": "on"} | others


def test_no_activity_is_entered_in_a_closed_year(client_for, office, closed, kind, frozen_now):
    client, url = client_for("office"), reverse("campaign:activity_new")
    page = client.post(url, sent(kind, "2025-12-30"))
    assert page.status_code == 200 and "2025年已收官" in page.content.decode()
    assert client.post(url, sent(kind, "2026-01-05")).status_code == 302
    assert Activity.objects.get().held_on == date(2026, 1, 5)


def test_nobody_is_nominated_for_a_closed_year_and_the_form_keeps_what_was_typed(
    client_for, office, town, closed, frozen_now
):
    client, honoured = client_for("office"), a_kind()
    url = f"{reverse('campaign:honour_new')}?kind={honoured.pk}"
    typed = {"year": 2025, "unit": town.village.pk, "name": "张桂英", "reason": "孝老爱亲"}
    words = client.post(url, typed).content.decode()
    assert "2025年已收官" in words and "孝老爱亲" in words and not Honour.objects.exists()
    assert client.post(url, typed | {"year": 2026}).status_code == 302
    assert Honour.objects.get().year == 2026


def test_a_nomination_that_was_sent_before_the_year_was_closed_is_found_when_it_is_sent_again(office, town, closed):
    reopened = CampaignYear.objects.filter(pk=closed.pk)
    reopened.update(closed_on=None)
    first = a_nomination(town, office, name="张桂英", year=2025)
    reopened.update(closed_on=closed.closed_on)
    assert a_nomination(town, office, name="张桂英", year=2025) == first


@pytest.mark.parametrize(("year", "new_year"), [(2025, 2026), (2026, 2025)])
def test_no_nomination_is_moved_into_it_or_out_of_it(office, town, closed, year, new_year):
    CampaignYear.objects.filter(pk=closed.pk).update(closed_on=None)
    nomination = a_nomination(town, office, year=year)
    CampaignYear.objects.filter(pk=closed.pk).update(closed_on=closed.closed_on)
    nomination.reason = "邻里和睦"
    save_rewritten(nomination)
    nomination.year = new_year
    with pytest.raises(DomainError, match="2025"):
        save_rewritten(nomination)
    nomination.refresh_from_db()
    assert (nomination.year, nomination.reason) == (year, "邻里和睦")


@pytest.mark.parametrize(("day", "new_day"), [(date(2025, 12, 30), "2026-01-05"), (date(2026, 1, 5), "2025-12-30")])
def test_nothing_is_moved_into_it_or_out_of_it(client_for, office, town, closed, kind, frozen_now, day, new_day):
    one = activity(town, kind, day)
    page = client_for("office").post(reverse("campaign:activity_edit", args=[one.pk]), sent(kind, new_day))
    assert page.status_code == 200
    one.refresh_from_db()
    assert one.held_on == day


def test_nothing_of_it_is_removed_or_brought_back(office, town, closed, kind, now):
    one = activity(town, kind, date(2025, 12, 30))
    with pytest.raises(DomainError, match="2025"):
        remove(subject=one, by=office, now=now, allowed=True)
    Activity.objects.filter(pk=one.pk).update(removed_at=now)
    one.refresh_from_db()
    with pytest.raises(DomainError, match="2025"):
        bring_back(subject=one, by=office, now=now, allowed=True)


def test_the_page_that_removes_says_why_it_stays(client_for, office, town, closed, kind, frozen_now):
    one = activity(town, kind, date(2025, 12, 30))
    url = reverse("campaign:activity_remove", args=[one.pk])
    assert "2025年已收官" in client_for("office").get(url).content.decode()
    assert client_for("office").post(url).status_code == 409


def test_no_drive_begins_in_it(client_for, office, closed, frozen_now):
    zones = {"zones-TOTAL_FORMS": 0, "zones-INITIAL_FORMS": 0}
    values = {"name": "突击整治", "starts_on": "2025-12-01", "ends_on": "2025-12-10"} | zones
    page = client_for("office").post(reverse("campaign:drive_new"), values)
    assert page.status_code == 200 and not Drive.objects.exists()


def test_the_final_sheet_of_a_drive_of_it_is_neither_taken_back_nor_added_to(office, town, closed, now):
    drive = make_drive(first=date(2025, 12, 1), days=5, closed_at=JANUARY)
    with pytest.raises(DomainError, match="2025"):
        reopen_drive(drive=drive, reason="漏记2车", by=office, now=now)
    Drive.objects.update(closed_at=None)
    work = make_work()
    with pytest.raises(DomainError, match="2025"):
        enter_results(
            drive=drive, zone=None, day=drive.starts_on, amounts={work: Amount(Decimal(2), "车")}, note="", key=uuid4(),
            by=office, now=now,
        )  # fmt: skip


def test_a_file_with_a_day_of_it_is_refused_by_its_row(office, town, closed, kind, now, tmp_path):
    path = tmp_path / "activities.csv"
    path.write_text(
        "日期,活动名称,类别\n2025-12-30,清洁家园,志愿服务\n2026-01-05,清洁家园,志愿服务\n", encoding="utf-8-sig"
    )
    report = ACTIVITIES.take(path=path, by=office, now=now)
    assert [(row.row, row.field) for row in report.rejected] == [(2, "日期")]
    assert not Activity.objects.exists()


def round_form(office, town, **others):
    values = {
        "name": "第9次自查", "year": 2026, "level": "self_check", "number": 9, "territory": town.home.pk,
        "standard": StandardFactory().pk, "starts_on": "2026-01-05", "ends_on": "2026-01-06", "weight": 1,
    }  # fmt: skip
    return RoundForm(values | others, user=office)


def test_no_round_is_made_in_it(office, town, closed):
    assert round_form(office, town).is_valid()
    form = round_form(office, town, year=2025)
    assert not form.is_valid() and "2025" in str(form.errors["year"])


def test_a_round_that_was_begun_is_published_all_the_same(office, closed, now):
    round = RoundFactory(year=2025, number=2, state=RoundState.CLOSED)
    ItemFactory(section__standard=round.standard)
    RoundResultFactory(round=round, imported=True)
    assert change_round(round=round, verb="publish", by=office, now=now).is_published


def test_a_bulletin_of_it_waits_until_it_is_opened_again(office, town, closed, now, tmp_path):
    path = tmp_path / "bulletin.csv"
    path.write_text(
        "年度,轮次,日期,单位,上级单位,得分,名次\n2025,1,2025-03-12,柳林街道,,91.2,1\n", encoding="utf-8-sig"
    )
    report = import_bulletin(path=path, by=office, now=now)
    assert [row.row for row in report.rejected] == [2] and not Round.objects.exists()
    reopen_year(year=2025, reason="市里通报晚到", by=office, now=now)
    assert import_bulletin(path=path, by=office, now=now).imported == 1


def test_its_targets_stay(client_for, office, closed, frozen_now):
    page = client_for("office").post(reverse("campaign:year_edit", args=[2025]), {"targets": "改过的"})
    assert page.status_code == 200
    assert CampaignYear.objects.get(year=2025).targets == "进入前三名"


def test_it_is_opened_again_with_a_reason_that_stands_in_the_trail(office, closed, now):
    with pytest.raises(DomainError):
        reopen_year(year=2025, reason=" ", by=office, now=now)
    reopen_year(year=2025, reason="市里通报晚到", by=office, now=now)
    entry = TrailEntry.objects.about(closed).get()
    assert (entry.verb, entry.reason, entry.by) == ("reopen_year", "市里通报晚到", office)
    assert close_year(year=2025, by=office, now=now).is_closed


def test_a_year_is_closed_once_and_not_before_it_is_over(office, closed, now):
    with pytest.raises(DomainError):
        close_year(year=2025, by=office, now=now)
    with pytest.raises(DomainError, match="2026"):
        close_year(year=2026, by=office, now=now)


def test_nobody_else_closes_or_opens_it(leader, closed, now):
    with pytest.raises(NotAllowed):
        reopen_year(year=2025, reason="想改", by=leader, now=now)


def test_the_page_names_what_is_still_open_in_the_year(client_for, office, town, closed, kind, frozen_now):
    CampaignYear.objects.filter(year=2025).update(closed_on=None)
    RoundFactory(year=2025, state=RoundState.OPEN, name="2025年没发布的自查")
    client, url = client_for("office"), reverse("campaign:year_close", args=[2025])
    assert "2025年没发布的自查" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert CampaignYear.objects.get(year=2025).closed_on == frozen_now.date()


def test_the_years_page_tells_who_closed_and_who_opened(client_for, office, closed, now, frozen_now):
    reopen_year(year=2025, reason="市里通报晚到", by=office, now=now)
    page = client_for("office").get(reverse("campaign:years")).content.decode()
    assert "市里通报晚到" in page and "李敏" in page


def test_an_unknown_year_is_not_found(client_for, office, closed):
    assert client_for("office").get(reverse("campaign:year_close", args=[1999])).status_code == 404
