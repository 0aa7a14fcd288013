"""What the overview says of projects, money, residents, drives and of what moved the score, in words with their records."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import cn_day, score, signed, wan
from dashboards.addresses import address, board_address
from dashboards.selectors.beside import Beside, Money, Projects, Residents
from dashboards.selectors.item_moves import ItemMove
from dashboards.selectors.movers import Movers
from dashboards.words.figures import Figure
from dashboards.words.rows import name_of
from facilities.filters.projects import UNREPORTED
from facilities.lag import LagLight
from facilities.project_words import month_name
from facilities.selectors.projects import ProjectRow
from inspections.models import Level
from rectification.models import OrderState

MOVED = 3
"""Items, and units, that are named on each side."""


@dataclass(frozen=True)
class MoveLine:
    """What moved: its name with its records, from what to what, by how many points ('+0.42')."""

    name: str
    sub: str
    points: str
    href: str


@dataclass(frozen=True)
class MoveSide:
    """One side: what got better, or worse."""

    title: str
    icon: str
    items: list[MoveLine]
    units: list[MoveLine]
    nothing: str


def move_sides(moved: Movers) -> list[MoveSide]:
    items = moved.items
    return [
        MoveSide(
            _("Better"),
            "arrow-up",
            [_item_line(moved, move) for move in items.better(MOVED)] if items else [],
            [_unit_line(moved, row) for row in moved.units_better(MOVED)],
            _("Nothing got better."),
        ),
        MoveSide(
            _("Worse"),
            "arrow-down",
            [_item_line(moved, move) for move in items.worse(MOVED)] if items else [],
            [_unit_line(moved, row) for row in moved.units_worse(MOVED)],
            _("Nothing got worse."),
        ),
    ]


def _item_line(moved: Movers, move: ItemMove) -> MoveLine:
    sub = _("{section}: {last} → {this} of 100").format(
        section=move.section, last=score(move.rate.last), this=score(move.rate.this)
    )
    return MoveLine(move.name, sub, signed(move.moved), board_address("compare", moved.board) + "#items")


def _unit_line(moved: Movers, row) -> MoveLine:
    sub = _("{last} → {this} points").format(last=score(row.pair.last), this=score(row.pair.this))
    return MoveLine(name_of(row), sub, signed(row.pair.difference), board_address("compare", moved.board) + "#table")


def moved_note(moved: Movers) -> str:
    """'街道自查，两年相同11次'."""
    words = ngettext("{level}, {n} same round of both years", "{level}, {n} same rounds of both years", moved.same)
    return words.format(level=Level(moved.board.level).label, n=moved.same)


def money_figure(money: Money) -> Figure:
    """What is secured of what open projects need."""
    total = money.needs.total
    href = reverse("facilities:funding") + "#needs"
    if money.percent is None:
        return Figure(_("Money secured"), wan(total.secured), _("× 10,000 yuan"), href=href, sub=_("no need is known"))
    return Figure(
        _("Money secured"),
        wan(total.secured),
        _("× 10,000 yuan"),
        href=href,
        sub=_("{percent} of the need covered; need {need}, short {gap}").format(
            percent=f"{money.percent}%", need=wan(total.need), gap=wan(money.needs.gap)
        ),
    )


def matters(seen: Beside) -> list[tuple[str, str]]:
    """(address, words) of what a leader has to know beside the tasks: projects behind, money short."""
    counts, gap = seen.projects.counts, seen.money.needs.gap
    found = []
    if counts.red:
        words = ngettext("{n} project is far behind plan", "{n} projects are far behind plan", counts.red)
        found.append((address("facilities:projects", light=LagLight.RED), words.format(n=counts.red)))
    elif counts.amber:
        words = ngettext("{n} project is behind plan", "{n} projects are behind plan", counts.amber)
        found.append((address("facilities:projects", light=LagLight.AMBER), words.format(n=counts.amber)))
    if gap:
        words = _("money is short of {amount} × 10,000 yuan").format(amount=wan(gap))
        found.append((reverse("facilities:funding") + "#needs", words))
    return found


@dataclass(frozen=True)
class Linked:
    """A number in words, and its records."""

    words: str
    href: str


def project_counts(projects: Projects) -> list[Linked]:
    """'7个未完工、1个严重落后、1个落后、2个上月未填报': each its own list; what is 0 is left out."""
    counts, to = projects.counts, "facilities:projects"
    said = [
        (counts.open, ngettext("{n} open", "{n} open", counts.open), {"stage": "open"}),
        (counts.red, ngettext("{n} far behind", "{n} far behind", counts.red), {"light": LagLight.RED}),
        (counts.amber, ngettext("{n} behind", "{n} behind", counts.amber), {"light": LagLight.AMBER}),
        (
            counts.unreported,
            ngettext("{n} not reported last month", "{n} not reported last month", counts.unreported),
            {"light": UNREPORTED},
        ),
    ]
    return [Linked(words.format(n=n), address(to, **query)) for n, words, query in said if n]


@dataclass(frozen=True)
class ProjectLine:
    """A project's bar. percent, plan: 0..100 for the bar; plan None: nothing planned yet. light: safe HTML."""

    name: str
    href: str
    light: str
    percent: int
    plan: int | None
    money: str
    progress: str


def project_lines(projects: Projects) -> list[ProjectLine]:
    return [project_line(row) for row in projects.rows]


def project_line(row: ProjectRow) -> ProjectLine:
    reported = row.lag.reported if row.lag and row.lag.reported is not None else row.percent
    return ProjectLine(
        name=row.project.name,
        href=row.project.get_absolute_url(),
        light=row.light,
        percent=reported or 0,
        plan=row.planned,
        money=_project_money(row),
        progress=_project_progress(row, reported),
    )


def _project_money(row: ProjectRow) -> str:
    paid = _("paid {amount} × 10,000 yuan").format(amount=wan(row.sums.paid))
    need = _("need {amount}").format(amount=row.need) if row.need else _("need not known")
    return f"{need} · {paid}"


def _project_progress(row: ProjectRow, reported: int | None) -> str:
    """'10月末完成45%，计划55%'; what was never reported is not 0%."""
    if reported is None:
        return row.missing_words or _("nothing reported yet")
    if row.lag is None or row.lag.of is None or row.planned is None:
        return _("{percent} done").format(percent=f"{reported}%")
    return _("end of {month}: {percent} done, {plan} planned").format(
        month=month_name(row.lag.of), percent=f"{reported}%", plan=f"{row.planned}%"
    )


@dataclass(frozen=True)
class SourceLine:
    """A source's bar of the year: bar as in SourceRow; words: its four amounts; short: the last one, '' where nothing is short."""

    label: str
    href: str
    bar: list
    words: str
    short: str


def source_lines(money: Money) -> list[SourceLine]:
    return [
        SourceLine(
            label=row.label,
            href=address("facilities:funding_entries", source=row.key, year=money.year),
            bar=row.bar,
            words=_("planned {planned}, secured {secured}, paid {paid}").format(
                planned=wan(row.sums.planned), secured=wan(row.sums.secured), paid=wan(row.sums.paid)
            ),
            short=_("short {amount}").format(amount=wan(row.sums.short)) if row.sums.short else "",
        )
        for row in money.table.rows
    ]


def money_total(money: Money) -> Linked:
    """The year's sums over all sources, as the page of money has them."""
    total = money.table.total
    words = _("Year {year}: planned {planned}, secured {secured}, paid {paid}, short {short}").format(
        year=money.year,
        planned=wan(total.planned),
        secured=wan(total.secured),
        paid=wan(total.paid),
        short=wan(money.table.short),
    )
    return Linked(words, address("facilities:funding", by="source", year=money.year))


def resident_counts(residents: Residents) -> list[Linked]:
    """'本周5条、已立案4条'."""
    if residents.received is None:
        return []
    received = ngettext("{n} this week", "{n} this week", residents.received).format(n=residents.received)
    registered = ngettext("{n} registered", "{n} registered", residents.registered).format(n=residents.registered)
    return [Linked(received, residents.week_url), Linked(registered, residents.registered_url)]


@dataclass(frozen=True)
class ReportLine:
    words: str
    sub: str
    when: str
    href: str


def report_lines(residents: Residents, now: datetime) -> list[ReportLine]:
    found = []
    for report in residents.latest:
        task = report.task
        parts = [task.finding.where] if report.words else []
        parts += [task.responsible_unit.name] if task.responsible_unit else []
        parts.append(task.get_state_display())
        words = report.words or _("Not read by the office yet")
        found.append(
            ReportLine(
                words, " · ".join(filter(None, parts)), when_words(task.reported_at, now), task.get_absolute_url()
            )
        )
    return found


def when_words(moment: datetime, now: datetime) -> str:
    """'今天 8:12', '昨天 17:40', '11月20日'."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    days = (today - local.date()).days
    if days > 1:
        return cn_day(local)
    day = pgettext("before an hour", "yesterday") if days else pgettext("before an hour", "today")
    return f"{day} {local:%H:%M}"


def orders_words(n: int, signs: bool) -> Linked | None:
    """'1份督办单等您签发': to whoever signs; the office is told that they wait for the leader."""
    if not n:
        return None
    mine = ngettext(
        "{n} supervision order waits for your signature", "{n} supervision orders wait for your signature", n
    )
    others = ngettext(
        "{n} supervision order waits for a leader’s signature",
        "{n} supervision orders wait for a leader’s signature",
        n,
    )
    return Linked((mine if signs else others).format(n=n), address("rectification:orders", state=OrderState.DRAFTED))
