"""Charts as pictures for a paper: lines and bars in ink that also prints in grey. Drawn with the picture library that is there.

Only digits and what a number needs stand in a picture, so it is right on a machine without any Chinese font; names stand in the
caption and in the table under it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from math import ceil

SIZE = (1500, 640)
"""Pixels of the finished picture: 150 mm wide in print at 250 dots an inch."""
FINER = 2
"""Drawn so many times as large and made smaller: smooth edges."""
LEFT, RIGHT, TOP, BOTTOM = 120, 40, 70, 80
INK, SOFT, GRID = "#1d2629", "#5b6669", "#d5d8d6"
COLOURS = ("#0f6470", "#a39f93", "#4798a4")
TEXT = 30
TICKS = 4
LABEL = 95
"""Pixels that a score over a line needs."""
WIDE = 1000
"""From here on an amount has no room for what stands behind its point."""


class _Sheet:
    """A drawing in the finished picture's pixels."""

    def __init__(self):
        from PIL import Image, ImageDraw, ImageFont

        self.image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), "white")
        self.pen, self.filter = ImageDraw.Draw(self.image), Image.Resampling.LANCZOS
        self.font = ImageFont.load_default(TEXT * FINER)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float = 2) -> None:
        self.pen.line(
            [(x * FINER, y * FINER) for x, y in points], fill=colour, width=round(width * FINER), joint="curve"
        )

    def box(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        self.pen.rectangle([x0 * FINER, y0 * FINER, x1 * FINER, y1 * FINER], fill=colour)

    def dot(self, x: float, y: float, colour: str, is_hollow: bool) -> None:
        around = [(x - 9) * FINER, (y - 9) * FINER, (x + 9) * FINER, (y + 9) * FINER]
        self.pen.ellipse(around, fill="white" if is_hollow else colour, outline=colour, width=4 * FINER)

    def words(self, x: float, y: float, text: str, anchor: str, colour: str = INK) -> None:
        """anchor: where (x, y) lies, as the picture library names it: 'mt' middle of the top."""
        self.pen.text(
            (x * FINER, y * FINER),
            text,
            fill=colour,
            font=self.font,
            anchor=anchor,
            stroke_width=4 * FINER,
            stroke_fill="white",
        )  # a rim of paper, where a line passes behind it

    def content(self) -> bytes:
        out = BytesIO()
        self.image.resize(SIZE, self.filter).quantize(64).save(out, "PNG", optimize=True)
        return out.getvalue()


def picture_of(chart: dict) -> bytes:
    """A PNG of a chart as reports.figures.charts stores it."""
    sheet = _Sheet()
    series = [[None if value is None else float(value) for value in one["values"]] for one in chart["series"]]
    known = [value for values in series for value in values if value is not None]
    low, high = span(known, from_zero=chart["kind"] == "bars")

    def height(value: float) -> float:
        return SIZE[1] - BOTTOM - (value - low) / (high - low) * (SIZE[1] - TOP - BOTTOM)

    for tick in range(TICKS + 1):
        value = low + (high - low) * tick / TICKS
        sheet.line([(LEFT, height(value)), (SIZE[0] - RIGHT, height(value))], GRID)
        sheet.words(LEFT - 18, height(value), _short(value), "rm", SOFT)
    draw = _lines if chart["kind"] == "lines" else _bars
    draw(sheet, chart, series, height)
    return sheet.content()


def span(values: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """Where the axis begins and ends: whole steps with room; bars begin at 0. (0, 4) without values."""
    low = 0.0 if from_zero or not values else min(values)
    high = max([*values, low])
    step = next(step for step in _steps() if low // step * step + TICKS * step >= high)
    low = low // step * step
    return low, low + TICKS * step


def _steps():
    size = Decimal("0.5")
    while True:
        for times in (1, 2, 4, 5):
            yield float(size * times)
        size *= 10


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def digits_of(values: Iterable[float]) -> int:
    """Behind the point, the same for all of a chart: none where all are whole, or so large that more would not fit over a bar."""
    values = list(values)
    return 0 if all(value == int(value) for value in values) or max(values) >= WIDE else 2


def _middles(count: int) -> list[float]:
    """The middle of each label's part of the width."""
    part = (SIZE[0] - LEFT - RIGHT) / count
    return [LEFT + part * (at + 0.5) for at in range(count)]


def _lines(sheet: _Sheet, chart: dict, series, height) -> None:
    """The first line is this year's, in full ink with its figures; a gap stays a gap. Of many rounds each second, third … is named."""
    middles = _middles(len(chart["labels"]))
    step = ceil(LABEL * len(middles) / (SIZE[0] - LEFT - RIGHT))
    for x, label in list(zip(middles, chart["labels"], strict=True))[::step]:
        sheet.words(x, SIZE[1] - BOTTOM + 18, label, "mt")
    for number in reversed(range(len(series))):
        points = [
            None if value is None else (x, height(value)) for x, value in zip(middles, series[number], strict=True)
        ]
        colour = COLOURS[number]
        for one, other in pairwise(points):
            if one and other:
                sheet.line([one, other], colour, 6 if number == 0 else 4)
        for point in filter(None, points):
            sheet.dot(*point, colour, is_hollow=number > 0)
    for x, value in list(zip(middles, series[0], strict=True))[::step]:
        if value is not None:
            sheet.words(x, height(value) - 20, f"{value:.2f}", "mb")
    _legend(sheet, [one["name"] for one in chart["series"]])


def _legend(sheet: _Sheet, names: Sequence[str]) -> None:
    x = LEFT
    for number, name in enumerate(names):
        sheet.line([(x, 28), (x + 56, 28)], COLOURS[number], 6)
        sheet.dot(x + 28, 28, COLOURS[number], is_hollow=number > 0)
        sheet.words(x + 72, 28, name, "lm")
        x += 220


def _bars(sheet: _Sheet, chart: dict, series, height) -> None:
    width = min(110, (SIZE[0] - LEFT - RIGHT) / len(chart["labels"]) * 0.8 / len(series))
    digits = digits_of(value for values in series for value in values if value is not None)
    for at, (x, label) in enumerate(zip(_middles(len(chart["labels"])), chart["labels"], strict=True)):
        sheet.words(x, SIZE[1] - BOTTOM + 18, label, "mt")
        for number, values in enumerate(series):
            left = x + (number - len(series) / 2) * width
            if values[at] is not None:
                sheet.box(left + 3, height(values[at]), left + width - 3, height(0), COLOURS[number])
                sheet.words(left + width / 2, height(values[at]) - 8, f"{values[at]:.{digits}f}", "mb")
