"""What a change of units must keep: who may make it, from which day on, and what a tree of units never is."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.files_in.cells import match_key
from core.formats import cn_date
from core.models import Unit, UnitKind, User
from core.thresholds import KEPT_BY
from core.units.followers import bound_to
from core.units.names import tidy

NAME_LONGEST = Unit._meta.get_field("name").max_length


def locked(by: User | None, units: Iterable[Unit]) -> list[Unit]:
    """The same units, locked, in the given order; behind the town's own row, so that changes come one after the other."""
    if by is not None and not by.access.has(*KEPT_BY):
        raise NotAllowed(_("Units are kept by the office and the administrator."))
    keys = [unit.pk for unit in units]
    rows = {unit.pk: unit for unit in Unit.objects.filter(is_home=True).select_for_update().order_by("pk")}
    rows |= {unit.pk: unit for unit in Unit.objects.filter(pk__in=keys).select_for_update().order_by("pk")}
    return [rows[key] for key in keys]


def check_day(
    units: Iterable[Unit], day: date, now: datetime, *, binds: bool = True, staying: Unit | None = None
) -> None:
    """From this day on these units may be others. binds: whether results in their names keep it from an earlier day. staying:
    the one of them that only takes over."""
    if day > timezone.localdate(now):
        raise DomainError({"day": _("This day has not come yet: enter the change on the day itself, or later.")})
    for unit in units:
        if unit.ends_on:
            raise DomainError(_("%(unit)s ended on %(day)s.") % {"unit": unit, "day": cn_date(unit.ends_on)})
    first, why = earliest_day(units, binds=binds, staying=staying)
    if first and day < first:
        raise DomainError({"day": _("The earliest day is %(day)s: %(why)s") % {"day": cn_date(first), "why": why}})


def earliest_day(units: Iterable[Unit], *, binds: bool = True, staying: Unit | None = None) -> tuple[date | None, str]:
    """From which day on a change is possible, and why not earlier; (None, '') where nothing stands against any day."""
    bounds = []
    for unit in units:
        words = {"unit": unit.name}
        if unit.starts_on:
            first = unit.starts_on if unit == staying else unit.starts_on + timedelta(days=1)
            bounds.append((first, _("%(unit)s must have existed before.") % words))
        if unit.changed_on:
            bounds.append((unit.changed_on, _("%(unit)s was changed on that day.") % words))
    if binds and (bound := bound_to(_whole_branches(units))):
        last, what = bound
        bounds.append((last + timedelta(days=1), _("%(what)s already names it as it was.") % {"what": what}))
    return max(bounds, default=(None, ""))


def _whole_branches(units: Iterable[Unit]) -> list[int]:
    return list(Unit.objects.covered_by([unit.path for unit in units]).values_list("pk", flat=True))


def check_not_home(units: Iterable[Unit]) -> None:
    if any(unit.is_home for unit in units):
        raise DomainError(_("This is the town that the system works for: it can be renamed, but not ended or moved."))


def check_name(name: str, kind: str, above: Unit | None, *, but: Iterable[Unit] = ()) -> str:
    """The name without needless spaces. It is not taken yet under the same unit, by one that has not ended."""
    name = tidy(name)
    if not name:
        raise DomainError({"name": _("Give it a name.")})
    if len(name) > NAME_LONGEST:
        said = _("“%(name)s…” is too long: the name of a unit has at most %(n)s characters.")
        raise DomainError({"name": said % {"name": name[:20], "n": NAME_LONGEST}})
    path = above.path if above else ""
    siblings = Unit.objects.filter(path__startswith=path, depth=len(path) // Unit.steplen + 1, ends_on=None)
    taken = {match_key(one.name) for one in siblings.exclude(pk__in=[unit.pk for unit in but])}
    if match_key(name) in taken:
        words = {"name": name, "above": above.name if above else _("the top")}
        raise DomainError({"name": _("Under %(above)s there is already a unit named %(name)s.") % words})
    if kind not in UnitKind.values:
        raise DomainError({"kind": _("Choose a kind.")})
    return name


def check_alike(units: Iterable[Unit], kind: str) -> None:
    """A piece of land never becomes an office that answers for land elsewhere, or the other way round."""
    if len({one in UnitKind.territorial() for one in (kind, *(unit.kind for unit in units))}) > 1:
        raise DomainError(
            _("Villages and communities on one side, departments and teams on the other: these do not mix.")
        )


def check_reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError({"reason": _("Say why, or name the paper: it stands in the history for good.")})
    return reason.strip()


def parent_of(unit: Unit) -> Unit | None:
    return Unit.objects.filter(path=unit.parent_path).first() if unit.parent_path else None
