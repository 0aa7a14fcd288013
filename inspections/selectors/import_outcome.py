"""What came of an import, for its page."""

from core.models import ImportRun
from core.models.imports import ImportState
from inspections.imports.problems import CREATED_WORDS


def outcome_of(run: ImportRun, rounds) -> dict:
    """The stored report with its lists named for the page, and the rounds of it that the reader may see."""
    report = run.outcome
    ids = report.get("rounds") or [report.get("round_id")]
    counts = report.get("created_count", {})
    return report | {
        "done": run.state == ImportState.DONE,
        "nothing_new": run.state == ImportState.DONE and not report.get("imported"),
        "rounds": list(rounds.filter(pk__in=[pk for pk in ids if pk])),
        "made": [
            {"what": CREATED_WORDS[what], "count": counts.get(what, len(names)), "names": names}
            for what, names in report.get("created", {}).items()
        ],
    }
