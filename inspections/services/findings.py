"""From a lost item to a finding: the one place where inspections call rectification."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from core.models import Photo, User
from inspections import scoring
from inspections.models import Item, Score, Sheet
from rectification.models import RectificationTask, Source
from rectification.services import report_finding


def source_key(sheet: Sheet, item: Item) -> str:
    """The key of the finding that an item of a sheet gives, one at most."""
    return f"sheet:{sheet.key}:{item.code}"


def report_lost_items(*, sheet: Sheet, scores: Iterable[Score], by: User, now: datetime) -> list[RectificationTask]:
    """Every item that lost points and has a photo becomes a finding with its task; sent twice, it is one."""
    lost = {score.pk: score for score in scores if score.lost}
    photos: dict[int, list[Photo]] = {}
    for photo in Photo.objects.of_many(Score, lost):
        photos.setdefault(photo.subject_id, []).append(photo)
    return [_report(sheet, lost[pk], evidence, by, now) for pk, evidence in sorted(photos.items())]


def _report(sheet: Sheet, score: Score, photos: list[Photo], by: User, now: datetime) -> RectificationTask:
    return report_finding(
        source=Source.INSPECTION,
        source_label=_("%(round)s, %(item)s") % {"round": sheet.round.name, "item": score.item.name},
        source_path=sheet.get_absolute_url(),
        source_key=source_key(sheet, score.item),
        description=score.remark or score.item.name,
        town=sheet.point.town,
        point=sheet.point,
        unit=sheet.unit,
        kind=score.item.problem_kind,
        item_code=score.item.code,
        at_stake=scoring.rounded(score.lost),
        photos=photos,
        by=by,
        now=now,
    )
