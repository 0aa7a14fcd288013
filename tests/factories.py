"""Rows for tests. Every factory alone makes a sound row in the one home town; say only what the test is about."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from core.models import Post, Role, Unit, UnitKind, User
from facilities.models import Point, PointKind
from inspections.models import (
    Assignment,
    Basis,
    Grade,
    GradeScale,
    Item,
    Level,
    Method,
    Round,
    RoundResult,
    RoundState,
    Score,
    Section,
    Sheet,
    SheetState,
    Standard,
)
from rectification.models import Finding, Limit, LimitUnit, ProblemKind, RectificationTask, Severity, Source

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, 23 November 2026, 9:00 in Shanghai: the moment at which the tests happen."""


def home_unit() -> Unit:
    """The home town; made under its city when it is not there yet."""
    if home := Unit.objects.home():
        return home
    city = UnitFactory(name="临江市", kind=UnitKind.CITY, parent=None)
    return UnitFactory(name="枫河街道", kind=UnitKind.SUBDISTRICT, parent=city, is_home=True)


def plant_town() -> list[Unit]:
    """City, home town, two villages, a department, and the town beside it, into an empty tree: as the factory makes them one after
    the other, but in one statement, because nearly every test begins with them."""
    rows = [
        ("临江市", UnitKind.CITY, (1,), 2),
        ("枫河街道", UnitKind.SUBDISTRICT, (1, 1), 3),
        ("马桥村", UnitKind.VILLAGE, (1, 1, 1), 0),
        ("焦山村", UnitKind.VILLAGE, (1, 1, 2), 0),
        ("城管中队", UnitKind.DEPARTMENT, (1, 1, 3), 0),
        ("柳林街道", UnitKind.SUBDISTRICT, (1, 2), 0),
    ]
    return Unit.objects.bulk_create(
        Unit(
            name=name, kind=kind, is_home=name == "枫河街道", path="".join(f"{step:04}" for step in way), depth=len(way),
            numchild=children,
        )
        for name, kind, way, children in rows
    )  # fmt: skip


def make_picture(name: str = "photo.jpg", size: tuple[int, int] = (64, 48), colour: str = "teal") -> SimpleUploadedFile:
    """A small JPEG as a browser uploads it. Another colour or size is another picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


class UnitFactory(DjangoModelFactory):
    """A village of the home town, unless `parent` says otherwise (None: a root)."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"第{n}村")
    kind = UnitKind.VILLAGE
    parent = factory.LazyFunction(home_unit)

    @classmethod
    def _create(cls, model_class, *args, parent, **fields):
        units = model_class.objects
        return units.add_child(parent, create_kwargs=fields) if parent else units.add_root(create_kwargs=fields)


class UserFactory(DjangoModelFactory):
    """A user without a post. `make_person` gives one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = "张三"


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICE
    unit = factory.LazyFunction(home_unit)
    starts_on = date(2020, 1, 1)


def make_person(name: str, role: str, unit: Unit | None = None, *, username: str = "") -> User:
    """A user who holds one post (in the home town, unless `unit` is given)."""
    fields = {"display_name": name, "is_staff": role == Role.ADMIN, "is_superuser": role == Role.ADMIN}
    if username:
        fields["username"] = username
    user = UserFactory(**fields)
    PostFactory(user=user, role=role, unit=unit or home_unit())
    return user


class PointKindFactory(DjangoModelFactory):
    class Meta:
        model = PointKind
        django_get_or_create = ("name",)

    name = "主干道"


class PointFactory(DjangoModelFactory):
    """A point of the home town that lies in a village; give `unit` and `in_charge` to choose which."""

    class Meta:
        model = Point

    code = factory.Sequence(lambda n: f"P{n:04}")
    name = factory.Sequence(lambda n: f"第{n}号点位")
    kind = factory.SubFactory(PointKindFactory)
    town = factory.LazyFunction(home_unit)
    unit = factory.SubFactory(UnitFactory)
    in_charge = factory.SelfAttribute("unit")


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = Standard

    name = factory.Sequence(lambda n: f"考核细则{n}")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    standard = factory.SubFactory(StandardFactory)
    name = factory.Sequence(lambda n: f"项目{n}")


class GradeScaleFactory(DjangoModelFactory):
    """A scale with A 1.0, B 0.6, C 0."""

    class Meta:
        model = GradeScale
        skip_postgeneration_save = True

    standard = factory.SubFactory(StandardFactory)
    name = "三级"

    @factory.post_generation
    def grades(self, create, extracted, **kwargs):
        for label, share in (extracted or {"A": "1", "B": "0.6", "C": "0"}).items():
            Grade.objects.create(scale=self, label=label, share=Decimal(share))


class ItemFactory(DjangoModelFactory):
    """An item of 10 points from which 0.5 is deducted for each place; `method` and its fields choose another."""

    class Meta:
        model = Item

    section = factory.SubFactory(SectionFactory)
    standard = factory.SelfAttribute("section.standard")
    code = factory.Sequence(lambda n: f"I{n:03}")
    name = factory.Sequence(lambda n: f"测评项{n}")
    method = Method.DEDUCT
    max_points = Decimal(10)
    each = factory.LazyAttribute(lambda item: Decimal("0.5") if item.method == Method.DEDUCT else None)
    scale = factory.LazyAttribute(
        lambda item: GradeScaleFactory(standard=item.standard) if item.method == Method.GRADE else None
    )


class RoundFactory(DjangoModelFactory):
    """An open self-check of the home town with a standard of its own."""

    class Meta:
        model = Round

    year = 2026
    level = Level.SELF_CHECK
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda r: f"{r.year}年第{r.number}次自查")
    territory = factory.LazyFunction(home_unit)
    standard = factory.SubFactory(StandardFactory)
    starts_on = date(2026, 11, 16)
    ends_on = date(2026, 11, 27)
    state = RoundState.OPEN
    published_at = factory.LazyAttribute(lambda r: NOW if r.state == RoundState.PUBLISHED else None)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    round = factory.SubFactory(RoundFactory)
    point = factory.SubFactory(PointFactory)
    inspector = factory.SubFactory(UserFactory)


class SheetFactory(DjangoModelFactory):
    """A draft; `state=SheetState.SUBMITTED` is handed in now, but works no results out: that is the service's job."""

    class Meta:
        model = Sheet

    round = factory.SubFactory(RoundFactory)
    point = factory.SubFactory(PointFactory)
    inspector = factory.SubFactory(UserFactory)
    unit = factory.SelfAttribute("point.unit")
    started_at = NOW
    submitted_at = factory.LazyAttribute(lambda sheet: NOW if sheet.state == SheetState.SUBMITTED else None)
    state = SheetState.DRAFT


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = Score

    sheet = factory.SubFactory(SheetFactory)
    item = factory.LazyAttribute(lambda score: ItemFactory(section__standard=score.sheet.round.standard))


class RoundResultFactory(DjangoModelFactory):
    """A stored result of a unit in a published round."""

    class Meta:
        model = RoundResult

    round = factory.SubFactory(RoundFactory, state=RoundState.PUBLISHED)
    basis = Basis.TERRITORY
    unit = factory.SubFactory(UnitFactory)
    base = Decimal("90.00")
    score = factory.SelfAttribute("base")
    rank = 1
    rank_by_score = factory.SelfAttribute("rank")
    points = 3
    observations = 9


class ProblemKindFactory(DjangoModelFactory):
    """A kind of problem with limits of 3, 2 and 1 working days for normal, serious and urgent."""

    class Meta:
        model = ProblemKind
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    name = "环境卫生"

    @factory.post_generation
    def limits(self, create, extracted, **kwargs):
        for severity, amount in {Severity.NORMAL: 3, Severity.SERIOUS: 2, Severity.URGENT: 1}.items():
            Limit.objects.get_or_create(
                kind=self, severity=severity, defaults={"amount": amount, "unit": LimitUnit.WORKING_DAYS}
            )


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    source = Source.PATROL
    town = factory.LazyFunction(home_unit)
    point = factory.SubFactory(PointFactory)
    unit = factory.SelfAttribute("point.unit")
    kind = factory.SubFactory(ProblemKindFactory)
    description = "路面有散落垃圾"
    found_at = NOW


class TaskFactory(DjangoModelFactory):
    """A task in its first state; other states are reached through the services, as in life."""

    class Meta:
        model = RectificationTask

    number = factory.Sequence(lambda n: f"整2026-{n:04}")
    finding = factory.SubFactory(FindingFactory)
    town = factory.SelfAttribute("finding.town")
    source = factory.SelfAttribute("finding.source")
    kind = factory.SelfAttribute("finding.kind")
    reported_at = NOW
