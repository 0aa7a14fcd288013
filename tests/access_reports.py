"""Who may open what: the year's summary and the monthly report. See tests/access_matrix.py."""

from core.trail import record
from reports.models import Passage, Report
from tests import factories
from tests.access_route import Route, route
from tests.access_scene import Scene


def report_of(scene: Scene, month: int = 0, state: str = "draft") -> Report:
    fields = {"version": 1, "written_at": factories.NOW, "title": "工作总结", "state": state}
    kind = "monthly" if month else "annual"
    return Report.objects.get_or_create(town=scene.town.home, kind=kind, year=2026, month=month, defaults=fields)[0]


def year(scene: Scene) -> dict:
    report_of(scene)
    return {"year": 2026}


def month(scene: Scene) -> dict:
    """A final one."""
    report_of(scene, 10, "final")
    return {"year": 2026, "month": 10}


def report(scene: Scene) -> dict:
    return {"pk": report_of(scene).pk}


def passage(scene: Scene) -> dict:
    fields = {"order": 1, "heading": "（一）", "text": "全年5次。", "generated": "全年5次。"}
    return {"pk": Passage.objects.get_or_create(report=report_of(scene), key="opening", defaults=fields)[0].pk}


def dropped(scene: Scene) -> dict:
    """An edit of the passage that was taken back."""
    keys = passage(scene)
    of = Passage.objects.get(**keys)
    changes = {"passage": ["", str(of)], "text": ["改过。", of.text]}
    entry = record(subject=of.report, by=None, verb="passage_dropped", at=factories.NOW, changes=changes)
    return keys | {"entry_pk": entry.pk}


REPORTS: list[Route] = [
    #                                 anonymous office leader inspector unit other_unit admin
    route("reports:latest", get="in 302 302 200 200 200 302"),
    route("reports:year", year, get="in 200 200 404 404 404 200"),
    route("reports:year_file", year, get="in 200 200 404 404 404 200"),
    route("reports:month", month, get="in 200"),
    route("reports:month_file", month, get="in 200"),
    route("reports:write", lambda scene: {"year": 2025}, post="in 302 403 403 403 403 403"),
    route("reports:progress", report, get="in 200 200 404 404 404 200"),
    route("reports:finish", report, post="in 302 403 404 404 404 403"),
    route("reports:reopen", report, post="in 302 403 404 404 404 403"),
    route("reports:passage", passage, both="in 200 403 404 404 404 403"),
    route("reports:take_figures", passage, post="in 302 403 404 404 404 403"),
    route("reports:drop", passage, post="in 302 403 404 404 404 403"),
    route("reports:put_back", dropped, post="in 302 403 404 404 404 403"),
]
