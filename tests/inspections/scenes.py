"""A round as inspectors meet it: the items of the worked example (the domain rules, section 4), and how its parts are sent."""

import json
import uuid
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse

from facilities.models import Point
from inspections.models import Item, Method, Round
from tests.factories import (
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    ProblemKindFactory,
    RoundFactory,
    SectionFactory,
    StandardFactory,
)


@dataclass
class Scene:
    """An open round of the home town with one point of 马桥村, assigned to an inspector; four items in two sections."""

    round: Round
    point: Point
    deduct: Item
    grade: Item
    passed: Item
    other: Item
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def fill_url(self) -> str:
        return reverse("inspections:fill", args=[self.round.pk, self.point.pk])

    def url(self, name: str, *more) -> str:
        return reverse(f"inspections:{name}", args=[self.key, *more])

    def grade_of(self, label: str) -> int:
        return self.grade.scale.grades.get(label=label).pk

    def entries(self, **changed) -> dict:
        """What is sent for the worked example: 8.5 + 6 + 5 of 25 points, which is 78.00."""
        given = {
            "deduct": {"count": 3},
            "grade": {"grade": self.grade_of("B")},
            "passed": {"passed": True},
            "other": {"not_applicable": True},
        } | changed
        return {str(getattr(self, name).pk): entry for name, entry in given.items() if entry is not None}

    def content(self, **changed) -> dict:
        given = {
            "round": self.round.pk,
            "point": self.point.pk,
            "visited_at": "2026-11-23T00:55:00Z",
            "entries": self.entries(),
        }
        return given | changed

    def send(self, client: Client, name: str, content=None, method: str = "POST"):
        body = self.content() if content is None else content
        return client.generic(method, self.url(name), data=as_json(body), content_type="application/json")

    def send_photo(self, client: Client, upload, item: Item | None = None, key: uuid.UUID | None = None):
        fields = {"key": str(key or uuid.uuid4()), "item": (item or self.deduct).pk, "file": upload}
        return client.post(self.url("sheet_photos"), fields)


def as_json(body) -> str | bytes:
    return body if isinstance(body, str | bytes) else json.dumps(body, cls=DjangoJSONEncoder)


def make_scene(town, inspector) -> Scene:
    standard = StandardFactory(name="集镇考核细则")
    ground = SectionFactory(standard=standard, name="环境卫生", order=1)
    order = SectionFactory(standard=standard, name="经营秩序", order=2)
    kind = ProblemKindFactory()
    items = {
        "deduct": ItemFactory(section=ground, order=1, name="地面无垃圾、无污水", problem_kind=kind),
        "grade": ItemFactory(
            section=ground, order=2, name="摊位整洁，归类摆放", method=Method.GRADE, problem_kind=kind
        ),
        "passed": ItemFactory(section=ground, order=3, name="垃圾日产日清", method=Method.PASS_FAIL, max_points=5),
        "other": ItemFactory(section=order, order=1, name="活禽区与其他区分开", method=Method.PASS_FAIL, max_points=5),
    }
    round = RoundFactory(standard=standard, territory=town.home, name="11月街道自查")
    point = PointFactory(town=town.home, unit=town.village, in_charge=town.village, name="集镇农贸市场")
    AssignmentFactory(round=round, point=point, inspector=inspector)
    return Scene(round=round, point=point, **items)
