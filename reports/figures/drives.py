"""The drives of the period with what they did, added up by the works that they count."""

from django.utils.translation import gettext as _

from campaign.models import Drive
from campaign.selectors.drive_totals import WorkTotal, totals_by_drive
from campaign.selectors.drives import days_words
from core.formats import cn_day
from reports.figure import Facts, Figure, Row
from reports.figures.scope import Scope, counted, to


def drives(scope: Scope) -> Facts:
    begun = Drive.objects.present().filter(town=scope.town, starts_on__range=(scope.first, scope.today))
    begun = list(begun.order_by("starts_on", "pk"))
    totals = totals_by_drive(begun)
    href = to("campaign:drives", year=scope.year)
    n = Figure("drives:n", _("drives"), counted(len(begun), _("drives counted")), href)
    return Facts({"drives_n": n}, {"drives": [_row(drive, totals.get(drive.pk, [])) for drive in begun]})


def _row(drive: Drive, totals: list[WorkTotal]) -> Row:
    key, href = f"drive:{drive.pk}", drive.get_absolute_url()
    told = {
        "name": (_("drive"), drive.name),
        "day": (_("begun on"), cn_day(drive.starts_on)),
        "days": (_("how long"), days_words(drive)),
        "slogan": (_("slogan"), drive.slogan.strip("“”\"' ")),
        "taking_part": (_("who takes part"), drive.taking_part.rstrip("。；")),
    }
    row: dict = {
        name: Figure(f"{key}:{name}", f"{drive} {label}", words, href) for name, (label, words) in told.items()
    }
    row["results"] = [Figure(f"{key}:{one.work}", f"{drive} {one.work}", str(one), href) for one in totals]
    return row
