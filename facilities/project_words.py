"""What is said of a project, in words that are made from its records."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import cn_date, wan
from core.quantities import written
from facilities.lag import Lag, LagLight
from facilities.models import Project


def comma() -> str:
    """Between two parts of a sentence (not of a list)."""
    return pgettext("between parts of a sentence", ", ")


def need_words(project: Project) -> str:
    """'170万元', '每年100多万元'; '' where the need is not known."""
    if project.need is None:
        return ""
    said = written(Decimal(wan(project.need)), _("× 10,000 yuan"), project.need_exactness)
    return _("%(amount)s each year") % {"amount": said} if project.need_per_year else said


def lag_label(lag: Lag | None) -> str:
    """The words in the light: '落后10个百分点'; '' where the light has words of its own or there is none."""
    if lag is None or lag.points is None:
        return ""
    if lag.light in (LagLight.RED, LagLight.AMBER):
        return ngettext("%(n)s point behind", "%(n)s points behind", lag.points) % {"n": lag.points}
    return str(LagLight.GREEN.label)


def missing_words(lag: Lag | None) -> str:
    """'2个月未填报'; a missing month is named, never counted as 0."""
    if lag is None or not lag.missing:
        return ""
    n = len(lag.missing)
    return ngettext("%(n)s month not reported", "%(n)s months not reported", n) % {"n": n}


def lag_words(lag: Lag | None) -> str:
    """For a file: '落后10个百分点，2个月未填报'; '' where there is nothing to say."""
    return comma().join(filter(None, [lag_label(lag), missing_words(lag)]))


def months_words(lag: Lag) -> str:
    """'9月、10月': the months that were planned and not reported."""
    return _(", ").join(month_name(month) for month in lag.missing)


def month_name(month) -> str:
    """'10月': where the year is plain from what stands beside it."""
    return pgettext("month alone", "month %(month)d") % {"month": month.month}


def dates_words(project: Project) -> str:
    """'2026年6月启动，计划2027年2月完工', '2023年9月启动，2026年6月1日竣工', '计划次年4月前完工'."""
    return comma().join(filter(None, [_start_words(project), _end_words(project)]))


def _start_words(project: Project) -> str:
    start = project.started_on or project.planned_start
    if start is None:
        return ""
    words = {"year": start.year, "month": start.month}
    if project.started_on:
        return _("begun in %(month)02d/%(year)s") % words
    return _("planned to begin in %(month)02d/%(year)s") % words


def _end_words(project: Project) -> str:
    if project.finished_on:
        return _("finished on %(day)s") % {"day": cn_date(project.finished_on)}
    end, start = project.planned_end, project.started_on or project.planned_start
    if end is None:
        return ""
    words = {"year": end.year, "month": end.month}
    if not project.before_planned_end:
        return _("planned to end in %(month)02d/%(year)s") % words
    if start and end.year == start.year + 1:
        return _("planned to end before month %(month)02d of the next year") % words
    return _("planned to end before %(month)02d/%(year)s") % words
