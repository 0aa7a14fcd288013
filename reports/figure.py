"""What a report's text is made of: figures in the words in which they are said, each with the page of its records. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

BLANK = "【待填：{label}】"
"""What stands in a paper where the records don't say. It isn't translated: papers are in the town's language."""


@dataclass(frozen=True)
class Figure:
    """words: as they are said, '第1名', '300多只'; '' where the records have none. href: the page that lists its records.

    key: the same for the same thing however often it is worked out, 'project:12:need'. before, after: the few characters around it
    in the text that says it (reports/linking.py).
    """

    key: str
    label: str
    words: str
    href: str = ""
    before: str = ""
    after: str = ""

    @property
    def shown(self) -> str:
        """What stands in the text: the words, or a marked blank."""
        return self.words or BLANK.format(label=self.label)

    def as_data(self) -> dict[str, str]:
        return asdict(self)


Value = Figure | list[Figure]
"""One figure, or several that are listed one after another; an empty list is truly empty."""
Row = Mapping[str, Value]
"""What one line of a list says."""


@dataclass
class Facts:
    """Everything that a report may say. rows: lists whose lines are told one by one."""

    figures: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, other: "Facts") -> None:
        """A key belongs to one subject alone. KeyError where two give the same."""
        if twice := (self.figures.keys() & other.figures.keys()) | (self.rows.keys() & other.rows.keys()):
            raise KeyError(", ".join(sorted(twice)))
        self.figures |= other.figures
        self.rows |= other.rows


def flat(value: Value) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    else:
        yield from value


def is_empty(value: Value) -> bool:
    """Nothing to say: no figure, or none that has words."""
    return not any(figure.words for figure in flat(value))


def from_data(rows: list[dict[str, str]]) -> list[Figure]:
    """What `as_data` gave."""
    return [Figure(**row) for row in rows]
