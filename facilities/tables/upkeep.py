"""The upkeep log as it goes out to Excel and comes back: known by facility, day and what was done."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from campaign.models.years import in_closed_years, refuse_closed
from core.models import Measure, User
from core.quantities import Exactness
from core.table_in.columns import Choice, Column, Day, Named, Number
from core.table_in.service import TableIn
from facilities.models import Facility, Upkeep
from facilities.services.facilities import keep_condition
from facilities.tables.facilities import CONDITIONS, HOW_EXACT


def check(entry: Upkeep) -> None:
    """Whether the year of new ones is closed is looked at together."""
    if entry.pk:
        refuse_closed(entry, "on")


def ready(entry: Upkeep, by: User | None, now: datetime) -> None:
    entry.entered_at, entry.entered_by = now, by


UPKEEP = TableIn(
    code="upkeep",
    label=gettext_lazy("Upkeep log"),
    model=Upkeep,
    columns=(
        Named(
            "facility",
            "设施编号",
            needed=True,
            rows=lambda town: Facility.objects.present().filter(town=town),
            name="code",
        ),
        Day("on", "日期", needed=True, may_come=False),
        Column("work", "养护内容", needed=True),
        Number("quantity", "数量"),
        Named("measure", "计量单位", rows=lambda town: Measure.objects.all(), make=True),
        Choice("exactness", "数量精确度", words=HOW_EXACT, blank=Exactness.EXACT),
        Choice("condition_after", "养护后状况", words=CONDITIONS),
        Column("done_by", "实施人员"),
        Column("note", "备注"),
    ),
    key=("facility", "on", "work"),
    stored=lambda town: (
        Upkeep.objects.present()
        .filter(facility__town=town, facility__removed_at=None)
        .select_related("facility", "measure")
    ),
    new=lambda town: Upkeep(),
    list_url="facilities:upkeep",
    ready=ready,
    check=check,
    check_together=lambda rows: in_closed_years(rows, "on"),
    carry_out=keep_condition,
)

EXPORT_COLUMNS = (
    *UPKEEP.export_columns,
    ("设施名称", "facility.name"),
    ("设施类别", "facility.kind.name"),
)
"""Names stand behind for reading; they are not read back."""
