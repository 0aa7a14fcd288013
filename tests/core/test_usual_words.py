"""The usual words: shown first, taken once, never in the place of the office's own."""

import csv

import pytest
from django.urls import reverse

from campaign.models import HonourKind
from core.dictionaries.book import all_dictionaries
from core.dictionaries.file import file_of
from core.errors import DomainError, NotAllowed
from core.models import Measure, TrailEntry
from core.usual_words.offered import LISTS, usual_lists
from core.usual_words.taking import take_usual_words
from facilities.models import FacilityKind, PointKind
from rectification.models import Limit, LimitUnit, ProblemKind
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
CODES = [one.code for one in all_dictionaries()]


def everything() -> dict[str, list[str]]:
    return {one.dictionary.code: [word.name for word in one.words] for one in usual_lists()}


@pytest.fixture
def take(office, now):
    return lambda chosen: take_usual_words(chosen=chosen, by=office, now=now)


@pytest.mark.parametrize("code", CODES)
def test_every_dictionary_has_its_list_in_the_shape_of_its_own_file(code):
    with (LISTS / f"{code}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    headings = [
        column.heading for column in file_of(next(one for one in all_dictionaries() if one.code == code)).columns
    ]
    assert rows and set(rows[0]) <= set(headings) and next(iter(rows[0])) == "名称"
    names = [row["名称"] for row in rows]
    assert len(set(names)) == len(names)


def test_every_word_can_be_taken_over_and_twice_is_once(take):
    chosen = everything()
    assert take(chosen) == sum(len(names) for names in chosen.values())
    assert take(chosen) == 0
    for one in all_dictionaries():
        assert list(one.model.objects.in_use().values_list("name", flat=True)) == chosen[one.code]
    bins = FacilityKind.objects.get(name="垃圾房")
    assert (bins.measure.name, bins.is_cleared) == ("座", True)
    stars = HonourKind.objects.get(name="十星清洁户")
    assert (len(stars.stars), stars.least_stars, stars.given_to) == (10, 8, "household")
    limit = Limit.objects.get(kind__name="园林绿化", severity="normal")
    assert (limit.amount, limit.unit) == (10, LimitUnit.WORKING_DAYS)


def test_the_offices_own_word_stays_what_it_is_and_a_retired_one_stays_retired(take):
    own = ProblemKind.objects.create(name="市容环卫", order=7)
    Limit.objects.create(kind=own, severity="normal", amount=9, unit=LimitUnit.NATURAL_DAYS)
    PointKind.objects.create(name="村组", is_active=False)
    take(everything())
    assert Limit.objects.get(kind=own).amount == 9
    assert not PointKind.objects.get(name="村组").is_active
    assert PointKind.objects.filter(name="村组").count() == 1


def test_one_dictionary_brings_the_measures_that_its_words_are_counted_in(take, office):
    assert take({"facility-kinds": ["路灯"]}) == 2
    assert Measure.objects.get().name == "盏"
    told = TrailEntry.objects.about(FacilityKind.objects.get()).get()
    assert (told.by, told.verb) == (office, "import")
    assert TrailEntry.objects.about(Measure.objects.get()).exists()


def test_a_word_that_cannot_be_taken_takes_none(take):
    Measure.objects.create(name="盏", is_active=False)
    with pytest.raises(DomainError, match="盏"):
        take({"facility-kinds": ["垃圾房", "路灯"]})
    assert not FacilityKind.objects.exists()


def test_who_keeps_no_settings_takes_none(inspector, now):
    with pytest.raises(NotAllowed):
        take_usual_words(chosen=everything(), by=inspector, now=now)


# ---- the page ----


def test_the_page_shows_them_before_it_takes_what_is_ticked(client_for):
    client, path = client_for("office"), reverse("usual_words")
    page = client.get(f"{path}?from=ready").content.decode()
    assert "主次干道" in page and "一般时限：3个自然日" in page and not PointKind.objects.exists()
    words = ["point-kinds:主次干道", "point-kinds:村组", "funding-sources:上级补助"]
    sent = client.post(path, {"word": words, "only": "point-kinds", "from": "ready"})
    assert sent["Location"] == reverse("ready")
    assert set(PointKind.objects.values_list("name", flat=True)) == {"主次干道", "村组"}
    again = client.get(path).content.decode()
    assert 'value="point-kinds:村组"' not in again and 'value="funding-sources:上级补助"' in again


def test_nothing_ticked_is_said_and_another_dictionary_is_refused(client_for):
    client, path = client_for("office"), reverse("usual_words")
    assert "请至少勾选一个词" in client.post(path, {}).content.decode()
    assert client.post(path, {"word": ["no-such:词"]}).status_code == 400


def test_the_page_costs_the_same_however_many_words_there_are(client_for, office):
    numbers = iter(range(100))

    def make_one():
        PointKind.objects.create(name=f"类别{next(numbers)}")

    assert_same_query_count(client_for("office"), reverse("usual_words"), make_one, n2=6)
