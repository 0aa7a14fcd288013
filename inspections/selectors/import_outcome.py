"""What came of an import, for its page."""

from datetime import datetime

from core.files_in.problems import CREATED_WORDS
from core.models import ImportRun, User
from core.models.imports import ImportState
from inspections.imports.standard.service import CHANGES
from inspections.imports.takeback import may_be_asked
from inspections.models import Basis, Round, RoundResult, Standard


def outcome_of(run: ImportRun, user: User) -> dict:
    """The stored report with its lists named for the page, and the rounds or the standard it led to, as the reader may see."""
    report = run.outcome
    counts = report.get("created_count", {})
    ids = [pk for pk in report.get("rounds") or [report.get("round_id")] if pk]
    rounds = list(Round.objects.visible_to(user).filter(pk__in=ids).order_by("year", "starts_on", "pk"))
    return report | {
        "done": run.state in (ImportState.DONE, ImportState.TAKEN_BACK),
        "taken_back": taken_back_of(report["taken_back"]) if "taken_back" in report else None,
        "may_take_back": may_be_asked(run),
        "nothing_new": run.state == ImportState.DONE and not report.get("imported"),
        "rounds": rounds,
        "total": _total(rounds),
        "standard": Standard.objects.visible_to(user).filter(pk=report.get("standard_id")).first(),
        "made": [
            {"what": CREATED_WORDS.get(what, what), "count": counts.get(what, len(names)), "names": names}
            for what, names in report.get("created", {}).items()
        ],
        "changed": [{"what": CHANGES[what], "codes": codes} for what, codes in (report.get("changes") or {}).items()],
    }


def taken_back_of(taken: dict) -> dict:
    """What was taken back, or would be, with its lists named for the page."""
    at = taken.get("at")
    lists = {
        name: [{"what": CREATED_WORDS.get(what, what), "names": names} for what, names in taken[name].items()]
        for name in ("removed", "kept")
    }
    return taken | lists | {"at": datetime.fromisoformat(at) if at else None}


def _total(rounds: list[Round]):
    """The town over all rows, where the file was one form."""
    if len(rounds) != 1:
        return None
    return RoundResult.objects.filter(round=rounds[0], basis=Basis.TOTAL).first()
