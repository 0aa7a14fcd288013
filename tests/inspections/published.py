"""A published round with two villages, for bulletins, corrections and appeals."""

import uuid
from dataclasses import dataclass

from inspections.models import Round, Score
from inspections.services.entries import Entry
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from tests.factories import NOW, AssignmentFactory, PointFactory
from tests.inspections.scenes import make_scene


@dataclass
class Published:
    """score: 3 places found at 马桥村's point, 8.5 of 10 points."""

    round: Round
    score: Score


def make_published(town, inspector, office, *, publish: bool = True) -> Published:
    """马桥村 78.00 (second), 焦山村 84.00 (first); closed, and published at NOW."""
    scene = make_scene(town, inspector)
    other = PointFactory(town=town.home, unit=town.other_village, kind=scene.point.kind)
    AssignmentFactory(round=scene.round, point=other, inspector=inspector)
    sheets = []
    for point, count in ((scene.point, 3), (other, 0)):
        entries = {
            scene.deduct.pk: Entry(count=count),
            scene.grade.pk: Entry(grade_id=scene.grade_of("B")),
            scene.passed.pk: Entry(passed=True),
            scene.other.pk: Entry(not_applicable=True),
        }
        key = uuid.uuid4()
        sheets.append(
            submit_sheet(key=key, round=scene.round, point=point, inspector=inspector, entries=entries, now=NOW)
        )
    round = scene.round
    for verb in ("close", "publish") if publish else ("close",):
        round = change_round(round=round, verb=verb, by=office, now=NOW)
    return Published(round=round, score=sheets[0].scores.get(item=scene.deduct))
