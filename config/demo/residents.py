"""What residents of the demo report without an account: as the public form would have sent it."""

from datetime import datetime
from random import Random
from uuid import UUID

from config.demo.stories import Story
from core.models import Photo, Unit
from facilities.models import Point
from rectification.models import RectificationTask
from rectification.models.public import LETTERS
from rectification.services.public import take_report

ADDRESS = "192.0.2.1"
"""Of nobody: kept free for examples."""

CALLERS = [("", ""), ("陈女士", "13800000001"), ("", ""), ("老街商户", ""), ("刘师傅", "13800000002"), ("", "")]
"""Names and telephones, which most don't give."""


def sent_by_resident(
    story: Story, *, town: Unit, point: Point, photo: Photo, now: datetime, rng: Random
) -> RectificationTask:
    """The task of the report. Its key and number are the same in every demo."""
    name, telephone = rng.choice(CALLERS)
    report = take_report(
        key=UUID(int=rng.getrandbits(128), version=4), town=town, address=ADDRESS, now=now, description=story.what,
        photos=[photo], place=story.place, point=point, name=name, telephone=telephone,
    )  # fmt: skip
    number = "".join(rng.choice(LETTERS) for _n in range(12))
    report.number = f"{number[:4]}-{number[4:8]}-{number[8:]}"
    report.save(update_fields=["number"])
    return RectificationTask.objects.get(pk=report.task_id)
