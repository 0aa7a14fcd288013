"""Figures that differ from town to town and that the office sets itself: what an app may ask for, and what stands if nobody set it.

An app declares its own where it is read, once, at import:

    WARN_PERCENT = Threshold("rectification.warn_percent", _("Yellow light from"), default=75, low=1, high=99, unit="%")

and asks for it in a service: `WARN_PERCENT.value()`. The page of settings lists `DECLARED`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.models import ThresholdValue

DECLARED: dict[str, "Threshold"] = {}


@dataclass(frozen=True)
class Threshold:
    """name: 'app.word', unique. default, low, high: whole numbers, low <= default <= high. unit: a word behind the figure."""

    name: str
    label: Promise | str
    default: int
    low: int
    high: int
    unit: Promise | str = ""
    help_text: Promise | str = ""

    def __post_init__(self):
        if self.name in DECLARED or not self.low <= self.default <= self.high:
            raise ValueError(f"Threshold {self.name} is declared twice or out of its own range.")
        DECLARED[self.name] = self

    def value(self) -> int:
        """The office's figure, or the default; one query."""
        stored = ThresholdValue.objects.filter(pk=self.name).values_list("value", flat=True).first()
        return self.default if stored is None else stored
