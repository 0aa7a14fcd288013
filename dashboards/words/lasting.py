"""What the page about lasting effect says: its sentence, figures and tables."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.files_out.exports import Column
from core.formats import NOTHING, score, signed
from dashboards.addresses import address
from dashboards.selectors.lasting import DriveKept, Lasting
from dashboards.selectors.outcome import Footing
from dashboards.words.figures import Figure
from dashboards.words.footing import footing_words
from dashboards.words.notes import listed_with
from inspections.models import VisitGap
from rectification.indicators import CAME_BACK, Rate
from rectification.selectors.indicators import Line
from rectification.selectors.report_page import Links

PARTS = ("gaps", "came_back", "drives")


def rate_words(rate: Rate, least: int) -> str:
    """'12.5%', or '1/4' where that is too few for a percentage."""
    if not rate.whole:
        return NOTHING
    percent = rate.percent(least)
    return f"{rate.part}/{rate.whole}" if percent is None else f"{percent}%"


def interval(gap: VisitGap) -> str:
    """'+1.20 – +4.60'; '' where too few points were visited, or all of them differ by the same."""
    return "" if gap.low is None or gap.is_alike else f"{signed(gap.low)} – {signed(gap.high)}"


def lead(seen: Lasting) -> SafeString | str:
    """'同样的点位，事先通知比暗访高2.31分；差别明显的有焦山村；办结后反弹4件。'"""
    parts = []
    if seen.whole:
        gap, named = seen.whole.gap, {"points": score(abs(seen.whole.gap)), "n": seen.whole.points}
        if gap > 0:
            parts.append(_("At the same {n} points announced visits score {points} points more").format(**named))
        elif gap < 0:
            parts.append(_("At the same {n} points unannounced visits score {points} points more").format(**named))
        else:
            parts.append(_("At the same {n} points both kinds of visit score the same").format(**named))
    if seen.different:
        links = format_html_join(
            listed_with(), '<a href="{}">{}</a>', ((unit_address(seen, gap), gap.unit.name) for gap in seen.different)
        )
        parts.append(format_html("{}{}", _("surely different: "), links))
    if seen.rate.part:
        words = _('<a href="{href}">{n} closed problems</a> came back')
        href = Links("unit", seen.period, seen.period).to(CAME_BACK.part_tasks)
        parts.append(format_html(words, href=href, n=seen.rate.part))
    if not parts:
        return ""
    joined = format_html_join(pgettext("between half sentences", "; "), "{}", ((part,) for part in parts))
    return format_html("{}{}", joined, pgettext("end of a sentence", "."))


def unit_address(seen: Lasting, gap: VisitGap) -> str:
    return f"{reverse('lasting_unit', args=[gap.unit_id])}?year={seen.year}"


def figures(seen: Lasting) -> list[Figure]:
    """The gap, last year's, what came back, and what was left of the latest drive."""
    links = Links("unit", seen.period, seen.period)
    rate, least = seen.rate, seen.rules.least_for_percent
    judged = _("{whole} judged, {part} came back").format(whole=rate.whole, part=rate.part)
    latest = next((one for one in seen.drives if one.kept), None)
    days = max(latest.kept) if latest else 0
    return [
        Figure(
            _("Announced minus unannounced"),
            signed(seen.whole.gap) if seen.whole else NOTHING,
            _("points") if seen.whole else "",
            href="#gaps",
            main=True,
            sub=_gap_sub(seen),
        ),
        Figure(
            _("The same last year"),
            signed(seen.last_whole.gap) if seen.last_whole else NOTHING,
            _("points") if seen.last_whole else "",
            href=address("lasting", year=seen.year - 1),
            sub=_("{n} points, over the whole year").format(n=seen.last_whole.points)
            if seen.last_whole
            else _("no points visited in both ways"),
        ),
        Figure(
            _("Problems that came back"),
            rate_words(rate, least).removesuffix("%"),
            "" if rate.percent(least) is None else "%",
            href=links.to(CAME_BACK.whole_tasks),
            sub=judged,
        ),
        Figure(
            _("Left of the latest drive"),
            f"{latest.kept[days]}" if latest else NOTHING,
            "%" if latest else "",
            href=latest.drive.get_absolute_url() if latest else "",
            sub=_drive_sub(latest, days) if latest else "",
        ),
    ]


def _drive_sub(one: DriveKept, days: int) -> str:
    words = _("{drive}, after {days} days").format(drive=one.drive.name, days=days)
    return listed_with().join(filter(None, [words, zones_words(one, days)]))


def zones_words(one: DriveKept, days: int) -> str:
    """'12个区域看了3个'; '' where all were looked at."""
    if not one.is_part(days):
        return ""
    return _("{n} of {all} zones looked at").format(n=one.zones[days], all=one.drive.zone_count)


def _gap_sub(seen: Lasting) -> str:
    if seen.whole is None:
        return _("no points visited in both ways")
    if seen.whole.low is None:
        return _("{n} points: too few for an interval").format(n=seen.whole.points)
    if seen.whole.is_alike:
        return _("the same at each of {n} points").format(n=seen.whole.points)
    return _("nine in ten: {interval}").format(interval=interval(seen.whole))


@dataclass(frozen=True)
class GapLine:
    """A row of the table of gaps. verdict: what the interval allows to say. last: last year's gap, None where there is none;
    footing: what that is made of, where not of the unit's own points alone."""

    gap: VisitGap
    href: str
    interval: str
    verdict: str
    last: Decimal | None = None
    footing: str = ""


def gap_lines(seen: Lasting) -> list[GapLine]:
    return [gap_line(seen, gap) for gap in seen.units]


def gap_line(seen: Lasting, gap: VisitGap) -> GapLine:
    last = seen.last_units.get(gap.unit_id)
    return GapLine(
        gap,
        unit_address(seen, gap),
        interval(gap),
        verdict(gap),
        last.gap if last else None,
        last_year_of(last.footing) if last else "",
    )


def last_year_of(footing: Footing | None) -> str:
    """'去年：由马桥村、焦山村合并计算'; '' for a unit's own."""
    return _("last year: {words}").format(words=footing_words(footing)) if footing else ""


def verdict(gap: VisitGap) -> str:
    if gap.low is None:
        return _("too few points to say")
    if gap.is_alike:
        return _alike(gap)
    if gap.low > 0:
        return _("better when announced")
    if gap.high < 0:
        return _("better unannounced")
    return _("no difference that is sure")


def _alike(gap: VisitGap) -> str:
    if gap.gap == 0:
        return _("no difference at any point")
    return (
        _("better when announced, each point by the same")
        if gap.gap > 0
        else _("better unannounced, each point by the same")
    )


@dataclass(frozen=True)
class BackLine:
    """A unit's problems that came back. text: '12.5%' or '1/4'; href: the tasks."""

    line: Line
    rate: Rate
    text: str
    last: str
    href: str
    footing: str = ""


def came_back_lines(seen: Lasting) -> list[BackLine]:
    links, least = Links("unit", seen.period, seen.period), seen.rules.least_for_percent
    return [
        BackLine(
            line,
            line.this.rate(CAME_BACK),
            rate_words(line.this.rate(CAME_BACK), least),
            rate_words(line.last.rate(CAME_BACK), least),
            links.to(CAME_BACK.part_tasks, line),
            last_year_of(seen.last_footings.get(line.key)),
        )
        for line in seen.came_back_by_unit
    ]


def drive_lines(seen: Lasting) -> list[tuple[DriveKept, list[tuple[Decimal | None, str]]]]:
    """Each drive with what was left on each of the days that were looked at, and of how many zones; None: nobody looked."""
    return [(one, [(one.kept.get(days), zones_words(one, days)) for days in seen.look_days]) for one in seen.drives]


def chart_alt(seen: Lasting) -> str:
    named = [_("{unit} {gap}").format(unit=gap.unit.name, gap=signed(gap.gap)) for gap in seen.units[:3]]
    return _("Announced and unannounced scores at the same points, most different first: {first}.").format(
        first=listed_with().join(named) or NOTHING
    )


def table_of(part: str, seen: Lasting) -> tuple[list[Column], list]:
    """Columns and rows of one table for a file; the gaps where the part is not known."""
    if part == "came_back":
        return [
            (_("Unit"), "line.name"),
            (pgettext("problems", "Judged"), "rate.whole"),
            (pgettext("problems", "Came back"), "rate.part"),
            (_("Share"), "text"),
            (_("Last year"), "last"),
            (_("Note"), "footing"),
        ], came_back_lines(seen)
    if part == "drives":
        days = [
            (_("After %(days)s days (%%)") % {"days": days}, lambda one, days=days: one.kept.get(days))
            for days in seen.look_days
        ]
        note = (
            _("Note"),
            lambda one: "; ".join(f"+{day}: {zones_words(one, day)}" for day in one.kept if one.is_part(day)),
        )
        return [(_("Drive"), "drive.name"), (_("Last day"), "drive.ends_on"), *days, note], seen.drives
    return [
        (_("Unit"), "gap.unit.name"),
        (_("Points visited in both ways"), "gap.points"),
        (_("Announced"), "gap.announced_score"),
        (_("Unannounced"), "gap.unannounced_score"),
        (_("Gap (points)"), "gap.gap"),
        (_("Gap at least"), lambda line: None if line.gap.is_alike else line.gap.low),
        (_("Gap at most"), lambda line: None if line.gap.is_alike else line.gap.high),
        (_("What it says"), "verdict"),
        (_("Gap last year (points)"), "last"),
        (_("Note"), "footing"),
    ], gap_lines(seen)


def point_columns() -> list[Column]:
    return [
        (_("Point"), "point.name"),
        (_("Kind of point"), "point.kind.name"),
        (_("Announced"), "announced"),
        (_("Unannounced"), "unannounced"),
        (_("Gap (points)"), "gap"),
        (_("Announced rounds"), lambda one: one.visits[0]),
        (_("Unannounced rounds"), lambda one: one.visits[1]),
    ]
