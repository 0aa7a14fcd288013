"""The daily clearance as it goes out to Excel and comes back: known by facility and day."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.models.years import in_closed_years, refuse_closed
from core.models import User
from core.table_in.columns import Column, Day, Named, Number, YesNo
from core.table_in.service import TableIn
from facilities.models import Clearance, Condition, Facility


def check(row: Clearance) -> None:
    """As on the page of a day. Whether the year of new ones is closed is looked at together."""
    if row.pk:
        refuse_closed(row, "day")
    if row._state.adding and row.facility.condition == Condition.OUT_OF_USE:
        raise ValidationError(
            _("%(facility)s is out of use: nothing new is entered for it.") % {"facility": row.facility}
        )
    if row.facility.built_on and row.day < row.facility.built_on:
        raise ValidationError(_("%(facility)s was not in use yet on that day.") % {"facility": row.facility})


def ready(row: Clearance, by: User | None, now: datetime) -> None:
    row.entered_at, row.entered_by = now, by


CLEARANCE = TableIn(
    code="clearance",
    label="垃圾清运",
    model=Clearance,
    columns=(
        Named(
            "facility",
            "设施编号",
            needed=True,
            rows=lambda town: Facility.objects.of_cleared_kinds().present().filter(town=town),
            name="code",
        ),
        Day("day", "日期", needed=True, may_come=False),
        Number("truckloads", "清运车次", needed=True, high=9999, places=1),
        YesNo("same_day", "当日清完", blank=True),
        Column("note", "备注"),
    ),
    key=("facility", "day"),
    stored=lambda town: Clearance.objects.filter(facility__town=town).select_related("facility"),
    new=lambda town: Clearance(),
    list_url="facilities:clearance_month",
    ready=ready,
    check=check,
    check_together=lambda rows: in_closed_years(rows, "day"),
)

UNIT_COLUMNS = (
    ("单位", "name"),
    ("应有记录", "tally.expected"),
    ("当日清完", "tally.same_day"),
    ("未当日清完", "tally.late"),
    ("缺报", "tally.gaps"),
    ("当日清完率（%）", "tally.percent"),
    ("清运车次", "tally.truckloads"),
)


def total_columns(basic_percent: int) -> tuple:
    """Of selectors.clearance.UnitRow: a month by unit, and what may be said of it ('基本日产日清')."""
    return (*UNIT_COLUMNS, ("结论", lambda row: str(row.tally.claim(basic_percent).label)))


EXPORT_COLUMNS = (
    *CLEARANCE.export_columns,
    ("设施名称", "facility.name"),
    ("所在村（社区）", lambda row: row.facility.unit.name if row.facility.unit else ""),
)
"""Names stand behind for reading; they are not read back."""
