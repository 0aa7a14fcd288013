"""The inventory in sums: how much there is of each kind, and how many villages have one of what every village is to have."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from core.maps.town_map import place
from core.models import Measure, Photo, Unit, UnitKind
from core.quantities import Exactness, weaker, written
from facilities.models import Condition, Facility, FacilityKind, Upkeep

NEWEST = 50


@dataclass
class KindTotal:
    """A kind with its quantities by measure (number, how exact). unmeasured: records without a number, which is not 0."""

    pk: int
    name: str
    records: int = 0
    unmeasured: int = 0
    sums: dict[str, tuple[Decimal, str]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """'300多只'; '30多座、2处' where a kind is counted in two measures; '' where nothing is counted."""
        return _(", ").join(written(number, measure, exactness) for measure, (number, exactness) in self.sums.items())

    def add(self, measure: str, exactness: str, number: Decimal | None, records: int, counted: int) -> None:
        self.records += records
        self.unmeasured += records - counted
        if number is not None:
            known, how = self.sums.get(measure, (Decimal(0), Exactness(exactness)))
            self.sums[measure] = (known + number, weaker(how, exactness))


def totals_of(facilities) -> list[KindTotal]:
    """Facilities summed by kind, in the order of the kinds; three queries, of which one looks at facilities, without a join."""
    rows = facilities.order_by("kind", "measure", "exactness").values_list("kind", "measure", "exactness")
    sums = list(rows.annotate(number=Sum("quantity"), records=Count("pk"), counted=Count("quantity")))
    measures = dict(Measure.objects.values_list("pk", "name"))
    found = {pk: KindTotal(pk, name) for pk, name in FacilityKind.objects.values_list("pk", "name")}
    for kind, measure, exactness, number, records, counted in sums:
        found[kind].add(measures.get(measure, ""), exactness, number, records, counted)
    return [total for total in found.values() if total.records]


@dataclass(frozen=True)
class VillageShare:
    """How many villages have a facility of a kind that each is to have."""

    kind: FacilityKind
    having: int
    villages: int
    without: tuple[str, ...]

    @property
    def percent(self) -> int:
        """Rounded down: 100 is every village."""
        return self.having * 100 // self.villages


def village_shares(facilities, town: Unit, today: date) -> list[VillageShare]:
    """For each such kind the share of the town's villages with one in use; none without villages. Four queries at most."""
    kinds = list(FacilityKind.objects.filter(one_per_village=True))
    villages = list(Unit.objects.below(town).filter(kind=UnitKind.VILLAGE).in_force(today)) if kinds else []
    if not villages:
        return []
    held = set(
        facilities.in_use().filter(kind__in=kinds, unit__isnull=False).order_by().values_list("kind", "unit").distinct()
    )
    path_of = dict(Unit.objects.filter(pk__in={unit for _kind, unit in held}).values_list("pk", "path"))
    paths: dict[int, set[str]] = {kind.pk: set() for kind in kinds}
    for kind, unit in held:
        paths[kind].add(path_of[unit])
    return [_share(kind, villages, paths[kind.pk]) for kind in kinds]


def _share(kind: FacilityKind, villages: Iterable[Unit], paths: set[str]) -> VillageShare:
    without = tuple(v.name for v in villages if not any(path.startswith(v.path) for path in paths))
    count = len(list(villages))
    return VillageShare(kind, count - len(without), count, without)


def place_of(facility: Facility) -> dict:
    """For the map: with its code, kind, size and where it lies."""
    words = [facility.code, facility.kind.name, facility.size, str(facility.unit or "")]
    return place(facility, " · ".join(filter(None, words)), off=facility.condition == Condition.OUT_OF_USE)


def upkeep_of(facility: Facility) -> list[Upkeep]:
    """The newest entries of the upkeep log, each with its `photos`; two queries."""
    entries = list(facility.upkeep.present().select_related("measure", "entered_by")[:NEWEST])
    photos: dict[int, list[Photo]] = {}
    for photo in Photo.objects.of_many(Upkeep, [entry.pk for entry in entries]).order_by("uploaded_at", "pk"):
        photos.setdefault(photo.subject_id, []).append(photo)
    for entry in entries:
        entry.photos = photos.get(entry.pk, [])
    return entries


def next_code(town: Unit, prefix: str = "SS-") -> str:
    """A code that is free, following the last one given by this way: 'SS-0001'."""
    given = Facility._base_manager.filter(town=town, code__regex=rf"^{prefix}\d+$").values_list("code", flat=True)
    last = given.order_by(Length("code").desc(), "-code").first()  # 'SS-10000' comes after 'SS-9999'
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
