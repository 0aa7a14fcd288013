"""The report of an imported bulletin."""

from dataclasses import dataclass, field

from core.files_in.problems import Report


@dataclass
class BulletinReport(Report):
    """imported: all rows taken; no_result: the blank ones among them; corrected: those that set a published result right.
    rounds: ids of the rounds in the file."""

    no_result: int = 0
    corrected: int = 0
    rounds: list[int] = field(default_factory=list)

    def as_json(self) -> dict:
        return super().as_json() | {
            "no_result": self.no_result,
            "corrected": self.corrected,
            "rounds": self.rounds,
        }
