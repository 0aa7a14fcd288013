"""The figures of charts. Each view reads the same selector as the page that shows it."""

import math

from django.utils.translation import gettext as _

from core.charts import ChartView
from dashboards.comparison import axis_for
from dashboards.selectors.comparisons import Row
from dashboards.selectors.courses import Stop
from dashboards.selectors.rankings import Group
from dashboards.views.board import BoardMixin
from dashboards.words.rows import name_of

ROOM_FOR_RANKS = 6
"""Labels of two lines that fit side by side on a phone."""


class GroupChart(BoardMixin, ChartView):
    """Bars of the units of one group (`group` in the address: which one, from 0), sorted as in the table."""

    kind = "rank-bars"

    @property
    def group(self) -> Group:
        asked = self.request.GET.get("group", "0")
        at = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
        groups = self.ranking.groups
        return groups[at] if at < len(groups) else Group("", [])

    @property
    def rows(self) -> list[Row]:
        return self.group.rows

    def get_labels(self):
        return [name_of(row) for row in self.rows]

    def get_extras(self):
        return {
            "labelTitle": _("Unit"),
            "unit": _("points"),
            "max": top_of_axis(self.rows),
            "own": next((at for at, row in enumerate(self.rows) if row.own), None),
        }


class RankingChart(GroupChart):
    """Scores; a unit that is not ranked has no rank."""

    def get_series(self):
        return [(_("Score"), "own", [row.outcome.score for row in self.rows])]

    def get_extras(self):
        ranks = [row.outcome.rank for row in self.rows]
        return super().get_extras() | {"file": _("Rankings"), "rank": ranks} | self.get_ranges()

    def get_ranges(self):
        """The likely ranks, where they are known."""
        if not self.group.sure:
            return {}
        sures = [row.outcome.sure for row in self.rows]
        return {
            "range": [[sure.rank_low, sure.rank_high] if sure and sure.rank_low else None for sure in sures],
            "places": max(len(self.group.ranked), len(self.group.sure)),
        }


class CompareChart(GroupChart):
    """This year's scores beside last year's, over the same rounds."""

    with_gaps = True

    def get_series(self):
        year = self.board.year
        return [
            (str(year), "own", [row.pair.this for row in self.rows]),
            (str(year - 1), "last", [row.pair.last for row in self.rows]),
        ]

    def get_extras(self):
        return super().get_extras() | {"file": _("Year over year")}


class CourseChart(BoardMixin, ChartView):
    """One unit's scores by round, this year's line and last year's."""

    kind = "lines"

    def get_labels(self):
        return [[f"{_number(stop)} {_month(stop)}", _rank(stop)] for stop in self.course]

    def get_series(self):
        year = self.board.year
        return [
            (str(year), "own", [stop.this_score for stop in self.course]),
            (str(year - 1), "last", [stop.last_score for stop in self.course]),
        ]

    def get_extras(self):
        axis = course_axis(self.course)
        return {
            "file": _("Score by round"),
            "labelTitle": _("Round"),
            "unit": _("points"),
            "shortLabels": short_labels(self.course),
            **({"min": axis[0], "max": axis[1], "step": 2} if axis else {}),
        }


def short_labels(course: list[Stop]) -> list:
    """For a phone; where many stand side by side there is room for the month's number alone."""
    if len(course) > ROOM_FOR_RANKS:
        return [str(stop.round.starts_on.month) for stop in course]
    return [[_month(stop), _rank(stop)] for stop in course]


def course_axis(course: list[Stop]) -> tuple[int, int] | None:
    return axis_for([score for stop in course for score in (stop.this_score, stop.last_score)])


def top_of_axis(rows: list[Row]) -> int:
    """100, or the next 20 above where a standard allows more."""
    scores = [score for row in rows for score in (row.outcome.score, row.pair.last) if score is not None]
    return max(100, math.ceil(max(scores, default=0) / 20) * 20)


def _number(stop: Stop) -> str:
    return _("No. %(number)s") % {"number": stop.round.number}


def _month(stop: Stop) -> str:
    return _("month %(month)s") % {"month": stop.round.starts_on.month}


def _rank(stop: Stop) -> str:
    return _("rank %(rank)s") % {"rank": stop.this.rank} if stop.this and stop.this.rank else ""
