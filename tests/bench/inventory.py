"""The inventory with ever more facilities: the list, its filters, its search and the clearance must hardly cost more."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from urllib.parse import quote

from django.db import connection
from django.utils import timezone

from core.models import Unit, UnitKind
from core.quantities import Exactness
from facilities.models import Clearance, Condition, Facility, FacilityKind
from tests.bench import server
from tests.bench.measure import Page, medians_in_turn
from tests.bench.visitor import Visitor

FEW, MANY = 200, 20_000
CLEARED = 40
"""So many of them are cleared every day, however many there are: a town has no more."""
RARE_WORD = "铜雀台"
COMMON_WORD = "果壳箱"

Table = tuple[str, list[str], list[list[str]]]


def measured(kind: str, folder: Path, requests: int) -> Table:
    """Medians with few and with many facilities, both servers at once and asked in turn."""
    with ExitStack() as servers:
        offices = [servers.enter_context(_office(kind, folder, number)) for number in (FEW, MANY)]
        few, many = medians_in_turn([{"office": office} for office in offices], pages(), requests)
    rows = [[name, f"{few[name]:.1f}", f"{many[name]:.1f}", f"{many[name] / few[name]:.2f}"] for name in few]
    head = ["page", f"{FEW:,} facilities, ms", f"{MANY:,} facilities, ms", "last / first"]
    return f"Facilities, {kind}: median of {requests} requests", head, rows


@contextmanager
def _office(kind: str, folder: Path, number: int) -> Iterator[Visitor]:
    """The office, signed in to a demo town with so many facilities."""
    url, data_dir = server.database_url(kind, f"inventory-{number}", folder), folder / f"inventory-{kind}-{number}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    server.manage(url, data_dir, "load_demo")
    command = f"from tests.bench.inventory import fill; fill({number})"
    server.manage(url, data_dir, "shell", "--no-imports", "--command", command)
    with server.running(url, data_dir) as running:
        yield Visitor(running.address).sign_in("office", "demo")


def pages() -> list[Page]:
    today = date.today()
    paths = {
        "list": "",
        "list, last page": "?page=8",
        "by unit": "?sort=unit",
        "worn": "?condition=worn",
        "search, common": f"?q={quote(COMMON_WORD)}",
        "search, rare": f"?q={quote(RARE_WORD)}",
        "a day's clearance": f"clearance/{today.isoformat()}/",
        "a month's clearance": "clearance/month/",
    }
    return [Page(name, "office", f"/facilities/{path}") for name, path in paths.items()]


def fill(total: int) -> None:
    """Up to `total` facilities, CLEARED of them cleared for three months: rows made in bulk, without a trail."""
    random, home = Random(total), Unit.objects.home()
    units = list(Unit.objects.below(home).filter(kind__in=[UnitKind.VILLAGE, UnitKind.COMMUNITY]))
    kinds = list(FacilityKind.objects.select_related("measure"))
    rows = [_facility(number, random, home, units, kinds) for number in range(total - Facility.objects.count())]
    rows[len(rows) // 2].name = RARE_WORD
    Facility.objects.bulk_create(rows, batch_size=1000)
    _clear(list(Facility.objects.filter(kind__is_cleared=True)))
    if connection.vendor == "postgresql":  # what autovacuum does some minutes after so many new rows
        connection.cursor().execute("VACUUM ANALYZE")


def _facility(number: int, random: Random, home: Unit, units: list[Unit], kinds: list[FacilityKind]) -> Facility:
    others = [kind for kind in kinds if not kind.is_cleared]
    cleared = [kind for kind in kinds if kind.is_cleared]
    kind = random.choice(cleared if number < CLEARED - 12 else others)
    return Facility(
        code=f"B{number:06}",
        name=f"{COMMON_WORD}{number}" if number % 3 else f"{kind.name}{number}",
        kind=kind,
        town=home,
        unit=random.choice(units),
        address=f"枫河路{number}号",
        quantity=Decimal(random.randint(1, 40)),
        measure=kind.measure,
        exactness=random.choice(Exactness.values),
        condition=random.choices(Condition.values, [80, 15, 4, 1])[0],
    )


def _clear(facilities: list[Facility]) -> None:
    now = timezone.now()
    days = [timezone.localdate(now) - timedelta(days=back) for back in range(90)]
    known = set(Clearance.objects.values_list("facility", "day"))
    Clearance.objects.bulk_create(
        (
            Clearance(facility=facility, day=day, truckloads=1, entered_at=now)
            for facility in facilities
            for day in days
            if (facility.pk, day) not in known
        ),
        batch_size=1000,
    )
