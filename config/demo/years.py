"""The years of the campaign, with their slogans and targets."""

from datetime import date, datetime

from campaign.models import CampaignYear
from config.demo.dates import Dates

SLOGANS = {
    -2: ("集镇文明创建打基础", "补齐道路、路灯、排水欠账；市级检查进入前三名"),
    -1: ("补短板、建机制、争一流", "市级检查全年第一名；垃圾基本日产日清"),
    0: ("检查前后一个样，今天明天都一样", "每次市级检查进入前两名；整改按期结案率85%以上；群众反映件件有回音"),
    1: (
        "迎接全国文明城市创建",
        "市委、市政府启动全国文明城市创建：按国家测评体系自查，月月有新亮点；从政府参与转变到全民参与",
    ),
}


def _opened(dates: Dates, year: int) -> datetime | None:
    """On the first morning of the year; the one that lies ahead is entered and still to be opened."""
    return dates.at(date(year, 1, 1), 9) if year <= dates.today.year else None


def make_years(dates: Dates) -> None:
    """The report's three years and the next one, for which the city begins its national campaign."""
    CampaignYear.objects.bulk_create(
        CampaignYear(
            year=dates.report_year + offset,
            slogan=slogan,
            targets=targets,
            opened_at=_opened(dates, dates.report_year + offset),
            closed_on=date(dates.report_year + offset + 1, 1, 15) if offset < 0 else None,
        )
        for offset, (slogan, targets) in SLOGANS.items()
    )
