"""The list of drives, out to Excel and back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Drive
from campaign.models.years import in_closed_years
from core.table_in.columns import Column, Day
from core.table_in.registry import register
from core.table_in.service import TableIn


def _still_open(drive: Drive) -> None:
    if drive.closed_at:
        raise ValidationError(_("The final sheet is made. Take it back before you change the drive."))
    if drive.pk:  # whether the year of new ones is closed is looked at together
        drive.clean()


DRIVES = register(
    TableIn(
        code="drives",
        label=gettext_lazy("Drives"),
        model=Drive,
        columns=(
            Column("name", "名称", needed=True),
            Day("starts_on", "开始日期", needed=True),
            Day("ends_on", "结束日期", needed=True),
            Column("slogan", "口号"),
            Column("aims", "整治内容", longest=600),
            Column("taking_part", "参加人员"),
            Column("outcome", "成效", longest=800),
        ),
        key=("name", "starts_on"),
        stored=lambda town: Drive.objects.present().filter(town=town),
        new=lambda town: Drive(town=town),
        list_url="campaign:drives",
        check=_still_open,
        check_together=lambda rows: in_closed_years(rows, "starts_on"),
    )
)

EXPORT = (
    *((heading, lambda row, write=write: write(row.drive)) for heading, write in DRIVES.export_columns),
    ("天数", "days"),
    ("责任区数", "zones"),
    ("累计成果", "results"),
    ("状态", lambda row: str(row.state.label)),
)
"""What comes back, and what was worked out from the records: reading back leaves those columns alone."""
