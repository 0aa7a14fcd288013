"""The list of a dictionary: searched, filtered, sorted and paged like every list, and put in order where its own order is shown."""

import re

import pytest

from campaign.models import HonourKind
from core.views.dictionaries import WORDS_ON_A_PAGE
from facilities.models import ProjectKind
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

KINDS = "/settings/dictionaries/project-kinds/"


@pytest.fixture
def office_page(client_for, town):
    client = client_for("office")
    return lambda query="": client.get(f"{KINDS}{query}")


@pytest.fixture
def words(db):
    """道路, 排水 and 路灯 in use, 候车亭 retired."""
    made = [ProjectKind(name=name, order=order) for order, name in enumerate(("道路", "排水", "路灯"), 1)]
    return ProjectKind.objects.bulk_create([*made, ProjectKind(name="候车亭", order=4, is_active=False)])


def many(n: int) -> list[ProjectKind]:
    return ProjectKind.objects.bulk_create(ProjectKind(name=f"类{at:03d}", order=at) for at in range(1, n + 1))


def names(page) -> list[str]:
    return [row.word.name for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["道路", "排水", "路灯", "候车亭"]),
        ("?q=路", ["道路", "路灯"]),
        ("?state=use", ["道路", "排水", "路灯"]),
        ("?state=retired", ["候车亭"]),
        ("?q=路&state=retired", []),
        ("?sort=-place", ["候车亭", "路灯", "排水", "道路"]),
    ],
)
def test_words_are_searched_filtered_and_sorted_retired_ones_last(office_page, words, query, found):
    assert names(office_page(query)) == found


def test_the_file_holds_what_is_filtered(office_page, words):
    text = b"".join(office_page("?state=retired&format=csv").streaming_content).decode("utf-8-sig")
    assert text.split() == ["名称,在用", "候车亭,否"]


@pytest.mark.parametrize(
    ("query", "moved"), [("", 3), ("?state=use", 3), ("?q=路", 0), ("?sort=name", 0), ("?sort=-place", 0), ("?state=retired", 0)]
)  # fmt: skip
def test_words_are_moved_only_where_their_own_order_is_shown(office_page, words, query, moved):
    """Among hits, or by name, a step up would seem to do nothing: their place is said instead."""
    page = office_page(query).content.decode()
    assert page.count('value="word-') == 2 * moved
    assert ("put-in-order.js" in page) is bool(moved)


def test_a_retired_word_is_restored_from_the_list(office_page, words):
    page = office_page("?state=retired").content.decode()
    assert re.search(rf'action="{KINDS}{words[3].pk}/restore/"', page)


def test_a_step_over_the_edge_of_a_page_leads_to_the_next_one(client_for, office_page, town):
    made = many(WORDS_ON_A_PAGE + 2)
    last = made[WORDS_ON_A_PAGE - 1]
    assert names(office_page("?page=2")) == [one.name for one in made[WORDS_ON_A_PAGE:]]
    page = office_page("?page=2").content.decode()
    assert not re.search(r'-up"[^>]* disabled', page) and len(re.findall(r'-down"[^>]* disabled', page)) == 1
    answer = client_for("office").post(f"{KINDS}order/", {"move": f"word-{last.pk}-down", "state": "use"})
    assert answer.url == f"{KINDS}?state=use&page=2&moved=word-{last.pk}-down#word-{last.pk}"
    assert names(office_page("?page=2"))[0] == last.name


def test_the_words_of_one_page_share_out_their_own_places(client_for, office_page, town):
    """Dragged on the second page, or where somebody added a word meanwhile: the others stay where they are."""
    one, two, three, four = many(4)
    client = client_for("office")
    assert client.post(f"{KINDS}order/", {"keys": f"{four.pk},{two.pk}"}).status_code == 204
    assert names(office_page()) == [one.name, four.name, three.name, two.name]
    for keys in (f"{two.pk},{two.pk}", f"{one.pk},{two.pk},{one.pk}"):
        assert client.post(f"{KINDS}order/", {"keys": keys}).status_code == 409


def test_an_order_with_a_word_that_was_retired_meanwhile_is_refused(client_for, words):
    keys = f"{words[1].pk},{words[0].pk},{words[3].pk}"
    assert client_for("office").post(f"{KINDS}order/", {"keys": keys}).status_code == 409


def test_the_cost_of_many_words_is_that_of_few(client_for, town):
    number = iter(range(1000))
    assert_same_query_count(
        client_for("office"), KINDS, lambda: ProjectKind.objects.create(name=f"类{next(number)}"), 2, 8
    )


def test_renaming_says_that_old_records_show_the_new_name(client_for, town):
    kind = HonourKind.objects.create(name="好婆婆")
    client = client_for("office")
    assert "同样显示新名称" in client.get(f"/settings/dictionaries/honour-kinds/{kind.pk}/").content.decode()
    assert "同样显示新名称" not in client.get("/settings/dictionaries/honour-kinds/new/").content.decode()
