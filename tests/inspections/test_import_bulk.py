"""Many rows at once: what stands in the table afterwards is what saving each row would have stored."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from core.bulk import COPIED_AT_ONCE, batches, insert_rows, inserting, know_sizes, next_keys
from core.models import ImportRun
from facilities.models import Point, PointResponsibility
from inspections.models import Score, Sheet
from tests.factories import PointKindFactory, RoundFactory

pytestmark = pytest.mark.django_db
TROUBLESOME = ["公园", "a\\b", "\\N", "tab\there", "line\nbreak", "return\rhere", "100%", "%s", 'it\'s "quoted"', "\\."]


@pytest.fixture
def kind(db):
    return PointKindFactory()


def test_every_text_comes_out_as_it_went_in(town, kind):
    columns = {"name": TROUBLESOME, "code": [f"T{n}" for n, _ in enumerate(TROUBLESOME)]}
    insert_rows(Point, columns, same={"kind_id": kind.pk, "town_id": town.home.pk})
    assert list(Point.objects.filter(kind=kind).order_by("pk").values_list("name", flat=True)) == TROUBLESOME


def test_what_is_not_named_gets_its_default(town, kind):
    insert_rows(
        Point, {"name": ["公园"], "code": ["T1"], "unit_id": [None]}, {"kind_id": kind.pk, "town_id": town.home.pk}
    )
    point = Point.objects.get(kind=kind)
    saved = Point(name="公园", code="T1", kind=kind, town=town.home)
    names = [field.attname for field in Point._meta.concrete_fields if not field.primary_key]
    assert [getattr(point, name) for name in names] == [getattr(saved, name) for name in names]


def test_decimals_keys_and_times_are_exact(town, kind, now):
    point = Point.objects.create(name="公园", code="T1", kind=kind, town=town.home)
    keys = [uuid4(), uuid4()]
    awarded = [Decimal("0.300000"), None]
    columns = {"key": keys, "awarded": awarded, "point_id": [point.pk] * 2}
    insert_rows(Sheet, columns, same={"round_id": RoundFactory().pk, "started_at": now, "occurrence": 1})
    rows = Sheet.objects.filter(point=point).order_by("pk").values_list("key", "awarded", "started_at", "capped")
    assert list(rows) == [(keys[0], awarded[0], now, False), (keys[1], None, now, False)]


def test_the_databases_constraints_hold(town, kind):
    columns = {"name": ["公园", "公园"], "code": ["T1", "T2"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Point, columns, same={"kind_id": kind.pk, "town_id": town.home.pk})
    assert not Point.objects.filter(kind=kind).exists()


def test_no_rows_are_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Score, {"sheet_id": [], "item_id": []})


def test_rows_that_refer_to_each_other_go_in_alongside(town, kind):
    """More than one piece of them, by keys that were taken beforehand."""
    many = COPIED_AT_ONCE + 1
    keys = next_keys(Point, many)
    columns = {"id": keys, "name": [f"公园{key}" for key in keys], "code": [f"T{key}" for key in keys]}
    with transaction.atomic(), inserting() as insert:
        insert(Point, columns, {"kind_id": kind.pk, "town_id": town.home.pk})
        insert(PointResponsibility, {"point_id": keys, "unit_id": [town.home.pk] * many})
    assert list(Point.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True)) == list(keys)
    assert PointResponsibility.objects.filter(point__kind=kind).count() == many
    assert Point.objects.create(name="市场", code="T0", kind=kind, town=town.home).pk > keys[-1]


def test_what_is_refused_alongside_is_told_at_the_end_and_nothing_stays(town, kind):
    same = {"kind_id": kind.pk, "town_id": town.home.pk}
    with pytest.raises(IntegrityError), transaction.atomic(), inserting() as insert:
        insert(Point, {"name": ["公园", "公园"], "code": ["T1", "T2"]}, same)
        insert(Point, {"name": ["市场"], "code": ["T3"]}, same)
    assert not Point.objects.filter(kind=kind).exists()


@pytest.mark.django_db(transaction=True)
def test_a_key_that_nothing_has_is_refused_alongside(town, kind):
    with pytest.raises(IntegrityError), transaction.atomic(), inserting() as insert:
        insert(Point, {"name": ["公园"], "code": ["T1"]}, {"kind_id": kind.pk, "town_id": 2**40})
    assert not Point.objects.filter(kind=kind).exists()


def test_sizes_are_counted_after_many_rows_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        know_sizes(10, ImportRun)
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 0):
        know_sizes(100_000, ImportRun)


def test_batches_keep_the_order():
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
