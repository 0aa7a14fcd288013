"""What the zones of drives did day by day, entry for entry, out to Excel and back. A stored entry comes back unchanged or not at all."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.drive_totals import Amount, added
from campaign.forms.drives import MOST
from campaign.models import DriveResult, DriveWork
from campaign.selectors.drive_totals import entries_of
from campaign.services.drives import check_day, told
from campaign.tables.drive_zones import DRIVE, ZONE_HEADING, in_closed_years_of_drives, refuse_finished
from core.models import User
from core.quantities import Exactness
from core.table_in.columns import EXACTNESS_WORDS, Choice, Column, Day, KeyColumn, Named, Number
from core.table_in.registry import register
from core.table_in.service import TableIn


class ZoneColumn(Column):
    """A zone of the row's own drive; blank: the drive as a whole."""

    def write(self, record):
        return self.text(record.zone)


class MeasureColumn(Column):
    """For reading: a work is counted in its own measure, and a file that says another is refused."""

    def write(self, record):
        return self.text(record.measure)


def may_be_taken(result: DriveResult) -> None:
    """A stored entry is not overwritten, and a new one follows the rules of the page."""
    if result.pk:
        raise ValidationError(
            _("An entry is not overwritten. Enter what differs as an entry of its own, with a minus sign.")
        )
    refuse_finished(result)
    result.zone = _zone_named(result)
    measure = getattr(result, "measure_named", "")
    if measure and measure != result.work.measure.name:
        words = {"work": result.work.name, "measure": result.work.measure}
        raise ValidationError({"measure_named": _("%(work)s is counted in %(measure)s.") % words})
    if not result.quantity:
        raise ValidationError({"quantity": _("Enter a number other than 0.")})
    if result.quantity < 0 and not result.note:
        raise ValidationError({"note": _("Say what the correction is about.")})


def _zone_named(result: DriveResult):
    name = getattr(result, "zone_named", "")
    zones = {zone.name: zone for zone in result.drive.zones.all()}
    if name and name not in zones:
        raise ValidationError({"zone_named": _("This drive has no zone of this name.")})
    return zones.get(name)


def may_stand_together(results: Sequence[DriveResult]) -> dict[int, ValidationError]:
    """No total falls below 0 by what a file takes away; what it adds counts first. One query for all entries of its drives."""
    stored = entries_of({result.drive_id: result.drive for result in results}.values())
    sums = added(((entry.drive, entry.zone, entry.work), entry.amount) for entry in stored)
    left = {key: amount.quantity for key, amount in sums.items()}
    wrong = {}
    for place, result in sorted(enumerate(results), key=lambda pair: pair[1].quantity < 0):
        of = (result.drive_id, result.zone_id, result.work_id)
        left[of] = left.get(of, Decimal(0)) + result.quantity
        if result.quantity < 0 and left[of] < 0:
            words = {"work": result.work.name}
            wrong[place] = ValidationError(
                {"quantity": _("%(work)s: more would be taken away than was entered.") % words}
            )
            left[of] -= result.quantity
    return wrong | in_closed_years_of_drives(results)


def ready(result: DriveResult, by: User | None, now: datetime) -> None:
    result.measure, result.entered_at, result.entered_by = result.work.measure, now, by


def _told(result: DriveResult) -> tuple:
    amount = Amount(result.quantity, result.measure.name, result.exactness)
    return result.drive, told(result.zone, result.day, {result.work: amount}, result.note)


RESULTS = register(
    TableIn(
        code="drive_results",
        label=gettext_lazy("Results of drives"),
        model=DriveResult,
        columns=(
            KeyColumn("key", "记录编号", longest=36),
            DRIVE,
            ZoneColumn("zone_named", ZONE_HEADING, longest=60, is_stored=False),
            Day("day", "日期", needed=True, may_come=False),
            Named("work", "整治项目", needed=True, rows=lambda town: DriveWork.objects.select_related("measure")),
            Number("quantity", "数量", needed=True, low=-MOST, high=MOST),
            MeasureColumn("measure_named", "计量单位", longest=20, is_stored=False),
            Choice("exactness", "数量精确度", words=EXACTNESS_WORDS, blank=Exactness.EXACT.value),
            Column("note", "说明"),
        ),
        key=("key",),
        alike=("drive", "zone_named", "day", "work", "quantity", "exactness", "note"),
        stored=lambda town: DriveResult.objects.filter(drive__town=town, drive__removed_at=None).select_related(
            "drive", "zone", "work", "measure"
        ),
        new=lambda town: DriveResult(key=uuid4()),
        list_url="campaign:drive_result_list",
        ready=ready,
        check=may_be_taken,
        check_on=lambda result, today: check_day(result.drive, result.day, today),
        check_together=may_stand_together,
        told=_told,
    )
)

EXPORT = (
    *RESULTS.export_columns,
    ("填报人", "entered_by"),
    ("填报时间", "entered_at"),
)
"""Who entered it and when stands behind for reading; it is not read back."""
