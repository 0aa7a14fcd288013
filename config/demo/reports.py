"""The demo's reports: the summary of the report's year, and the report of the last month that is over."""

from config.demo.dates import Dates
from core.models import Unit, User
from facilities.clearing import month_before
from reports.services import report_of, write_report


def make_reports(town: Unit, office: User, dates: Dates) -> None:
    last = month_before(dates.today.replace(day=1))
    for year, month in ((dates.report_year, 0), (last.year, last.month)):
        write_report(report=report_of(town=town, year=year, month=month), by=office, now=dates.now)
