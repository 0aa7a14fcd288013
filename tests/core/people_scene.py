"""What the tests of people share: files as an office sends them, and days."""

from datetime import date, timedelta
from pathlib import Path

from core.models import Post, User
from tests import factories

TODAY = date(2026, 11, 23)
"""The day on which the tests happen (tests.factories.NOW)."""
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

HEADINGS = ("姓名", "账号", "岗位", "单位", "上级单位", "起始日期", "截止日期")


def excel(path: Path, *rows, headings=HEADINGS) -> Path:
    """A real .xlsx, because rare characters are two units there."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate((headings, *rows)):
        for at, value in enumerate(row):
            sheet.write(number, at, value)
    book.close()
    return path


def give(person: User, role: str, unit, **days) -> Post:
    """One more post, since long ago unless `days` say otherwise."""
    return factories.PostFactory(user=person, role=role, unit=unit, **days)
