"""The ground: exact decimals, the trail, posts and what they cover, running numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from core.access import Access, HeldPost
from core.bulk import write_again
from core.models import Post, Role, Serial, TrailEntry, Unit
from core.trail import record
from inspections.models import RoundResult
from rectification.models import RectificationTask
from tests.factories import RoundResultFactory, TaskFactory, UserFactory, make_person

pytestmark = pytest.mark.django_db


def test_sums_made_by_the_database_are_exact():
    for _ in range(3):
        RoundResultFactory(base=Decimal("33.10"), adjustment=Decimal("0.10"))
    total = RoundResult.objects.aggregate(Sum("score"), Sum("adjustment"))
    assert total == {"score__sum": Decimal("99.30"), "adjustment__sum": Decimal("0.30")}
    assert RoundResult.objects.filter(score__gte=Decimal("33.10"), adjustment=Decimal("0.1")).count() == 3


def test_bulk_update_keeps_decimals_exact():
    result = RoundResultFactory(base=Decimal("12.34"))
    result.base = Decimal("56.78")
    result.rank = None
    RoundResult.objects.bulk_update([result], ["base", "rank"])
    result.refresh_from_db()
    assert (result.base, result.rank) == (Decimal("56.78"), None)


def test_rows_written_again_keep_decimals_exact_and_change_nothing_else():
    first, second = RoundResultFactory(base=Decimal("12.34"), rank=1), RoundResultFactory(base=Decimal("23.45"), rank=2)
    for result in (first, second):
        result.base, result.rank, result.points = result.base + Decimal("0.01"), None, 99
    write_again([first, second], ["base", "rank"])
    stored = RoundResult.objects.order_by("pk").values_list("pk", "base", "rank", "points")
    assert list(stored) == [(first.pk, Decimal("12.35"), None, 3), (second.pk, Decimal("23.46"), None, 3)]
    write_again([], ["base"])


def test_the_trail_is_append_only_for_code_and_for_the_database(now):
    task = TaskFactory()
    entry = record(subject=task, by=None, verb="report", at=now, new_state="reported")
    for change in (entry.save, entry.delete, TrailEntry.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        TrailEntry.objects.update(verb="x")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_trailentry SET verb = 'x'")
    assert TrailEntry.objects.about(task).get().verb == "report"


def test_a_post_covers_its_unit_and_what_lies_below_it(town):
    access = Access([HeldPost("unit", town.home.pk, town.home.path, "")])
    assert access.covers(town.village.path, "unit")
    assert not access.covers(town.peer.path, "unit")
    assert not access.covers(town.village.path, "office")
    assert not access.covers(town.city.path, "unit")


def test_a_post_counts_from_its_first_to_its_last_day(town, frozen_now):
    user = UserFactory()
    Post.objects.create(
        user=user, role=Role.OFFICE, unit=town.home, starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 22)
    )
    Post.objects.create(user=user, role=Role.UNIT, unit=town.village, starts_on=date(2026, 11, 23))
    Post.objects.create(user=user, role=Role.LEADER, unit=town.home, starts_on=date(2026, 11, 24))
    assert user.access.roles == {"unit"}


def test_nobody_sees_anything_without_a_post(town):
    TaskFactory(finding__town=town.home)
    stranger = UserFactory()
    assert not RectificationTask.objects.visible_to(stranger).exists()
    assert RectificationTask.objects.visible_to(make_person("周立新", Role.LEADER)).count() == 1


def test_there_is_one_home_town(town):
    town.peer.is_home = True
    with pytest.raises(DatabaseError), transaction.atomic():
        town.peer.save()
    assert Unit.objects.home() == town.home


def test_running_numbers_are_given_once_each():
    assert [Serial.objects.next("a"), Serial.objects.next("b"), Serial.objects.next("a")] == [1, 1, 2]
