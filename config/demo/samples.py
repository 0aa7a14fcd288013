"""Sample pictures of the town's checklist: what a grade means, and what counts as a place found."""

from collections.abc import Iterator
from datetime import date

from config.demo.dates import Dates
from config.demo.shelf import PhotoShelf
from config.demo.standards import GRADES
from core.models import PhotoPurpose, User
from core.trail import record
from inspections.models import Grade, Item, Standard

PLACE = "sample"

OF_ITEMS = [
    ("HW-01", "bins", 0, "合格：地面无垃圾、无污水"),
    ("HW-01", "bins", 1, "扣分：散落垃圾，连成一片的计一处"),
    ("HW-02", "market", 0, "好：货不出摊，通道无杂物"),
    ("HW-02", "market", 0.4, "一般：零星菜叶，当场可扫净"),
    ("HW-02", "market", 1, "差：菜叶、污水成片"),
    ("HW-05", "posters", 1, "扣分：小广告，一张计一处"),
    ("HW-06", "garbage_house", 0, "合格：箱体干净，周边无散落"),
    ("HW-06", "garbage_house", 1, "扣分：满溢、散落各计一处"),
    ("ZX-02", "street", 1, "扣分：货物摆出门外，一户计一处"),
]
"""Code, scene, trouble left (see `pictures.take`), caption."""

OF_GRADES = [
    ("好", "alley", 0),
    ("一般", "alley", 0.3),
    ("差", "alley", 1),
]


def sample_photos() -> Iterator[tuple]:
    """What the shelf has to draw: scene, place, trouble left."""
    for _code, scene, left, _caption in OF_ITEMS:
        yield scene, PLACE, left, ""
    for _label, scene, left in OF_GRADES:
        yield scene, PLACE, left, ""


def make_samples(standard: Standard, office: User, dates: Dates, shelf: PhotoShelf) -> None:
    """Puts the pictures to a standard, in the first days of the report's year."""
    at = dates.at(date(dates.report_year, 1, 4), 10)

    def put(subject: Item | Grade, scene: str, left: float, caption: str) -> None:
        photo = shelf.photo(scene, PLACE, left, purpose=PhotoPurpose.SAMPLE, by=office, at=at)
        photo.subject, photo.caption = subject, caption
        photo.save()

    items = {item.code: item for item in standard.items.all()}
    for code, scene, left, caption in OF_ITEMS:
        put(items[code], scene, left, caption)
    grades = {grade.label: grade for grade in Grade.objects.filter(scale__standard=standard)}
    for label, scene, left in OF_GRADES:
        put(grades[label], scene, left, f"以街巷为例：{GRADES[label][1]}")
    record(subject=standard, by=office, verb="edit", at=at, reason="补充示例图片")
