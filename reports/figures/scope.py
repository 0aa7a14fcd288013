"""What a report is about, and how its figures are made."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.formats import wan
from core.models import Unit
from core.quantities import Exactness, written
from reports.figure import Figure


@dataclass(frozen=True)
class Scope:
    """A town's year, or a month of it. month: 0 for the whole year. now: aware, local; what lies after it isn't known."""

    town: Unit
    year: int
    month: int
    now: datetime
    themes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """The period's last day."""
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def today(self) -> date:
        """The last day of which the report may speak: its period's last one, or the day of writing."""
        return min(self.last, self.now.date())

    @property
    def is_now(self) -> bool:
        """The period isn't over: what the records keep no history of can be told."""
        return self.now.date() <= self.last

    def theme(self, name: str) -> tuple[str, ...]:
        """The names of the kinds that a subject is about; none where the wording gives none."""
        return self.themes.get(name, ())


def to(name: str, *args, **query) -> str:
    """The address of a page; empty parameters are left out."""
    kept = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=args) + (f"?{urlencode(kept)}" if kept else "")


def counted(n: int | Decimal, measure: str, exactness: str = Exactness.EXACT) -> str:
    """'5次', '100多人次'; '' for none, which a sentence that needs some is then left out for."""
    return written(n, measure, exactness) if n else ""


def money(yuan: Decimal | None, exactness: str = Exactness.EXACT) -> str:
    """'170万元', '100多万元'; '' where it isn't known or nothing."""
    return written(Decimal(wan(yuan)), _("× 10,000 yuan"), exactness) if yuan else ""


def points(value: Decimal) -> str:
    """A score or a difference of scores: '92.85分'."""
    return pgettext("points of a score", "%(score)s points") % {"score": f"{abs(value):.2f}"}


def named(key: str, label: str, rows, href) -> list[Figure]:
    """A list of names; rows: (number of the record, name), href: a function from the number to the address."""
    return [Figure(f"{key}:{pk}", label, str(name), href(pk)) for pk, name in rows]
