"""What the demo town does not have: a round in which a hundred inspectors judge forty items each, some with sample pictures.

`make` and `count_differences` run inside the product on the database of a benchmark (tests.bench.server.call) and print what it
needs, as JSON.
"""

import json
from datetime import timedelta
from decimal import Decimal
from time import perf_counter

from django.conf import settings
from django.test import Client
from django.utils import timezone

from config.demo.dates import Dates
from core.attachments.photos import store_photo
from core.models import PhotoPurpose, Role, Unit, User
from facilities.models import Point
from inspections.models import Grade, Item, Method, Round
from inspections.services.results import rebuild_results
from rectification.models import ProblemKind
from reports.models import Report
from reports.paper import report_file
from reports.services import report_of, write_report
from tests.factories import (
    AssignmentFactory,
    GradeScaleFactory,
    ItemFactory,
    RoundFactory,
    SectionFactory,
    StandardFactory,
    make_person,
    make_picture,
)

INSPECTORS = 101
"""A hundred who hand in, and a last one who only opens a sheet."""
SECTIONS = ("环境卫生", "公共秩序", "设施维护", "宣传氛围")
METHODS = (*[Method.DEDUCT] * 5, *[Method.GRADE] * 3, Method.PASS_FAIL, Method.DIRECT)
"""Of the ten items of each section."""
GRADES = {"A": "整洁有序，无明显问题", "B": "有个别问题，能当场改正", "C": "问题较多，需限期整改"}
WITH_SAMPLES = 10
"""So many items have a sample picture."""


def make() -> None:
    """Prints the session cookie of each inspector."""
    round = make_round()
    inspectors = [make_person(f"检查员{n + 1}", Role.INSPECTOR, username=f"field{n + 1}") for n in range(INSPECTORS)]
    points = list(Point.objects.filter(town=Unit.objects.home()).exclude(unit=None).order_by("pk"))
    for number, inspector in enumerate(inspectors):
        AssignmentFactory(round=round, point=points[number % len(points)], inspector=inspector)
    print(json.dumps([session_of(inspector) for inspector in inspectors]))


def count_differences() -> None:
    """Prints in how many places the stored results of all rounds are not those of their sheets."""
    print(json.dumps(len(rebuild_results(Round.objects.exclude(standard=None)))))


def write_summary() -> None:
    """Prints how many seconds the summary of the report year takes: its figures, its words and its Word file."""
    now = timezone.now()
    report = report_of(town=Unit.objects.home(), year=Dates(timezone.localtime(now)).report_year)
    started = perf_counter()
    write_report(report=report, by=None, now=now)
    report_file(Report.objects.get(pk=report.pk), "https://example.org")
    print(json.dumps(perf_counter() - started))


def make_round() -> Round:
    today, standard = timezone.localdate(), StandardFactory(name="四十项考核细则", repeat_factor=Decimal(2))
    scale = GradeScaleFactory(standard=standard)
    for label, words in GRADES.items():
        scale.grades.filter(label=label).update(description=words)
    kinds = list(ProblemKind.objects.order_by("pk"))
    for order, name in enumerate(SECTIONS, 1):
        section = SectionFactory(standard=standard, name=name, order=order)
        for number, method in enumerate(METHODS, 1):
            ItemFactory(
                section=section, order=number, name=f"{name}第{number}项：路面、绿化带、沿街立面整洁", method=method,
                rule="发现1处扣0.5分，扣完为止" if method == Method.DEDUCT else "", problem_kind=kinds[number % len(kinds)],
                **({"scale": scale} if method == Method.GRADE else {}),
            )  # fmt: skip
    give_samples([*standard.items.order_by("pk")[:WITH_SAMPLES], *Grade.objects.filter(scale=scale)])
    return RoundFactory(
        standard=standard,
        year=today.year,
        number=90,
        name="四十项自查",
        starts_on=today,
        ends_on=today + timedelta(days=9),
    )


def give_samples(subjects: list[Item | Grade]) -> None:
    for number, subject in enumerate(subjects):
        picture = make_picture(size=(1600, 1200), colour=f"hsl({number * 20}, 60%, 50%)")
        store_photo(
            upload=picture, subject=subject, purpose=PhotoPurpose.SAMPLE, by=None, now=timezone.now(), caption="样图"
        )


def session_of(inspector: User) -> str:
    """Signs in without a password: a hash is slow on purpose, and a hundred of them are not what is measured."""
    client = Client()
    client.force_login(inspector, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
